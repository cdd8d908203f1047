"""What a book takes along of the site's other pages: the sections that its guide links to.

A guide's marks, its words and its list of references lead to pages that explain them for the whole
site. On paper those sections stand at the end of the book.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import TypeGuard

from guidebook.book.book_links import place
from guidebook.book.html_tree import HEADINGS, Element, Node, is_blank
from guidebook.page import Page


def linked_sections(
    pages: Iterable[tuple[Page, Element]], others: Iterable[Page]
) -> Mapping[str, Set[str]]:
    """The ids that links on a guide's pages lead to on other pages, by the address of each page."""
    known = {page.url for page in others}
    found: dict[str, set[str]] = defaultdict(set)
    for page, body in pages:
        for link in body.find_all("a"):
            url, name = place(link.attributes.get("href", ""), page)
            if url in known and name:
                found[url].add(name)
    return found


def excerpt(body: Element, ids: Set[str]) -> Element | None:
    """A page cut down to its beginning and the sections and terms with some ids, if it has any.

    A section goes on to the next heading that is no lower than its own. The headings above it stay.
    """
    kept: list[Node] = []
    above: list[Element] = []
    is_begun, within = False, 0
    for node in filter(lambda node: not is_blank(node), body.children):
        level = _level(node)
        if isinstance(node, Element) and level:
            above = [heading for heading in above if _level(heading) < level]
            within = within if within and level > within else level * _has(node, ids)
            if within:
                kept += [*above, node]
                above.clear()
            else:
                above.append(node)
        elif within or not (is_begun or _is_terms(node)):
            kept.append(node)
        elif _is_terms(node) and (terms := list(_terms(node, ids))):
            kept.append(Element("dl", node.attributes, [*terms]))
        is_begun = is_begun or bool(level) or _is_terms(node)
    whole = Element("body", children=kept)
    return whole if any(_has(part, ids) for part in whole.elements) else None


def _terms(terms: Element, ids: Set[str]) -> Iterator[Element]:
    """Of a list of terms those with some ids, each with what it means."""
    is_kept = False
    for part in terms.elements:
        is_kept = _has(part, ids) if part.tag == "dt" else is_kept
        if is_kept:
            yield part


def _has(element: Element, ids: Set[str]) -> bool:
    return any(part.attributes.get("id") in ids for part in element.walk())


def _is_terms(node: Node) -> TypeGuard[Element]:
    return isinstance(node, Element) and node.tag == "dl"


def _level(node: Node) -> int:
    """The level of a heading; 0 for anything else."""
    return int(node.tag[1]) if isinstance(node, Element) and node.tag in HEADINGS else 0
