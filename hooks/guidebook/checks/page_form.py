"""How a page is written: headings, tables, what was left open, names."""

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
_TABLE = re.compile(r"^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$", re.MULTILINE)
"""The line under a table's head."""
_HEAD_OF_A_BOX = re.compile(r"!!!|\?\?\?|===")
_CELL_BORDER = re.compile(r"(?<!\\)\|")
_FENCE = re.compile(r"^[ >]*(?P<fence>`{3,}|~{3,})[ ]*(?P<kind>[^`\n]*?)[ ]*$", re.MULTILINE)
_DRAWN = frozenset(
    ("asciimath", "d2", "dot", "flow", "graphviz", "katex", "latex", "math", "mermaid", "plantuml")
).union(("sequence", "tex", "tikz"))
"""Kinds of code that other programs show as pictures or formulas."""
_FILE_NAME = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")


class _Line(NamedTuple):
    """A line from its first sign on, whatever it stands in."""

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


def check_tables(source: Source) -> Iterator[Finding]:
    """Findings for tables that Markdown would show as plain text, or would cut."""
    for block in _BLOCK.finditer(source.prose):
        lines = _lines(block)
        while lines and _HEAD_OF_A_BOX.match(lines[0].text):
            lines.pop(0)
        rules = [index for index, line in enumerate(lines) if _TABLE.match(line.text)]
        if rules and rules[0] == 1:
            yield from _check_rows(lines, source)
        elif rules:
            at = lines[max(rules[0] - 1, 0)].offset
            hint = "Put an empty line before the table's first row."
            yield source.finding(at, "M06", "the table would be shown as plain text", hint)


def check_loose_ends(source: Source) -> Iterator[Finding]:
    """Findings for code and remarks that are left open."""
    yield from _check_fences(source)
    if (start := source.prose.find("<!--")) >= 0:
        hint = "End the remark with -->, or readers miss all that follows."
        yield source.finding(start, "M10", "a remark is never closed", hint)


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


def _lines(block: re.Match[str]) -> list[_Line]:
    lines = []
    offset = block.start()
    for line in block.group().splitlines(keepends=True):
        text = line.lstrip(" \t>")
        lines.append(_Line(offset + len(line) - len(text), text.rstrip("\n")))
        offset += len(line)
    return lines


def _cells(row: str) -> int:
    return len(_CELL_BORDER.split(row.strip().strip("|")))


def _check_fences(source: Source) -> Iterator[Finding]:
    opened: re.Match[str] | None = None
    for fence in _FENCE.finditer(source.text, source.body):
        if opened is None:
            opened = fence
            yield from _check_kind(fence, source)
        elif fence["fence"].startswith(opened["fence"]) and not fence["kind"]:
            opened = None
    if opened:
        hint = f"End the block with a line of {opened['fence']}."
        yield source.finding(opened.start(), "M09", "a block of code is never closed", hint)


def _check_kind(fence: re.Match[str], source: Source) -> Iterator[Finding]:
    """A finding for what other programs draw, compute or lay out; `{bibliography}` is a list."""
    kind = fence["kind"].strip("{} ").lower()
    is_directive = bool(re.match(r"\{[\w-]+\}", fence["kind"])) and kind != "bibliography"
    if kind in _DRAWN or is_directive:
        message = f"readers would see the lines of '{kind}' as code"
        hint = 'Put in a picture (SVG) or a decision guide, or write a box: !!! note "Title".'
        yield source.finding(fence.start("fence"), "M21", message, hint)
