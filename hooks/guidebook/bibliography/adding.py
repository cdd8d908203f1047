"""A record becomes an entry of references.bib, which never overwrites one that is there."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from typing import NamedTuple

from guidebook.bibliography.house_form import format_entry, house_form
from guidebook.bibliography.model import Bibliography, Reference
from guidebook.bibliography.names import people
from guidebook.bibliography.reading import read_bibliography
from guidebook.bibliography.records import Record
from guidebook.bibliography.tex import to_text

_UNCHECKED = "nothing"
_SMALL_WORDS = frozenset(
    ("a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "is", "its", "of", "on", "or")
) | {"the", "to", "with"}

_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe"})
"""Letters that Unicode doesn't take for another one with an accent."""


class Added(NamedTuple):
    """What became of a record."""

    text: str
    """The whole file, changed or not."""
    key: str
    """To cite it by."""
    entry: str
    """As it stands in the file now; nothing if the source was there before."""


def add(text: str, record: Record) -> Added:
    """Add a record to the `text` of references.bib, in the house's form.

    A source with the same DOI or PubMed number stays the only one.
    """
    bibliography = read_bibliography(text, "references.bib")
    if same := _same(record, bibliography):
        return Added(text, same, "")
    taken = {key.casefold() for key in (*bibliography.references, *bibliography.broken)}
    key = new_key(record, taken)
    fields = {**record.fields, "checked": _UNCHECKED}
    entry = format_entry(record.kind, key, [(name, f"{{{at}}}") for name, at in fields.items()])
    return Added(house_form(f"{text.rstrip()}\n\n{entry}\n".lstrip()), key, entry)


def new_key(record: Record, taken: Collection[str]) -> str:
    """A key that nobody has to look up: `almehed2010`, then `almehed2010-prevalence`.

    `taken` are the keys in use, in lower case. Keys hold plain small letters and digits.
    """
    words = [word for word in _words(record.fields.get("title", "")) if word not in _SMALL_WORDS]
    base = _first_name(record) + record.fields.get("year", "")[:4]
    for key in _candidates(base, words):
        if key not in taken:
            return key
    return next(
        f"{base}-{number}" for number in range(2, len(taken) + 3) if f"{base}-{number}" not in taken
    )


def _candidates(base: str, words: list[str]) -> Iterator[str]:
    yield base
    for count in range(1, len(words) + 1):
        yield "-".join([base, *words[:count]])


def _first_name(record: Record) -> str:
    """The first author's family name; without one the organisation's or the title's first word."""
    named = people(record.fields.get("author", "") or record.fields.get("editor", ""))
    texts = [named[0].family] if named else []
    texts += [record.fields.get(field, "") for field in ("organization", "institution", "title")]
    for text in texts:
        words = [word for word in _words(text) if word not in _SMALL_WORDS]
        if words:
            is_person = bool(named and named[0].given and text == named[0].family)
            return "".join(words) if is_person else words[0]
    return "source"


def _words(text: str) -> list[str]:
    """The words of a text in small letters without accents."""
    plain = to_text(text).lower().translate(_LETTERS)
    bare = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.findall(r"[a-z0-9]+", bare.replace("'", ""))


def _same(record: Record, bibliography: Bibliography) -> str:
    """The key of a reference that is the same source, or nothing."""
    for key, reference in bibliography.references.items():
        if any(_is_same(record, reference, field) for field in ("doi", "pmid")):
            return key
    return ""


def _is_same(record: Record, reference: Reference, field: str) -> bool:
    written = record.fields.get(field, "").casefold()
    return bool(written) and written == reference.fields.get(field, "").casefold()
