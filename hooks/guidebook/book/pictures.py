"""Pictures for a book: files of the site, and drawings in its pages."""

import re
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

from guidebook.book.book_links import Site
from guidebook.book.html_tree import words
from guidebook.page import Page

_SITE = "http://site.invalid/"
_FORMATS = frozenset({".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"})
_SVG = "http://www.w3.org/2000/svg"
_SANS = "Source Sans Pro"
"""The font that stands for every font without serifs."""
_FONT = re.compile(r"""(<[^<>]*\sfont-family\s*=\s*)("[^"]*"|'[^']*')""")


class Picture(NamedTuple):
    """A picture and where it stands first."""

    data: bytes
    page: Page
    source: str | None
    """What the page calls it; `None` for a drawing in the page."""


class Drawing(NamedTuple):
    """A drawing in SVG as a file for paper."""

    data: bytes
    description: str
    """What it says of itself for those who can't see it (SVG Accessibility API Mappings)."""


def read_file(source: str, page: Page, site: Site) -> tuple[str, bytes] | None:
    """The path in the site of a picture, and its bytes; nothing where it can't be had."""
    url = urlsplit(urljoin(_SITE + page.url, source))
    path = unquote(url.path).removeprefix("/")
    is_known = PurePosixPath(path).suffix.lower() in _FORMATS and url.geturl().startswith(_SITE)
    data = site.file(path) if is_known else None
    return None if data is None else (path, data)


def read_drawing(markup: str) -> Drawing | None:
    """A drawing from a page's HTML, with the page's font; nothing where it isn't XML."""
    try:
        # What begins with its outermost element declares no entities.
        root = ElementTree.fromstring(markup)  # noqa: S314
    except ElementTree.ParseError:
        return None
    if root.tag == "svg":
        markup = markup.replace("<svg", f'<svg xmlns="{_SVG}"', 1)
    texts = ["".join(part.itertext()) for part in root if _name(part) in ("title", "desc")]
    texts.append(root.get("aria-label", ""))
    said = filter(None, map(words, texts))
    description = " ".join(part if part[-1] in ".?!" else f"{part}." for part in said)
    return Drawing(_FONT.sub(rf'\1"{_SANS}"', markup).encode(), description)


def _name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]
