"""The catalogue of editors' mistakes: what an editor did, and every word that is said of it.

Each file of `tests/mistakes` has one subject. First come files that all of its mistakes share, then
the mistakes, each below a line `==== what the editor did ====` with what is said of it, `expect:`
for what fails a build and `notice:` for what doesn't, and with the files that differ:

    -- path --              a file as it is
    -- path saved ... --    the same, in another form (see `SAVED`)
    -- path changed --      a shared file; lines with - give way to lines with +
    -- path removed --      a shared file that isn't there

An empty line before the next mistake belongs to no file. What a project always needs is added.

Run as a program, this writes what is said today into the catalogue. Read the difference!
"""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import yaml

from commands.check import check
from guidebook.findings import Finding
from minisite import PLAIN, ROOT, entries, page, write

CATALOGUE = ROOT / "tests" / "mistakes"
FILES = sorted(CATALOGUE.glob("*.txt"))
DAY = date(2027, 3, 1)
SAVED: Mapping[str, Callable[[str], bytes]] = {
    "": str.encode,
    "saved in an old encoding": lambda text: text.encode("cp1252"),
    "saved with Windows line ends": lambda text: text.replace("\n", "\r\n").encode(),
    "saved with a byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "saved without a last line end": lambda text: text.rstrip("\n").encode(),
}
ALWAYS: Mapping[str, str] = {
    "settings.yml": yaml.safe_dump(PLAIN),
    "mkdocs.yml": "INHERIT: settings.yml\n",
    "docs/index.md": page("Words [@source]."),
    "references.bib": entries("source").rstrip("\n") + "\n",
    "editors/words.txt": (ROOT / "editors" / "words.txt").read_text("utf-8"),
}
"""What every project needs."""

_MISTAKE = re.compile(r"\n^==== (.+) ====\n((?:(?:expect|notice): .*\n)*)", re.M)
_FILE = re.compile(r"^-- (\S+) ?([\w ]*?) --\n(.*?)(?=^-- \S+ ?[\w ]*? --$|\Z)", re.M | re.S)


class Mistake(NamedTuple):
    """What an editor did, what is said of it, and the files of that project."""

    what: str
    said: str
    """Line by line, sorted."""
    files: Mapping[str, bytes]


def mistakes(file: Path) -> Iterator[Mistake]:
    """The mistakes in a file of the catalogue."""
    _, *rest = _MISTAKE.split(file.read_bytes().decode())
    common = shared_files(file)
    for what, said, files in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        yield Mistake(what, said, _with_files(common, files))


def shared_files(file: Path) -> dict[str, bytes]:
    """The files that the mistakes in a file of the catalogue share."""
    always = {path: text.encode() for path, text in ALWAYS.items()}
    return _with_files(always, _MISTAKE.split(file.read_bytes().decode())[0])


def _with_files(files: Mapping[str, bytes], written: str) -> dict[str, bytes]:
    """Files with those that a part of the catalogue writes down."""
    result = dict(files)
    for path, how, text in _FILE.findall(written):
        if how == "removed":
            del result[path]
        elif how == "changed":
            result[path] = _changed(result[path].decode(), text).encode()
        else:
            result[path] = SAVED[how](text)
    return result


def _changed(text: str, change: str) -> str:
    lines = change.splitlines(keepends=True)
    before = "".join(line[1:] for line in lines if line[0] in " -")
    after = "".join(line[1:] for line in lines if line[0] in " +")
    assert text.count(before) == 1, f"not once in the shared file:\n{before}"
    return text.replace(before, after)


def lay_out(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write a project of the given files and of what every project needs."""
    write(folder, {**ALWAYS, **files})


def said_of(folder: Path) -> str:
    """All that the checks say of a project, line by line, sorted."""
    return "".join(sorted(f"{_level(finding)}: {finding}\n" for finding in check(folder, DAY)))


def _level(finding: Finding) -> str:
    return "notice" if finding.is_notice else "expect"


def _rewrite(file: Path) -> None:
    found = iter(list(mistakes(file)))

    def with_what_is_said(match: re.Match[str]) -> str:
        with TemporaryDirectory() as folder:
            lay_out(Path(folder), next(found).files)
            return f"\n==== {match[1]} ====\n{said_of(Path(folder))}"

    text = file.read_bytes().decode()
    file.write_bytes(_MISTAKE.sub(with_what_is_said, text).encode())


if __name__ == "__main__":
    os.chdir(ROOT)
    for catalogued in FILES:
        _rewrite(catalogued)
