"""How a table goes on a sheet: by what its words need, in about so many characters.

Typst narrows wide columns without regard to their words, which would then run over one another.
"""

from collections.abc import Iterator
from typing import NamedTuple

from guidebook.book.html_tree import Element
from guidebook.book.table_grid import Cell, Grid

ROOM, ROOM_AT_THE_BACK = 60, 46
"""Characters of a table's type, capitals for a good part, in a column of text."""
_TURNED_ROOM = 84
"""The same for a turned sheet of the large-print edition, the one with the least room."""
_GAP, _SMALL_GAP = 2.5, 1.4
"""What stands between two columns, in characters."""
_WHOLE, _LONG, _SHORT = 60, 12, 5
"""The most characters of a word that stay in one line."""


class Fit(NamedTuple):
    """How a table goes on a sheet."""

    widths: tuple[int, ...]
    """The columns' shares, or nothing where Typst may find them."""
    longest: int
    """The most characters of a word that stay in one line."""
    is_small: bool = False
    """Whether its type is the smallest that the edition has."""
    is_turned: bool = False
    """Whether it has a turned sheet for itself."""
    fits: bool = True


def fit(grid: Grid, room: float, *, may_turn: bool) -> Fit:
    """The first way that a table fits: as it is, with small type and parted words, turned."""
    longest = _longest_words(grid)
    fair = room / grid.columns - _GAP
    if all(length <= fair for length in longest):
        return Fit((), _WHOLE)
    for fitting, space, gap in _ways(room, may_turn=may_turn):
        least = [min(length, fitting.longest) + gap for length in longest]
        if sum(least) <= space:
            return fitting._replace(widths=_shares(grid, least, space))
    return fitting._replace(widths=_shares(grid, least, space), fits=False)


def _ways(room: float, *, may_turn: bool) -> Iterator[tuple[Fit, float, float]]:
    """Each way to set a table, its room and the gap between its columns."""
    yield Fit((), _WHOLE), room, _GAP
    yield Fit((), _WHOLE, is_small=True), room, _SMALL_GAP
    yield Fit((), _LONG, is_small=True), room, _SMALL_GAP
    if may_turn:
        yield Fit((), _LONG, is_small=True, is_turned=True), _TURNED_ROOM, _SMALL_GAP
        yield Fit((), _SHORT, is_small=True, is_turned=True), _TURNED_ROOM, _SMALL_GAP
    else:
        yield Fit((), _SHORT, is_small=True), room, _SMALL_GAP


def _longest_words(grid: Grid) -> list[int]:
    """The characters of the longest word in each column."""
    longest = [1] * grid.columns
    for cell in _single(grid):
        words = [len(word) for word in _printed(cell.element).split()]
        longest[cell.column] = max(longest[cell.column], *words, 1)
    return longest


def _shares(grid: Grid, least: list[float], room: float) -> tuple[int, ...]:
    """A column's part of the room: what it needs, and of the rest by how much it holds."""
    held = [1] * grid.columns
    for cell in _single(grid):
        held[cell.column] = max(held[cell.column], len(cell.element.text))
    rest = max(0.0, room - sum(least))
    parts = [need + rest * text / sum(held) for need, text in zip(least, held, strict=True)]
    return tuple(round(100 * part) for part in parts)


def _single(grid: Grid) -> Iterator[Cell]:
    return (cell for cell in [*grid.head, *grid.body] if cell.columns == 1)


def _printed(element: Element) -> str:
    """A cell's text; one that holds more than text needs more room than its words."""
    return element.text
