"""Markup that HTML and XHTML both read alike (W3C, Polyglot Markup), and so one writer for both."""

import re
from collections.abc import Mapping
from html import escape
from xml.etree.ElementTree import Element

_EMPTY = frozenset({"br", "hr", "img", "link", "meta", "wbr"})
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML can't hold (XML 1.0, 2.2)."""
_SVG = "{http://www.w3.org/2000/svg}"


def text(words: str) -> str:
    """Words as they stand between tags."""
    return escape(_NO_XML.sub("", words), quote=False)


def tagged(tag: str, attributes: Mapping[str, str], inner: str) -> str:
    """An element; an attribute without a value is left out."""
    given = "".join(
        f' {name}="{escape(_NO_XML.sub("", value))}"' for name, value in attributes.items() if value
    )
    return f"<{tag}{given}/>" if tag in _EMPTY and not inner else f"<{tag}{given}>{inner}</{tag}>"


def drawn(element: Element, more: Mapping[str, str] = {}) -> str:  # noqa: B006 (it never changes)
    """A part of an SVG drawing, with all in it, `more` attributes, and the text that follows."""
    inner = text(element.text or "") + "".join(map(drawn, element))
    attributes = {**element.attrib, **more}
    return tagged(element.tag.removeprefix(_SVG), attributes, inner) + text(element.tail or "")
