"""`make fix`: give the entries of references.bib their canonical form. Never changes a word."""

import sys
from pathlib import Path

from commands.project import BIBLIOGRAPHY
from guidebook.bibliography.bibtex_writing import canonical_form
from guidebook.source import decode


def main() -> int:
    """Mend the project in this folder."""
    print(fix(Path.cwd()))
    return 0


def fix(folder: Path) -> str:
    """Mend references.bib of the project in `folder`; gives what to tell the editor."""
    file = folder / BIBLIOGRAPHY
    before = file.read_bytes()
    source, undecodable = decode(before, BIBLIOGRAPHY)
    after = before if undecodable else canonical_form(source.text).encode()
    if after == before:
        return "Nothing to mend."
    file.write_bytes(after)
    return f"{BIBLIOGRAPHY}: put its entries in our form"


if __name__ == "__main__":
    sys.exit(main())
