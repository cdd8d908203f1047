"""Read `references.bib`: every usable entry, and every finding about the rest."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from bibtexparser.library import Library
from bibtexparser.middlewares import RemoveEnclosingMiddleware
from bibtexparser.model import Entry, Field, String

from guidebook.bibliography.bibtex_blocks import Block, EntryPlace, parse
from guidebook.bibliography.bibtex_damage import FIELD_SHAPE, KEY_SHAPE, sift
from guidebook.bibliography.entry_checks import check_entry
from guidebook.bibliography.reference import Bibliography, Reference
from guidebook.bibliography.vocabulary import FIELDS, MONTHS
from guidebook.findings import Finding, did_you_mean
from guidebook.source import Source

_NAME = re.compile(r"[A-Za-z][\w:./+-]*")
_DELIMITER = re.compile(r"(?<!\\)[{}\"#=]")
_SWALLOWED = re.compile(r"[},\"]\s*\n\s*([A-Za-z][\w-]*)\s*=\s*[{\"\d]")
"""Inside braces: a line's end and then what looks like the next field."""


class Texts(NamedTuple):
    """Texts by name in lower case, and what is wrong with how they are written."""

    values: dict[str, str]
    findings: list[Finding]


def read_bibliography(source: Source) -> Bibliography:
    """Read a file. Never raises for what stands in it."""
    sifted = sift(source, parse(source.text))
    strings = _read_strings(source, sifted.sound)
    unread = sifted.findings + strings.findings
    places = list(_first_of_each_key(source, sifted.sound, unread))
    findings = list(_check_capitals(places))
    references: dict[str, Reference] = {}
    for place in places:
        key, kind = place.entry.key, place.entry.entry_type
        fields = _read_fields(place, strings.values)
        if fields.findings:
            unread += fields.findings
            sifted.keys.add(key)
            continue
        references[key] = Reference(key, kind, fields.values, place.offset)
        findings += check_entry(references[key], place)
    broken = frozenset(sifted.keys - references.keys())
    both = tuple(sorted(findings + unread))
    return Bibliography(source, references, broken, both, tuple(sorted(unread)))


def _first_of_each_key(
    source: Source, blocks: Iterable[Block], unread: list[Finding]
) -> Iterator[EntryPlace]:
    """Every entry but those without a key (B01) and later ones with the same key (B03)."""
    by_key: dict[str, EntryPlace] = {}
    for content, offset in blocks:
        if not isinstance(content, Entry):
            continue
        place = EntryPlace(source, offset, content)
        if not content.key:
            unread.append(place.finding("B01", "this entry has no key", KEY_SHAPE))
        elif content.key in by_key:
            unread.append(_same_key(place, by_key[content.key]))
        else:
            by_key[content.key] = place
            yield place


def _same_key(place: EntryPlace, earlier: EntryPlace) -> Finding:
    key = place.entry.key
    line = place.source.position(place.of(words=key)).line
    message = f"the key '{key}' in line {line} already stands in line {earlier.line}"
    hint = "Take one of the two entries out, or give it another key."
    return place.finding("B03", message, hint, words=key)


def _check_capitals(places: Iterable[EntryPlace]) -> Iterator[Finding]:
    """Findings for keys that differ from an earlier one only in capital letters (B05)."""
    by_folded: dict[str, EntryPlace] = {}
    for place in places:
        key = place.entry.key
        earlier = by_folded.setdefault(key.casefold(), place)
        if earlier is not place:
            keys = f"'{key}' and '{earlier.entry.key}' in line {earlier.line}"
            message = f"{keys} differ only in capital letters"
            yield place.finding("B05", message, "Give one of them another key.", words=key)


def _read_strings(source: Source, blocks: Iterable[Block]) -> Texts:
    """The months, and the file's `@string` definitions in its order."""
    strings = Texts(dict(MONTHS), [])
    lines: dict[str, int] = {}
    for content, offset in blocks:
        if not isinstance(content, String):
            continue
        name = content.key.lower()
        if name in lines:
            message = f"the @string '{content.key}' is already defined in line {lines[name]}"
            strings.findings.append(source.finding(offset, "B03", message, "Take one of them out."))
            continue
        lines[name] = source.position(offset).line
        strings.values[name], wrong = _resolve(content, strings.values)
        for piece in wrong:
            undefined = _undefined(piece, strings.values)
            strings.findings.append(source.finding(offset, "B06", *undefined))
    return strings


