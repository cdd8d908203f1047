"""Where in a Markdown file something stands, and which parts of the file are code."""

import re
from typing import NamedTuple

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.M | re.S)
"""The YAML block at a file's head, as MkDocs and Jekyll take it."""

_NOT_TEXT = re.compile(
    r"^[ >]*(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^[ >]*(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?<![`\\])(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"
    r"|<!--.*?-->",
    re.M | re.S,
)


class Position(NamedTuple):
    """A place in a text; both numbers count from 1, the column in characters."""

    line: int
    column: int


def position_at(text: str, offset: int) -> Position:
    """The line and column of the character at `offset`."""
    return Position(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def without_code(text: str) -> str:
    """Blank front matter, code and comments of a Markdown `text`; every offset stays as it was."""
    return _NOT_TEXT.sub(_blank, FRONT_MATTER.sub(_blank, text))


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())
