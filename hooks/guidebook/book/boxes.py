"""What a screen unfolds or switches, as boxes one below the other: nothing in a book is hidden."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from guidebook.book.html_tree import Element, Node

_ADMONITION, _TITLE = "admonition", "admonition-title"
_TABS, _TAB_LABELS, _TAB_CONTENT = "tabbed-set", "tabbed-labels", "tabbed-content"
"""Classes that Markdown's extensions write."""


class Box(NamedTuple):
    """What stands together, under a title if it has one."""

    title: Element | None
    content: list[Node]


def boxes(element: Element) -> list[Box]:
    """The boxes of an admonition, of `details` or of tabs; none for any other element."""
    if _ADMONITION in element.classes:
        return [_box(element, next(_with_class(element, _TITLE), None))]
    if element.tag == "details":
        return [_box(element, next((part for part in element.elements if _is_summary(part)), None))]
    if _TABS in element.classes:
        names = _below(element, _TAB_LABELS)
        tabs = _below(element, _TAB_CONTENT)
        pairs = zip_longest(names, tabs, fillvalue=Element("div"))
        return [Box(name, tab.children) for name, tab in pairs]
    return []


def _box(element: Element, title: Element | None) -> Box:
    return Box(title, [node for node in element.children if node is not title])


def _is_summary(element: Element) -> bool:
    return element.tag == "summary"


def _with_class(element: Element, name: str) -> Iterator[Element]:
    return (part for part in element.elements if name in part.classes)


def _below(element: Element, name: str) -> list[Element]:
    """What stands right below an element's children of one class."""
    return [part for child in _with_class(element, name) for part in child.elements]
