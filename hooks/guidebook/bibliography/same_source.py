"""Which entries are one source: those of one DOI, PubMed number, ISBN or address."""

import re
from collections.abc import Iterator, Mapping

from guidebook.bibliography.reference import Bibliography, Reference
from guidebook.bibliography.vocabulary import entry_type
from guidebook.findings import Finding

Known = Mapping[tuple[str, str], Reference]
"""Entries by the name and the text of each of their identifiers; the first one of each."""

_ISBN = re.compile(r"97[89]\d{10}|\d{9}[\dX]", re.IGNORECASE)
_SCHEME = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)


def identifiers(reference: Reference) -> Iterator[tuple[str, str]]:
    """What finds a source and no other one, the surest first, each in one form."""
    for name in ("DOI", "PMID"):
        if name in reference.item:
            yield name, reference.item[name].casefold()
    # The number of a book is not its chapters'; volumes may share one.
    if entry_type(reference.kind).form != "part":
        for isbn in _ISBN.findall(re.sub(r"[\s-]", "", reference.text("isbn")))[:1]:
            yield "ISBN", f"{_core(isbn)} {reference.text('volume')}"
    if "URL" in reference.item:
        yield "address", _SCHEME.sub("", reference.item["URL"]).rstrip("/")


def same_source(reference: Reference, known: Known) -> tuple[str, Reference] | None:
    """The entry among the known ones that is the same source, and the identifier that says so.

    Two DOIs are two sources, whatever else they share.
    """
    doi = reference.item.get("DOI", "")
    for name, text in identifiers(reference):
        if other := known.get((name, text)):
            both = doi and other.item.get("DOI")
            if name in ("DOI", "PMID") or not both:
                return name, other
    return None


def doubled(bibliography: Bibliography) -> Iterator[Finding]:
    """A finding for each entry that is the same source as an earlier one, unless it says why.

    Readers must learn why one source has two numbers, so it says that in a note of its own. Two
    pages of one site may well have the same address, so that alone tells nothing.
    """
    known: dict[tuple[str, str], Reference] = {}
    for reference in bibliography.references.values():
        name, other = same_source(reference, known) or ("", reference)
        if name and reference.text("note") in ("", other.text("note")):
            message = f"'{reference.key}' has the {name} of '{other.key}', so it is the same source"
            hint = "Keep one of them. If both must stay, say in the second one's 'note' why."
            yield bibliography.source.finding(reference.offset, "B18", message, hint)
        for identifier in identifiers(reference):
            if identifier[0] != "address":
                known.setdefault(identifier, reference)


def _core(isbn: str) -> str:
    """What an ISBN of ten digits and one of thirteen have in common (ISO 2108)."""
    return isbn if isbn.startswith("979") else isbn[-10:-1]
