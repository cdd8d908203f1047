"""`make cite`: add a source to references.bib from a DOI, a PubMed number or a record in a file."""

import sys
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Mapping
from pathlib import Path

from commands.project import BIBLIOGRAPHY
from commands.registries import ADDRESSES, fetch
from guidebook.bibliography.new_entries import Added, add
from guidebook.bibliography.records import Record, read_records
from guidebook.bibliography.reference import find_doi, find_pmid
from guidebook.findings import harmless
from guidebook.source import decode

USAGE = (
    "Say which source: make cite ID=10.1186/ar3104, ID=20064288 or FILE=record.ris; "
    "FILE=- reads what you paste"
)


def main() -> int:
    """Add what the first argument names to the project in this folder."""
    source = sys.argv[1].strip() if len(sys.argv) > 1 else ""
    try:
        print("\n".join(map(harmless, cite(Path.cwd(), source, ADDRESSES))))
    except (ValueError, OSError) as error:
        print(f"Nothing was added: {harmless(str(error))}", file=sys.stderr)
        return 1
    return 0


def cite(folder: Path, source: str, addresses: Mapping[str, str]) -> Iterator[str]:
    """Add a source to the project in `folder`; gives what to tell the editor, line by line.

    `addresses` are those of the registries. Raises ValueError or OSError, with a message for the
    editor, where there is nothing to add.
    """
    records = read_records(_read(source, addresses))
    file = folder / BIBLIOGRAPHY
    references, undecodable = decode(file.read_bytes(), BIBLIOGRAPHY)
    if undecodable:
        raise ValueError(f"mend this first: {undecodable[0]}")
    usable = [record for record in records if not record.problem]
    added = add(references.text, usable)
    file.write_text(added[-1].text, encoding="utf-8", newline="\n")
    for one, record in zip(added, usable, strict=True):
        yield from _told(one, record)
    yield from (f"Not added: {record.problem}" for record in records if record.problem)


def _read(source: str, addresses: Mapping[str, str]) -> str:
    """The text of a record: pasted, from a file or from a registry."""
    if source == "-":
        return sys.stdin.read()
    if source and Path(source).is_file():
        return decoded(Path(source).read_bytes(), source)
    if doi := find_doi(source):
        return fetch("DOI", doi, addresses)
    if pmid := find_pmid(source):
        return fetch("PMID", pmid, addresses)
    raise ValueError(f"'{source}' is no DOI, no PubMed number and no file" if source else USAGE)


def decoded(data: bytes, path: str) -> str:
    """The text of a file; one that isn't UTF-8 is taken for the encoding of older programs."""
    source, undecodable = decode(data, path)
    is_wide = data.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    return data.decode("cp1252", "replace") if undecodable and not is_wide else source.text


def _told(added: Added, record: Record) -> Iterator[str]:
    if not added.entry:
        source = f"[@{record.key}]" if record.key not in ("", added.key) else "This source"
        yield f"{source} is in {BIBLIOGRAPHY} already. Cite it as [@{added.key}]."
        return
    yield f"Added to {BIBLIOGRAPHY}:\n\n{added.entry}\n"
    if record.key not in ("", added.key):
        yield f"Its key there, {record.key}, is that of another source here."
    yield f"Cite it right after what it supports: [@{added.key}]"
    yield "Nothing of it was checked yet. Compare it with the source, then write: full record"
    if record.left_out:
        yield f"Left out, because no reader would see it: {', '.join(record.left_out)}"


if __name__ == "__main__":
    sys.exit(main())
