"""A table's cells at their places, after HTML's algorithm for forming a table (HTML, 4.9.12)."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from guidebook.book.html_tree import Element

_MOST_SPANNED = 100


class Cell(NamedTuple):
    """A cell at its place; `element` is nothing where a row is too short."""

    row: int
    column: int
    element: Element | None
    rows: int = 1
    columns: int = 1

    @property
    def places(self) -> Iterator[tuple[int, int]]:
        """The row and column of every place that it takes."""
        for row in range(self.row, self.row + self.rows):
            yield from ((row, column + self.column) for column in range(self.columns))


class Grid(NamedTuple):
    """A table with a cell at every place."""

    cells: list[Cell]
    """Row by row."""
    columns: int
    header_rows: int
    """How many rows repeat on every page."""

    def is_row_header(self, cell: Cell) -> bool:
        """Whether a cell is the header of its row."""
        is_header = cell.element is not None and cell.element.tag == "th"
        return is_header and cell.row >= self.header_rows


def grid(table: Element) -> Grid | None:
    """The cells of a table, or nothing where it has none."""
    rows = [row for row in table.find_all("tr") if row.elements]
    if not rows:
        return None
    cells = _placed(rows)
    taken = {place for cell in cells for place in cell.places}
    height, width = (1 + max(place[axis] for place in taken) for axis in (0, 1))
    holes = {(row, column) for row in range(height) for column in range(width)} - taken
    cells += (Cell(row, column, None) for row, column in holes)
    return Grid(sorted(cells, key=lambda cell: cell[:2]), width, _header_rows(table, rows))


def _placed(rows: Sequence[Element]) -> list[Cell]:
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(rows):
        column = 0
        for element in line.elements:
            while (row, column) in taken:
                column += 1
            height = min(_span(element, "rowspan"), len(rows) - row)
            cells.append(Cell(row, column, element, height, _span(element, "colspan")))
            taken.update(cells[-1].places)
    return cells


def _span(cell: Element, name: str) -> int:
    value = cell.attributes.get(name, "")
    return max(1, min(int(value), _MOST_SPANNED)) if value.isdecimal() else 1


def _header_rows(table: Element, rows: Sequence[Element]) -> int:
    """The rows of the head, or a first row of nothing but header cells."""
    heads = sum(len(list(head.find_all("tr"))) for head in table.find_all("thead"))
    if heads:
        return min(heads, len(rows))
    return int(len(rows) > 1 and all(cell.tag == "th" for cell in rows[0].elements))
