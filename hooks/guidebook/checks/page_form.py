"""How a page is written: headings, lists, tables, what was left open."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from guidebook.findings import Finding
from guidebook.source import Source

_HEADING = re.compile(
    r"^(?P<marks>#{1,6})(?P<words>[^\n]*)$"
    r"|(?<=\n\n)(?P<above>[^\s#>|<\-*+][^\n]*)\n(?P<line>=+|-+)[ \t]*$",
    re.MULTILINE,
)
"""Both of Markdown's ways to write one: number signs before it, or a line under it."""
_BLOCK = re.compile(r"(?:^[^\n]*\S[^\n]*(?:\n|\Z))+", re.MULTILINE)
"""Lines without an empty one between them."""
_ITEM = re.compile(r"^(?:[-*+]|1\.)[ \t]+\S", re.MULTILINE)
_INDENTED_ITEM = re.compile(r"^( +)(?:[-*+]|\d+\.)[ \t]+\S", re.MULTILINE)
_TEXT = re.compile(r"(?!(?:[-*+]|\d+\.)\s)[^\s>|#<!?=:\[{*]|\[(?![^\]\n]*\]:)|\*(?=\S)")
"""How a paragraph of words begins."""
_TABLE = re.compile(r"^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$", re.MULTILINE)
"""The line under a table's head."""
_CELL_BORDER = re.compile(r"(?<!\\)\|")
_FENCE = re.compile(r"^(?P<indent> *)(?P<fence>`{3,}|~{3,})[^`\n]*$", re.MULTILINE)
_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.MULTILINE)
_FILE_NAME = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")


class _Line(NamedTuple):
    offset: int
    text: str


def check_headings(source: Source) -> Iterator[Finding]:
    """Findings for headings: no level skipped, none without words, no second title."""
    last = 1
    for heading in _HEADING.finditer(source.prose):
        level = _level(heading)
        at = heading.start()
        if not _words(heading):
            hint = "Write it, or remove it."
            yield source.finding(at, "M03", "a heading without words", hint)
            continue
        if level == 1:
            hint = "The title stands in the front matter. Begin a heading with two signs: ##."
            yield source.finding(at, "M02", "a second title on the page", hint)
        elif level > last + 1:
            right = "#" * (last + 1)
            message = f"the heading skips a level: it has {level} signs where {last + 1} fit"
            yield source.finding(at, "M01", message, f"Begin it with {right}.")
        last = max(level, 1)


def check_lists(source: Source) -> Iterator[Finding]:
    """Findings for lists that Markdown would show as plain text, or would not nest."""
    for found in _INDENTED_ITEM.finditer(source.prose):
        if len(found[1]) % 4:
            hint = "Begin it with four spaces for each level."
            message = f"a list inside a list needs four spaces, not {len(found[1])}"
            yield source.finding(found.start(), "M05", message, hint)
    for paragraph in _paragraphs(source.prose):
        end = paragraph.offset + len(paragraph.text)
        if item := _ITEM.search(source.prose, paragraph.offset, end):
            hint = "Put an empty line before it."
            yield source.finding(item.start(), "M04", "the list would be shown as plain text", hint)


def check_tables(source: Source) -> Iterator[Finding]:
    """Findings for tables that Markdown would show as plain text, or would cut."""
    for block in _BLOCK.finditer(source.prose):
        lines = _lines(block)
        rules = [index for index, line in enumerate(lines) if _TABLE.match(line.text)]
        if rules and rules[0] == 1:
            yield from _check_rows(lines, source)
        elif rules:
            at = lines[max(rules[0] - 1, 0)].offset
            hint = "Put an empty line before the table's first row."
            yield source.finding(at, "M06", "the table would be shown as plain text", hint)


def check_loose_ends(source: Source) -> Iterator[Finding]:
    """Findings for code, remarks and footnotes that are left open."""
    yield from _check_fences(source)
    if (start := source.prose.find("<!--")) >= 0:
        hint = "End the remark with -->, or readers miss all that follows."
        yield source.finding(start, "M10", "a remark is never closed", hint)
    notes = set(_NOTE.findall(source.prose))
    for found in _FOOTNOTE.finditer(source.prose):
        if found[1] not in notes:
            hint = f"Add a line at the page's end: [^{found[1]}]: …"
            if not found[1].isdecimal():
                hint += f", or cite a source: [@{found[1]}]."
            yield source.finding(found.start(), "M12", f"there is no note '{found[1]}'", hint)


def check_name(path: str) -> Iterator[Finding]:
    """A finding where a file's or folder's name makes a bad address."""
    for name in path.split("/"):
        if not is_good_name(name):
            hint = "Use small letters, digits and hyphens only."
            message = f"the name '{name}' makes an address that is hard to type"
            yield Finding(path, 1, 1, "M13", message, hint)


def is_good_name(name: str) -> bool:
    """Whether the name of a file or folder makes an address that is easy to type."""
    return bool(_FILE_NAME.fullmatch(name))


def _level(heading: re.Match[str]) -> int:
    if heading["marks"]:
        return len(heading["marks"])
    return 1 if heading["line"].startswith("=") else 2


def _words(heading: re.Match[str]) -> str:
    words = heading["above"] or heading["words"] or ""
    return re.sub(r"\{[^}]*\}", "", words).strip(" \t#")


def _check_rows(lines: list[_Line], source: Source) -> Iterator[Finding]:
    columns = _cells(lines[0].text)
    for line in lines[1:]:
        cells = _cells(line.text)
        if cells != columns:
            message = f"the row has {cells} cells, and the table {columns} columns"
            hint = "Put one upright bar between two cells."
            yield source.finding(line.offset, "M07", message, hint)


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


def _check_fences(source: Source) -> Iterator[Finding]:
    opened: re.Match[str] | None = None
    for fence in _FENCE.finditer(source.text):
        if opened is None:
            opened = fence
        elif fence["fence"].startswith(opened["fence"]):
            opened = None
    if opened:
        hint = f"End the block with a line of {opened['fence']}."
        yield source.finding(opened.start(), "M09", "a block of code is never closed", hint)
