"""Rendered HTML as a tree of elements and texts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

SPACES = re.compile(r"[ \t\n\r\f]+")
"""What HTML shows as one space; a no-break space is none of it."""

_ATTRIBUTE = re.compile(r"""([^\s=/>"']+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']*))?""")
_VOID = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"),
        *("source", "track", "wbr"),
    )
)
"""Elements without an end tag (HTML, 13.1.2)."""


@dataclass
class Element:
    """An HTML element; what it holds is elements and texts, in their order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

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
        parts = (child if isinstance(child, str) else child.text for child in self.children)
        return "".join(parts)

    def walk(self) -> Iterator["Element"]:
        """Itself and all elements in it, in document order."""
        yield self
        for child in self.elements:
            yield from child.walk()

    def find_all(self, *tags: str) -> Iterator["Element"]:
        """The elements in it with one of these names, in document order."""
        return (element for element in self.walk() if element.tag in tags)


def words(text: str) -> str:
    """A text with single spaces between its words, as HTML shows it."""
    return SPACES.sub(" ", text).strip(" ")


def parse(html: str) -> Element:
    """The tree of a fragment of HTML, below an element `body`."""
    parser = _TreeParser()
    parser.feed(html)
    parser.close()
    return parser.root


def serialize(element: Element) -> str:
    """An element as XML, for pictures in SVG. Names keep the case in which they were written."""
    attributes = "".join(f' {name}="{escape(text)}"' for name, text in element.attributes.items())
    inside = "".join(
        escape(child, quote=False) if isinstance(child, str) else serialize(child)
        for child in element.children
    )
    return f"<{element.tag}{attributes}>{inside}</{element.tag}>"


class _TreeParser(HTMLParser):
    """Builds the tree; an end tag that closes nothing is passed over, as browsers do.

    `HTMLParser` takes the capitals from names; SVG's `viewBox` gets them back.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("body")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._append(tag, attrs)
        if tag not in _VOID:
            self._open.append(self._open[-1].elements[-1])

    def handle_endtag(self, tag: str) -> None:
        names = [element.tag.lower() for element in self._open]
        if tag in names[1:]:
            del self._open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)

    def _append(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "svg" or any(element.tag == "svg" for element in self._open):
            tag, *names = _ATTRIBUTE.findall(self.get_starttag_text() or "", 1)
            values = [value or "" for _, value in attrs]
            attributes = dict(zip(names, values, strict=True))
        self._open[-1].children.append(Element(tag, attributes))
