"""Which elements stand as blocks, and which are for the screen only."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from guidebook.book.html_tree import Element

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

BLOCKS = frozenset(
    (
        *HEADINGS,
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "details",
        ),
        *("div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header"),
        *("hgroup", "hr", "li", "main", "nav", "ol", "p", "pre", "search", "section", "summary"),
        *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    )
)

_FOR_THE_SCREEN = frozenset({"headerlink", "footnote-backref", "decision-narrow"})
"""Classes: a heading's link to itself, a footnote's way back, the picture for phones."""

Node = Element | str
Flow = Element | list[Node]
"""A block, or a line of text between blocks."""


def is_block(node: Node) -> bool:
    """Whether a node stands by itself and not in a line of text."""
    return isinstance(node, Element) and (
        node.tag in BLOCKS or (node.tag != "svg" and any(map(is_block, node.children)))
    )


def is_blank(node: Node) -> bool:
    """Whether a node is nothing but space between others."""
    return isinstance(node, str) and not node.strip(" \t\n\r\f")


def prune(element: Element) -> None:
    """Take out what is for the screen only, and what a browser hides."""
    element.children = [child for child in element.children if not _is_left_out(child)]
    for child in element.elements:
        prune(child)


def _is_left_out(node: Node) -> bool:
    return isinstance(node, Element) and (
        bool(node.classes & _FOR_THE_SCREEN)
        or "hidden" in node.attributes
        or node.attributes.get("name", "").startswith("__tabbed_")
    )


def flows(nodes: Iterable[Node]) -> Iterator[Flow]:
    """Split nodes into blocks, and the lines of text between them without blank ones."""
    for stands_alone, group in groupby(nodes, is_block):
        run = list(group)
        if stands_alone:
            yield from (node for node in run if isinstance(node, Element))
        elif not all(map(is_blank, run)):
            yield run


def plain_text(node: Node) -> str:
    """The text of a heading without its citations and footnotes."""
    if isinstance(node, str):
        return node
    if node.attributes.get("role") == "doc-biblioref" or node.tag == "sup":
        return ""
    return "".join(map(plain_text, node.children))
