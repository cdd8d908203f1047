"""Blocks one below the other as Typst code, and what of them stays together on a page."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import zip_longest

from guidebook.book.book_links import Targets
from guidebook.book.html_tree import HEADINGS, LINE, Element, Node, flows, is_picture
from guidebook.book.inline_translator import InlineTranslator, spoken, styled
from guidebook.book.page_breaks import stays_whole, stays_with_next
from guidebook.book.table_widths import ROOM
from guidebook.book.typst_code import Code, call, joined
from guidebook.book.typst_manuscript import Manuscript
from guidebook.markup import DECISION_PICTURE
from guidebook.page import Page


class FlowTranslator(InlineTranslator):
    """What the visitors of lists, tables and other blocks have in common."""

    def __init__(self, page: Page, targets: Targets, manuscript: Manuscript) -> None:
        super().__init__(page, targets, manuscript)
        self._room: float = ROOM
        self._may_turn = True
        self._has_turned = False

    @property
    def _floats(self) -> bool:
        """Whether text that follows may come before a picture that has no room on its page.

        In a long book, Typst takes a fourth more memory for it: gigabytes.
        """
        return self._may_turn and not self.targets.is_long

    def blocks(self, nodes: Iterable[Node]) -> Code:
        """What stands one below the other; a line without an element is a paragraph."""
        parts = list(_with_titles(list(flows(nodes))))
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
        if is_picture(nodes):
            return call("shown", body, floats=self._floats)
        return styled(function, body)

    def _item(self, element: Element) -> Code:
        """What an item or a cell holds; lines in it are no paragraphs of their own."""
        return joined(self._block(part, line="") for part in flows(element.children))

    def _beside(self, element: Element) -> Code:
        """What stands beside a mark or a term: the first paragraph begins in its line."""
        first, *rest = [*flows(element.children)] or [Element(LINE)]
        if first.tag not in ("p", LINE):
            return self.blocks(element.children)
        return joined([self._line(first.children), *map(self._block, rest)])

    @contextmanager
    def _within(self, taken: float) -> Iterator[None]:
        """Inside of something that takes so many characters off a table's room."""
        outer, may_turn = self._room, self._may_turn
        self._room, self._may_turn = max(1, outer - taken), False
        yield
        self._room, self._may_turn = outer, may_turn

    def _kept(self, code: Code, element: Element) -> Code:
        """A list, a table or a step, all of it on one page where it isn't long."""
        return call("kept", code) if stays_whole(element) else code


def _with_titles(parts: list[Element]) -> Iterator[Element]:
    """Blocks; a heading right above a decision guide's picture moves with it, as a part of it."""
    for part, following in zip_longest(parts, parts[1:]):
        if part.tag in HEADINGS and following and DECISION_PICTURE in following.classes:
            following.children.insert(0, part)
        else:
            yield part
