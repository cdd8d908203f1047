"""New entries at the end of references.bib, for records whose source isn't there."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Set
from itertools import accumulate, chain, count
from typing import NamedTuple

from guidebook.bibliography.bibtex_reading import read_bibliography
from guidebook.bibliography.bibtex_writing import format_entry
from guidebook.bibliography.names import people
from guidebook.bibliography.records import Record
from guidebook.bibliography.reference import Reference
from guidebook.bibliography.same_source import Known, identifiers, same_source
from guidebook.bibliography.tex import to_text
from guidebook.source import Source

_SMALL_WORDS = re.compile(r"an?|and|as|at|by|for|from|in|into|is|its|of|on|or|the|to|with")
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe"})
"""Letters that Unicode doesn't take for another one with an accent."""


class Added(NamedTuple):
    """The file's text with a record, the key to cite it by, and its entry if that is new."""

    text: str
    key: str
    entry: str


def add(text: str, records: Iterable[Record]) -> list[Added]:
    """Add records to the text of references.bib, each unless that source is there.

    An entry keeps the key that its record has, unless another entry has it. Gives for each the text
    as it is by then.
    """
    bibliography = read_bibliography(Source("references.bib", text))
    taken = {key.casefold() for key in (*bibliography.references, *bibliography.broken)}
    known = {
        identifier: reference
        for reference in reversed([*bibliography.references.values()])
        for identifier in identifiers(reference)
    }
    added: list[Added] = []
    for record in records:
        added.append(_add(text, record, taken, known))
        text = added[-1].text
        taken.add(added[-1].key.casefold())
        entry = Reference(added[-1].key, record.kind, record.fields)
        known |= dict.fromkeys(identifiers(entry), entry)
    return added


def _add(text: str, record: Record, taken: Set[str], known: Known) -> Added:
    if same := same_source(Reference("", record.kind, record.fields), known):
        return Added(text, same[1].key, "")
    is_free = record.key and record.key.casefold() not in taken
    key = record.key if is_free else new_key(record, taken)
    fields = {**record.fields, "checked": "nothing"}
    entry = format_entry(record.kind, key, [(name, f"{{{at}}}") for name, at in fields.items()])
    return Added(f"{text.rstrip()}\n\n{entry}\n".lstrip(), key, entry)


def new_key(record: Record, taken: Collection[str]) -> str:
    """A key that nobody has to look up: `almehed2010`, then `almehed2010-prevalence`.

    `taken` are the keys in use, in lower case. Keys hold plain small letters and digits.
    """
    base = _first_name(record) + "".join(re.findall(r"[0-9]", record.fields.get("year", "")))[:4]
    words = _telling_words(record.fields.get("title", ""))
    longer = accumulate([base, *words], "{}-{}".format)
    numbered = (f"{base}-{number}" for number in count(2))
    return next(key for key in chain(longer, numbered) if key not in taken)


def _first_name(record: Record) -> str:
    """The first author's family name; without one the organisation's or the title's first word."""
    fields = record.fields
    first = next(iter(people(fields.get("author") or fields.get("editor", ""))), {})
    named = (fields.get(field, "") for field in ("organization", "institution", "title"))
    words = _telling_words(" ".join([first.get("literal", ""), *named]))
    return "".join(_words(first.get("family", ""))) or next(iter(words), "source")


def _telling_words(text: str) -> list[str]:
    return [word for word in _words(text) if not _SMALL_WORDS.fullmatch(word)]


def _words(text: str) -> list[str]:
    """The words of a text in small letters without accents."""
    plain = to_text(text).lower().translate(_LETTERS)
    bare = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.findall(r"[a-z0-9]+", bare.replace("'", ""))
