"""Lists within lists, lists that run together, and what belongs to an item.

Markdown counts four spaces for each level, and has one kind of list on a level until words end it.
"""

import re
from collections.abc import Iterator

from guidebook.findings import Finding
from guidebook.source import Source

_LINE = re.compile(r"^(?P<indent> *)(?P<item>(?:[-*+]|\d+\.)[ \t]+\S)?[^\n]*$", re.M)
_LEVEL = 4
"""How many spaces move a line in by one level (Python-Markdown's `tab_length`)."""
_ENDS_LISTS = "#*_-!?=<"
"""What begins a line of another kind, such as a heading, which ends all lists."""


def check_lists(source: Source) -> Iterator[Finding]:
    """Findings for items that wouldn't nest, and for paragraphs that would leave their item."""
    item: int | None = None  # how far the item before is moved in
    is_after_gap = False
    for line in _LINE.finditer(source.prose):
        indent = len(line["indent"])
        if not line.group().strip():
            is_after_gap = True
            continue
        if line["item"]:
            if item is not None and indent > item and indent // _LEVEL == item // _LEVEL:
                message = f"a list inside a list needs four spaces, not {indent - item}"
                hint = "Begin it with four spaces for each level."
                yield source.finding(line.start(), "M05", message, hint)
            else:
                item = indent
        elif is_after_gap and item is not None:
            if item < indent and indent // _LEVEL == item // _LEVEL:
                message = "these words would not belong to the list's item above them"
                hint = "Begin their lines with four spaces more than the item."
                yield source.finding(line.start() + indent, "M23", message, hint)
            item = item if indent >= item + _LEVEL else None
        is_after_gap = False


def check_mixed_lists(source: Source) -> Iterator[Finding]:
    """Findings for lists that would go on as the list above them, which is of another kind."""
    lists: dict[int, re.Match[str]] = {}  # by level, the item before
    is_after_gap = False
    for line in _LINE.finditer(source.prose):
        level, words = len(line["indent"]) // _LEVEL, line.group().strip()
        if line["item"]:
            before = lists.get(level)
            if before and _is_numbered(line) != _is_numbered(before) and not _is_in(line, before):
                yield _mixed(line, source)
            lists = {at: item for at, item in lists.items() if at < level} | {level: line}
        elif words[:1] in _ENDS_LISTS if words else _is_hidden(line, source):
            lists = {}
        elif words and is_after_gap:
            lists = {at: item for at, item in lists.items() if at < level}
        is_after_gap = not words


def _mixed(line: re.Match[str], source: Source) -> Finding:
    """The finding at the first item of a list of another kind."""
    kinds = ("numbered list", "its numbers") if _is_numbered(line) else ("list", "its signs")
    message = "the {} would go on as the one above it, without {}".format(*kinds)
    hint = "Put words between them, or four spaces before each line of what belongs to an item."
    return source.finding(line.start() + len(line["indent"]), "M24", message, hint)


def _is_numbered(line: re.Match[str]) -> bool:
    return line["item"][0].isdigit()


def _is_in(line: re.Match[str], before: re.Match[str]) -> bool:
    """Whether an item was meant to be in the one before: another check tells that it isn't."""
    return len(line["indent"]) > len(before["indent"])


def _is_hidden(line: re.Match[str], source: Source) -> bool:
    """Whether a line is code or a remark, which the prose has blank."""
    return bool(source.text[line.start() : line.end()].strip())
