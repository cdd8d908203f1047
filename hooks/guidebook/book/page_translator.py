"""A page's blocks as Typst code: paragraphs, headings, lists, tables and boxes."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import dropwhile, groupby, zip_longest

from guidebook.book.book_links import Targets
from guidebook.book.html_tree import LINE, Element, Node, flows, is_picture, plain_text, words
from guidebook.book.inline_translator import InlineTranslator, Manuscript, styled
from guidebook.book.page_breaks import parting_rows, stays_whole, stays_with_next
from guidebook.book.table_grid import Cell, grid
from guidebook.book.typst_code import NOTHING, SIDES, Code, array, call, joined, string, text
from guidebook.markup import DECISION_STEP, REFERENCES, SOURCE_NOTE
from guidebook.page import Page

_ADMONITION, _TABS, _TAB = "admonition", "tabbed-set", "tabbed-block"
_FOOTNOTE_MARK = "footnote-ref"
"""Classes that Markdown's extensions write."""


class PageTranslator(InlineTranslator):
    """A visitor of the elements of one page."""

    def __init__(
        self, page: Page, notes: Mapping[str, Element], targets: Targets, manuscript: Manuscript
    ) -> None:
        super().__init__(page, targets, manuscript)
        self._notes = notes
        self._given_notes: set[str] = set()
        self._level = 1

    def blocks(self, nodes: Iterable[Node]) -> Code:
        """What stands one below the other; a line without an element is a paragraph."""
        parts = list(flows(nodes))
        return joined(
            styled("stuck" if stays_with_next(part, *next_two) else "", self._block(part))
            for part, *next_two in zip_longest(parts, parts[1:], parts[2:])
        )

    def _block(self, part: Element, line: str = "paragraph") -> Code:
        """A block, or a line of text by the function `line`."""
        if part.tag == LINE:
            return self._line(part.children, line)
        return self.visit(part, self.blocks, is_block=True)

    def _line(self, nodes: list[Node], function: str = "") -> Code:
        """A line of text, or a picture that has a line for itself."""
        body = self.line(nodes)
        return styled("shown" if is_picture(nodes) else function, body)

    def _item(self, element: Element) -> Code:
        """What an item or a cell holds; lines in it are no paragraphs of their own."""
        return joined(self._block(part, line="") for part in flows(element.children))

    def _beside(self, element: Element) -> Code:
        """What stands beside a mark or a term: the first paragraph begins in its line."""
        first, *rest = [*flows(element.children)] or [Element(LINE)]
        if first.tag not in ("p", LINE):
            return self.blocks(element.children)
        return joined([self._line(first.children), *map(self._block, rest)])

    def visit_p(self, element: Element) -> Code:
        """A paragraph, or a note on the sources of what stands above."""
        is_note = SOURCE_NOTE in element.classes
        return self._line(element.children, "source-note" if is_note else "paragraph")

    def visit_div(self, element: Element) -> Code:
        """An element that adds nothing to what it holds, unless its class does."""
        if _ADMONITION in element.classes and element.elements:
            return self._box(element, element.elements[0])
        if _TABS in element.classes:
            return self._tabs(element)
        body = self.blocks(element.children)
        return _kept(body, element) if DECISION_STEP in element.classes else body

    visit_address = visit_article = visit_aside = visit_body = visit_center = visit_dd = visit_div
    visit_dt = visit_figcaption = visit_footer = visit_header = visit_hgroup = visit_li = visit_div
    visit_main = visit_nav = visit_search = visit_section = visit_summary = visit_div

    def _box(self, element: Element, title: Element) -> Code:
        rest = [node for node in element.children if node is not title]
        return call("remark", self.line(title.children), self.blocks(rest))

    def _tabs(self, element: Element) -> Code:
        """Tabs, one below the other, each under its name."""
        names = [name for name in element.find_all("label") if "for" in name.attributes]
        tabs = [tab for tab in element.walk() if _TAB in tab.classes]
        return joined(
            call("remark", self.line(name.children), self.blocks(tab.children))
            for name, tab in zip_longest(names, tabs, fillvalue=Element("div"))
        )

    def visit_details(self, element: Element) -> Code:
        """What a reader of the site unfolds: open on paper."""
        return self._box(element, next(element.find_all("summary"), Element("summary")))

    def visit_pre(self, element: Element) -> Code:
        """Text whose lines stay as they are."""
        return call("raw", string(element.text.strip("\n")), block=True)

    def visit_figure(self, element: Element) -> Code:
        """A picture or table with its caption."""
        caption = next(element.find_all("figcaption"), None)
        rest = [node for node in element.children if node is not caption]
        words_below = self._item(caption) if caption else NOTHING
        return call("captioned", self.blocks(rest), words_below)

    def visit_h2(self, element: Element) -> Code:
        """A heading; one that skips a level is a finding and moves up."""
        level = max(2, int(element.tag[1]))
        lowest = self._level + 1
        if level > lowest:
            message = f"a heading of level {level} follows one of level {self._level}"
            self.report("P04", message, f"Begin it with {'#' * lowest}.", element.text.strip())
        self._level = level = min(level, lowest)
        return call("titled", level, string(element.label), *self.title(element, level))

    visit_h1 = visit_h3 = visit_h4 = visit_h5 = visit_h6 = visit_h2

    def title(self, element: Element, level: int) -> tuple[Code, Code]:
        """The words of a heading without its citations, and with them."""
        plain = text(words(plain_text(element)))
        if level <= 2:
            self.manuscript.titles.append(array((level, plain)))
        self.in_heading = True
        whole = self.line(element.children)
        self.in_heading = False
        return plain, whole

    def visit_ul(self, element: Element) -> Code:
        """A list with marks."""
        items = [call("list.item", self._item(item)) for item in _items(element)]
        return _kept(call("list", *items, tight=_is_tight(element)), element)

    def visit_ol(self, element: Element) -> Code:
        """A numbered list; the numbers are those that the HTML gives, or follow one another."""
        value = _number(element, "start", 1)
        items = []
        for item in _items(element):
            value = _number(item, "value", value)
            items.append(call("enum.item", value, self._item(item)))
            value += 1
        function = "references" if REFERENCES in element.classes else "enum"
        return _kept(call(function, *items, tight=_is_tight(element)), element)

    def visit_dl(self, element: Element) -> Code:
        """Terms with what they mean; a group is one or more `dt`, then one or more `dd`."""
        parts = dropwhile(lambda part: part.tag == "dd", element.find_all("dt", "dd"))
        runs = [list(run) for _, run in groupby(parts, lambda part: part.tag)]
        groups = zip(runs[::2], [*runs[1::2], []], strict=False)
        return call("terms", *(self._group(*group) for group in groups))

    def _group(self, terms: list[Element], meanings: list[Element]) -> Code:
        names = call("together", *(self.line(term.children) for term in terms))
        return call("terms.item", names, joined(map(self._beside, meanings)))

    def visit_table(self, element: Element) -> Code:
        """A table: its header rows repeat on every page, and its cells know what they are."""
        table = grid(element)
        if not table:
            return _kept(NOTHING, element)
        self.manuscript.row_headers.append(table.row_headers)
        head, body = (list(self._cells(cells)) for cells in (table.head, table.body))
        captions = array(map(self._item, element.find_all("caption")))
        return _kept(call("data-table", table.columns, array(head), captions, *body), element)

    def _cells(self, cells: list[Cell]) -> Iterator[Code]:
        parting = parting_rows(cells)
        for cell in cells:
            function = "header-cell" if cell.element.tag == "th" else ""
            body = styled(function, self._item(cell.element))
            properties = _properties(cell, may_part=cell.row in parting)
            yield call("table.cell", body, **dict(properties))

    def visit_sup(self, element: Element) -> Code:
        """Raised text, or a footnote: given at its first mention, and referred to from then on."""
        note = next((part for part in element.elements if _FOOTNOTE_MARK in part.classes), None)
        if not note:
            return call("super", self.spans(element.children))
        name = note.attributes.get("href", "").removeprefix("#")
        if name not in self._notes:
            message = f"the footnote '{name}' has no text"
            self.report("P02", message, "Write the footnote's text: [^1]: Words.", name)
            return NOTHING
        label = string(f"{self.page.path}#{name}")
        if name in self._given_notes:
            return call("note-again", label)
        self._given_notes.add(name)
        return call("note", label, self._beside(self._notes[name]))


def _kept(code: Code, element: Element) -> Code:
    """A list, a table or a step, all of it on one page where it isn't long."""
    return call("kept", code) if stays_whole(element) else code


def _items(element: Element) -> list[Element]:
    return [child for child in element.elements if child.tag == "li"]


def _number(element: Element, attribute: str, otherwise: int) -> int:
    given = element.attributes.get(attribute, "")
    return int(given) if given.isdecimal() else otherwise


def _is_tight(element: Element) -> bool:
    return not any(child.tag == "p" for item in element.elements for child in item.elements)


def _properties(cell: Cell, *, may_part: bool) -> Iterator[tuple[str, Code | int]]:
    if may_part:
        yield "breakable", True
    if cell.rows > 1:
        yield "rowspan", cell.rows
    if cell.columns > 1:
        yield "colspan", cell.columns
    attributes = cell.element.attributes
    style = attributes.get("style", "") + attributes.get("align", "")
    yield from (("align", side) for side in SIDES if side in style)
