"""A file's text with its places: the one way from a place in a text to a finding."""

import re
from bisect import bisect_right
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from guidebook.findings import Finding

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.M | re.S)
"""The YAML block at a file's head, as MkDocs and Jekyll take it."""

_NOT_TEXT = re.compile(
    r"^[ >]*(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^[ >]*(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?<![`\\])(?P<ticks>`+)(?!`)"
    r"(?:[^`\n]++|\n(?![ \t]*\n)|(?!(?P=ticks)(?!`))`++)+(?P=ticks)(?!`)"
    r"|<!--.*?-->",
    re.M | re.S,
)
_MERGE_MARKER = re.compile(r"^(?:<{7}|>{7}) [^\n]*", re.M)


class Position(NamedTuple):
    """A place in a text; both numbers count from 1, the column in characters."""

    line: int
    column: int


@dataclass(frozen=True)
class Source:
    """A file's text, and the path that findings show."""

    path: str
    """From the project's folder, with forward slashes."""
    text: str

    def position(self, offset: int) -> Position:
        """The line and column of the character at `offset`."""
        line = bisect_right(self._line_starts, offset)
        return Position(line, offset - self._line_starts[line - 1] + 1)

    def finding(
        self, offset: int, code: str, message: str, hint: str = "", *, is_notice: bool = False
    ) -> Finding:
        """A finding about what stands at `offset`."""
        return Finding(self.path, *self.position(offset), code, message, hint, is_notice)

    def finding_at(self, texts: tuple[str, ...], code: str, message: str, hint: str) -> Finding:
        """A finding at the first of some texts that the body has, or else at the file's head.

        The spaces in the text may differ.
        """
        words = (r"\s+".join(map(re.escape, text.split())) for text in texts)
        found = (re.compile(text).search(self.text, self.body) for text in words if text)
        offset = next((match.start() for match in found if match), 0)
        return self.finding(offset, code, message, hint)

    @cached_property
    def body(self) -> int:
        """The offset after the front matter."""
        head = FRONT_MATTER.match(self.text)
        return head.end() if head else 0

    @cached_property
    def prose(self) -> str:
        """The Markdown with front matter, code and comments blank; every offset is the same."""
        return _NOT_TEXT.sub(_blank, FRONT_MATTER.sub(_blank, self.text))

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]


def decode(data: bytes, path: str) -> tuple[Source, list[Finding]]:
    r"""The text of a file at `path`, and what is wrong with it whatever it holds.

    The text has no byte order mark and ends its lines with `\n`. Where it is not UTF-8 it still
    holds all that could be read, so that its other mistakes show as well.
    """
    data = data.removeprefix(BOM_UTF8)
    try:
        source = Source(path, _with_plain_line_ends(data.decode()))
    except UnicodeDecodeError as error:
        return _undecodable(data, path, error.start)
    return source, list(_unmerged(source))


def _undecodable(data: bytes, path: str, start: int) -> tuple[Source, list[Finding]]:
    wide = data.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    text = _with_plain_line_ends(data.decode("utf-16" if wide else "utf-8", "replace"))
    source = Source(path, text)
    before = _with_plain_line_ends(data[:start].decode())
    message = "this character is not written in UTF-8"
    wrong = source.finding(len(before), "E01", message, "Save the file again as UTF-8.")
    return source, [wrong, *_unmerged(source)]


def _unmerged(source: Source) -> Iterator[Finding]:
    """A finding at the first line of each place where somebody has to choose."""
    hint = "Choose what is right and take out the lines of <<<<<<<, ======= and >>>>>>>."
    for start, _ in conflicts(source.text):
        yield source.finding(start, "E02", "a merge left its markers here", hint)


def conflicts(text: str) -> Iterator[tuple[int, int]]:
    """From which offset to which each conflict reaches that a merge left (git-merge).

    It goes from `<<<<<<< ours` to `>>>>>>> theirs`, with `=======` between; where one of them was
    taken out, it is the line of the other.
    """
    opened: re.Match[str] | None = None
    for marker in _MERGE_MARKER.finditer(text):
        if marker.group().startswith(">"):
            yield (opened or marker).start(), marker.end()
            opened = None
        elif opened is None:
            opened = marker
    if opened:
        yield opened.span()


def shown_path(file: Path, project: Path) -> str:
    """The path of a file from the project's folder, with forward slashes."""
    return file.as_posix().removeprefix(f"{project.as_posix()}/")


def _with_plain_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())
