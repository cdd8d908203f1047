"""The file cut into blocks by bibtexparser, each with the place where it begins."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from bibtexparser.entrypoint import parse_string
from bibtexparser.exceptions import BlockAbortedException
from bibtexparser.middlewares import RemoveEnclosingMiddleware
from bibtexparser.model import Block, Entry, ParsingFailedBlock, String


class Located(NamedTuple):
    """A block and the offset of its first sign."""

    block: Block
    offset: int

    @property
    def raw(self) -> str:
        """The block as it stands in the file."""
        return self.block.raw or ""

    @property
    def end(self) -> int:
        """The offset after the block's last sign."""
        return self.offset + len(self.raw)

    @property
    def is_unreadable(self) -> bool:
        """Whether bibtexparser gave up; duplicates are readable, and checked elsewhere."""
        return isinstance(self.block, ParsingFailedBlock) and not self.block.ignore_error_block

    @property
    def is_open(self) -> bool:
        """Whether an unreadable block runs into the next one, or the file's end."""
        error = self.block.error if isinstance(self.block, ParsingFailedBlock) else None
        reason = error.abort_reason if isinstance(error, BlockAbortedException) else ""
        return reason.startswith("Unexpected")

    @property
    def content(self) -> Block:
        """The block itself, also where bibtexparser wraps it as a duplicate."""
        wrapped = isinstance(self.block, ParsingFailedBlock) and self.block.ignore_error_block
        return wrapped or self.block

    @property
    def entry(self) -> Entry | None:
        """The entry in this block, if it is one."""
        return self.content if isinstance(self.content, Entry) else None

    @property
    def string(self) -> String | None:
        """The `@string` in this block, if it is one."""
        return self.content if isinstance(self.content, String) else None


def parse(text: str) -> list[Located]:
    """Every block of the file, in its order.

    bibtexparser's own line numbers are not used: it counts no line that ends in a backslash.
    """
    with _quiet():
        library = parse_string(text, parse_stack=[RemoveEnclosingMiddleware()])
    blocks: list[Located] = []
    cursor = 0
    for block in library.blocks:
        located = Located(block, max(text.find(block.raw or "", cursor), cursor))
        cursor = located.offset + 1 if located.is_unreadable else located.end
        blocks.append(located)
    return blocks


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
