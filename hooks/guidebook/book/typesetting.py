"""A guide becomes its PDFs: Typst typesets the manuscript, without what it can't show."""

import json
import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from subprocess import run
from tempfile import TemporaryDirectory
from types import MappingProxyType

from guidebook.book import compiling
from guidebook.book.appointment_sheet import write_sheet
from guidebook.book.book_links import Site
from guidebook.book.finishing import finish
from guidebook.book.fonts import face_files
from guidebook.book.html_tree import parse
from guidebook.book.manuscript import Book, Listed, write
from guidebook.book.typst_code import REPLACEMENT, string
from guidebook.book.typst_manuscript import Manuscript, Picture
from guidebook.findings import Finding
from guidebook.page import Guide

_PRINT, _DESIGNS = Path(__file__).parents[3] / "print", ("book.typ", "sheet.typ")

_PAPERS = {"a4": ("a4", "A4"), "letter": ("us-letter", "US Letter")}
"""Typst's name for each paper and the readers' name, by the word for it in a file's name."""
_STANDARD, _LARGE, _SHEET = "standard", "large-print", "sheet"
_EDITIONS = {_STANDARD: "", _LARGE: f"-{_LARGE}", _SHEET: f"-{_SHEET}"}
"""What stands in a file's name for each edition that the page design knows."""
_VERSIONS = {
    f"{paper}{ending}": (_PAPERS[paper][0], edition)
    for (edition, ending), paper in product(_EDITIONS.items(), _PAPERS)
}
VERSIONS = tuple(_VERSIONS)
"""Every paper in every edition, by the words for it in a file's name."""
_STANDARDS = ("ua-1", "a-2a")  # Typst's names for PDF/UA-1 and PDF/A-2a

_NO_GLYPH = re.compile(
    r"""the text (?:`"(.+?)"` could|contains the disallowed codepoint `"(.+?)"`)"""
)
_EMPTY_PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'


@dataclass(frozen=True)
class _Said:
    """What Typst said of one paper."""

    message: str = ""
    """Why there is no PDF, if so."""
    diagnostic: str = ""
    warnings: tuple[str, ...] = ()


def publish(
    book: Book, site: Site, versions: Iterable[str] = VERSIONS
) -> tuple[dict[str, bytes], list[Finding]]:
    """The PDFs of a guide by their address from the site's root, and what is wrong on its pages.

    The findings are the same for every paper.
    """
    sheets = [version for version in versions if _VERSIONS[version][1] == _SHEET]
    manuscript = write(book, site)
    chosen = [version for version in versions if version not in sheets]
    pdfs = typeset(manuscript, book.guide, chosen, book.entries, site.fonts)
    sheet = write_sheet(book.guide, book.cover, site) if sheets else None
    if sheet:
        pdfs |= typeset(sheet, book.guide, sheets, (), site.fonts)
    name = book.guide.name
    named = {f"{name}/{name}-{version}.pdf": pdf for version, pdf in pdfs.items()}
    return named, sorted(manuscript.findings | (sheet.findings if sheet else set()))


def download_links(files: Mapping[str, bytes], others: str) -> str:
    """The HTML that leads from a guide's first page, in the guide's folder, to its PDFs.

    `others` are the words and links that lead to what the guide comes as besides.
    """
    named = {
        edition: {path: pdf for path, pdf in files.items() if _edition(path) == edition}
        for edition in _EDITIONS
    }
    said = {_STANDARD: "PDF to print or keep", _LARGE: "In large print"}
    said[_SHEET] = "A sheet to fill in for your appointment"
    pdf_links = [f"{said[edition]}: {_links(pdfs)}" for edition, pdfs in named.items() if pdfs]
    links = ". ".join([*pdf_links, others])
    return f'\n<p class="guide-pdf" data-search-exclude>{links}</p>\n'


def _links(files: Mapping[str, bytes]) -> str:
    return ", ".join(
        f'<a href="{path.rpartition("/")[2]}">{_paper_name(path)} ({len(pdf) / 1000:.0f} kB)</a>'
        for path, pdf in files.items()
    )


def _edition(path: str) -> str:
    others = (edition for edition in _EDITIONS if path.endswith(f"{_EDITIONS[edition]}.pdf"))
    return max(others, key=lambda edition: len(_EDITIONS[edition]))


def _paper_name(path: str) -> str:
    version = path.removesuffix(".pdf").removesuffix(_EDITIONS[_edition(path)])
    return _PAPERS[version.rpartition("-")[2]][1]


