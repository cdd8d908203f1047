"""What stays together on one page of paper, by about how many lines it takes.

Typst could tell the lines, but slowly.
"""

from collections.abc import Iterable
from math import ceil, inf

from guidebook.book.html_tree import HEADINGS, LINE, Element, flows
from guidebook.book.table_grid import Cell
from guidebook.markup import DECISION_STEP, SOURCE_NOTE

_CHARACTERS_IN_A_LINE = 60
_MOST_LINES_OF_AN_END = 2.5  # two, and the space above them
MOST_LINES_KEPT = 20
"""Less than half a page; a longer table or step may begin on one page and end on the next."""
MOST_LINES_OF_A_STEP = 32
_MOST_LINES_OF_LISTS = 8
_LONGEST_UNBROKEN = 1200  # characters in a cell that may still be kept on one page


def stays_with_next(part: Element, following: Element | None, after: Element | None) -> bool:
    """Whether a block leads to the one that follows it, or that one is a short end of it."""
    if following is None or part.tag in HEADINGS:  # which do so by themselves, with their space
        return False
    ends_open = part.text.rstrip().endswith(":") or DECISION_STEP in following.classes
    return (part.tag == "p" and ends_open) or _is_end(following, after)


def _is_end(part: Element, following: Element | None) -> bool:
    """Whether a block is a note, or a short last paragraph of its section."""
    if part.tag != "p":
        return False
    is_last = not following or following.tag in HEADINGS
    return SOURCE_NOTE in part.classes or (is_last and count_lines(part) <= _MOST_LINES_OF_AN_END)


def stays_whole(element: Element) -> bool:
    """Whether a list or a table is short enough to be kept on one page."""
    is_list = element.tag in ("ul", "ol")
    return count_lines(element) <= (_MOST_LINES_OF_LISTS if is_list else MOST_LINES_KEPT)


def parting_rows(cells: Iterable[Cell]) -> frozenset[int]:
    """The rows that may go on on the next page: one short cell would keep a long one whole."""
    return frozenset(cell.row for cell in cells if len(cell.element.text) > _LONGEST_UNBROKEN)


def count_lines(element: Element, room: float = _CHARACTERS_IN_A_LINE) -> float:
    """The lines of an element with room for so many characters in each; more rather than fewer.

    What holds a picture may take any number.
    """
    if element.tag == LINE:
        return ceil(len(element.text) / room)
    if element.tag == "tr":
        width = room / max(1, len(element.elements))
        return 0.5 + max((count_lines(cell, width) for cell in element.elements), default=0)
    if element.tag == "pre":
        return 1 + sum(ceil(len(line) / room) for line in element.text.splitlines())
    if any(element.find_all("img", "svg")):
        return inf
    return 0.5 + sum(count_lines(part, room) for part in flows(element.children))
