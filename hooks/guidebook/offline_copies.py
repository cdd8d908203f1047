"""The offline copies of a site: one of the whole, or one of each guide where that is too large."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from urllib.parse import quote, unquote

from guidebook.build import PAGE_CACHE, READERS_WORDS, Build
from guidebook.kept import digest, installed, once, own_code
from guidebook.page import Guide, Page
from guidebook.site import offline_copy
from guidebook.site.guide_list import LIST
from guidebook.site.offline_copy import HOME, copy_path, guide_copy, look_around
from guidebook.site.search_index import (
    measure,
    read_searched,
    search_files,
    stems_of,
    texts_file,
)
from guidebook.site.search_words import read_readers_words

COPY = "offline-copy.zip"
"""That of the whole site."""


def copied_guides(build: Build, size: int) -> list[Guide]:
    """The guides that have copies of their own; none where one copy has the whole site.

    `size` is how many bytes the site has, without the files of its search and what templates put
    around its pages' texts.
    """
    named = [cited.guide for cited in build.guides if cited.guide.name]
    return named if size > offline_copy.MOST else []


def copy_of(guide: str) -> str:
    """The address of a guide's own copy."""
    return quote(copy_path(guide))


def pack(
    build: Build, site: Path, time: datetime, start: Callable[[Guide], str] | None = None
) -> None:
    """Write the copies of a built site into its folder.

    `start` gives the page that a guide's copy begins with, where the theme has one.
    """
    if not build.copied:
        offline_copy.write_copy(site, site / COPY, time)
        return
    shared = {unquote(page.url) for page in build.pages.values() if _is_shared(page)}
    numbers: dict[str, list[int]] = {}
    for number, path in enumerate(build.searched):
        page = build.pages[path]
        if page.guide or unquote(page.url) in shared:
            numbers.setdefault(page.guide, []).append(number)
    names = {guide.name for guide in build.copied}
    around = look_around(site, build.settings.url, names, shared)
    for guide in build.copied:
        own = sorted(numbers.get("", []) + numbers.get(guide.name, []))
        begin = start(guide) if start else ""
        files = guide_copy(guide.name, around, begin, _search(build, site, own))
        offline_copy.write_archive(site / copy_path(guide.name), files, time)


def _is_shared(page: Page) -> bool:
    """Whether a page in no guide goes into every copy."""
    return not page.guide and page.url != HOME and LIST not in page.html


def _search(build: Build, site: Path, numbers: Sequence[int]) -> Mapping[str, str]:
    """The files of a search for some pages, by the numbers that the whole search has for them."""
    if not numbers:
        return {}
    pages = [build.pages[build.searched[number]] for number in numbers]
    scripts = [(site / texts_file(number)).read_text("utf-8") for number in numbers]
    source = build.sources.get(READERS_WORDS)

    def search() -> Mapping[str, str]:
        searched = [*map(read_searched, pages, scripts)]
        measured = [*map(measure, searched)]
        readers, _ = read_readers_words(source, stems_of(measured)) if source else ({}, [])
        return search_files(searched, measured, readers)

    weights = [(page.title, page.search_weight, page.lists_references) for page in pages]
    key = digest("search", own_code(), installed(), scripts, weights, source)
    made: Mapping[str, str] = once(build.settings.project / PAGE_CACHE, key, search)
    return made
