"""Lists as Typst code: with marks, with numbers, and of terms."""

from collections.abc import Iterator
from itertools import groupby

from guidebook.book.book_links import Targets
from guidebook.book.flow_translator import FlowTranslator
from guidebook.book.html_tree import LINE, Element, flows
from guidebook.book.inline_translator import spoken
from guidebook.book.typst_code import NOTHING, Code, call, joined, string
from guidebook.book.typst_manuscript import Manuscript
from guidebook.markup import REFERENCES, TASK_ITEM
from guidebook.page import Page

_COUNTED = ("1", "a", "i", "A", "I")
"""How the site counts a numbered list, by how many lists it stands in."""
_LIST_TAKES = 4
"""Of a table's room, in characters."""


class ListTranslator(FlowTranslator):
    """A visitor of lists."""

    def __init__(self, page: Page, targets: Targets, manuscript: Manuscript) -> None:
        super().__init__(page, targets, manuscript)
        self._counted = 0

    def visit_ul(self, element: Element) -> Code:
        """A list with marks."""
        counted, self._counted = self._counted, self._counted or 1
        with self._within(_LIST_TAKES):
            before, items = self._items(element)
        self._counted = counted
        made = []
        for is_task, run in groupby(items, lambda item: TASK_ITEM in item[0].classes):
            named = {"marker": NOTHING} if is_task else {}  # a thing to do has its own sign
            marked = (call("list.item", body) for _, body in run)
            made.append(call("list", *marked, tight=_is_tight(element), **named))
        return self._kept(joined([*before, *made]), element)

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


def _without_holders(element: Element) -> Iterator[Element]:
    """The parts of a list of terms; a `div` may hold a group (HTML, 4.4.9)."""
    for part in flows(element.children):
        if part.tag == "div":
            yield from _without_holders(part)
        else:
            yield part


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
