"""What a book is made of, and what is wrong with it."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple


class Page(NamedTuple):
    """A rendered page of a guide, with its citations resolved."""

    path: str
    """Its file in `docs/`, with forward slashes."""
    file: str
    """The same from the project's folder, as findings show it."""
    url: str
    """Its address from the site's root."""
    title: str
    html: str
    reviewed: str
    """Its review, in the form of its front matter."""
    source: Callable[[], str]
    """Reads the Markdown file, front matter included; called only where something is wrong."""


class Cover(NamedTuple):
    """What a book says of itself, in plain text."""

    title: str
    question: str
    """What the guide answers; nothing where the title says it."""
    site: str
    """The site's name."""
    address: str
    """The guide's own on the site, or nothing where the site has none."""
    notice: str
    """What the guide is for and what not; stands at every page's foot."""
    language: str
    date: date | None
    """The day of the content, where it is known."""


class Site(NamedTuple):
    """What a book needs to know of the site around it."""

    url: str
    """Its address with a slash at the end, or nothing."""
    file: Callable[[str], bytes | None]
    """Reads what is published at an address, counted from the site's root."""


class Guide(NamedTuple):
    """A guide to be set as a book."""

    name: str
    """Its folder in `docs/`."""
    cover: Cover
    pages: Sequence[Page]
    """In reading order, the references page included."""
    references: str
    """The HTML of the full list of references, or nothing."""


class Problem(NamedTuple):
    """Something on a page that a book can't hold as it is."""

    code: str
    message: str
    hint: str
    where: tuple[str, ...]
    """Texts to look for in the page's Markdown, the likeliest first."""
