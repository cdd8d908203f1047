"""The form in which references.bib is kept: one shape of entry, sorted by key.

Only what BibTeX ignores changes: spaces, line ends, capitals of names, quotation marks round a
value, the order of fields and entries. No word, remark or field is ever lost: a file with anything
in it that can't be read keeps its form.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from bibtexparser.model import Entry, Field, ImplicitComment

from guidebook.bibliography.blocks import Located, parse
from guidebook.bibliography.reading import read_bibliography
from guidebook.findings import Finding

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


def house_form(text: str) -> str:
    """A file of references in the house's form; unchanged where anything in it can't be read."""
    blocks = parse(text)
    parts = "\n\n".join(_parts(text, blocks))
    formed = f"{parts}\n" if parts else ""
    is_safe = _is_readable(text, blocks) and _meaning(formed) == _meaning(text)
    return formed if is_safe else text


def check_form(text: str, path: str) -> Iterator[Finding]:
    """A notice where the file isn't in the house's form, at the first line that differs."""
    formed = house_form(text)
    if formed != text:
        lines = zip([*text.split("\n"), ""], [*formed.split("\n"), ""], strict=False)
        line = next((number for number, (old, new) in enumerate(lines, 1) if old != new), 1)
        message = "from here on the file is not in our form: its order, its spaces or its braces"
        yield Finding(path, line, 1, "T06", message, "`make fix` mends it.", is_notice=True)


def format_entry(kind: str, key: str, fields: Sequence[tuple[str, str]]) -> str:
    """An entry in the house's form, from its fields' names and their values with their braces."""
    ordered = sorted(fields, key=lambda field: _PLACE.get(field[0].lower(), _PLACE[_OTHERS]))
    lines = [f"  {name.lower()} = {_aligned(name, value)}," for name, value in ordered]
    return "\n".join([f"@{kind.lower()}{{{key},", *lines, "}"])


def _is_readable(text: str, blocks: list[Located]) -> bool:
    """Whether every entry of the file is usable, so that its form may change."""
    bibliography = read_bibliography(text, "")
    entries = sum(block.entry is not None for block in blocks)
    unreadable = any(finding.code in ("B01", "B02", "B03") for finding in bibliography.findings)
    return not unreadable and not bibliography.broken and entries == len(bibliography.references)


def _meaning(text: str) -> object:
    """What BibTeX takes from a file, and which mistakes are in it."""
    bibliography = read_bibliography(text, "")
    entries = {
        key: (reference.kind, {name: " ".join(at.split()) for name, at in reference.fields.items()})
        for key, reference in bibliography.references.items()
    }
    return entries, sorted(finding.code for finding in bibliography.findings)


def _parts(text: str, blocks: list[Located]) -> Iterator[str]:
    """The file's parts in their new order, without the empty lines between."""
    for _, group in groupby(_with_remarks(text, blocks), key=lambda part: bool(part[0])):
        yield from (part for _, part in sorted(group, key=lambda part: part[0]))


def _with_remarks(text: str, blocks: list[Located]) -> Iterator[tuple[str, str]]:
    """Each entry with the remarks that touch it, by its key; everything else has no key."""
    above = ""
    for index, block in enumerate(blocks):
        if block.entry:
            entry = above + _formatted(block.entry) + _remark_behind(text, blocks[index:])
            yield (block.entry.key.casefold(), entry)
            above = ""
        elif not (index and _remark_behind(text, blocks[index - 1 :])):
            before, above = _split_remark(text, blocks[index:])
            if before:
                yield ("", before)


def _remark_behind(text: str, blocks: list[Located]) -> str:
    """The remark that begins on the line where the first of `blocks`, an entry, ends."""
    is_followed = len(blocks) > 1 and isinstance(blocks[1].block, ImplicitComment)
    if not (blocks[0].entry and is_followed) or "\n" in text[blocks[0].end : blocks[1].offset]:
        return ""
    return f" {_trimmed(blocks[1].raw)}"


def _split_remark(text: str, blocks: list[Located]) -> tuple[str, str]:
    """What stands alone in the first of `blocks`, and what touches the entry below it."""
    raw = _trimmed(blocks[0].raw)
    is_above = (
        isinstance(blocks[0].block, ImplicitComment)
        and len(blocks) > 1
        and blocks[1].entry
        and text[blocks[0].end : blocks[1].offset] == "\n"
    )
    alone, _, above = raw.rpartition("\n\n") if is_above else (raw, "", "")
    return alone, above and f"{above}\n"


def _trimmed(raw: str) -> str:
    return "\n".join(line.rstrip() for line in raw.strip().split("\n"))


def _formatted(entry: Entry) -> str:
    fields = [(field.key, _braced(field)) for field in entry.fields]
    return format_entry(entry.entry_type, entry.key, fields)


def _braced(field: Field) -> str:
    """A value with braces round it; numbers, names of strings and joined pieces stay bare."""
    return field.value.strip() if field.enclosing else f"{{{field.value.strip()}}}"


def _aligned(name: str, value: str) -> str:
    """A value over several lines, each below the first one's text."""
    indent = " " * (len(name) + 6)
    return f"\n{indent}".join(line.strip() for line in value.split("\n"))
