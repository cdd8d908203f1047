"""Markup that HTML and XHTML both read alike (W3C, Polyglot Markup), and so one writer for both."""

import re
from collections.abc import Mapping
from html import escape
from xml.etree.ElementTree import Element

_EMPTY = frozenset({"br", "hr", "img", "item", "itemref", "link", "meta", "wbr"})
"""Elements of HTML and of a package document that may hold nothing."""
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML can't hold (XML 1.0, 2.2)."""
SVG = "{http://www.w3.org/2000/svg}"
"""What begins the names of SVG's elements in a tree."""


def text(words: str) -> str:
    """Words as they stand between tags."""
    return escape(_NO_XML.sub("", words), quote=False)


def tagged(tag: str, attributes: Mapping[str, str], inner: str) -> str:
    """An element; an attribute without a value is left out."""
    given = "".join(
        f' {name}="{escape(_NO_XML.sub("", value))}"' for name, value in attributes.items() if value
    )
    return f"<{tag}{given}/>" if tag in _EMPTY and not inner else f"<{tag}{given}>{inner}</{tag}>"


def drawn(element: Element) -> str:
    """A part of an SVG drawing, with all in it and the text that follows."""
    inner = text(element.text or "") + "".join(map(drawn, element))
    return tagged(element.tag.removeprefix(SVG), element.attrib, inner) + text(element.tail or "")
