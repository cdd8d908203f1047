"""The catalogue of editors' mistakes in `tests/mistakes`: each is found, and nothing else is.

A file of the catalogue says in its first line what an editor did, then which findings that gives,
as `expect: path:line:column code`, and then holds the files of a small project, each below a line
`-- path --`. What a project always needs is added where the file doesn't give it.
"""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from commands.check import check
from guidebook.findings import Finding
from minisite import PLAIN, ROOT, entries, page, write

CATALOGUE = ROOT / "tests" / "mistakes"
FILES = sorted(CATALOGUE.rglob("*.txt"))
DAY = date(2027, 3, 1)
SAVED: dict[str, Callable[[str], bytes]] = {
    "": lambda text: text.encode(),
    "saved in an old encoding": lambda text: text.encode("cp1252"),
    "saved with Windows line ends": lambda text: text.replace("\n", "\r\n").encode(),
    "saved with a byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "saved without a last line end": lambda text: text.rstrip("\n").encode(),
}
_EXPECTED = re.compile(r"^expect: (.*)$", re.M)
_FILE = re.compile(r"^-- (\S+) ?([\w ]*?) ?--\n(.*?)(?=^-- |\Z)", re.M | re.S)


class Mistake(NamedTuple):
    what: str
    expected: list[str]
    files: dict[str, bytes]


def read(text: str) -> Mistake:
    head = text.partition("\n-- ")[0]
    files = {path: SAVED[saved](content) for path, saved, content in _FILE.findall(text)}
    return Mistake(head.partition("\n")[0], sorted(_EXPECTED.findall(head)), files)


def lay_out(folder: Path, files: dict[str, bytes]) -> None:
    """Write a project of the given files and of what every project needs."""
    always = {
        "settings.yml": yaml.safe_dump(PLAIN),
        "mkdocs.yml": "INHERIT: settings.yml\n",
        "docs/index.md": page("Words [@source]."),
        "references.bib": entries("source").rstrip("\n") + "\n",
        "editors/words.txt": (ROOT / "editors" / "words.txt").read_text("utf-8"),
    }
    write(folder, {**always, **files})


def short(finding: Finding) -> str:
    return f"{finding.path}:{finding.line}:{finding.column} {finding.code}"


def test_there_are_at_least_sixty() -> None:
    assert len(FILES) >= 60


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(CATALOGUE))[:-4])
def test_a_mistake_is_found_and_nothing_else(file: Path, tmp_path: Path) -> None:
    mistake = read(file.read_bytes().decode())
    lay_out(tmp_path, mistake.files)
    findings = check(tmp_path, DAY)
    assert mistake.expected
    assert sorted(map(short, findings)) == mistake.expected, "\n".join(map(str, findings))


def test_a_project_without_a_mistake_has_no_finding(tmp_path: Path) -> None:
    lay_out(tmp_path, {})
    assert check(tmp_path, DAY) == []
