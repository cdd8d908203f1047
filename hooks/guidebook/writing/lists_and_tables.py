"""Lists and tables that Markdown would take for text, or would cut."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from guidebook.findings import Finding
from guidebook.positions import position_at

_BLOCK = re.compile(r"(?:^[^\n]*\S[^\n]*(?:\n|\Z))+", re.MULTILINE)
"""Lines without an empty one between them."""
_ITEM = re.compile(r"^(?:[-*+]|1\.)[ \t]+\S", re.MULTILINE)
_INDENTED_ITEM = re.compile(r"^( +)(?:[-*+]|\d+\.)[ \t]+\S", re.MULTILINE)
_TEXT = re.compile(r"(?!(?:[-*+]|\d+\.)\s)[^\s>|#<!?=:\[{*]|\[(?![^\]\n]*\]:)|\*(?=\S)")
"""How a paragraph of words begins."""
_TABLE = re.compile(r"^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$", re.MULTILINE)
"""The line under a table's head."""
_CELL_BORDER = re.compile(r"(?<!\\)\|")


class _Line(NamedTuple):
    offset: int
    text: str


def check_lists(text: str, path: str) -> Iterator[Finding]:
    """Findings for lists; `text` is a page's Markdown without code."""
    for found in _INDENTED_ITEM.finditer(text):
        if len(found[1]) % 4:
            hint = "Begin it with four spaces for each level."
            message = f"a list inside a list needs four spaces, not {len(found[1])}"
            yield Finding(path, *position_at(text, found.start()), "M05", message, hint)
    for paragraph in _paragraphs(text):
        if item := _ITEM.search(text, paragraph.offset, paragraph.offset + len(paragraph.text)):
            hint = "Put an empty line before it."
            message = "the list would be shown as plain text"
            yield Finding(path, *position_at(text, item.start()), "M04", message, hint)


def check_tables(text: str, path: str) -> Iterator[Finding]:
    """Findings for tables; `text` is a page's Markdown without code."""
    for block in _BLOCK.finditer(text):
        lines = _lines(block)
        rules = [index for index, line in enumerate(lines) if _TABLE.match(line.text)]
        if rules and rules[0] == 1:
            yield from _check_rows(lines, text, path)
        elif rules:
            place = position_at(text, lines[max(rules[0] - 1, 0)].offset)
            hint = "Put an empty line before the table's first row."
            yield Finding(path, *place, "M06", "the table would be shown as plain text", hint)


def _check_rows(lines: list[_Line], text: str, path: str) -> Iterator[Finding]:
    columns = _cells(lines[0].text)
    for line in lines[1:]:
        cells = _cells(line.text)
        if cells != columns:
            message = f"the row has {cells} cells, and the table {columns} columns"
            hint = "Put one upright bar between two cells."
            yield Finding(path, *position_at(text, line.offset), "M07", message, hint)


def _paragraphs(text: str) -> Iterator[_Line]:
    """Blocks, and what follows a heading in a block, where they begin with words."""
    for block in _BLOCK.finditer(text):
        lines = _lines(block)
        while lines and lines[0].text.startswith("#"):
            lines.pop(0)
        if lines and _TEXT.match(lines[0].text):
            yield _Line(lines[0].offset, text[lines[0].offset : block.end()])


def _lines(block: re.Match[str]) -> list[_Line]:
    lines = []
    offset = block.start()
    for line in block.group().splitlines(keepends=True):
        lines.append(_Line(offset, line.rstrip("\n")))
        offset += len(line)
    return lines


def _cells(row: str) -> int:
    return len(_CELL_BORDER.split(row.strip().strip("|")))
