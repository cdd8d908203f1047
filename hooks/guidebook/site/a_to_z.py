"""The index of a site from A to Z: the indexes of its guides in one, with links.

A guide without an index of its own is listed by its pages and headings, and the glossary by its
words, whether the pages in no guide have an index or not.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from guidebook.page import Page
from guidebook.site.glossary import GLOSSARY_PAGE
from guidebook.site.search_text import Place
from guidebook.subject_index.index_entries import IndexEntry, sort_key

MOST = 500
"""More lines than these make a page of their own for each letter."""


class Link(NamedTuple):
    """A place that a word leads to."""

    url: str
    """From the site's root."""
    title: str
    """What its page is called, and its heading where another link leads to that page, too."""
    guide: str
    """What its guide is called, or nothing where that goes without saying."""


class Line(NamedTuple):
    """What is below a word: links, or another word to look under."""

    sub_entry: str
    """What about the word the links tell, or nothing."""
    links: Sequence[Link] = ()
    see: str = ""
    see_url: str = ""
    """From the site's root, or only what follows `#` where the index is one page."""


class Term(NamedTuple):
    """A word of the index."""

    words: str
    anchor: str
    lines: Sequence[Line]


class Letter(NamedTuple):
    """The words that begin with one letter; `#` is for those that begin with none."""

    letter: str
    anchor: str
    url: str
    """Of the page with its words, from the site's root."""
    terms: Sequence[Term]


class Listed(NamedTuple):
    """A page as an index lists it."""

    url: str
    short_title: str
    guide: str
    headings: Sequence[tuple[str, str]]
    """The anchor and the words of each place."""


def listed(page: Page, places: Iterable[Place]) -> Listed:
    """What an index needs of a page and its places."""
    headings = [(place.anchor, place.heading) for place in places]
    return Listed(page.url, page.short_title, page.guide, headings)


class Site(NamedTuple):
    """What an index is made of."""

    indexes: Mapping[str, Sequence[IndexEntry]]
    """The entries of each guide that has an index, by the guide's name."""
    pages: Mapping[str, Listed]
    """The pages that a search finds, by their path in `docs/`, in reading order."""
    guides: Mapping[str, str]
    """What each guide is called, by its name."""


def a_to_z(site: Site, url: str) -> list[Letter]:
    """The words of a site by their letters; up to `MOST` lines are all on the page at `url`."""
    terms: dict[str, list[IndexEntry]] = {}
    entries = list(_entries(site))
    for entry in entries:
        terms.setdefault(sort_key(entry.term)[0], []).append(entry)
    one_page = url if len(entries) <= MOST else ""
    return [
        Letter(
            letter,
            f"letter-{_name(letter)}",
            one_page or _page(letter),
            [_term(key, terms[key], site, one_page) for key in keys],
        )
        for letter, keys in groupby(sorted(terms), _letter)
    ]


def _entries(site: Site) -> Iterator[IndexEntry]:
    """The entries of all indexes, then pages and headings that none has."""
    for entries in site.indexes.values():
        yield from entries
    for path, page in site.pages.items():
        if page.guide not in site.indexes or path == GLOSSARY_PAGE:
            yield IndexEntry(page.short_title, "", path, "")
            for anchor, heading in page.headings:
                if anchor and heading:
                    words = heading if path != GLOSSARY_PAGE else _uncapitalised(heading)
                    yield IndexEntry(words, "", path, anchor)


def _uncapitalised(word: str) -> str:
    """A word as it stands within a sentence: `MRI` stays, `Flare` does not."""
    return word[:1].lower() + word[1:] if word[1:2].islower() else word


def _letter(key: str) -> str:
    return key[0].upper() if key[:1].isalpha() else "#"


def _name(letter: str) -> str:
    return letter.lower() if letter.isascii() and letter.isalpha() else f"{ord(letter):x}"


def _page(letter: str) -> str:
    return f"a-to-z-{_name(letter)}.html"


def _anchor(key: str) -> str:
    return f"index-{'-'.join(key.split())}"


def _term(key: str, entries: Iterable[IndexEntry], site: Site, one_page: str) -> Term:
    lines: dict[tuple[str, str], list[IndexEntry]] = {}
    for entry in entries:
        lines.setdefault((entry.sub_entry, entry.see), []).append(entry)
    made = [
        Line("", (), see, f"{'' if one_page else _page(_letter(there))}#{_anchor(there)}")
        if see
        else Line(sub_entry, _links(same, site))
        for (sub_entry, see), same in lines.items()
        for there in [sort_key(see)[0]]
    ]
    return Term(next(iter(lines.values()))[0].term, _anchor(key), made)


def _links(entries: Sequence[IndexEntry], site: Site) -> list[Link]:
    """A link for each entry; those to one page are told apart by their headings."""
    on_page = Counter(entry.page for entry in entries)
    return [_link(entry, site, alone=on_page[entry.page] == 1) for entry in entries]


def _link(entry: IndexEntry, site: Site, *, alone: bool) -> Link:
    page = site.pages[entry.page]
    url = f"{page.url}#{entry.anchor}" if entry.anchor else page.url
    headings = [] if alone else [name for at, name in page.headings if at == entry.anchor]
    guide = site.guides.get(page.guide, "") if len(site.guides) > 1 else ""
    return Link(url, ": ".join([page.short_title, *headings]), guide)
