"""The one form in which references.bib is kept.

It is one shape of entry, and an empty line between two. Only what BibTeX ignores changes:
spaces, capitals of names, quotation marks round a value, the order of fields. No word, remark or
field is ever lost: a file with anything in it that can't be read keeps its form.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from bibtexparser.model import Entry, ImplicitComment

from guidebook.bibliography.bibtex_blocks import parse
from guidebook.bibliography.bibtex_reading import read_bibliography
from guidebook.bibliography.reference import Bibliography
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