def typeset(
    manuscript: Manuscript,
    guide: Guide,
    versions: Iterable[str] = VERSIONS,
    entries: Sequence[Listed] = (),
    fonts: Mapping[str, bytes] = MappingProxyType({}),
) -> dict[str, bytes]:
    """The PDFs of a guide, by the words for paper and edition; none where Typst fails.

    What can't be shown is a finding, and the rest is typeset once more without it.
    """
    code, replaced = manuscript.code, set[str]()
    pictures = dict(manuscript.pictures)
    with TemporaryDirectory() as name:
        project = Path(name)
        _prepare(project, pictures, fonts)
        while True:
            (project / "main.typ").write_text(code, encoding="utf-8")
            pdfs, said = _make_all(project, manuscript, versions)
            refusals = [each for each in said if each.message]
            if not refusals:
                _report_warnings(manuscript, guide, said)
                return pdfs
            characters = sorted(_without_glyph(refusals[0].diagnostic) - replaced)
            broken = [path for path in pictures if not _is_readable(path, project)]
            if not (characters or broken):
                message = f"the PDF of this guide can't be made: {refusals[0].message}"
                hint = "Take back the last change, and tell the maintainers."
                manuscript.report(guide.pages[0], "P08", message, hint)
                return {}
            for character in characters:
                code = code.replace(string(character).strip('"'), REPLACEMENT)
                _report_character(manuscript, guide, entries, character)
            for path in broken:
                (project / path).write_bytes(_EMPTY_PICTURE)
                picture = pictures.pop(path)
                manuscript.report_unreadable(picture.page, picture.source)
            replaced.update(characters)


def _report_warnings(manuscript: Manuscript, guide: Guide, said: Iterable[_Said]) -> None:
    """A finding for all that Typst warns of: page numbers that don't settle are wrong ones."""
    for warning in sorted({warning for each in said for warning in each.warnings}):
        message = f"the PDF of this guide may be wrong, Typst warns: {warning}"
        manuscript.report(guide.pages[0], "P09", message, "Tell the maintainers.")


def _report_character(
    manuscript: Manuscript, guide: Guide, entries: Iterable[Listed], character: str
) -> None:
    code_points = " ".join(f"U+{ord(part):04X}" for part in character)
    message = f"the book's fonts don't have the sign '{character}' ({code_points})"
    hint = "Say it in words or with another sign."
    holders = [page for page in guide.pages if character in page.title + parse(page.html).text]
    listed = [entry for entry in entries if character in entry.shown]
    for _, source, offset in listed:
        written = max(source.text.find(character, offset), offset)
        manuscript.findings.add(source.finding(written, "P05", message, hint))
    for page in holders or ([] if listed else guide.pages[:1]):
        manuscript.report(page, "P05", message, hint, character)


def _prepare(project: Path, pictures: Mapping[str, Picture], fonts: Mapping[str, bytes]) -> None:
    """Put all that Typst reads into a folder, and nothing else of the machine."""
    read = {
        **{name: (_PRINT / name).read_bytes() for name in _DESIGNS},
        **{path: picture.data for path, picture in pictures.items()},
        **{f"fonts/{file.name}": file.read_bytes() for file in face_files()},
        **{f"fonts/scripts/{name}": data for name, data in fonts.items()},
    }
    for path, data in read.items():
        file = project / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def _make_all(
    project: Path, manuscript: Manuscript, versions: Iterable[str]
) -> tuple[dict[str, bytes], list[_Said]]:
    """Make each version, typeset in a process of its own.

    In one process they would wait for each other, and a crash would end the build. There are as
    many at a time as the machine has processors, since a long book takes much memory.
    """
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        waiting = {
            version: pool.submit(_make, project, manuscript, version) for version in versions
        }
    made = {version: each.result() for version, each in waiting.items()}
    return {version: pdf for version, (pdf, _) in made.items()}, [said for _, said in made.values()]


def _make(project: Path, manuscript: Manuscript, version: str) -> tuple[bytes, _Said]:
    """The PDF of one version, or nothing where Typst refuses."""
    target = project / f"{version}.pdf"
    said = _compile(project / "main.typ", target, *_VERSIONS[version], *_STANDARDS)
    if said.message:
        return b"", said
    return finish(target.read_bytes(), manuscript.tables, manuscript.links), said


def _compile(source: Path, target: Path, *how: str) -> _Said:
    """Compile a file; the last line of what a crash wrote says what it was."""
    program = [sys.executable, "-I", compiling.__file__]
    command = [*program, str(source), str(target), *how]  # none an editor's
    environment = {**os.environ, "RUST_BACKTRACE": "0"}
    process = run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if process.returncode:
        lines = [
            line for line in process.stderr.splitlines() if line and not line.startswith("note:")
        ]
        last = lines[-1] if lines else f"status {process.returncode}"
        return _Said(f"Typst stopped: {last}")
    said = json.loads(process.stdout)
    return _Said(**{**said, "warnings": tuple(said.get("warnings", ()))})


def _without_glyph(diagnostic: str) -> set[str]:
    r"""The characters that no font has; only the words of Typst's diagnostic say which they are.

    One that can't be seen stands there as `\u{feff}`.
    """
    quoted = (first or second for first, second in _NO_GLYPH.findall(diagnostic))
    return {
        re.sub(r"\\u\{([0-9a-f]+)\}", lambda match: chr(int(match[1], 16)), text) for text in quoted
    }


def _is_readable(path: str, project: Path) -> bool:
    """Whether Typst shows a picture; in a process of its own, since a picture may crash it."""
    probe, target = project / "probe.typ", project / "probe.pdf"
    read = f"#image(read({json.dumps(f'/{path}', ensure_ascii=False)}, encoding: none))"
    probe.write_text(read, encoding="utf-8")
    return not _compile(probe, target, "a4", "standard").message
