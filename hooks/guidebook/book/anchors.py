"""Ids of a page: what links can lead to. Ids of blocks move to the heading or text that follows.

Typst can link to a heading and to a place in a text; a block may begin on one page of paper and
its text on the next.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from guidebook.book.html_tree import Element
from guidebook.book.links import id_label
from guidebook.book.model import Page, Problem
from guidebook.book.structure import HEADINGS, is_blank, is_block


def label_ids(page: Page, trees: Sequence[Element]) -> tuple[dict[str, str], list[Problem]]:
    """Give the elements of a page's `trees` their labels, as an attribute `label`.

    Gives the label for each id, and a problem for each id that stands more than once.
    """
    labels: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for tree in trees:
        for names, home in _homes(tree, []):
            counts.update(names)
            for name in names:
                if name not in labels:
                    labels[name] = home.attributes.setdefault("label", id_label(page, name))
    return labels, [_repeated(name, count) for name, count in counts.items() if count > 1]


def _repeated(name: str, count: int) -> Problem:
    message = f"the id '{name}' stands {count} times on the page"
    return Problem("P06", message, "Give each its own.", (f"#{name}", name))


def _homes(block: Element, waiting: list[str]) -> Iterator[tuple[list[str], Element]]:
    """The ids in a block and those that wait from before, each with where a link to it lands."""
    waiting += _ids([block])
    if block.tag in HEADINGS:
        yield [*waiting, *_ids(block.walk())], block
        waiting.clear()
        return
    if block.tag == "pre":
        waiting += _ids(block.walk())
        return
    if waiting and _begins_with_text(block):
        yield waiting[:], _place(block, 0)
        waiting.clear()
    for child in block.elements:
        if is_block(child):
            yield from _homes(child, waiting)
        elif child.tag != "svg":
            yield from (([name], home) for home in child.walk() for name in _ids([home]))
    if waiting and block.tag == "body":
        yield waiting, _place(block, len(block.children))


def _ids(elements: Iterator[Element] | Sequence[Element]) -> list[str]:
    """Take the ids off elements."""
    names = (element.attributes.pop("id", "") for element in elements)
    return [name for name in names if name]


def _begins_with_text(block: Element) -> bool:
    first = next((node for node in block.children if not is_blank(node)), None)
    return first is not None and not is_block(first)


def _place(block: Element, index: int) -> Element:
    """An empty element in a block, to link to."""
    place = Element("span")
    block.children.insert(index, place)
    return place
