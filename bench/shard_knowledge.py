"""What the build of a part of a site knows, and the merge of all parts; `shards.py` runs them."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from mkdocs.exceptions import PluginError

from guidebook.bibliography.reference import Bibliography, Reference
from guidebook.book.excerpts import linked_sections
from guidebook.book.html_tree import parse
from guidebook.build import Build
from guidebook.citations.citing import CitedGuide
from guidebook.findings import Finding
from guidebook.page import Page, guides, reading_order
from guidebook.site.page_needs import Needs
from guidebook.site.search_text import Place
from guidebook.source import Source
from guidebook.subject_index.index_entries import index_entries

_ID = re.compile(r'\sid="([^"]*)"')
_WAY_OUT = re.compile(r'<a\b[^>]*?\shref="(\.\./[^"]*)"')


class Notes(NamedTuple):
    """What the merge needs to know of a part's guides."""

    guides: list[CitedGuide]
    """With the keys of their references, and no more of these."""
    pages: dict[str, Page]
    """By path, with nothing in their HTML but ids and links that may lead out of the guide."""
    places: dict[str, list[Place]]
    """What a search finds, by the path of its page."""
    needs: Needs
    others: dict[str, str]
    """The HTML of the pages in no guide as its books know them, by path."""
    size: int
    """Of all that is made of the guides, in bytes."""


@dataclass
class Part(Build):
    """What a build knows that writes some guides only."""

    own: Set[str] = frozenset()
    """The names of these guides."""
    places: dict[str, list[Place]] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    numbered: Sequence[CitedGuide] = ()
    size: int = 0

    def report(self, findings: Iterable[Finding]) -> None:
        """Keep what is wrong in its guides; the merge tells the rest."""
        folders = tuple(f"docs/{guide}/" for guide in self.own)
        super().report(found for found in findings if found.path.startswith(folders))

    def read_indexes(self) -> None:
        """Read indexes for its books; what they say of other guides the merge checks."""
        for guide, source in self.index_data.items():
            self.index[guide], _ = index_entries(source, self.pages, guide)

    def make_search(self, url: str) -> None:
        """Note what a search finds in its guides."""
        found = (page for page in self.pages.values() if page.guide and page.search_weight)
        self.places = {page.path: self.places_of(page) for page in found}

    def typeset(self, make: Callable[[Build], None]) -> None:
        """Make the books, and measure all that is made."""
        self.others = {path: page.html for path, page in self.pages.items() if not page.guide}
        self.numbered = self.guides
        super().typeset(make)
        pages = (page.html for page in self.pages.values() if page.guide)
        files = (data if isinstance(data, bytes) else data.encode() for data in self.files.values())
        self.size = sum(map(len, pages)) + sum(map(len, files))

    @property
    def notes(self) -> Notes:
        """What to tell the merge, once all pages are written."""
        pages = {path: _bare(page) for path, page in self.pages.items() if page.guide}
        cited = [_bare_guide(each, pages) for each in self.numbered if each.guide.name]
        found = (self.places, self.needs, self.others, self.size)
        return Notes(cited, pages, *found)


@dataclass
class Merge(Build):
    """What a build knows that writes the pages in no guide, with what parts have noted."""

    parts: list[Notes] = field(default_factory=list)
    places: dict[str, list[Place]] = field(default_factory=dict)

    def list_guides(self) -> None:
        """Begin with the pages of all parts."""
        for part in self.parts:
            self.pages |= part.pages
            self.places |= part.places
            self.needs.merge(part.needs)
        self.pages = {path: self.pages[path] for path in reading_order(self.order, self.pages)}
        super().list_guides()

    def cite(self, bibliography: Bibliography) -> None:
        """Number the pages in no guide, which may borrow the numbers of any."""
        noted = {cited.guide.name: cited for part in self.parts for cited in part.guides}
        named = filter(None, (guide.name for guide in guides(self.pages.values())))
        self.guides = [noted[name] for name in named]
        every = self.pages
        self.pages = {path: page for path, page in every.items() if not page.guide}
        super().cite(bibliography)
        self.pages = every | self.pages

    def places_of(self, page: Page) -> list[Place]:
        """What a page says, or what a part has noted of it."""
        return self.places[page.path] if page.path in self.places else super().places_of(page)

    def typeset(self, make: Callable[[Build], None]) -> None:
        """Leave the books to the parts, but end where one took along what its part can't know.

        That is a section of a page that lists all guides, or has borrowed numbers.
        """
        known = [part.others for part in self.parts]
        own = [page for page in self.pages.values() if not page.guide]
        unknown = [page for page in own if any(page.html != html[page.path] for html in known)]
        linking = (page for page in self.pages.values() if page.guide and "<a" in page.html)
        taken = linked_sections(((page, parse(page.html)) for page in linking), unknown)
        if taken and self.settings.versions:
            message = f"Books have parts of {', '.join(sorted(taken))}: build the site as a whole."
            raise PluginError(message)


def _bare(page: Page) -> Page:
    ids = (f'<span id="{name}"></span>' for name in _ID.findall(page.html))
    ways = [f'<a href="{way}"></a>' for way in _WAY_OUT.findall(page.html)]
    source = page.source if ways else Source(page.source.path, "")
    return replace(page, html="".join([*ids, *ways]), source=source, included=())


def _bare_guide(cited: CitedGuide, pages: Mapping[str, Page]) -> CitedGuide:
    keys = [Reference(reference.key, reference.kind, {}) for reference in cited.references]
    guide = replace(cited.guide, pages=tuple(pages[page.path] for page in cited.guide.pages))
    return CitedGuide(guide, {}, {}, keys, [])
