"""`make cite`: add a source to references.bib from a DOI, a PubMed number or a record in a file."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from commands.project import BIBLIOGRAPHY
from commands.registries import ADDRESSES, fetch
from guidebook.bibliography.bibtex_writing import Added, add
from guidebook.bibliography.records import Record, read_records
from guidebook.bibliography.reference import find_doi, find_pmid
from guidebook.source import decode

USAGE = (
    "Say which source: make cite ID=10.1186/ar3104, ID=20064288 or FILE=record.ris; "
    "FILE=- reads what you paste"
)


def main() -> int:
    """Add what the first argument names to the project in this folder."""
    source = sys.argv[1].strip() if len(sys.argv) > 1 else ""
    try:
        print("\n".join(cite(Path.cwd(), source, ADDRESSES)))
    except (ValueError, OSError) as error:
        print(f"Nothing was added: {error}", file=sys.stderr)
        return 1
    return 0


def cite(folder: Path, source: str, addresses: Mapping[str, str]) -> Iterator[str]:
    """Add a source to the project in `folder`; gives what to tell the editor, line by line.

    `addresses` are those of the registries. Raises ValueError or OSError, with a message for the
    editor, where there is nothing to add.
    """
    records = read_records(_read(source, addresses))
    file = folder / BIBLIOGRAPHY
    for record in records:
        references, undecodable = decode(file.read_bytes(), BIBLIOGRAPHY)
        if undecodable:
            raise ValueError(f"mend this first: {undecodable[0]}")
        added = add(references.text, record)
        file.write_text(added.text, encoding="utf-8", newline="\n")
        yield from _told(added, record)


def _read(source: str, addresses: Mapping[str, str]) -> str:
    """The text of a record: pasted, from a file or from a registry."""
    if source == "-":
        return sys.stdin.read()
    if source and Path(source).is_file():
        return decode(Path(source).read_bytes(), source)[0].text
    if doi := find_doi(source):
        return fetch("DOI", doi, addresses)
    if pmid := find_pmid(source):
        return fetch("PMID", pmid, addresses)
    raise ValueError(f"'{source}' is no DOI, no PubMed number and no file" if source else USAGE)


def _told(added: Added, record: Record) -> Iterator[str]:
    if not added.entry:
        yield f"This source is in {BIBLIOGRAPHY} already. Cite it as [@{added.key}]."
        return
    yield f"Added to {BIBLIOGRAPHY}:\n\n{added.entry}\n"
    yield f"Cite it right after what it supports: [@{added.key}]"
    yield "Nothing of it was checked yet. Compare it with the source, then write: full record"
    if record.left_out:
        yield f"Left out, because no reader would see it: {', '.join(record.left_out)}"


if __name__ == "__main__":
    sys.exit(main())
