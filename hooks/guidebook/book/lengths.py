"""How many lines a part of a page takes on paper, about: Typst could tell, but slowly."""

from math import ceil, inf

from guidebook.book.html_tree import Element
from guidebook.book.structure import Flow, flows

_SIGNS_IN_A_LINE = 60


def lines(element: Element, signs: float = _SIGNS_IN_A_LINE) -> float:
    """The lines of an element where a line has room for so many signs; more rather than fewer.

    What holds a picture may take any number.
    """
    if element.tag == "tr":
        width = signs / max(1, len(element.elements))
        return 0.5 + max((lines(cell, width) for cell in element.elements), default=0)
    if element.tag == "pre":
        return 1 + sum(ceil(len(line) / signs) for line in element.text.splitlines())
    if any(element.find_all("img", "svg")):
        return inf
    return 0.5 + sum(_lines(flow, signs) for flow in flows(element.children))


def _lines(flow: Flow, signs: float) -> float:
    if isinstance(flow, Element):
        return lines(flow, signs)
    text = "".join(node if isinstance(node, str) else node.text for node in flow)
    return ceil(len(text) / signs)
