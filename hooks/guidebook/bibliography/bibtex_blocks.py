"""The file cut into blocks by bibtexparser, and which of them can't be used."""

import logging
import re
from bisect import bisect_right
from operator import itemgetter
from typing import NamedTuple

from bibtexparser import model
from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.middlewares import RemoveEnclosingMiddleware

from guidebook.bibliography.vocabulary import TYPES
from guidebook.findings import Finding, did_you_mean
from guidebook.source import Source, conflicts

_KEY_SHAPE = "Write a key and a comma after the opening brace, as in @article{smith2020,"

_KEY = re.compile(r"@?\s*\w*\s*[{(]?\s*([^\s,{}()=\"@]+)\s*(?:,|$)", re.M)
_NO_KEY = re.compile(r"@\w+\s*[{(]\s*(?:,|\w+\s*=)")
_OPEN_VALUE = re.compile(r"= *(?:\{[^{}\n]*(?:\{[^{}\n]*\}[^{}\n]*)*|\"[^\"\n]*)$", re.M)
"""A value that isn't closed on the line where it is opened."""
_LOST_ENTRY = re.compile(r"^[ \t]*(?!@comment\b)(@|\w+[ \t]*\{)[^\n]*", re.M)
"""A line outside every entry that looks like an entry's first."""
_REMARK = re.compile(r"^[ \t]*%.*$", re.M)
_NO_AT = "\ufdd4"
"""What stands for an at sign in a remark while the file is cut: a noncharacter (Unicode, 23.7)."""
_LIKE_COMMAND = re.compile(r"@((?:comment|string|preamble)\w+)\s*[{(]", re.IGNORECASE)
"""A type that only begins like one of BibTeX's commands."""
_STRAY = re.compile(r"^(?!%)[^\n%]*?([{}]|(?<![\w-])[\w-]+[ \t]*=[ \t]*[\d\"])", re.M)
"""A line outside every entry that looks like a piece of one. A line after `%` is a remark."""


class Block(NamedTuple):
    """A block of the file, and where it stands."""

    source: Source
    offset: int
    raw: str
    content: model.Block
    """A `ParsingFailedBlock` where it can't be read; duplicates are read, and checked elsewhere."""
    key: str
    """An entry's, as far as it can be seen."""

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.offset + len(self.raw)

    @property
    def line(self) -> int:
        """The line on which it begins."""
        return self.source.position(self.offset).line

    def of(self, name: str = "", words: str = "") -> int:
        """The offset of words, in the named field if any; else of the field, or the block."""
        offset = self.offset
        field = [rf"(?:^|[{{(,])[ \t]*({re.escape(name)})\s*="] if name else []
        for sought in (*field, f"({re.escape(words)})"):
            pattern = re.compile(sought, re.IGNORECASE | re.MULTILINE)
            if found := pattern.search(self.source.text, offset, self.end):
                offset = found.start(1)
        return offset

    def has(self, name: str) -> bool:
        """Whether a field of this name stands in it."""
        return self.of(name) > self.offset

    def finding(
        self, code: str, message: str, hint: str, name: str = "", words: str = ""
    ) -> Finding:
        """A finding about words in the block, about the named field, or about all of it."""
        return self.source.finding(self.of(name, words), code, message, hint)

    def unreadable(self, offset: int) -> Finding:
        """The finding for an entry that is no BibTeX from a place in it on."""
        entry = f"the entry '{self.key}'" if self.key else "the entry"
        message = f"{entry}, which begins in line {self.line}, can't be read from here on"
        hint = "Write each field as: name = {text}, with one comma at its end."
        return self.source.finding(offset, "B01", message, hint)


class Sifted(NamedTuple):
    """A file's blocks, and what of it can't be used."""

    sound: list[Block]
    findings: list[Finding]
    keys: set[str]
    """Of entries that can't be used."""

    def put_aside(self, key: str, *findings: Finding) -> None:
        """Keep the key of an entry that can't be used, and the findings that say why."""
        self.keys.add(key)
        self.findings.extend(findings)


def parse(source: Source) -> list[Block]:
    """Every block of the file, in its order."""
    # bibtexparser would log what becomes a finding. Its own line numbers are not used: it counts
    # no line that ends in a backslash.
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL + 1)
    blocks: list[Block] = []
    cursor = 0
    text = _REMARK.sub(lambda line: line.group().replace("@", _NO_AT), source.text)
    for read in parse_string(text, parse_stack=[RemoveEnclosingMiddleware()]).blocks:
        content = getattr(read, "ignore_error_block", None) or read
        if isinstance(read, model.DuplicateFieldKeyBlock) and isinstance(content, model.Entry):
            content = RemoveEnclosingMiddleware().transform_entry(content, Library())
        raw = content.raw or ""
        offset = max(text.find(raw, cursor), cursor)
        raw = source.text[offset : offset + len(raw)]
        for field in content.fields if isinstance(content, model.Entry) and _NO_AT in text else ():
            field.value = field.value.replace(_NO_AT, "@")
        cursor = offset + (1 if isinstance(content, model.ParsingFailedBlock) else len(raw))
        key = content.key if isinstance(content, model.Entry) else _key_in(raw)
        blocks.append(Block(source, offset, raw, content, key))
    return blocks


