"""A table's cells at their places, after HTML's algorithm for forming a table (HTML, 4.9.12)."""

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from guidebook.book.html_tree import Element, in_order
from guidebook.book.row_heads import Heads

_MOST_SPANNED = 100


class Cell(NamedTuple):
    """A cell at its place."""

    row: int
    column: int
    element: Element
    rows: int = 1
    columns: int = 1


class Grid(NamedTuple):
    """A table with a cell at every place, row by row."""

    columns: int
    head: list[Cell]
    """Those of the rows that repeat on every page."""
    body: list[Cell]

    @property
    def heads(self) -> Heads:
        """Which of its cells are headers of rows, and of which cells."""
        first = len(self.head)
        is_head = [cell.element.tag == "th" for cell in self.body]
        by_row: dict[int, list[int]] = {}
        for place, cell in enumerate(self.body, first):
            if is_head[place - first]:
                for row in range(cell.row, cell.row + cell.rows):
                    by_row.setdefault(row, []).append(place)
        rows = [range(cell.row, cell.row + cell.rows) for cell in self.body]
        of: list[list[int]] = [
            [] if is_it else sorted({place for row in covered for place in by_row.get(row, ())})
            for is_it, covered in zip(is_head, rows, strict=True)
        ]
        return Heads([False] * first + is_head, [*([] for _ in self.head), *of])


def grid(table: Element) -> Grid | None:
    """The cells of a table, with empty ones where a row is too short; nothing without a cell."""
    rows = [row for row in in_order(table, "tr") if _cells(row)]
    if not rows:
        return None
    taken = _placed(rows)
    height, width = (1 + max(numbers) for numbers in zip(*taken, strict=True))
    for place in product(range(height), range(width)):
        taken.setdefault(place, Cell(*place, Element("td")))
    cells = [cell for place, cell in sorted(taken.items()) if cell[:2] == place]
    header_rows = _header_rows(table, rows)
    head = [cell for cell in cells if cell.row < header_rows]
    return Grid(width, head, cells[len(head) :])


def _placed(rows: Sequence[Element]) -> dict[tuple[int, int], Cell]:
    """The cell at each place; where two meet, the later one."""
    taken: dict[tuple[int, int], Cell] = {}
    for row, line in enumerate(rows):
        column = 0
        for element in _cells(line):
            while (row, column) in taken:
                column += 1
            height = min(_span(element, "rowspan"), len(rows) - row)
            width = _span(element, "colspan")
            places = product(range(row, row + height), range(column, column + width))
            taken.update(dict.fromkeys(places, Cell(row, column, element, height, width)))
    return taken


def _cells(row: Element) -> list[Element]:
    return [cell for cell in row.elements if cell.tag in ("td", "th")]


def _span(cell: Element, name: str) -> int:
    value = cell.attributes.get(name, "")
    return max(1, min(int(value), _MOST_SPANNED)) if value.isdecimal() else 1


def _header_rows(table: Element, rows: Sequence[Element]) -> int:
    """The rows of the head, or a first row of nothing but header cells."""
    heads = sum(len(in_order(head, "tr")) for head in in_order(table, "thead"))
    if heads:
        return min(heads, len(rows))
    return int(len(rows) > 1 and all(cell.tag == "th" for cell in _cells(rows[0])))
