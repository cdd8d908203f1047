"""Labels of all that a book's links can lead to, and where each link and picture leads.

Typst can link to a heading and to a place in a text. A block may begin on one page of paper and its
text on the next, so the ids of blocks move to the heading or text that follows.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from itertools import chain
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

from guidebook.book.html_tree import HEADINGS, Element, first_shown, is_block
from guidebook.page import Page

_SITE = "http://site.invalid/"
_OUTSIDE = frozenset({"http", "https", "mailto", "tel"})
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"})


class Site(NamedTuple):
    """What a book needs to know of the site around it."""

    url: str
    """Its address with a slash at the end, or nothing."""
    file: Callable[[str], bytes | None]
    """Reads what is published at an address from the site's root, in which nothing is encoded."""


_MOST_CHAPTERS = 200
"""Of a book that isn't long."""


class Targets(NamedTuple):
    """What a book's links can lead to."""

    pages: Mapping[str, Mapping[str, str]]
    """By the address of every page, those of the ids on it; its own under nothing."""
    citations: Mapping[str, str]
    """By the id that a citation's link leads to, that of its reference in the full list."""
    site: Site
    excerpts: Set[str] = frozenset()
    """The addresses of those pages of which the book has only parts."""

    @property
    def is_long(self) -> bool:
        """Whether the book has a thousand sheets or nearly, and is set so that Typst can."""
        return len(self.pages) > _MOST_CHAPTERS


def resolve(href: str, page: Page, targets: Targets) -> tuple[str, str] | None:
    """Where `href` on `page` leads: a label in the book, or else an address; or nowhere.

    Both are empty for a page that print can't name, since its site has no address.
    """
    address = _address(href, page)
    url = urlsplit(address)
    if not address.startswith(_SITE):
        return ("", address) if url.scheme in _OUTSIDE else None
    path, name = place(href, page)
    label = targets.pages.get(path, {}).get(name)
    if label:
        return label, ""
    if path in targets.pages and path not in targets.excerpts:
        return None
    site = targets.site.url
    return "", site and site + address.removeprefix(_SITE)


def place(href: str, page: Page) -> tuple[str, str]:
    """The address in the site of the page that a link leads to, and the id there, if any."""
    url = urlsplit(_address(href, page))
    is_inside = f"{url.scheme}://{url.netloc}/" == _SITE
    return (url.path.removeprefix("/"), unquote(url.fragment)) if is_inside else ("", "")


def read_picture(source: str, page: Page, site: Site) -> tuple[str, bytes | None]:
    """The path in the site of a picture, and its bytes, if it can be had."""
    address = _address(source, page)
    path = unquote(urlsplit(address).path).removeprefix("/")
    is_known = PurePosixPath(path).suffix.lower() in _PICTURES and address.startswith(_SITE)
    return path, site.file(path) if is_known else None


def _address(href: str, page: Page) -> str:
    """The whole address of a link on a page, in the site encoded as pages' are; or nothing."""
    try:
        url = urlsplit(urljoin(_SITE + page.url, href))
    except ValueError:
        return ""
    is_inside = f"{url.scheme}://{url.netloc}/" == _SITE
    return (url._replace(path=quote(unquote(url.path))) if is_inside else url).geturl()


def label_of(page: Page) -> str:
    """What a book calls a page; one of no guide has the ending of its file, as no other has."""
    return page.name if page.guide else page.path


def label_ids(page: Page, trees: Iterable[Element]) -> tuple[dict[str, str], Counter[str]]:
    """The label for each id in a page's `trees`, which it puts there, and how often it stands."""
    labels: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for names, home in chain.from_iterable(_homes(tree, []) for tree in trees):
        counts.update(names)
        for name in (name for name in names if name not in labels):
            home.label = home.label or f"{label_of(page)}#{name}"
            labels[name] = home.label
    return labels, counts


def _homes(block: Element, waiting: list[str]) -> Iterator[tuple[list[str], Element]]:
    """The ids in a block and those that wait from before, each with where a link to it lands."""
    is_whole = block.tag in (*HEADINGS, "pre")
    waiting += _ids(block.walk() if is_whole else [block])
    if waiting and block.tag in HEADINGS:
        yield waiting[:], block
        waiting.clear()
    if is_whole:
        return
    first = first_shown(block.children)
    if waiting and first is not None and not is_block(first):
        yield waiting[:], _place(block, 0)
        waiting.clear()
    for child in block.elements:
        if is_block(child):
            yield from _homes(child, waiting)
        else:
            yield from ((_ids([inner]), inner) for inner in child.walk())
    if waiting and block.tag == "body":
        yield waiting, _place(block, len(block.children))


def _ids(elements: Iterable[Element]) -> list[str]:
    """Take the ids off elements."""
    return [*filter(None, (element.attributes.pop("id", "") for element in elements))]


def _place(block: Element, index: int) -> Element:
    """An empty element in a block, to link to."""
    place = Element("span")
    block.children.insert(index, place)
    return place
