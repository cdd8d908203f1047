"""Typst sets a manuscript as PDFs; signs and pictures that it can't set are told and replaced."""

import json
import os
import re
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from subprocess import PIPE, Popen
from tempfile import TemporaryDirectory
from typing import NamedTuple

from guidebook.book import compiling
from guidebook.book.typst_code import REPLACEMENT, string

PAPERS = {"a4": "a4", "letter": "us-letter"}
"""Typst's name for each paper, by the word for it in a file's name."""

_STANDARDS = ("ua-1", "a-2a")
"""Typst's names for PDF/UA-1 and PDF/A-2a."""

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


class _Refusal(NamedTuple):
    """Why Typst made no PDF."""

    message: str
    diagnostic: str


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
        _prepare(project, pictures, design)
        while not faults.message:
            for sign in faults.signs:
                code = code.replace(string(sign).strip('"'), REPLACEMENT)
            (project / "main.typ").write_text(code, encoding="utf-8")
            outcomes = _set_all(project)
            pdfs = {paper: pdf for paper, pdf in outcomes.items() if isinstance(pdf, bytes)}
            refusals = [outcome for outcome in outcomes.values() if isinstance(outcome, _Refusal)]
            if not refusals:
                return Typeset(pdfs, faults)
            faults = _faults(refusals[0], project, faults)
    return Typeset({}, faults)


def _prepare(project: Path, pictures: Mapping[str, bytes], design: Path) -> None:
    """Put all that Typst reads into a folder, and nothing else of the machine."""
    wheel = find_spec(_FONT_WHEEL)
    folder = Path((wheel.submodule_search_locations or [""])[0] if wheel else "", "files")
    fonts = {f"fonts/{name}": (folder / name).read_bytes() for name in _FONTS}
    shown = {f"pictures/{path}": data for path, data in pictures.items()}
    for path, data in {"book.typ": design.read_bytes(), **fonts, **shown}.items():
        file = project / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def _set_all(project: Path) -> dict[str, bytes | _Refusal]:
    """Set every paper at the same time, each in a process of its own.

    In one process the papers would wait for each other, and a crash would end the build.
    """
    running = {
        paper: _start(project / "main.typ", project / f"{paper}.pdf", name, *_STANDARDS)
        for paper, name in PAPERS.items()
    }
    return {
        paper: _outcome(process, project / f"{paper}.pdf") for paper, process in running.items()
    }


def _start(source: Path, target: Path, paper: str, *standards: str) -> Popen[str]:
    command = [sys.executable, "-I", compiling.__file__, str(source), str(target), paper]
    environment = {**os.environ, "RUST_BACKTRACE": "0"}
    return Popen(  # noqa: S603 (nothing of it is an editor's)
        [*command, *standards], env=environment, stdout=PIPE, stderr=PIPE, text=True
    )


def _outcome(process: Popen[str], target: Path) -> bytes | _Refusal:
    """The PDF, or why there is none; the last line of what a crash wrote says what it was."""
    printed, errors = process.communicate()
    if process.returncode == compiling.REFUSED:
        return _Refusal(*json.loads(printed))
    if process.returncode:
        lines = [line for line in errors.splitlines() if line and not line.startswith("note:")]
        last = lines[-1] if lines else f"status {process.returncode}"
        return _Refusal(f"Typst stopped: {last}", "")
    return target.read_bytes()


def _faults(refusal: _Refusal, project: Path, known: Faults) -> Faults:
    """The faults known so far and those that Typst tells; a message where it tells no new."""
    told = (first or second for first, second in _SIGN.findall(refusal.diagnostic))
    signs = known.signs.union(*map(_unescape, told))
    files = (file for file in (project / "pictures").rglob("*") if file.is_file())
    broken = {file for file in files if not _is_readable(file, project)}
    for file in broken:
        file.write_bytes(_EMPTY_PICTURE)
    paths = {file.relative_to(project / "pictures").as_posix() for file in broken}
    faults = Faults(signs, known.pictures | paths, "")
    return faults if faults != known else known._replace(message=refusal.message)


def _unescape(quoted: str) -> str:
    r"""The text behind what Typst's messages show: a sign that can't be seen as `\u{feff}`."""
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda match: chr(int(match[1], 16)), quoted)


def _is_readable(picture: Path, project: Path) -> bool:
    """Whether Typst shows a picture; in a process of its own, since a picture may crash it."""
    probe, target = project / "probe.typ", project / "probe.pdf"
    path = json.dumps(f"/{picture.relative_to(project).as_posix()}", ensure_ascii=False)
    probe.write_text(f"#image(read({path}, encoding: none))", encoding="utf-8")
    return isinstance(_outcome(_start(probe, target, PAPERS["a4"]), target), bytes)
