"""What an entry borrows of another: `crossref` and `xdata` (biblatex's manual, 2.4 and 3.14)."""

from collections.abc import Mapping
from dataclasses import replace

from guidebook.bibliography.reference import Reference
from guidebook.bibliography.vocabulary import NOT_FOLLOWED, UNSEEN, entry_type

NO_SOURCES = frozenset(("set", "xdata"))
"""Types of entries that stand for others, or lend them fields."""

_OWN = frozenset(
    ("author", "checked", "crossref", "doi", "eprint", "eprinttype", "note", "pages", "pmid")
).union(("subtitle", "title", "titleaddon", "url", "urldate", "xdata"))
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


_TITLES: Mapping[str, Mapping[str, str]] = {
    "several volumes": {"title": "maintitle", "subtitle": "mainsubtitle"},
    "part": {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"},
    "article": {"title": "journaltitle", "subtitle": "journalsubtitle"},
}
"""What titles become in an entry of another form (biblatex's manual, appendix B)."""


def _lent(parent: Reference, part: Reference) -> dict[str, str]:
    lent = {name: text for name, text in parent.fields.items() if name not in _OWN | UNSEEN}
    form = "several volumes" if parent.kind.startswith("mv") else entry_type(part.kind).form
    for name, there in _TITLES.get(form, {}).items():
        if name in parent.fields:
            lent[there] = parent.fields[name]
    if part.kind == "inbook" and "author" in parent.fields:
        lent["author"] = parent.fields["author"]
    return lent
