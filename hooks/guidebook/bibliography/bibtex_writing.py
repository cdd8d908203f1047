"""How references.bib is written: the one form in which it is kept, and a new entry at its end.

The form is one shape of entry, and an empty line between two. Only what BibTeX ignores changes:
spaces, capitals of names, quotation marks round a value, the order of fields. No word, remark or
field is ever lost: a file with anything in it that can't be read keeps its form.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Set
from itertools import accumulate, chain, count, zip_longest
from typing import NamedTuple

from bibtexparser.model import Entry, ImplicitComment

from guidebook.bibliography.bibtex_blocks import parse
from guidebook.bibliography.bibtex_reading import read_bibliography
from guidebook.bibliography.names import people
from guidebook.bibliography.records import Record
from guidebook.bibliography.reference import Bibliography, Reference
from guidebook.bibliography.same_source import Known, identifiers, same_source
from guidebook.bibliography.tex import to_text
from guidebook.findings import Finding
from guidebook.source import Source

_ORDER = (
    *("author", "editor", "organization", "institution", "title", "subtitle"),
    *("journal", "journaltitle", "booktitle", "edition", "publisher", "address", "location"),
    *("howpublished", "year", "date", "volume", "number", "issue", "pages", "eid"),
    _OTHERS := "",
    *("isbn", "doi", "pmid", "eprint", "eprinttype", "archiveprefix"),
    *("url", "urldate", "note", "checked"),
)
_PLACE = {name: place for place, name in enumerate(_ORDER)}
"""Where each field stands in an entry; what isn't named here stands in the middle."""
_EMPTY_LINES = re.compile(r"\n\s*\n")

_SMALL_WORDS = re.compile(r"an?|and|as|at|by|for|from|in|into|is|its|of|on|or|the|to|with")
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe"})
"""Letters that Unicode doesn't take for another one with an accent."""


def canonical_form(text: str) -> str:
    """A file of references in our form; unchanged where anything in it can't be read."""
    source = Source("", text)
    before = read_bibliography(source)
    if not before.is_whole:
        return text
    formed = f"{''.join(_parts(source)).strip()}\n".lstrip()
    after = read_bibliography(Source("", formed))
    return formed if _meaning(after) == _meaning(before) else text


def check_canonical_form(source: Source) -> Iterator[Finding]:
    """A notice where the file isn't in our form, at the first line that differs."""
    formed = canonical_form(source.text)
    if formed != source.text:
        pairs = enumerate(zip_longest(source.text, formed))
        differs = next(offset for offset, (old, new) in pairs if old != new)
        line = source.text.rfind("\n", 0, differs) + 1
        message = "from here on the file is not in our form: its spaces or its braces"
        yield source.finding(line, "B22", message, "`make fix` mends it.", is_notice=True)


def format_entry(kind: str, key: str, fields: Iterable[tuple[str, str]]) -> str:
    """An entry in our form, from its fields' names and their values with their braces."""
    ordered = sorted(fields, key=lambda field: _PLACE.get(field[0].lower(), _PLACE[_OTHERS]))
    lines = [f"  {name.lower()} = {_aligned(name, value)}," for name, value in ordered]
    return "\n".join([f"@{kind.lower()}{{{key},", *lines, "}"])


def _meaning(bibliography: Bibliography) -> object:
    """What BibTeX takes from a file, whose spaces mean nothing, and whether all of it is read."""
    return bibliography.is_whole, [
        (one.key, one.kind, {name: text.split() for name, text in one.fields.items()})
        for one in bibliography.references.values()
    ]


def _parts(source: Source) -> Iterator[str]:
    """The file's blocks, an empty line between two; a remark that touches an entry still does."""
    end, after_remark = 0, True
    for block in parse(source):
        is_remark = isinstance(block.content, ImplicitComment)
        gap = source.text[end : block.offset]
        is_between_entries = not (gap.strip() or is_remark or after_remark)
        yield "\n\n" if is_between_entries else _EMPTY_LINES.sub("\n\n", gap)
        yield _formatted(block.content) if isinstance(block.content, Entry) else block.raw
        end, after_remark = block.end, is_remark


def _formatted(entry: Entry) -> str:
    """An entry in our form; numbers in braces, names of strings and joined pieces bare."""
    values = ((field, field.value.strip()) for field in entry.fields)
    fields = ((field.key, at if field.enclosing else f"{{{at}}}") for field, at in values)
    return format_entry(entry.entry_type, entry.key, fields)


def _aligned(name: str, value: str) -> str:
    """A value over several lines, each below the first one's text."""
    indent = " " * (len(name) + 6)
    return f"\n{indent}".join(line.strip() for line in value.split("\n"))


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
