"""The file cut into blocks by bibtexparser, each with the place where it begins."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from bibtexparser import model
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import RemoveEnclosingMiddleware

from guidebook.findings import Finding
from guidebook.source import Source


class Block(NamedTuple):
    """A block and the offset of its first character."""

    content: model.Block
    """A `ParsingFailedBlock` where it can't be read; duplicates are read, and checked elsewhere."""
    offset: int

    @property
    def raw(self) -> str:
        """The block as it stands in the file."""
        return self.content.raw or ""

    @property
    def end(self) -> int:
        """The offset after the block's last character."""
        return self.offset + len(self.raw)


class EntryPlace(NamedTuple):
    """An entry and where it begins in the file."""

    source: Source
    offset: int
    entry: model.Entry

    @property
    def line(self) -> int:
        """The line on which it begins."""
        return self.source.position(self.offset).line

    def of_field(self, index: int) -> int:
        """The offset of a field's name; the fields before are stepped over with their values."""
        text, offset = self.source.text, self.offset
        for field in self.entry.fields[: index + 1]:
            name = re.compile(rf"(?<![\w-]){re.escape(field.key)}\s*=").search(text, offset)
            start = name.start() if name else offset
            value = text.find(field.value, name.end() if name else offset)
            offset = max(value, start) + len(field.value)
        return start

    def of(self, name: str = "", words: str = "") -> int:
        """The offset of words, in the named field if any; else of the field, or the entry."""
        names = [field.key.lower() for field in self.entry.fields]
        start = self.of_field(names.index(name)) if name and name in names else self.offset
        end = self.offset + len(self.entry.raw or "")
        found = re.compile(re.escape(words), re.IGNORECASE).search(self.source.text, start, end)
        return found.start() if words and found else start

    def finding(
        self, code: str, message: str, hint: str = "", *, name: str = "", words: str = ""
    ) -> Finding:
        """A finding about words in the entry, about the named field, or about all of it."""
        return self.source.finding(self.of(name, words), code, message, hint)


def parse(text: str) -> list[Block]:
    """Every block of the file, in its order.

    bibtexparser's own line numbers are not used: it counts no line that ends in a backslash.
    """
    with _quiet():
        library = parse_string(text, parse_stack=[RemoveEnclosingMiddleware()])
    blocks: list[Block] = []
    cursor = 0
    for content in map(_unwrapped, library.blocks):
        block = Block(content, max(text.find(content.raw or "", cursor), cursor))
        is_unreadable = isinstance(content, model.ParsingFailedBlock)
        cursor = block.offset + 1 if is_unreadable else block.end
        blocks.append(block)
    return blocks


def _unwrapped(parsed: model.Block) -> model.Block:
    """What bibtexparser could read though it takes it for a failure, as it does duplicates."""
    if isinstance(parsed, model.ParsingFailedBlock):
        return parsed.ignore_error_block or parsed
    return parsed


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep bibtexparser from logging what becomes a finding."""
    logger = logging.getLogger("bibtexparser")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)
