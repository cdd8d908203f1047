"""Limits of what is read, so that no text can keep a build busy: findings before Markdown sees it.

Python-Markdown looks for the end of every bracket up to the end of its paragraph: twenty thousand
open ones cost it minutes. Each limit is many times what people write, and the worst page within
all of them is built in less than five seconds.
"""

import re
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from guidebook.findings import Finding
from guidebook.source import Source

_SIZES: Mapping[str, int] = {
    ".md": 100_000,
    ".yml": 100_000,
    ".yaml": 100_000,
    ".svg": 1_000_000,
    ".bib": 8_000_000,
    ".txt": 1_000_000,
}
"""How many bytes a file may have, by its kind."""
_SMALLER: Mapping[str, str] = {
    ".md": "Make two pages of it.",
    ".svg": "Save it with less detail, or as PNG.",
    ".bib": "Take out what no page cites.",
}
"""What to do about a file that is too large, by its kind."""
_PICTURES = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp")
_PIXELS = 50_000_000
"""How many a picture may have: 200 megabytes once it is unpacked."""

_PARAGRAPH = 15_000
"""How many characters there may be without an empty line between them."""
_LINES = 1_000
"""How many lines there may be without an empty one between them."""
_OPEN = 30
"""How many brackets of a kind may be open at once."""
_CODE = 2_000
"""How many runs of backticks there may be without an empty line between them."""
_DEPTH = 12
"""How many quotations, lists and boxes may hold one another."""

_BLOCK = re.compile(r"\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_BRACKET = re.compile(r"\\.|([\[(])|([\])])", re.DOTALL)
"""Their ends are looked for in the paragraph."""
_TAG = re.compile(r"\\.|(<)(?=[a-zA-Z/!?])|(>)", re.DOTALL)
"""Its end is looked for in the whole page."""
_PAIRS = {"]": "[", ")": "(", ">": "<"}
_TICKS = re.compile(r"`+")
_INDENT = re.compile(r"^(?:>[ \t]?|[ ]{4}|\t)+(?=\S)", re.MULTILINE)
_LEVEL = re.compile(r">|[ ]{4}|\t")


def check_size(file: Path) -> tuple[str, str, str] | None:
    """The code, the message and the hint where a file is too large to be read."""
    most = _SIZES.get(file.suffix.lower())
    if most and (size := file.stat().st_size) > most:
        message = f"the file has {size:,} bytes, and {most:,} are the most"
        return "T10", message, _SMALLER.get(file.suffix.lower(), "Take out what isn't needed.")
    if file.suffix.lower() in _PICTURES and (pixels := _pixels(file)) > _PIXELS:
        message = f"the picture has {pixels:,} pixels, and {_PIXELS:,} are the most"
        return "T10", message, "Save it smaller: 2,000 pixels across are plenty."
    return None


def check_limits(page: Source) -> Iterator[Finding]:
    """Findings for what in a page's text would keep Markdown busy, at most one of each kind."""
    hidden = list(_check_code_and_remarks(page))
    yield from hidden or _check_prose(page)


def _check_code_and_remarks(page: Source) -> Iterator[Finding]:
    """Findings for what would keep busy whoever looks for code and remarks."""
    for block in _BLOCK.finditer(page.text, page.body):
        if len(ticks := list(islice(_TICKS.finditer(page.text, *block.span()), _CODE + 1))) > _CODE:
            message = f"more than {_CODE:,} backticks in a paragraph"
            yield page.finding(ticks[-1].start(), "T10", message, "Use a block of code.")
            return
    if page.text.count("<!--") - page.text.count("-->") > _OPEN:
        at = page.text.rindex("<!--")
        message = f"more than {_OPEN} remarks are never closed"
        yield page.finding(at, "T10", message, "End each with -->.")


def _check_prose(page: Source) -> Iterator[Finding]:
    text, body = page.prose, page.body
    blocks = list(_BLOCK.finditer(text, body))
    if long := next((block for block in blocks if len(block.group()) > _PARAGRAPH), None):
        message = f"a paragraph of {len(long.group()):,} characters; {_PARAGRAPH:,} are the most"
        hint = "Put empty lines between its parts."
        yield page.finding(long.start(), "T10", message, hint)
    if high := next((block for block in blocks if block.group().count("\n") >= _LINES), None):
        message = f"more than {_LINES:,} lines without an empty one"
        yield page.finding(high.start(), "T10", message, "Put empty lines between them.")
    of_blocks = (_first_too_many(_BRACKET, text, *block.span()) for block in blocks)
    of_page = _first_too_many(_TAG, text, body, len(text))
    if bracket := of_page or next(filter(None, of_blocks), None):
        message = f"more than {_OPEN} brackets '{bracket[1]}' are open here"
        hint = "Close them, or write a backslash before each."
        yield page.finding(bracket.start(), "T10", message, hint)
    for indent in _INDENT.finditer(text, body):
        if (depth := len(_LEVEL.findall(indent.group()))) > _DEPTH:
            message = f"{depth} quotations or lists in one another; {_DEPTH} are the most"
            yield page.finding(indent.start(), "T10", message, "Begin the line further left.")
            return


def _first_too_many(
    pattern: re.Pattern[str], text: str, start: int, end: int
) -> re.Match[str] | None:
    """The first bracket in a part of a text before which too many of its kind are open."""
    opened: Counter[str] = Counter()
    for found in pattern.finditer(text, start, end):
        if found[1]:
            opened[found[1]] += 1
            if opened[found[1]] > _OPEN:
                return found
        elif found[2]:
            opened[_PAIRS[found[2]]] = max(opened[_PAIRS[found[2]]] - 1, 0)
    return None


def _pixels(file: Path) -> int:
    """How many pixels a picture says that it has; none where it can't be read."""
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(file) as picture:
            return picture.width * picture.height
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return 0
