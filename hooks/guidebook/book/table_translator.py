"""Tables as Typst code."""

from collections.abc import Iterator

from guidebook.book.flow_translator import FlowTranslator
from guidebook.book.html_tree import Element, flows, words
from guidebook.book.inline_translator import spoken, styled
from guidebook.book.page_breaks import parting_rows
from guidebook.book.table_grid import Cell, Grid, grid
from guidebook.book.table_widths import fit
from guidebook.book.typst_code import NOTHING, Code, array, call, joined
from guidebook.markup import SIDES, side_of


class TableTranslator(FlowTranslator):
    """A visitor of tables."""

    def visit_table(self, element: Element) -> Code:
        """A table: its header rows repeat on every page, and its cells know what they are.

        What stands in it outside of cells comes before it, as browsers show it.
        """
        stray = joined(map(self._block, _stray(element)))
        table = grid(element)
        if not table:
            return self._kept(stray, element)
        self.manuscript.tables.append(table.heads)
        fitting = fit(table, self._room, may_turn=self._may_turn)
        if not fitting.fits:
            message = f"a table of {table.columns} columns is too wide for a sheet of paper"
            self.report("P10", message, "Make two tables of it, or a list.", *_first_words(table))
        captions = array(self._item(part) for part in element.elements if part.tag == "caption")
        longest, self._longest_word = self._longest_word, min(self._longest_word, fitting.longest)
        with self._within(self._room - self._room / table.columns):
            links = len(self.manuscript.links)
            self.in_table_head = True
            head = list(self._cells(table.head))
            self.in_table_head = False
            repeats = len(self.manuscript.links) == links  # a link can't stand on two pages
            body = list(self._cells(table.body))
        self._longest_word = longest
        columns = array(Code(f"{width}fr") for width in fitting.widths)
        made = call(
            "data-table",
            columns if fitting.widths else table.columns,
            array(head),
            captions,
            *body,
            repeats=repeats,
            small=fitting.is_small,
            alone=self._may_turn and not fitting.is_turned,
        )
        self._has_turned = self._has_turned or fitting.is_turned
        whole = call("turned", made) if fitting.is_turned else self._kept(made, element)
        return joined([stray, whole]) if stray != NOTHING else whole

    def _cells(self, cells: list[Cell]) -> Iterator[Code]:
        parting = parting_rows(cells)
        for cell in cells:
            function = "header-cell" if cell.element.tag == "th" else ""
            body = spoken(cell.element, styled(function, self._item(cell.element)))
            properties = _properties(cell, may_part=cell.row in parting)
            yield call("table.cell", body, **dict(properties))


def _stray(table: Element) -> Iterator[Element]:
    """What a table holds outside of its cells."""
    for part in flows(table.children):
        if part.tag in ("thead", "tbody", "tfoot", "tr"):
            yield from _stray(part)
        elif part.tag not in ("td", "th", "caption", "colgroup", "col"):
            yield part


def _first_words(table: Grid) -> tuple[str, ...]:
    """What to find a table by in a page's Markdown."""
    texts = (words(cell.element.text) for cell in [*table.head, *table.body])
    return tuple(text for text in texts if text)[:1]


def _properties(cell: Cell, *, may_part: bool) -> Iterator[tuple[str, Code | int]]:
    if may_part:
        yield "breakable", True
    if cell.rows > 1:
        yield "rowspan", cell.rows
    if cell.columns > 1:
        yield "colspan", cell.columns
    if (side := side_of(cell.element.attributes)) in SIDES:
        yield "align", Code(side)
