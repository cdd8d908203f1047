"""Where a link of a page leads: to a place in the book, or out of it."""

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from guidebook.book.model import Page
from guidebook.guides import name_in_guide

_BOOK = "http://book.invalid/"
_OUTSIDE = frozenset({"http", "https", "mailto", "tel"})


class Inside(NamedTuple):
    """A place in the book."""

    label: str


class Outside(NamedTuple):
    """An address outside of the book."""

    address: str


Targets = Mapping[str, Mapping[str, str]]
"""By the address of every page of the book, the label of each id on it; its own under nothing."""


def page_label(page: Page) -> str:
    """The label of a page's chapter."""
    return name_in_guide(page.path)


def id_label(page: Page, name: str) -> str:
    """The label of an id, which other pages of the guide may have, too."""
    return f"{page_label(page)}#{name}"


def resolve(href: str, page: Page, targets: Targets, site_url: str) -> Inside | Outside | None:
    """Where `href` on `page` leads, or nothing where that is no place and no address.

    A site without an address has pages that print can't name; such a link has an empty address.
    """
    try:
        url = urlsplit(urljoin(_BOOK + page.url, href))
    except ValueError:
        return None
    if not url.geturl().startswith(_BOOK):
        return Outside(url.geturl()) if url.scheme in _OUTSIDE else None
    path = url.path.removeprefix("/")
    if path in targets:
        label = targets[path].get(unquote(url.fragment))
        return Inside(label) if label else None
    return Outside(site_url and site_url + url.geturl().removeprefix(_BOOK))


def shown_address(address: str) -> str:
    """An address as print shows it."""
    shown = address.removeprefix("mailto:").removeprefix("tel:")
    return shown.removeprefix("https://").removeprefix("http://").removesuffix("/")
