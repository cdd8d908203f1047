"""Typst sets a manuscript as PDFs; signs and pictures that it can't set are told and replaced."""

import json
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import typst

from guidebook.book.typst_code import REPLACEMENT, string

PAPERS = {"a4": "a4", "letter": "us-letter"}
"""Typst's name for each paper, by the word for it in a file's name."""

_FONT_WHEEL = "font_source_sans_pro"
_FONTS = tuple(f"SourceSansPro-{face}.otf" for face in ("Regular", "It", "Semibold", "Bold"))
_SIGN = re.compile(r"""the text (?:`"(.+?)"` could|contains the disallowed codepoint `"(.+?)"`)""")
_EMPTY_PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'


class Faults(NamedTuple):
    """What Typst could not set."""

    signs: frozenset[str]
    """Signs that no font has."""
    pictures: frozenset[str]
    """Paths of broken pictures."""
    message: str
    """What Typst said of anything else, or nothing."""


class Typeset(NamedTuple):
    """A book on paper."""

    pdfs: dict[str, bytes]
    """By the word for the paper; none where Typst failed."""
    faults: Faults


def typeset(code: str, pictures: Mapping[str, bytes], design: Path) -> Typeset:
    """Set the main file `code` with its `pictures`, in the page design at `design`.

    Where something can't be set, the rest is set once more without it.
    """
    faults = Faults(frozenset(), frozenset(), "")
    with TemporaryDirectory() as name:
        project = Path(name)
        fonts = _prepare(project, pictures, design)
        while not faults.message:
            for sign in faults.signs:
                code = code.replace(string(sign).strip('"'), REPLACEMENT)
            (project / "main.typ").write_text(code, encoding="utf-8")
            try:
                return Typeset(_set_all(project, fonts), faults)
            except typst.TypstError as error:
                faults = _faults(error, project, fonts, faults)
    return Typeset({}, faults)


def _prepare(project: Path, pictures: Mapping[str, bytes], design: Path) -> typst.Fonts:
    """Put all that Typst reads into a folder, and nothing else of the machine."""
    wheel = find_spec(_FONT_WHEEL)
    folder = Path((wheel.submodule_search_locations or [""])[0] if wheel else "", "files")
    fonts = {f"fonts/{name}": (folder / name).read_bytes() for name in _FONTS}
    shown = {f"pictures/{path}": data for path, data in pictures.items()}
    for path, data in {"book.typ": design.read_bytes(), **fonts, **shown}.items():
        file = project / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return typst.Fonts(include_system_fonts=False, font_paths=[str(project / "fonts")])


def _set_all(project: Path, fonts: typst.Fonts) -> dict[str, bytes]:
    """Set every paper at the same time: Typst leaves Python free meanwhile."""
    with ThreadPoolExecutor() as pool:
        return dict(zip(PAPERS, pool.map(partial(_set, project, fonts), PAPERS), strict=True))


def _set(project: Path, fonts: typst.Fonts, paper: str) -> bytes:
    inputs = {"paper": PAPERS[paper]}
    compiler = typst.Compiler(project / "main.typ", project, fonts, sys_inputs=inputs)
    pdf = compiler.compile(format="pdf", pdf_standards=["ua-1", "a-2a"])
    return pdf if isinstance(pdf, bytes) else b""


def _faults(error: typst.TypstError, project: Path, fonts: typst.Fonts, known: Faults) -> Faults:
    """The faults known so far and those that an error tells; a message where it tells no new."""
    told = (first or second for first, second in _SIGN.findall(error.diagnostic))
    signs = known.signs.union(*map(_unescape, told))
    files = (file for file in (project / "pictures").rglob("*") if file.is_file())
    broken = {file for file in files if not _is_readable(file, project, fonts)}
    for file in broken:
        file.write_bytes(_EMPTY_PICTURE)
    paths = {file.relative_to(project / "pictures").as_posix() for file in broken}
    faults = Faults(signs, known.pictures | paths, "")
    return faults if faults != known else known._replace(message=error.message)


def _unescape(quoted: str) -> str:
    r"""The text behind what Typst's messages show: a sign that can't be seen as `\u{feff}`."""
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda match: chr(int(match[1], 16)), quoted)


def _is_readable(picture: Path, project: Path, fonts: typst.Fonts) -> bool:
    probe = project / "probe.typ"
    path = json.dumps(f"/{picture.relative_to(project).as_posix()}", ensure_ascii=False)
    probe.write_text(f"#image(read({path}, encoding: none))", encoding="utf-8")
    try:
        typst.compile(probe, root=project, font_paths=fonts)
    except typst.TypstError:
        return False
    return True