def _read_fields(place: EntryPlace, strings: Mapping[str, str]) -> Texts:
    """Every field of an entry. Findings here mean that the entry can't be used."""
    fields = Texts({}, [])
    for index, field in enumerate(place.entry.fields):
        name = field.key.lower()
        if name in fields.values:
            fields.findings.append(_doubled(place, index))
            continue
        fields.values[name], wrong = _resolve(field, strings)
        if not _NAME.fullmatch(field.key):
            fields.findings.append(_no_name(place, index))
        elif wrong:
            fields.findings.extend(_bare(place, name, piece, strings) for piece in wrong)
        elif "=" in field.value and "\n" in field.value:
            fields.findings.extend(_swallowed(place, field))
    return fields


def _resolve(written: Field | String, strings: Mapping[str, str]) -> tuple[str, list[str]]:
    """Join a value of `#` and names (btxdoc, section 2.3). Gives the pieces that mean nothing."""
    value: str = written.value
    if not (value and written.enclosing):
        return value.strip(), []
    text: list[str] = []
    wrong: list[str] = []
    for before, after in pairwise([-1, *_outside(value, "#"), len(value)]):
        piece = value[before + 1 : after].strip()
        string = RemoveEnclosingMiddleware().transform_string(String("", piece), Library())
        if not string.enclosing:
            text.append(string.value)
        elif piece.lower() in strings:
            text.append(strings[piece.lower()])
        else:
            wrong.append(piece)
    return "".join(text), list(dict.fromkeys(wrong))


def _outside(value: str, character: str) -> Iterator[int]:
    """Offsets of a character that stands outside braces and quotation marks."""
    depth, quoted = 0, False
    for found in _DELIMITER.finditer(value):
        if found.group() == '"' and not depth:
            quoted = not quoted
        elif not quoted:
            depth += {"{": 1, "}": -1}.get(found.group(), 0)
        if found.group() == character and not depth and not quoted:
            yield found.start()


def _doubled(place: EntryPlace, index: int) -> Finding:
    names = [field.key.lower() for field in place.entry.fields]
    name, key = names[index], place.entry.key
    first = place.source.position(place.of_field(names.index(name))).line
    message = f"the field '{name}' stands twice in '{key}', first in line {first}"
    return place.source.finding(place.of_field(index), "B04", message, "Take one of them out.")


def _no_name(place: EntryPlace, index: int) -> Finding:
    name = " ".join(place.entry.fields[index].key.split())
    message = f"'{name}' is no name of a field" if name else "a field without a name"
    return place.source.finding(place.of_field(index), "B01", message, FIELD_SHAPE)


def _swallowed(place: EntryPlace, field: Field) -> Iterator[Finding]:
    """A finding where a value in braces runs on into the next field."""
    found = _SWALLOWED.search(field.value)
    if found and found[1].lower() in FIELDS:
        name = field.key.lower()
        message = f"the value of '{name}' is not closed before '{found[1]}'"
        hint = f"Put a closing brace and a comma after the value of '{name}'."
        offset = place.of(name, found.group()) + found.start(1) - found.start()
        yield place.source.finding(offset, "B02", message, hint)


def _bare(place: EntryPlace, name: str, piece: str, strings: Mapping[str, str]) -> Finding:
    """What is wrong with a value, or a piece of one, that stands in neither braces nor quotes."""
    offset = place.of(name, piece)
    for equals in _outside(piece, "="):
        swallowed = " ".join(piece[:equals].split()[-1:])
        offset += piece.rfind(swallowed, 0, equals)
        message = f"a comma is missing before '{swallowed}'"
        return place.source.finding(offset, "B02", message, f"Put it after the value of '{name}'.")
    if _NAME.fullmatch(piece):
        return place.source.finding(offset, "B06", *_undefined(piece, strings))
    message = f"the value of '{name}' is not in braces"
    return place.source.finding(offset, "B01", message, f"Write it as: {name} = {{text}},")


def _undefined(name: str, strings: Iterable[str]) -> tuple[str, str]:
    """What to say of a name that no `@string` defines."""
    hint = did_you_mean(name, strings, f"If it is a text, put it in braces: {{{name}}}.")
    return f"undefined @string '{name}'", hint
