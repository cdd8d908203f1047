"""Typst typesets a manuscript; characters and pictures that it can't show are replaced."""

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
_NO_GLYPH = re.compile(
    r"""the text (?:`"(.+?)"` could|contains the disallowed codepoint `"(.+?)"`)"""
)
_EMPTY_PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'


class Typeset(NamedTuple):
    """A book on paper."""

    pdfs: dict[str, bytes]
    """By the word for the paper; none where Typst failed."""
    no_glyphs: frozenset[str]
    """Characters that no font has; another stands for them."""
    unreadable: frozenset[str]
    """The paths of pictures that can't be shown and were left out."""
    message: str = ""
    """Why Typst failed, or nothing."""


class _Refusal(NamedTuple):
    """Why Typst made no PDF."""

    message: str
    diagnostic: str = ""


def typeset(code: str, pictures: Mapping[str, bytes], design: Path) -> Typeset:
    """Typeset the main file `code` with `pictures` by their paths, in the page design at `design`.

    Where something can't be shown, the rest is typeset once more without it.
    """
    no_glyphs, unreadable = frozenset[str](), frozenset[str]()
    with TemporaryDirectory() as name:
        project = Path(name)
        _prepare(project, pictures, design)
        while True:
            for character in no_glyphs:
                code = code.replace(string(character).strip('"'), REPLACEMENT)
            for path in unreadable:
                (project / path).write_bytes(_EMPTY_PICTURE)
            (project / "main.typ").write_text(code, encoding="utf-8")
            outcomes = _compile_all(project)
            pdfs = {paper: pdf for paper, pdf in outcomes.items() if isinstance(pdf, bytes)}
            refusals = [outcome for outcome in outcomes.values() if isinstance(outcome, _Refusal)]
            if not refusals:
                return Typeset(pdfs, no_glyphs, unreadable)
            known = no_glyphs, unreadable
            no_glyphs |= _without_glyph(refusals[0].diagnostic)
            unreadable |= {path for path in pictures if not _is_readable(path, project)}
            if (no_glyphs, unreadable) == known:
                return Typeset({}, no_glyphs, unreadable, refusals[0].message)


def _prepare(project: Path, pictures: Mapping[str, bytes], design: Path) -> None:
    """Put all that Typst reads into a folder, and nothing else of the machine."""
    wheel = find_spec(_FONT_WHEEL)
    folder = Path((wheel.submodule_search_locations or [""])[0] if wheel else "", "files")
    fonts = {f"fonts/{name}": (folder / name).read_bytes() for name in _FONTS}
    for path, data in {"book.typ": design.read_bytes(), **fonts, **pictures}.items():
        file = project / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def _compile_all(project: Path) -> dict[str, bytes | _Refusal]:
    """Typeset every paper at the same time, each in a process of its own.

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
    if process.returncode:
        lines = [line for line in errors.splitlines() if line and not line.startswith("note:")]
        last = lines[-1] if lines else f"status {process.returncode}"
        return _Refusal(f"Typst stopped: {last}")
    said = json.loads(printed)
    return _Refusal(**said) if said else target.read_bytes()


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
    return isinstance(_outcome(_start(probe, target, PAPERS["a4"]), target), bytes)
