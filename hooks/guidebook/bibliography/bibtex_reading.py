"""Read `references.bib`: every usable entry, and every finding about the rest."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from bibtexparser.library import Library
from bibtexparser.middlewares import RemoveEnclosingMiddleware
from bibtexparser.model import Entry, Field, String

from guidebook.bibliography.bibtex_blocks import Block, sift
from guidebook.bibliography.entry_checks import check_entry
from guidebook.bibliography.inheritance import NO_SOURCES, inherited
from guidebook.bibliography.reference import Bibliography, Reference
from guidebook.bibliography.vocabulary import FIELDS, MONTHS, SHOWN
from guidebook.findings import Finding, did_you_mean
from guidebook.source import Source

_NAME = re.compile(r"[A-Za-z_][\w:./+-]*(?: \d+)?")
"""A field's name; a large index numbers some of its own: `funding_text 1`."""
_DELIMITER = re.compile(r"(?<!\\)[{}\"#=]")
_SWALLOWED = re.compile(r"[},\"][^\S\n]*\n\s*([A-Za-z][\w-]*)\s*=\s*[{\"\d]")
"""Inside braces: a line's end and then what looks like the next field."""


def read_bibliography(source: Source) -> Bibliography:
    """Read a file. Never raises for what stands in it."""
    sifted = sift(source)
    strings = dict(MONTHS)
    for block in sifted.sound:
        if isinstance(block.content, String):
            text, wrong = _resolve(block, block.content, strings)
            sifted.findings.extend(wrong)
            strings[block.content.key.lower()] = text
    findings: list[Finding] = []
    read: dict[str, tuple[Reference, Block]] = {}
    for block in sifted.sound:
        if isinstance(block.content, Entry):
            fields, wrong = _read_fields(block, block.content.fields, strings)
            if wrong:
                sifted.put_aside(block.key, *wrong)
                continue
            reference = Reference(block.key, block.content.entry_type, fields, block.offset)
            read[block.key] = reference, block
    written = {key: reference for key, (reference, _) in read.items()}
    references = {
        key: inherited(reference, written)
        for key, reference in written.items()
        if reference.kind not in NO_SOURCES
    }
    for key, reference in references.items():
        findings += check_entry(reference, read[key][1])
    findings += (_no_source(block) for one, block in read.values() if one.kind == "set")
    broken = frozenset(sifted.keys - references.keys() - {""})
    unread = tuple(sorted(set(sifted.findings)))
    return Bibliography(source, references, broken, tuple(sorted([*findings, *unread])), unread)


def _read_fields(
    block: Block, written: Iterable[Field], strings: Mapping[str, str]
) -> tuple[dict[str, str], list[Finding]]:
    """Every field of an entry, and the findings that mean that the entry can't be used."""
    fields: dict[str, str] = {}
    findings: list[Finding] = []
    for field in written:
        name = field.key.lower()
        if name in fields:
            findings += [_doubled(block, name)] if name in SHOWN | {"checked"} else []
            continue
        fields[name], wrong = _resolve(block, field, strings)
        if not _NAME.fullmatch(name):
            wrong = [_no_name(block, name)]
        findings += wrong or _swallowed(block, field)
    return fields, findings


def _no_name(block: Block, name: str) -> Finding:
    """What is wrong with what stands before an equals sign and is no name of a field."""
    offset = block.of(name)
    if not name.startswith("%"):
        return block.unreadable(offset)
    message = "a % begins no remark inside an entry"
    return block.source.finding(offset, "B01", message, "Put the remark above the entry.")


def _no_source(block: Block) -> Finding:
    message = "a set of entries can't be cited as one"
    hint = "Cite its entries one by one: [@one; @two]."
    return block.finding("B20", message, hint)


def _doubled(block: Block, name: str) -> Finding:
    first = block.of(name)
    line = block.source.position(first).line
    message = f"the field '{name}' stands twice in '{block.key}', first in line {line}"
    rest = block._replace(offset=first + 1)
    return rest.finding("B04", message, "Take one of them out.", name=name)


def _resolve(
    block: Block, written: Field | String, strings: Mapping[str, str]
) -> tuple[str, list[Finding]]:
    """Join a value of `#` and names (btxdoc, section 2.3); findings for what means nothing."""
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
    name = written.key.lower()
    return "".join(text), [_misread(block, name, piece, strings) for piece in dict.fromkeys(wrong)]


def _outside(value: str, character: str) -> Iterator[int]:
    """Offsets of a character that stands outside braces and quotation marks."""
    depth, quoted = 0, False
    for found in _DELIMITER.finditer(value):
        if found.group() == '"' and not depth:
            quoted = not quoted
        else:
            depth += {"{": 1, "}": -1}.get(found.group(), 0)
        if found.group() == character and not depth and not quoted:
            yield found.start()


def _misread(block: Block, name: str, piece: str, strings: Iterable[str]) -> Finding:
    """What is wrong with a value, or a piece of one, that stands in neither braces nor quotes."""
    offset = block.of(name, piece)
    for equals in _outside(piece, "="):
        following = " ".join(piece[:equals].split()[-1:])
        offset += piece.rfind(following, 0, equals)
        message = f"a comma is missing before '{following}'"
        return block.source.finding(offset, "B02", message, f"Put it after the value of '{name}'.")
    piece = " ".join(piece.split())
    hint = did_you_mean(piece, strings, f"If it is a text, put it in braces: {{{piece}}}.")
    return block.source.finding(offset, "B06", f"undefined @string '{piece}'", hint)


def _swallowed(block: Block, field: Field) -> Iterator[Finding]:
    """A finding where a value in braces runs on into the next field."""
    found = _SWALLOWED.search(field.value) if "=" in field.value else None
    if found and found[1].lower() in FIELDS:
        name = field.key.lower()
        message = f"the value of '{name}' is not closed before '{found[1]}'"
        hint = f"Put a closing brace and a comma after the value of '{name}'."
        offset = block.of(name, found.group()) + found.start(1) - found.start()
        yield block.source.finding(offset, "B02", message, hint)
