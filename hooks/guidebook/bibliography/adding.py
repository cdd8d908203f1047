"""A record becomes an entry of references.bib, which never overwrites one that is there."""

import re
import unicodedata
from collections.abc import Collection
from itertools import accumulate, chain, count
from typing import NamedTuple

from guidebook.bibliography.bibtex_reading import read_bibliography
from guidebook.bibliography.canonical_form import format_entry
from guidebook.bibliography.names import people
from guidebook.bibliography.records import Record
from guidebook.bibliography.reference import Bibliography
from guidebook.bibliography.tex import to_text
from guidebook.source import Source

_UNCHECKED = "nothing"
_SMALL_WORDS = re.compile(r"an?|and|as|at|by|for|from|in|into|is|its|of|on|or|the|to|with")

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
    """Add a record at the end of the `text` of references.bib, in our form.

    A source with the same DOI or PubMed number stays the only one.
    """
    bibliography = read_bibliography(Source("references.bib", text))
    if same := _same(record, bibliography):
        return Added(text, same, "")
    taken = {key.casefold() for key in (*bibliography.references, *bibliography.broken)}
    key = new_key(record, taken)
    fields = {**record.fields, "checked": _UNCHECKED}
    entry = format_entry(record.kind, key, [(name, f"{{{at}}}") for name, at in fields.items()])
    return Added(f"{text.rstrip()}\n\n{entry}\n".lstrip(), key, entry)


def new_key(record: Record, taken: Collection[str]) -> str:
    """A key that nobody has to look up: `almehed2010`, then `almehed2010-prevalence`.

    `taken` are the keys in use, in lower case. Keys hold plain small letters and digits.
    """
    base = _first_name(record) + record.fields.get("year", "")[:4]
    words = _telling_words(record.fields.get("title", ""))
    longer = accumulate([base, *words], "{}-{}".format)
    numbered = (f"{base}-{number}" for number in count(2))
    return next(key for key in chain(longer, numbered) if key not in taken)


def _first_name(record: Record) -> str:
    """The first author's family name; without one the organisation's or the title's first word."""
    fields = record.fields
    first = next(iter(people(fields.get("author") or fields.get("editor", ""))), {})
    texts = [first.get("literal", "")]
    texts += [fields.get(field, "") for field in ("organization", "institution", "title")]
    words = chain.from_iterable(map(_telling_words, texts))
    return "".join(_words(first.get("family", ""))) or next(words, "source")


def _telling_words(text: str) -> list[str]:
    return [word for word in _words(text) if not _SMALL_WORDS.fullmatch(word)]


def _words(text: str) -> list[str]:
    """The words of a text in small letters without accents."""
    plain = to_text(text).lower().translate(_LETTERS)
    bare = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.findall(r"[a-z0-9]+", bare.replace("'", ""))


def _same(record: Record, bibliography: Bibliography) -> str:
    """The key of a reference that is the same source, or nothing."""
    for field in ("doi", "pmid"):
        written = record.fields.get(field, "").casefold()
        for key, reference in bibliography.references.items():
            if written and written == reference.fields.get(field, "").casefold():
                return key
    return ""
