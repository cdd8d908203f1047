"""Notes beside the text: each reference at the block of the page that cites it first."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from guidebook.citations.citation_html import render_side_note
from guidebook.citations.numbering import NumberedCitation
from guidebook.markup import TABLE_BOX

_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>p|[duo]l|div|blockquote|table|section|details|pre|figure|h[1-6])"
    r"(?P<attributes>\b[^>]*)>"
)
_BESIDE = ("p", "ul", "ol", "dl", "blockquote")
"""Blocks that leave room for a note. Steps of a decision guide show one at a time, and tabs too."""


class _Block(NamedTuple):
    """An element that stands directly on a page."""

    start: int
    has_room: bool


def side_notes(
    html: str,
    places: Iterable[int],
    brackets: Iterable[Sequence[NumberedCitation]],
    works: Mapping[str, str],
) -> Iterator[tuple[int, str]]:
    """Where in a page's HTML which note goes.

    `places` are where its `brackets` stand, `works` what a note shows, by the key of a reference.
    """
    blocks = list(_blocks(html))
    starts = [block.start for block in blocks]
    told = set[str]()
    for place, bracket in zip(places, brackets, strict=True):
        found = bisect_right(starts, place)
        new = [citation for citation in bracket if citation.key not in told]
        told.update(citation.key for citation in new)
        if found and blocks[found - 1].has_room:
            start = starts[found - 1]
            yield from ((start, render_side_note(one.number, works[one.key])) for one in new)


def _blocks(html: str) -> Iterator[_Block]:
    depth = 0
    for tag in _TAG.finditer(html):
        if not (depth or tag["end"]):
            has_room = tag["name"] in _BESIDE or f'class="{TABLE_BOX}' in tag["attributes"]
            yield _Block(tag.start(), has_room)
        depth = max(0, depth - 1) if tag["end"] else depth + 1
