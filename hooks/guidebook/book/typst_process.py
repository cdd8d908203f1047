"""Typst in a process of its own for each PDF, with what it is given and nothing else.

In one process they would wait for each other, and a crash would end the build. What was made
without a word from Typst is kept by all that Typst and the last touches could read. Where the day
of the content isn't known, a PDF says when it was made (PDF/A asks for a date), and a kept one when
it was first made.
"""

import json
import os
import re
import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from subprocess import run
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import NamedTuple

from guidebook.book.versions import BY_NAME
from guidebook.kept import digest, installed, keep, recall

MAIN, MARKS = "main.typ", "main.json"
"""The file that Typst begins with, and what the last touches are told."""

_PROGRAM = Path(__file__).with_name("compiling.py")
_CODE = (_PROGRAM, _PROGRAM.with_name("finishing.py"), _PROGRAM.with_name("row_heads.py"))
"""All of our code that takes part between the files and the PDF."""
_STANDARDS = ("ua-1", "a-2a")  # Typst's names for PDF/UA-1 and PDF/A-2a
_MEMORY, _MEMORY_OF_A_BYTE = 200_000_000, 500
"""About the bytes of memory that a PDF takes, and what each byte of its manuscript adds."""
_NO_GLYPH = re.compile(
    r"""the text (?:`"(.+?)"` could|contains the disallowed codepoint `"(.+?)"`)"""
)


def half_of_memory() -> int:
    """The bytes of half the machine's memory; nothing where it doesn't say."""
    names = getattr(os, "sysconf_names", {})
    if "SC_PHYS_PAGES" not in names:
        return 0
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2


class Press(NamedTuple):
    """Where PDFs are made."""

    fonts: Mapping[str, bytes] = MappingProxyType({})
    """Files of fonts for scripts that the books' own fonts lack, by their names."""
    cache: Path | None = None
    """The folder in which they are kept, if they are."""
    at_once: int = os.cpu_count() or 1
    """How many, since each takes a processor; fewer where the memory doesn't hold them."""
    memory: int = half_of_memory()
    """The bytes that all may take."""


@dataclass(frozen=True)
class Said:
    """What Typst said of one paper."""

    message: str = ""
    """Why there is no PDF, if so."""
    diagnostic: str = ""
    warnings: tuple[str, ...] = ()


def make_all(
    files: Mapping[str, bytes], versions: Iterable[str], press: Press
) -> tuple[dict[str, bytes], list[Said]]:
    """Make each version of a book from its files; gives what Typst said of each."""
    given = digest(files, [file.read_bytes() for file in _CODE], installed())
    chosen = list(versions)
    with ThreadPoolExecutor(side_by_side(press, len(files[MAIN]))) as pool:
        made = list(pool.map(lambda version: _kept(files, version, given, press.cache), chosen))
    pdfs = {version: pdf for version, (pdf, _) in zip(chosen, made, strict=True)}
    return pdfs, [said for _, said in made]


def side_by_side(press: Press, size: int) -> int:
    """How many PDFs of a manuscript of so many bytes are made at once."""
    return max(1, min(press.at_once, press.memory // (_MEMORY + _MEMORY_OF_A_BYTE * size)))


def _kept(
    files: Mapping[str, bytes], version: str, given: str, cache: Path | None
) -> tuple[bytes, Said]:
    """A version made, or as it was made of the same; `given` is the hash of all but the version."""
    how = (*BY_NAME[version], *_STANDARDS)
    key = digest(given, how)
    kept = recall(cache, key) if cache else None
    if kept is not None:
        return kept["pdf"], Said()
    pdf, said = _make(files, how)
    if cache and said == Said():
        keep(cache, key, {"pdf": pdf})
    return pdf, said


def is_readable(picture: bytes) -> bool:
    """Whether Typst shows a picture; in a process of its own, since a picture may crash it."""
    probe = '#image(read("/picture", encoding: none))'
    _, said = _make({MAIN: probe.encode(), "picture": picture}, BY_NAME["a4"])
    return not said.message


def without_glyph(diagnostic: str) -> set[str]:
    r"""The characters that no font has; only the words of Typst's diagnostic say which they are.

    One that can't be seen stands there as `\u{feff}`.
    """
    quoted = (first or second for first, second in _NO_GLYPH.findall(diagnostic))
    return {
        re.sub(r"\\u\{([0-9a-f]+)\}", lambda match: chr(int(match[1], 16)), text) for text in quoted
    }


def _make(files: Mapping[str, bytes], how: Iterable[str]) -> tuple[bytes, Said]:
    """The PDF of a folder with these files, or nothing where Typst refuses."""
    with TemporaryDirectory() as name:
        project = Path(name)
        for path, data in files.items():
            file = project / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        said = _run(project, how)
        return b"" if said.message else (project / "main.pdf").read_bytes(), said


def _run(project: Path, how: Iterable[str]) -> Said:
    """Run the program; the last line of what a crash wrote says what it was."""
    command = [sys.executable, "-I", str(_PROGRAM), str(project), *how]  # none an editor's
    environment = {**os.environ, "RUST_BACKTRACE": "0"}
    process = run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if process.returncode:
        lines = [
            line for line in process.stderr.splitlines() if line and not line.startswith("note:")
        ]
        last = lines[-1] if lines else f"status {process.returncode}"
        return Said(f"Typst stopped: {last}")
    said = json.loads(process.stdout)
    return Said(**{**said, "warnings": tuple(said.get("warnings", ()))})
