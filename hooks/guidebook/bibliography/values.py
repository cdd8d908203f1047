"""The fields of one entry as text: `@string` names filled in, swallowed and doubled ones found."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from bibtexparser.model import Field, String

from guidebook.bibliography.places import EntryPlace, Source
from guidebook.bibliography.vocabulary import FIELDS, MONTHS
from guidebook.findings import Finding, did_you_mean

_NAME = re.compile(r"[A-Za-z][\w:./+-]*")
_SIGN = re.compile(r"(?<!\\)[{}\"#=]")
_SWALLOWED = re.compile(r"[},\"]\s*\n\s*([A-Za-z][\w-]*)\s*=\s*[{\"\d]")
"""Inside braces: a line's end and then what looks like the next field."""


class Fields(NamedTuple):
    """An entry's fields by name in lower case, and what is wrong with how they are written."""

    values: dict[str, str]
    findings: list[Finding]


def read_fields(place: EntryPlace, strings: Mapping[str, str]) -> Fields:
    """Read every field. Findings here mean that the entry can't be used."""
    fields = Fields({}, [])
    for index, field in enumerate(place.entry.fields):
        name = field.key.lower()
        if name in fields.values:
            fields.findings.append(_doubled(place, index))
            continue
        fields.values[name] = field.value.strip()
        if not _NAME.fullmatch(field.key):
            fields.findings.append(_no_name(place, index))
        elif field.enclosing:
            fields.values[name], wrong = resolve(field.value, strings)
            fields.findings.extend(_bare(place, index, piece, strings) for piece in wrong)
        elif "=" in field.value and "\n" in field.value:
            fields.findings.extend(_swallowed(place, field))
    return fields


def read_strings(source: Source, strings: list[tuple[String, int]]) -> Fields:
    """The file's `@string` definitions with their offsets, in its order, by name in lower case."""
    fields = Fields(dict(MONTHS), [])
    lines: dict[str, int] = {}
    for string, offset in strings:
        name = string.key.lower()
        if name in lines:
            message = f"the @string '{string.key}' is already defined in line {lines[name]}"
            fields.findings.append(source.finding(offset, "B03", message, "Take one of them out."))
            continue
        lines[name] = source.line(offset)
        value, wrong = (
            resolve(string.value, fields.values) if string.enclosing else (string.value, [])
        )
        for piece in wrong:
            fields.findings.append(_undefined(source, offset, piece, fields.values))
        fields.values[name] = value
    return fields


def resolve(value: str, strings: Mapping[str, str]) -> tuple[str, list[str]]:
    """Join a value of `#` and names (btxdoc, section 2.3). Gives the pieces that mean nothing."""
    text: list[str] = []
    wrong: list[str] = []
    for piece in _pieces(value) if value else ():
        if piece.isdigit():
            text.append(piece)
        elif _is_enclosed(piece):
            text.append(piece[1:-1])
        elif piece.lower() in strings:
            text.append(strings[piece.lower()])
        else:
            wrong.append(piece)
    return "".join(text), list(dict.fromkeys(wrong))


def _pieces(value: str) -> Iterator[str]:
    start = 0
    for offset in _outside(value, "#"):
        yield value[start:offset].strip()
        start = offset + 1
    yield value[start:].strip()


def _outside(value: str, sign: str) -> Iterator[int]:
    """Offsets of a sign that stands outside braces and quotation marks."""
    depth, quoted = 0, False
    for found in _SIGN.finditer(value):
        if found.group() == '"' and not depth:
            quoted = not quoted
        elif not quoted:
            depth += {"{": 1, "}": -1}.get(found.group(), 0)
        if found.group() == sign and not depth and not quoted:
            yield found.start()


def _is_enclosed(piece: str) -> bool:
    """Whether one pair of braces or quotation marks holds the whole piece."""
    depth, inner = 0, piece[1:-1]
    if len(piece) < 2 or piece[0] + piece[-1] not in ("{}", '""'):
        return False
    for found in _SIGN.finditer(inner):
        depth += {"{": 1, "}": -1}.get(found.group(), 0)
        if depth < 0 or (piece[0] == found.group() == '"' and not depth):
            return False
    return depth == 0


def _doubled(place: EntryPlace, index: int) -> Finding:
    names = [field.key.lower() for field in place.entry.fields]
    first = place.source.line(place.of_field(names.index(names[index])))
    message = (
        f"the field '{names[index]}' stands twice in '{place.entry.key}', first in line {first}"
    )
    return place.source.finding(place.of_field(index), "B04", message, "Take one of them out.")


def _no_name(place: EntryPlace, index: int) -> Finding:
    name = " ".join(place.entry.fields[index].key.split())
    message = f"'{name}' is no name of a field" if name else "a field without a name"
    hint = "Write each field as: name = {text}, with one comma at its end."
    return place.source.finding(place.of_field(index), "B01", message, hint)


def _swallowed(place: EntryPlace, field: Field) -> Iterator[Finding]:
    """A finding where a value in braces runs on into the next field."""
    found = _SWALLOWED.search(field.value)
    if found and found[1].lower() in FIELDS:
        message = f"the value of '{field.key.lower()}' is not closed before '{found[1]}'"
        hint = f"Put a closing brace and a comma after the value of '{field.key.lower()}'."
        offset = place.of(field.key.lower(), found.group()) + found.start(1) - found.start()
        yield place.source.finding(offset, "B02", message, hint)


def _bare(place: EntryPlace, index: int, piece: str, strings: Mapping[str, str]) -> Finding:
    """What is wrong with a value, or a piece of one, that stands in neither braces nor quotes."""
    name = place.entry.fields[index].key.lower()
    for equals in _outside(piece, "="):
        before = piece[:equals].split()
        swallowed = before[-1] if before else ""
        at = place.of(name, piece) + piece.rfind(swallowed, 0, equals)
        message = f"a comma is missing before '{swallowed}'"
        return place.source.finding(at, "B02", message, f"Put it after the value of '{name}'.")
    if _NAME.fullmatch(piece):
        return _undefined(place.source, place.of(name, piece), piece, strings)
    message = f"the value of '{name}' is not in braces"
    return place.source.finding(
        place.of(name, piece), "B01", message, f"Write it as: {name} = {{text}},"
    )


def _undefined(source: Source, offset: int, name: str, strings: Mapping[str, str]) -> Finding:
    hint = did_you_mean(name, strings) or f"If it is a text, put it in braces: {{{name}}}."
    return source.finding(offset, "B06", f"undefined @string '{name}'", hint)