def sift(source: Source) -> Sifted:
    """Put aside what isn't BibTeX, what a merge left in two versions, and keys that are in use."""
    sifted = Sifted([], [], set())
    merging = list(conflicts(source.text))
    by_key: dict[tuple[type, str], Block] = {}
    follows_damage = False
    for block in parse(source):
        if _is_within(block, merging):
            sifted.put_aside(block.key)
        elif unknown := _LIKE_COMMAND.match(block.raw):
            sifted.put_aside(_key_in(block.raw), _unknown_type(block, unknown[1]))
        elif isinstance(block.content, model.ParsingFailedBlock):
            sifted.put_aside(block.key, _failure(block, block.content.error))
        elif wrong := _wrong_key(block, by_key):
            sifted.put_aside(block.key, wrong)
        else:
            if isinstance(block.content, model.ImplicitComment):
                _sift_text(block, sifted, follows_damage=follows_damage)
            sifted.sound.append(block)
        follows_damage = block not in sifted.sound[-1:]
    return sifted


def _key_in(raw: str) -> str:
    found = _KEY.match(raw)
    return found[1] if found else ""


def _is_within(block: Block, spans: list[tuple[int, int]]) -> bool:
    """Whether any of the spans, which are in order, reaches into the block."""
    following = bisect_right(spans, block.offset, key=itemgetter(1))
    return any(start < block.end for start, _ in spans[following : following + 1])


def _failure(block: Block, error: Exception) -> Finding:
    """What is wrong with an entry that bibtexparser gave up on."""
    if _NO_KEY.match(block.raw):
        return block.finding("B01", "this entry has no key", _KEY_SHAPE)
    # bibtexparser says only in words that it came upon another entry, or the file's end.
    is_open = str(getattr(error, "abort_reason", "")).startswith("Unexpected")
    if not (is_open or block.source.text.startswith("@", block.end)):
        return block.unreadable(max(block.end - 1, block.offset))
    value = _OPEN_VALUE.search(block.raw)
    last = block.source.position(block.offset + value.end() if value else block.end - 1).line
    where = "in" if value else "up to"
    hint = f"Look for a missing closing brace or quotation mark {where} line {last}."
    entry = f"the entry '{block.key}'" if block.key else "the entry"
    return block.finding("B01", f"{entry} is not closed", hint)


def _unknown_type(block: Block, kind: str) -> Finding:
    hint = did_you_mean(kind.lower(), TYPES, "For anything unusual, write @misc.")
    return block.finding("B16", f"unknown entry type '@{kind}'", hint)


def _wrong_key(block: Block, by_key: dict[tuple[type, str], Block]) -> Finding | None:
    """What is wrong with a key. As for BibTeX, another capital letter makes no other key."""
    if not isinstance(block.content, model.Entry | model.String):
        return None
    key = block.content.key
    if not key:
        return block.finding("B01", "this entry has no key", _KEY_SHAPE)
    earlier = by_key.setdefault((type(block.content), key.casefold()), block)
    if earlier is block:
        return None
    message = f"the key '{key}' in line {block.line} already stands in line {earlier.line}"
    hint = "Take one of the two entries out, or give it another key."
    return block.finding("B03", message, hint, words=key)


def _sift_text(block: Block, sifted: Sifted, *, follows_damage: bool) -> None:
    """Find text that bibtexparser takes for a remark though it is an entry, or a piece of one."""
    lost = list(_LOST_ENTRY.finditer(block.raw))
    for line in lost:
        missing = "at sign before it" if line[1] != "@" else "opening brace after its type"
        message = f"this looks like an entry, but the {missing} is missing"
        hint = "Begin an entry as in @article{smith2020,"
        finding = block.source.finding(block.offset + line.start(1), "B01", message, hint)
        sifted.put_aside(_key_in(line.group().strip()), finding)
    if not (lost or follows_damage) and _STRAY.search(block.raw):
        message = "text outside every entry, which would be lost"
        hint = "Look for a closing brace too many before it, or begin its lines with % to keep it."
        sifted.findings.append(block.finding("B01", message, hint))
        if sifted.sound and isinstance(sifted.sound[-1].content, model.Entry):
            # The text may be a piece of it.
            sifted.keys.add(sifted.sound.pop().key)
