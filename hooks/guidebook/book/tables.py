"""The rule for tables: header rows repeat on every page, and cells know what they are."""

from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from guidebook.book.context import Content, Context
from guidebook.book.html_tree import Element
from guidebook.book.typst_code import NOTHING, Code, array, call, keyword, number

_LONGEST_UNBROKEN = 1200
"""Signs in a cell that may still be kept on one page."""


class _Cell(NamedTuple):
    """A cell at its place; `element` is nothing where a row is too short."""

    row: int
    column: int
    element: Element | None
    rows: int = 1
    columns: int = 1


def table(element: Element, context: Context, content: Content) -> Code:
    """A table; `content` sets what its cells hold."""
    rows = [row for row in element.find_all("tr") if row.elements]
    if not rows:
        return NOTHING
    cells = _filled(_laid_out(rows))
    heads = _header_rows(element, rows)
    context.book.row_headers.append([_is_row_header(cell, heads) for cell in cells])
    breakable = _long_rows(cells)
    codes = [(cell.row, _cell(cell, context, content, breakable)) for cell in cells]
    head = array(code for row, code in codes if row < heads)
    body = [code for row, code in codes if row >= heads]
    columns = max(cell.column + cell.columns for cell in cells)
    captions = [content(caption.children, context) for caption in element.find_all("caption")]
    return call("data-table", number(columns), head, array(captions), *body)


def _header_rows(element: Element, rows: Sequence[Element]) -> int:
    """How many rows repeat: those of the head, or a first row of nothing but header cells."""
    heads = sum(len(list(head.find_all("tr"))) for head in element.find_all("thead"))
    if heads:
        return min(heads, len(rows))
    return int(len(rows) > 1 and all(cell.tag == "th" for cell in rows[0].elements))


def _laid_out(rows: Sequence[Element]) -> list[_Cell]:
    """Every cell at its row and column, after HTML's algorithm for forming a table (4.9.12)."""
    cells: list[_Cell] = []
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(rows):
        column = 0
        for element in line.elements:
            while (row, column) in taken:
                column += 1
            height = min(_span(element, "rowspan"), len(rows) - row)
            width = _span(element, "colspan")
            cells.append(_Cell(row, column, element, height, width))
            taken.update((row + y, column + x) for y in range(height) for x in range(width))
    return cells


def _filled(cells: Sequence[_Cell]) -> list[_Cell]:
    """The cells row by row, with empty ones where a row is too short."""
    places = {
        (cell.row + y, cell.column + x)
        for cell in cells
        for y in range(cell.rows)
        for x in range(cell.columns)
    }
    height, width = (1 + max(place[axis] for place in places) for axis in (0, 1))
    holes = {(y, x) for y in range(height) for x in range(width)} - places
    return sorted([*cells, *(_Cell(*hole, None) for hole in holes)], key=lambda cell: cell[:2])


def _span(cell: Element, name: str) -> int:
    value = cell.attributes.get(name, "")
    return max(1, min(int(value), 100)) if value.isdecimal() else 1


def _is_row_header(cell: _Cell, heads: int) -> bool:
    return cell.row >= heads and cell.element is not None and cell.element.tag == "th"


def _long_rows(cells: Sequence[_Cell]) -> frozenset[int]:
    """The rows that may go on on the next page: one short cell would keep a long one whole."""
    texts = ((cell.row, cell.element.text) for cell in cells if cell.element)
    return frozenset(row for row, text in texts if len(text) > _LONGEST_UNBROKEN)


def _cell(cell: _Cell, context: Context, content: Content, breakable: Container[int]) -> Code:
    properties = {"breakable": keyword("true")} if cell.row in breakable else {}
    if cell.element is None:
        return call("table.cell", NOTHING, **properties)
    body = content(cell.element.children, context)
    if cell.element.tag == "th":
        body = call("header-cell", body)
    return call("table.cell", body, **properties, **dict(_properties(cell, cell.element)))


def _properties(cell: _Cell, element: Element) -> Iterator[tuple[str, Code]]:
    if cell.rows > 1:
        yield "rowspan", number(cell.rows)
    if cell.columns > 1:
        yield "colspan", number(cell.columns)
    style = element.attributes.get("style", "") + element.attributes.get("align", "")
    sides = (keyword("left"), keyword("center"), keyword("right"))
    yield from (("align", side) for side in sides if side in style)
