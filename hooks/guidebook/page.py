"""Pages, what files they take in, and the guides that they make up.

Addresses and order are those of the built site.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from posixpath import dirname, relpath

from guidebook.reviews import Review
from guidebook.source import Source

REFERENCES_PAGE = "references.md"
"""The page of a guide, at the top of its folder, that lists all of its references."""
_SNIPPET = re.compile(
    r"^[ \t]*-+8<-+(?:[ \t]+([\"'])(?P<one>[^\n]+?)\1|[ \t]*\n(?P<many>.*?)^[ \t]*-+8<-+)[ \t]*$",
    re.M | re.S,
)
"""A line that names a file, or a block of such names."""


@dataclass(frozen=True)
class Page:
    """A rendered page."""

    path: str
    """Its file in `docs/`, with forward slashes."""
    url: str
    """Its address from the site's root, percent-encoded where its file's name has other signs."""
    title: str
    """What stands above its text."""
    short_title: str
    """What the navigation calls it."""
    html: str
    source: Source
    """Its Markdown file, front matter included."""
    description: str = ""
    subject: str = ""
    """What its guide is about, in a word or two; a guide's first page may say it."""
    author: str = ""
    """Who wrote it, where that is said."""
    keywords: str = ""
    """Separated by commas."""
    section: str = ""
    """What the navigation calls the part that it stands in, or nothing."""
    review: Review | None = None
    review_by: date | None = None
    """The day by which it is to be reviewed again."""
    changed: date | None = None
    """The day on which its words last changed, where that is known."""
    included: tuple[Source, ...] = ()
    """The files that its Markdown takes in."""
    search_weight: float = 1
    """How much what a search finds on it counts; 0: no search finds it."""

    @property
    def guide(self) -> str:
        """The guide that it belongs to: its top folder in `docs/`, or nothing at the top level."""
        return guide_of(self.path)

    @property
    def name(self) -> str:
        """What tells it from the other pages of its guide: its path there, without the ending."""
        return self.path.removeprefix(f"{self.guide}/").removesuffix(".md")

    @property
    def lists_references(self) -> bool:
        """Whether it is its guide's references page."""
        return bool(self.guide) and self.path == f"{self.guide}/{REFERENCES_PAGE}"


@dataclass(frozen=True)
class Guide:
    """Pages that are numbered together: those of a guide, or a single page that is in none."""

    name: str
    """Its folder in `docs/`, or nothing for a single page."""
    pages: tuple[Page, ...]
    """In reading order; never empty."""

    @property
    def first(self) -> Page:
        """The page that it is entered by."""
        return next((page for page in self.pages if page.name == "index"), self.pages[0])

    @property
    def title(self) -> str:
        """What the navigation calls it; without a name there, the title of its first page."""
        return self.first.section or self.first.title

    @property
    def references_page(self) -> Page | None:
        """The page that lists all of its references."""
        return next((page for page in self.pages if page.lists_references), None)


def guide_of(path: str) -> str:
    """The guide of the page at `path` in `docs/`, or nothing where it is in none."""
    return path.partition("/")[0] if "/" in path else ""


def reading_order(nav: Iterable[str], pages: Iterable[str]) -> list[str]:
    """The paths of all pages: first those of the navigation, in its order, then the others."""
    known = set(pages)
    listed = [path for path in dict.fromkeys(nav) if path in known]
    return listed + sorted(known.difference(listed))


def guides(pages: Iterable[Page]) -> list[Guide]:
    """The guides of a site's pages, which come in reading order."""
    groups: dict[str, list[Page]] = {}
    for page in pages:
        groups.setdefault(page.guide or page.path, []).append(page)
    return [Guide(group[0].guide, tuple(group)) for group in groups.values()]


@lru_cache(maxsize=4096)
def relative_url(target: str, base: str) -> str:
    """The address of `target` as a link on the page at `base`; both count from the site's root."""
    url = relpath(target or ".", dirname(base) or ".")
    return f"{url}/" if target.endswith("/") or not target else url


def shown_address(address: str) -> str:
    """An address as print shows it; a plus is read as a space in a query (URL Standard, 5.1)."""
    path, sign, query = address.partition("?")
    shown = path + sign + query.replace("%20", "+")
    shown = shown.removeprefix("mailto:").removeprefix("tel:")
    return shown.removeprefix("https://").removeprefix("http://").removesuffix("/")


def included(
    source: Source, read: Callable[[str], Source | None], above: Set[str] = frozenset()
) -> Iterator[Source]:
    """The files that a text takes in, and those that they take in, in the order of their lines.

    `read` gives the file of a name, or nothing where it can't be read.
    """
    for found in _SNIPPET.finditer(source.prose):
        for line in (found["one"] or found["many"]).splitlines():
            # Behind a colon stand the lines or the section that is taken.
            file = read(line.strip().partition(":")[0])
            if file and file.path not in above:
                yield file
                yield from included(file, read, above | {file.path})
