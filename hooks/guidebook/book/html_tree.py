"""Rendered HTML as a tree of elements and texts, without what is for the screen only."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import groupby

from guidebook.markup import (
    CITATION_BUTTON,
    CITATION_ROLE,
    DECISION_AGAIN,
    DECISION_ALL,
    KEPT,
    NOTE,
    REFERENCE_FILES,
    SIDE_NOTE,
)

_SPACES = re.compile(r"[ \t\n\r\f]+")
"""What HTML shows as one space; a no-break space is none of it."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

BLOCKS = frozenset(HEADINGS).union(
    ("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details"),
    ("div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup"),
    ("hr", "li", "main", "nav", "ol", "p", "pre", "search", "section", "summary", "table"),
    ("tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
)

LINE = ""
"""The name of an element that is a line of text between blocks."""

_VOID = (
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"),
    *("source", "track", "wbr"),
)
"""Elements without an end tag (HTML, 13.1.2)."""

_FOR_THE_SCREEN = frozenset(
    ("headerlink", "footnote-backref", DECISION_AGAIN, DECISION_ALL, CITATION_BUTTON)
).union((NOTE, SIDE_NOTE, REFERENCE_FILES))
"""Classes: a heading's link to itself, a footnote's way back, a step's way back to the start or to
all steps, what shows a reference in place, and files that a book can't open."""


@dataclass
class Element:
    """An HTML element; what it holds is elements and texts, in their order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)
    markup: str = ""
    """The source of an `svg`, as it was written; such an element holds its texts only."""
    label: str = ""
    """What links in the book call it."""

    @property
    def classes(self) -> frozenset[str]:
        """The names in its `class` attribute."""
        return frozenset(self.attributes.get("class", "").split())

    @property
    def elements(self) -> list["Element"]:
        """Its children without the texts between them."""
        return [child for child in self.children if isinstance(child, Element)]

    @property
    def text(self) -> str:
        """All text in it, as it stands."""
        return "".join(node if isinstance(node, str) else node.text for node in self.children)

    def walk(self) -> Iterator["Element"]:
        """Itself and all elements in it, in document order."""
        yield self
        for child in self.elements:
            yield from child.walk()

    def find_all(self, *tags: str) -> Iterator["Element"]:
        """The elements in it with one of these names, in document order."""
        return (element for element in self.walk() if element.tag in tags)


Node = Element | str


def parse(html: str) -> Element:
    """The tree of a fragment of HTML, below an element `body`, without what no reader sees."""
    parser = _TreeParser(html)
    parser.feed(html)
    parser.close()
    _free_citations(parser.root)
    return parser.root


def _free_citations(element: Element) -> None:
    """Put each citation where the element stands that keeps it with a word, and give it its id."""
    freed: list[Node] = []
    for child in element.children:
        if isinstance(child, Element):
            _free_citations(child)
        if isinstance(child, Element) and KEPT in child.classes:
            child.elements[-1].attributes["id"] = child.attributes["id"]
            freed.extend(child.children)
        else:
            freed.append(child)
    element.children = freed


class _TreeParser(HTMLParser):
    """Builds the tree; an end tag that closes nothing is passed over, as browsers do.

    `HTMLParser` takes the capitals from names, which SVG needs: a drawing keeps its source instead.
    """

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("body")
        self._open = [self.root]
        self._html = html

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        if not _is_left_out(element):
            self._open[-1].children.append(element)
        if tag not in _VOID:
            self._open.append(element)
        if tag == "svg":
            element.markup = self._html[self._offset() :]

    def handle_endtag(self, tag: str) -> None:
        names = [element.tag for element in self._open]
        if tag in names[1:]:
            place = len(names) - 1 - names[::-1].index(tag)
            if tag == "svg":
                drawing = self._open[place]
                after = self._html[self._html.index(">", self._offset()) + 1 :]
                drawing.markup = drawing.markup.removesuffix(after)
                drawing.children = [drawing.text]
            del self._open[place:]

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)

    def _offset(self) -> int:
        """Where the tag at hand begins."""
        line, column = self.getpos()
        return sum(len(text) + 1 for text in self._html.split("\n", line - 1)[:-1]) + column


def _is_left_out(element: Element) -> bool:
    """Whether an element is for the screen only, or a browser hides it."""
    return (
        bool(element.classes & _FOR_THE_SCREEN)
        or "hidden" in element.attributes
        or element.attributes.get("name", "").startswith("__tabbed_")  # what switches tabs
    )


def words(text: str) -> str:
    """A text with single spaces between its words, as HTML shows it."""
    return _SPACES.sub(" ", text).strip(" ")


def plain_text(node: Node) -> str:
    """The text of a heading without its citations and footnotes."""
    if isinstance(node, str):
        return node
    if node.attributes.get("role") == CITATION_ROLE or node.tag == "sup":
        return ""
    return "".join(map(plain_text, node.children))


def is_block(node: Node) -> bool:
    """Whether a node stands by itself and not in a line of text."""
    return isinstance(node, Element) and (node.tag in BLOCKS or any(map(is_block, node.children)))


def is_blank(node: Node) -> bool:
    """Whether a node is nothing but space between others."""
    return isinstance(node, str) and not node.strip(" \t\n\r\f")


def first_shown(nodes: Iterable[Node]) -> Node | None:
    """The first node that is more than space."""
    return next((node for node in nodes if not is_blank(node)), None)


def in_order(element: Element, *names: str) -> list[Element]:
    """Elements of some names below one in a list or table, but not those in another within it."""
    found: list[Element] = []
    for child in element.elements:
        found += [child] if child.tag in names else in_order(child, *names)
    return found


def is_picture(nodes: Iterable[Node]) -> bool:
    """Whether a line is nothing but a picture, or a link around one."""
    match [node for node in nodes if not (is_blank(node) or _is_place(node))]:
        case [Element(tag="a") as link]:
            return is_picture(link.children)
        case [Element(tag="img" | "svg")]:
            return True
    return False


def _is_place(node: Node) -> bool:
    """Whether a node is an empty element that only holds a label."""
    return isinstance(node, Element) and node.tag == "span" and not node.children


def flows(nodes: Iterable[Node]) -> Iterator[Element]:
    """The blocks among nodes, and each line between them as an anonymous block (CSS 2.2, 9.2.1)."""
    for stands_alone, group in groupby(nodes, is_block):
        run = list(group)
        if stands_alone:
            yield from (node for node in run if isinstance(node, Element))
        elif not all(map(is_blank, run)):
            yield Element(LINE, children=run)


def collapse(element: Element, *, after_space: bool = True) -> bool:
    """Leave one space in a line where HTML shows one; gives whether the line ends with one."""
    shown: list[Node] = []
    for node in element.children:
        if isinstance(node, Element):
            shown.append(node)
            if node.tag in ("br", "img", "svg"):
                after_space = node.tag == "br"
            else:
                after_space = collapse(node, after_space=after_space)
        elif spaced := _SPACES.sub(" ", node).removeprefix(" " if after_space else ""):
            shown.append(spaced)
            after_space = spaced.endswith(" ")
    element.children = shown
    return after_space
