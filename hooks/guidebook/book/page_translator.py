"""A page's blocks as Typst code: paragraphs, headings, lists, tables and boxes."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import zip_longest

from guidebook.book.book_links import Targets
from guidebook.book.boxes import boxes
from guidebook.book.html_tree import (
    LINE,
    Element,
    Node,
    flows,
    is_picture,
    plain_text,
    words,
)
from guidebook.book.inline_translator import RULES, InlineTranslator, Manuscript, spoken, styled
from guidebook.book.page_breaks import parting_rows, stays_whole, stays_with_next
from guidebook.book.table_grid import Cell, Grid, grid
from guidebook.book.table_widths import ROOM, fit
from guidebook.book.typst_code import NOTHING, SIDES, Code, array, call, joined, string, text
from guidebook.markup import (
    DECISION_PICTURE,
    DECISION_RESULT,
    DECISION_STEP,
    REFERENCES,
    SOURCE_NOTE,
)
from guidebook.page import Page

FOOTNOTE_MARK = "footnote-ref"
"""The class of a link to a footnote, as Markdown's extension writes it."""
_PARTS = frozenset({"caption", "tbody", "td", "tfoot", "th", "thead", "tr"})
"""Elements that the rule for a table reads."""
_COUNTED = ("1", "a", "i", "A", "I")
"""How the site counts a numbered list, by how many lists it stands in."""
_LISTED = 2
"""The lowest level of headings that the contents list, but for questions of decision guides."""
_BOX_TAKES, _LIST_TAKES = 5, 4
"""Of a table's room, in characters."""


