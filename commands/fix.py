"""`make fix`: mend what a machine can mend safely, and say what changed. Never a word."""

import sys
from collections.abc import Iterator
from pathlib import Path

from commands import project
from guidebook.bibliography.canonical_form import canonical_form, check_canonical_form
from guidebook.source import decode
from guidebook.writing.tidying import tidy

DONE = {
    "T01": "took out the byte order mark",
    "T02": "gave its lines plain ends",
    "T03": "took out spaces at the ends of lines",
    "T04": "put spaces in the place of tabs",
    "T05": "ended it with one line end",
    "T06": "put its entries in our form",
}


def main() -> int:
    """Mend the project in this folder."""
    changes = list(fix(Path.cwd()))
    print("\n".join(changes or ["Nothing to mend."]))
    return 0


def fix(folder: Path) -> Iterator[str]:
    """Mend the files of the project in `folder`; gives what changed in each, as a sentence."""
    for path in project.paths(folder, project.WRITTEN):
        file = folder / path
        before = file.read_bytes()
        after, codes = _mended(before, path)
        if after != before:
            file.write_bytes(after)
            yield f"{path}: {', '.join(DONE[code] for code in codes)}"


def _mended(data: bytes, path: str) -> tuple[bytes, list[str]]:
    tidied = tidy(data, path)
    codes = [finding.code for finding in tidied.findings]
    source, undecodable = decode(tidied.data, path)
    if path != project.BIBLIOGRAPHY or undecodable:
        return tidied.data, codes
    codes += [finding.code for finding in check_canonical_form(source)]
    return canonical_form(source.text).encode(), codes


if __name__ == "__main__":
    sys.exit(main())
