"""Lists within lists, and what belongs to an item: Markdown counts four spaces for each level."""

import re
from collections.abc import Iterator

from guidebook.findings import Finding
from guidebook.source import Source

_LINE = re.compile(r"^(?P<indent> *)(?P<item>(?:[-*+]|\d+\.)[ \t]+\S)?[^\n]*$", re.M)
_LEVEL = 4
"""How many spaces move a line in by one level (Python-Markdown's `tab_length`)."""


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