class PageTranslator(InlineTranslator):
    """A visitor of the elements of one page."""

    def __init__(
        self, page: Page, notes: Mapping[str, Element], targets: Targets, manuscript: Manuscript
    ) -> None:
        super().__init__(page, targets, manuscript)
        self._notes = notes
        self._given_notes: set[str] = set()
        self._level = 1
        self._counted = 0
        self._lists_headings = True
        self._room: float = ROOM
        self._may_turn = True
        self._has_turned = False

    def blocks(self, nodes: Iterable[Node]) -> Code:
        """What stands one below the other; a line without an element is a paragraph."""
        parts = list(flows(nodes))
        return joined(
            self._stuck(part, *next_two)
            for part, *next_two in zip_longest(parts, parts[1:], parts[2:])
        )

    def _stuck(self, part: Element, following: Element | None, after: Element | None) -> Code:
        """A block, held to the next one where it belongs to it; a sheet of its own never is."""
        self._has_turned = False
        code = self._block(part)
        is_held = stays_with_next(part, following, after) and not self._has_turned
        return call("stuck", code) if is_held else code

    def _block(self, part: Element, line: str = "paragraph") -> Code:
        """A block, or a line of text by the function `line`."""
        if part.tag == LINE:
            return self._line(part.children, line)
        return spoken(part, self.visit(part, self.blocks, is_block=True))

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
        if found := boxes(element):
            return joined(self._box(*box) for box in found)
        if DECISION_PICTURE in element.classes:
            return self.flowchart(element)
        if DECISION_STEP in element.classes:
            return self._step(element)
        return self.blocks(element.children)

    def _step(self, element: Element) -> Code:
        """A step of a decision guide, on one page if it isn't long."""
        self._lists_headings = DECISION_RESULT in element.classes
        with self._within(0):
            body = self.blocks(element.children)
        self._lists_headings = True
        return self._kept(body, element)

    def visit_blockquote(self, element: Element) -> Code:
        """Words of another."""
        with self._within(_LIST_TAKES):
            return call("quotation", self.blocks(element.children))

    visit_address = visit_article = visit_aside = visit_body = visit_center = visit_dd = visit_div
    visit_dt = visit_figcaption = visit_footer = visit_header = visit_hgroup = visit_li = visit_div
    visit_main = visit_nav = visit_search = visit_section = visit_summary = visit_div
    visit_details = visit_div

    def _box(self, title: Element | None, rest: Iterable[Node]) -> Code:
        """A box under its title, if it has one; a table in it has less room."""
        head = self.line(title.children) if title else NOTHING
        with self._within(_BOX_TAKES):
            return call("remark", head, self.blocks(rest))

    @contextmanager
    def _within(self, taken: float) -> Iterator[None]:
        """Inside of something that takes so many characters off a table's room."""
        outer, may_turn = self._room, self._may_turn
        self._room, self._may_turn = max(1, outer - taken), False
        yield
        self._room, self._may_turn = outer, may_turn

    def visit_pre(self, element: Element) -> Code:
        """Text whose lines stay as they are."""
        return call("raw", string(element.text.strip("\n")), block=True)

    def visit_figure(self, element: Element) -> Code:
        """A picture or table with its caption."""
        caption = next((part for part in element.elements if part.tag == "figcaption"), None)
        rest = [node for node in element.children if node is not caption]
        with self._within(0):
            shown = self.blocks(rest)
            below = self.blocks(caption.children) if caption else NOTHING
        return call("captioned", shown, below)

    def visit_h2(self, element: Element) -> Code:
        """A heading; one that skips a level is a finding and moves up."""
        level = max(2, int(element.tag[1]))
        lowest = self._level + 1
        if level > lowest:
            message = f"a heading of level {level} follows one of level {self._level}"
            self.report("P04", message, f"Begin it with {'#' * lowest}.", element.text.strip())
        self._level = level = min(level, lowest)
        is_listed = level <= _LISTED and self._lists_headings
        title = self.title(element, level, is_listed=is_listed)
        return call("titled", level, string(element.label), *title, listed=is_listed)

    visit_h1 = visit_h3 = visit_h4 = visit_h5 = visit_h6 = visit_h2

    def title(self, element: Element, level: int, *, is_listed: bool = True) -> tuple[Code, Code]:
        """The words of a heading without its citations, and with them.

        `is_listed`: whether it is among those that the book's contents list.
        """
        plain = text(words(plain_text(element)))
        if is_listed:
            self.manuscript.titles.append(array((level, plain)))
        self.in_heading = True
        whole = self.line(element.children)
        self.in_heading = False
        return plain, whole

    def visit_ul(self, element: Element) -> Code:
        """A list with marks."""
        counted, self._counted = self._counted, self._counted or 1
        with self._within(_LIST_TAKES):
            before, items = self._items(element)
        self._counted = counted
        marked = (call("list.item", body) for _, body in items)
        made = call("list", *marked, tight=_is_tight(element))
        return self._kept(joined([*before, made]), element)

    def visit_ol(self, element: Element) -> Code:
        """A numbered list; the numbers are those that the HTML gives, or follow one another."""
        kind = element.attributes.get("type", _COUNTED[self._counted % len(_COUNTED)])
        self._counted += 1
        with self._within(_LIST_TAKES):
            before, items = self._items(element)
        self._counted -= 1
        numbers = _numbers(element)
        numbered = (call("enum.item", numbers[id(item)], body) for item, body in items)
        function = "references" if REFERENCES in element.classes else "enum"
        named = {} if function == "references" else {"numbering": string(f"{kind}.")}
        made = call(function, *numbered, tight=_is_tight(element), **named)
        return self._kept(joined([*before, made]), element)

    def _items(self, element: Element) -> tuple[list[Code], list[tuple[Element, Code]]]:
        """What stands before a list's first item, and its items.

        What stands between items belongs to the one before, as browsers show it.
        """
        before: list[Code] = []
        items: list[tuple[Element, list[Code]]] = []
        numbers = _numbers(element)
        for part in flows(element.children):
            if part.tag == "li":
                self.reference = numbers[id(part)]
                items.append((part, [spoken(part, self._item(part))]))
            else:
                (items[-1][1] if items else before).append(self._block(part))
        return before, [(item, joined(code)) for item, code in items]

    def visit_dl(self, element: Element) -> Code:
        """Terms with what they mean; a group is one or more `dt`, then all up to the next."""
        groups: list[tuple[list[Element], list[Element]]] = [([], [])]
        for part in _without_holders(element):
            if part.tag == "dt":
                if groups[-1][1]:
                    groups.append(([], []))
                groups[-1][0].append(part)
            else:
                groups[-1][1].append(part)
        with self._within(_LIST_TAKES):
            made = [self._group(*group) for group in groups if any(group)]
        return call("terms", *made)

    def _group(self, terms: list[Element], meanings: list[Element]) -> Code:
        names = call("together", *(self.line(term.children) for term in terms))
        first, *more = meanings or [Element(LINE)]
        meant = joined([self._beside(first), *(self.blocks(part.children) for part in more)])
        return call("terms.item", names, meant)

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
            head, body = (list(self._cells(cells)) for cells in (table.head, table.body))
        self._longest_word = longest
        columns = array(Code(f"{width}fr") for width in fitting.widths)
        made = call(
            "data-table",
            columns if fitting.widths else table.columns,
            array(head),
            captions,
            *body,
            small=fitting.is_small,
        )
        self._has_turned = self._has_turned or fitting.is_turned
        whole = call("turned", made) if fitting.is_turned else self._kept(made, element)
        return joined([stray, whole]) if stray != NOTHING else whole

    def _kept(self, code: Code, element: Element) -> Code:
        """A list, a table or a step, all of it on one page where it isn't long."""
        return call("kept", code) if stays_whole(element) else code

    def _cells(self, cells: list[Cell]) -> Iterator[Code]:
        parting = parting_rows(cells)
        for cell in cells:
            function = "header-cell" if cell.element.tag == "th" else ""
            body = spoken(cell.element, styled(function, self._item(cell.element)))
            properties = _properties(cell, may_part=cell.row in parting)
            yield call("table.cell", body, **dict(properties))

    def other_notes(self) -> Code:
        """The footnotes that nothing on the page refers to, as blocks at its end."""
        others = (note for name, note in self._notes.items() if name not in self._given_notes)
        return joined(self.blocks(note.children) for note in others)

    def visit_sup(self, element: Element) -> Code:
        """Raised text, or a footnote: given at its first mention, and referred to from then on."""
        note = next((part for part in element.elements if FOOTNOTE_MARK in part.classes), None)
        if not note:
            return call("super", self.spans(element.children))
        name = note.attributes.get("href", "").removeprefix("#")
        if name not in self._notes:
            message = f"the footnote '{name}' has no text"
            self.report("P02", message, "Write the footnote's text: [^1]: Words.", name)
            return NOTHING
        label = string(f"{self.page.path}#{name}")
        self.manuscript.links.append("")
        if name in self._given_notes:
            return call("note-again", label)
        self._given_notes.add(name)
        self.manuscript.links.append("")  # from the note to its mark
        with self._within(_LIST_TAKES):
            return call("note", label, self._beside(self._notes[name]))


def shows(tag: str) -> bool:
    """Whether a book has a rule for elements of this name; of others it has the content only."""
    return tag in RULES or tag in _PARTS or hasattr(PageTranslator, f"visit_{tag}")


def _without_holders(element: Element) -> Iterator[Element]:
    """The parts of a list of terms; a `div` may hold a group (HTML, 4.4.9)."""
    for part in flows(element.children):
        if part.tag == "div":
            yield from _without_holders(part)
        else:
            yield part


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


def _numbers(element: Element) -> dict[int, int]:
    """The number of each item of a list, by its `id()` (HTML, 4.4.5)."""
    items = [part for part in element.elements if part.tag == "li"]
    step = -1 if "reversed" in element.attributes else 1
    value = _number(element, "start", len(items) if step < 0 else 1)
    numbers = {}
    for item in items:
        numbers[id(item)] = value = _number(item, "value", value)
        value += step
    return numbers


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
