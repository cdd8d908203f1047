"""What an entry borrows of another: `crossref` and `xdata` (biblatex's manual, 2.4 and 3.14)."""

from collections.abc import Mapping
from dataclasses import replace

from guidebook.bibliography.reference import Reference
from guidebook.bibliography.vocabulary import NOT_FOLLOWED, entry_type

NO_SOURCES = frozenset(("set", "xdata"))
"""Types of entries that stand for others, or lend them fields."""

_OWN = frozenset(
    ("author", "checked", "crossref", "doi", "eprint", "eprinttype", "note", "pages", "pmid")
).union(("subtitle", "title", "url", "urldate", "xdata"))
"""What a part doesn't borrow of what it stands in: it has its own."""


def inherited(reference: Reference, entries: Mapping[str, Reference]) -> Reference:
    """An entry with what it borrows of others; its own fields win. What is missing stays named."""
    fields = dict(reference.fields)
    for name in sorted(fields.keys() & NOT_FOLLOWED, reverse=True):
        keys = [key.strip() for key in fields[name].split(",")]
        if all(key in entries for key in keys):
            del fields[name]
            others = {key: entry for key, entry in entries.items() if key != reference.key}
            for lender in (inherited(entries[key], others) for key in keys):
                lent = lender.fields if name == "xdata" else _lent(lender, reference)
                fields = {**lent, **fields}
    return replace(reference, fields=fields)


def _lent(parent: Reference, part: Reference) -> dict[str, str]:
    lent = {name: text for name, text in parent.fields.items() if name not in _OWN}
    if entry_type(part.kind).form == "part" and "title" in parent.fields:
        lent["booktitle"] = parent.fields["title"]
    return lent
