"""`make try FOLDER=…`: read every .bib file and record of a folder, and count what becomes of them.

Each entry or record is usable, or refused with a finding that says why, or it is lost: neither. It
is counted by a pattern of its own format, and not by what reads it. Nothing in the folder changes.
"""

import re
import sys
import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import process_time
from typing import NamedTuple

from commands.cite import decoded
from guidebook.bibliography.bibtex_reading import read_bibliography
from guidebook.bibliography.export_forms import FORMS
from guidebook.bibliography.records import read_records
from guidebook.bibliography.vancouver import render
from guidebook.source import Source

_ENTRY = re.compile(
    r"^[ \t]*@[ \t]*(?!(?:comment|string|preamble|set|xdata)\b)\w+\s*[{(]", re.I | re.M
)
_RECORDS: Mapping[str, re.Pattern[str]] = {
    ".ris": re.compile(r"^TY  ?-", re.M),
    ".nbib": re.compile(r"^PMID ?- ", re.M),
    ".ciw": re.compile(r"^PT [A-Z]\b", re.M),
    ".enw": re.compile(r"^%0 ", re.M),
    ".xml": re.compile(r"<record>"),
    ".json": re.compile(r'"title"\s*:'),
}


class Counted(NamedTuple):
    """What became of the entries of one file, or of many."""

    usable: int
    refused: int
    lost: int
    tracebacks: int

    def __str__(self) -> str:
        return ", ".join(f"{name} {number}" for name, number in self._asdict().items())


def tried(folder: Path) -> Iterator[tuple[Path, Counted]]:
    """Every file of a folder that may hold sources, with what became of them."""
    for file in sorted(folder.rglob("*")):
        if file.suffix == ".bib" or file.suffix in _RECORDS:
            yield file, _try(file)


def _try(file: Path) -> Counted:
    try:
        text = decoded(file.read_bytes(), file.name)
        return _bibliography(text) if file.suffix == ".bib" else _records(text, file.suffix)
    except Exception:
        traceback.print_exc()
        return Counted(0, 0, 0, 1)


def _bibliography(text: str) -> Counted:
    bibliography = read_bibliography(Source("references.bib", text))
    references = bibliography.references.values()
    for reference in references:
        render(reference)
    for _, write in FORMS.values():
        write(references)
    written = len(_ENTRY.findall(text))
    told = {finding.line for finding in bibliography.unread}
    refused = min(written - len(references), max(len(bibliography.broken), len(told)))
    return Counted(len(references), refused, max(written - len(references) - refused, 0), 0)


def _records(text: str, ending: str) -> Counted:
    written = len(_RECORDS[ending].findall(text))
    try:
        records = read_records(text)
    except ValueError:
        return Counted(0, max(written, 1), 0, 0)
    usable = sum(not record.problem for record in records)
    refused = len(records) - usable
    return Counted(usable, refused, max(written - len(records), 0), 0)


def main() -> int:
    """Try the folder that the first argument names; fails where a source is lost."""
    begin = process_time()
    counted = list(tried(Path(sys.argv[1])))
    for file, one in counted:
        if one.refused or one.lost or one.tracebacks:
            sys.stdout.write(f"{file}: {one}\n")
    total = Counted(*map(sum, zip(*(one for _, one in counted), strict=True)))
    seconds = process_time() - begin
    sys.stdout.write(f"{len(counted)} files: {total}, seconds {seconds:.1f}\n")
    return int(bool(total.lost or total.tracebacks))


if __name__ == "__main__":
    sys.exit(main())
