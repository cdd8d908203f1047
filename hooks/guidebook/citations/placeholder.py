"""What stands where a citation is, from the file that it is written in to its guide's numbers.

In Markdown an unseen mark stands before each citation's at sign, which says which one it is: no
other way leads from what Markdown makes back to a place in the file. In HTML a placeholder holds
the bracket and its place.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape, unescape
from itertools import islice
from typing import NamedTuple

from guidebook.citations.citation_syntax import BEFORE, Problem
from guidebook.findings import Finding
from guidebook.page import Page
from guidebook.source import Position, Source

_FIRST_MARK, _MOST_MARKS = 0xF0000, 0xFFFE
MARK = re.compile("[\U000f0000-\U000ffffd]")
"""Characters of a private use area (Unicode, 23.5), which mean nothing elsewhere."""

PLACEHOLDER = re.compile(r'<cite (?:[^<>]*? )?data-citation="([^"]*)"([^>]*)>\s*</cite>')
"""A placeholder in rendered HTML: the bracket as written, and the other attributes."""

_BEGINS = re.compile(rf"(?<!\\)\[{BEFORE}\s*(?=@)")
_DEFINED = re.compile(r"^ {0,3}\[\s*(@[^\]\n]*)\]:", re.M)
"""A link's definition, whose label Markdown compares as it is written."""
_MARKED = re.compile(r'data-mark="(\d+)"')
_PLACE = re.compile(r'data-place="([^"]*):(\d+):(\d+)"')


class Placeholder(NamedTuple):
    """A bracket found in a page's HTML."""

    raw: str
    """The bracket as the editor wrote it."""
    mark: int | None
    """Which of the page's brackets it is, where it comes from the page's own file."""
    place: tuple[str, Position] | None
    """The file and the place of a bracket from another one."""
    is_inside_link: bool
    is_inside_brackets: bool = False
    earlier: int = 0
    """How many brackets of the same words and without a mark stand before it on the page."""


def offsets(source: Source) -> Sequence[int]:
    """Where the brackets of a page begin that may be citations, in the order of their marks."""
    defined = set(_DEFINED.findall(source.prose))
    return [
        found.start()
        for found in _BEGINS.finditer(source.prose)
        if not defined or _label(source.prose, found.end()) not in defined
    ]


def _label(text: str, start: int) -> str:
    return text[start:].partition("]")[0]


def with_marks(source: Source) -> str:
    """The text of a page with a mark before the at sign of each of its brackets."""
    text = MARK.sub("\N{REPLACEMENT CHARACTER}", source.text)
    parts: list[str] = []
    end = 0
    for number, offset in enumerate(offsets(source)[:_MOST_MARKS]):
        at = text.index("@", offset)
        parts += [text[end:at], chr(_FIRST_MARK + number)]
        end = at
    return "".join([*parts, text[end:]])


def number_of(mark: str) -> int:
    """Which of its page's brackets a mark stands in."""
    return ord(mark) - _FIRST_MARK


def placeholder(raw: str, path: str, position: Position) -> str:
    """The placeholder for the bracket `raw`, which stands at `position` of the file at `path`."""
    place = escape(f"{path}:{position.line}:{position.column}")
    return f'<cite data-citation="{escape(raw)}" data-place="{place}"></cite>'


def placeholders(html: str) -> list[Placeholder]:
    """Every placeholder of a page's HTML, in reading order."""
    unmarked: Counter[str] = Counter()
    found: list[Placeholder] = []
    for item in map(_read, PLACEHOLDER.finditer(html)):
        found.append(item._replace(earlier=unmarked[item.raw]))
        unmarked[item.raw] += item.mark is None
    return found


def _read(match: re.Match[str]) -> Placeholder:
    before = match.string[max(match.start() - 9, 0) : match.start()].rstrip()
    after = match.string[match.end() : match.end() + 9].lstrip()
    attributes = match[2]
    marked, place = _MARKED.search(attributes), _PLACE.search(attributes)
    return Placeholder(
        unescape(match[1]),
        int(marked[1]) if marked else None,
        (unescape(place[1]), Position(int(place[2]), int(place[3]))) if place else None,
        "data-inside-link" in attributes,
        before.endswith("[") and after.startswith("]"),
    )


def located(problem: Problem, found: Placeholder, page: Page, starts: Sequence[int]) -> Finding:
    """The finding for a problem of a bracket on a page; `starts` are its file's `offsets`."""
    if problem.source:
        return problem.source.finding(problem.offset, *problem[1:4])
    if found.place:
        path, (line, column) = found.place
        column += problem.offset
        return Finding(path, line, column, problem.code, problem.message, problem.hint)
    source, start = page.source, 0
    if found.mark is not None:
        start = starts[found.mark]
    elif found.raw.split():
        places = islice(_unmarked(found.raw, page), found.earlier, None)
        source, start = next(places, (source, start))
    offset = _offset(source.text, start, found.raw[: problem.offset])
    return source.finding(offset, problem.code, problem.message, problem.hint)


def _unmarked(raw: str, page: Page) -> Iterator[tuple[Source, int]]:
    """Where brackets of these words stand, first of all in what the page includes."""
    is_open = "" if raw.endswith("]") else r"(?![^\[\]]*\])"
    words = re.compile(r"[\s>]+".join(map(re.escape, raw.split())) + is_open)
    for source in (*page.included, page.source):
        yield from ((source, found.start()) for found in words.finditer(source.prose))


def _offset(text: str, start: int, before: str) -> int:
    """Where what follows `before` stands, which begins at `start`.

    Spaces may differ, and a quotation puts `>` where its lines break.
    """
    written = (at for at in range(start, len(text)) if not text[at].isspace() and text[at] != ">")
    return next(islice(written, len("".join(before.split())), None), start)
