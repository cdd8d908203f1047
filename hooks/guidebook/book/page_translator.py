"""A page's blocks as Typst code: paragraphs, headings, lists, tables and boxes."""

from collections.abc import Iterable, Mapping

from guidebook.book.book_links import Targets
from guidebook.book.boxes import boxes
from guidebook.book.html_tree import HEADINGS, LINE, Element, Node, flows, plain_text, words
from guidebook.book.inline_translator import RULES
from guidebook.book.list_translator import ListTranslator
from guidebook.book.page_breaks import MOST_LINES_OF_A_STEP, count_lines
from guidebook.book.step_columns import in_columns
from guidebook.book.table_translator import TableTranslator
from guidebook.book.table_widths import ROOM
from guidebook.book.typst_code import NOTHING, Code, array, call, joined, string, text
from guidebook.book.typst_manuscript import Manuscript
from guidebook.markup import (
    DECISION_PICTURE,
    DECISION_RESULT,
    DECISION_STEP,
    SOURCE_NOTE,
    TONES,
)
from guidebook.page import Page

FOOTNOTE_MARK = "footnote-ref"
"""The class of a link to a footnote, as Markdown's extension writes it."""
_PARTS = frozenset({"caption", "tbody", "td", "tfoot", "th", "thead", "tr"})
"""Elements that the rule for a table reads."""
_LISTED = 2
"""The lowest level of headings that the contents list, but for questions of decision guides."""
_BOX_TAKES, _LIST_TAKES = 5, 4
"""Of a table's room, in characters."""


class PageTranslator(ListTranslator, TableTranslator):
    """A visitor of the elements of one page."""

    def __init__(
        self,
        page: Page,
        notes: Mapping[str, Element],
        targets: Targets,
        manuscript: Manuscript,
        room: float = ROOM,
    ) -> None:
        super().__init__(page, targets, manuscript)
        self._is_chapter = self._may_turn = room == ROOM
        self._room = room
        self._notes = notes
        self._given_notes: set[str] = set()
        self._level = 1
        self._lists_headings = self._is_chapter

    def visit_p(self, element: Element) -> Code:
        """A paragraph, or a note on the sources above it."""
        is_note = SOURCE_NOTE in element.classes
        return self._line(element.children, "source-note" if is_note else "paragraph")

    def visit_div(self, element: Element) -> Code:
        """An element that adds nothing to what it holds, unless its class does."""
        if found := boxes(element):
            return joined(self._box(*box) for box in found)
        if DECISION_PICTURE in element.classes:
            head = self.blocks(part for part in element.elements if part.tag in HEADINGS)
            return self.flowchart(element, head, floats=self._floats)
        if DECISION_STEP in element.classes:
            return self._step(element)
        return self.blocks(element.children)

    def _step(self, element: Element) -> Code:
        """A step of a decision guide under its heading, on one page if it isn't long."""
        self._lists_headings = DECISION_RESULT in element.classes
        head, *rest = [*flows(element.children)] or [Element(LINE)]
        columns = in_columns(rest)
        with self._within(self._room / 2):
            parts = [self.blocks(part) for part in ([head], columns.first, columns.second)]
        kept = array(
            lines <= MOST_LINES_OF_A_STEP for lines in (columns.lines, count_lines(element))
        )
        self._lists_headings = self._is_chapter
        tone = next((tone for tone in TONES if f"tone-{tone}" in element.classes), "")
        return call("step", string(tone), kept, columns.share, *parts)

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

    def visit_pre(self, element: Element) -> Code:
        """Text whose lines stay as they are."""
        return call("raw", string(element.text.strip("\n")), block=True)

    def visit_figure(self, element: Element) -> Code:
        """A picture or table with its caption."""
        caption = next((part for part in element.elements if part.tag == "figcaption"), None)
        rest = [node for node in element.children if node is not caption]
        floats = self._floats and any(element.find_all("img", "svg"))
        with self._within(0):
            shown = self.blocks(rest)
            below = self.blocks(caption.children) if caption else NOTHING
        return call("captioned", shown, below, floats=floats)

    def visit_h2(self, element: Element) -> Code:
        """A heading; one that skips a level is a finding and moves up."""
        level = max(2, int(element.tag[1]))
        lowest = self._level + 1
        if level > lowest:
            message = f"a heading of level {level} follows one of level {self._level}"
            self.echo("P04", message, f"Begin it with {'#' * lowest}.", element.text.strip())
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
            self.echo("P02", message, "Write the footnote's text: [^1]: Words.", name)
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
