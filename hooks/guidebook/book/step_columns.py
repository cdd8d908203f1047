"""A step of a decision guide in two columns: its parts in order, the columns about as long."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from guidebook.book.html_tree import HEADINGS, Element
from guidebook.book.page_breaks import count_lines

_CHARACTERS_IN_A_COLUMN = 44
_LEAST = 36
"""Of the width for a column, in percent."""


class Columns(NamedTuple):
    """What stands in each column, and about how many lines a step takes."""

    first: list[Element]
    second: list[Element]
    lines: float
    """In two columns."""
    share: int
    """The first column's part of the width, in percent, so that both are about as high."""


def in_columns(blocks: Sequence[Element]) -> Columns:
    """The blocks of a step in two columns. A heading and a colon hold on to what follows."""
    groups = list(_groups(blocks))
    lengths = [
        sum(count_lines(part, _CHARACTERS_IN_A_COLUMN) for part in group) for group in groups
    ]
    cuts = range(len(groups) + 1)
    cut = min(cuts, key=lambda place: max(sum(lengths[:place]), sum(lengths[place:])))
    first, second = (list(chain.from_iterable(side)) for side in (groups[:cut], groups[cut:]))
    before, after = sum(lengths[:cut]), sum(lengths[cut:])
    share = round(100 * before / (before + after or 1))
    return Columns(first, second, max(before, after), max(_LEAST, min(share, 100 - _LEAST)))


def _groups(blocks: Sequence[Element]) -> Iterator[list[Element]]:
    """Blocks that stay together: a section, or a paragraph with the list that it leads to."""
    group: list[Element] = []
    for block in blocks:
        is_in_section = group and group[0].tag in HEADINGS and block.tag not in HEADINGS
        is_led_to = group and group[-1].text.rstrip().endswith(":")
        if group and not (is_in_section or is_led_to):
            yield group
            group = []
        group.append(block)
    if group:
        yield group
