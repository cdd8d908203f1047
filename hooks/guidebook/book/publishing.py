"""A guide becomes its PDFs, with the findings on the way."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from guidebook.book.chapters import Manuscript, write
from guidebook.book.finishing import finish
from guidebook.book.html_tree import parse
from guidebook.book.model import Guide, Problem, Site
from guidebook.book.pictures import unreadable
from guidebook.book.problems import locate
from guidebook.book.typesetting import Faults, typeset
from guidebook.findings import Finding

DESIGN = Path(__file__).parents[3] / "print" / "book.typ"

_NAMES = {"a4": "A4", "letter": "US Letter"}


class Published(NamedTuple):
    """A guide on paper."""

    files: dict[str, bytes]
    """PDFs by their address, counted from the site's root."""
    findings: list[Finding]


def publish(guide: Guide, site: Site) -> Published:
    """Set a guide for every paper. Where Typst fails, a finding says so and there is no file."""
    manuscript = write(guide, site)
    pictures = {path: picture.data for path, picture in manuscript.pictures.items()}
    pdfs, faults = typeset(manuscript.code, pictures, DESIGN)
    files = {
        f"{guide.name}/{guide.name}-{paper}.pdf": finish(pdf, manuscript.row_headers)
        for paper, pdf in pdfs.items()
    }
    return Published(files, [*manuscript.findings, *_tell(faults, guide, manuscript)])


def download_links(files: dict[str, bytes]) -> str:
    """The HTML that leads from a guide's first page, in the guide's folder, to its PDFs."""
    links = ", ".join(
        f'<a href="{path.rpartition("/")[2]}">{_NAMES[paper]} ({len(pdf) / 1000:.0f} kB)</a>'
        for paper, (path, pdf) in zip(_NAMES, files.items(), strict=True)
    )
    return f'\n<p class="guide-pdf" data-search-exclude>PDF to print or keep: {links}</p>\n'


def _tell(faults: Faults, guide: Guide, manuscript: Manuscript) -> Iterator[Finding]:
    for sign in sorted(faults.signs):
        yield from _tell_sign(sign, guide)
    for path in sorted(faults.pictures):
        picture = manuscript.pictures[path]
        yield from locate(picture.page, [unreadable(picture.source)])
    if faults.message:
        message = f"the PDF of this guide can't be made: {faults.message}"
        hint = "Take back the last change, and tell the maintainers."
        yield Finding(guide.pages[0].file, 1, 1, "P08", message, hint)


def _tell_sign(sign: str, guide: Guide) -> Iterator[Finding]:
    """A finding on every page that holds a sign which no font of the book has."""
    code_points = " ".join(f"U+{ord(part):04X}" for part in sign)
    message = f"the book's fonts don't have the sign '{sign}' ({code_points})"
    problem = Problem("P05", message, "Say it in words or with another sign.", (sign,))
    holders = [page for page in guide.pages if sign in page.title + parse(page.html).text]
    for page in holders or guide.pages[:1]:
        yield from locate(page, [problem])
