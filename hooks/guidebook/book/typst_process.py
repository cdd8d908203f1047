"""Typst in processes of its own, with what it is given and nothing else.

In one process all PDFs would wait for each other, and a crash would end the build. One makes some
of a small book in turn, since it takes as long to start as to make such a PDF. What was made
without a word from Typst is kept by all that Typst and the last touches could read. Where the day
of the content isn't known, a PDF says when it was made (PDF/A asks for a date), and a kept one when
it was first made.
"""

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
_SMALL = 1_000_000
"""Bytes of a manuscript; of a larger one, Typst remembers too much from one PDF to the next."""
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


class Made(NamedTuple):
    """A PDF, or nothing where Typst refuses, and what it said."""

    pdf: bytes
    said: Said


def make_all(
    files: Mapping[str, bytes], versions: Iterable[str], press: Press
) -> tuple[dict[str, bytes], list[Said]]:
    """Make each version of a book from its files; gives what Typst said of each."""
    given = digest(files, [file.read_bytes() for file in _CODE], installed())
    keys = {version: digest(given, _how(version)) for version in versions}
    made = dict(_recalled(keys, press.cache))
    rest = [version for version in keys if version not in made]
    workers = side_by_side(press, len(files[MAIN]))
    groups = shared_out(rest, workers, len(files[MAIN]))
    with ThreadPoolExecutor(workers) as pool:
        results = pool.map(lambda group: _make(files, [*map(_how, group)]), groups)
        for group, some in zip(groups, results, strict=True):
            made |= zip(group, some, strict=True)
    for version in rest:
        if press.cache and made[version].said == Said():
            keep(press.cache, keys[version], {"pdf": made[version].pdf})
    return {version: made[version].pdf for version in keys}, [made[one].said for one in keys]


def side_by_side(press: Press, size: int) -> int:
    """How many PDFs of a manuscript of so many bytes are made at once."""
    return max(1, min(press.at_once, press.memory // (_MEMORY + _MEMORY_OF_A_BYTE * size)))


def shared_out(versions: Sequence[str], workers: int, size: int) -> list[Sequence[str]]:
    """Which versions of a manuscript of so many bytes each process makes, in turn."""
    shares = len(versions) if size > _SMALL else min(workers, len(versions))
    return [versions[share::shares] for share in range(shares)]


def _how(version: str) -> str:
    """A version as the program reads it: paper, edition and standards."""
    return ",".join((*BY_NAME[version], *_STANDARDS))


def _recalled(keys: Mapping[str, str], cache: Path | None) -> Iterator[tuple[str, Made]]:
    """The versions that were made of the same; `keys` are the hashes of all that goes in."""
    for version, key in keys.items():
        kept = recall(cache, key) if cache else None
        if kept is not None:
            yield version, Made(kept["pdf"], Said())


def is_readable(picture: bytes) -> bool:
    """Whether Typst shows a picture; in a process of its own, since a picture may crash it."""
    probe = '#image(read("/picture", encoding: none))'
    (made,) = _make({MAIN: probe.encode(), "picture": picture}, [",".join(BY_NAME["a4"])])
    return not made.said.message


def without_glyph(diagnostic: str) -> set[str]:
    r"""The characters that no font has; only the words of Typst's diagnostic say which they are.

    One that can't be seen stands there as `\u{feff}`.
    """
    quoted = (first or second for first, second in _NO_GLYPH.findall(diagnostic))
    return {
        re.sub(r"\\u\{([0-9a-f]+)\}", lambda match: chr(int(match[1], 16)), text) for text in quoted
    }


def _make(files: Mapping[str, bytes], hows: Sequence[str]) -> list[Made]:
    """The PDFs of a folder with these files, each made as it says."""
    with TemporaryDirectory() as name:
        project = Path(name)
        for path, data in files.items():
            file = project / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        said = _run(project, hows)
        return [
            Made(b"" if each.message else (project / f"{how}.pdf").read_bytes(), each)
            for how, each in zip(hows, said, strict=True)
        ]


def _run(project: Path, hows: Sequence[str]) -> list[Said]:
    """Run the program; the last line of what a crash wrote says what it was."""
    command = [sys.executable, "-I", str(_PROGRAM), str(project), *hows]  # none an editor's
    environment = {**os.environ, "RUST_BACKTRACE": "0"}
    process = run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if process.returncode and len(hows) > 1:  # the crash of one has ended all
        return [said for how in hows for said in _run(project, [how])]
    if process.returncode:
        lines = [
            line for line in process.stderr.splitlines() if line and not line.startswith("note:")
        ]
        last = lines[-1] if lines else f"status {process.returncode}"
        return [Said(f"Typst stopped: {last}")]
    found = json.loads(process.stdout)
    return [Said(**{**said, "warnings": tuple(said.get("warnings", ()))}) for said in found]
