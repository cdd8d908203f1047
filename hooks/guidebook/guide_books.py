"""The books and editions of a build's guides, made of what the build knows and linked from it.

A module of its own, so that a build without books starts without all that makes them.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from guidebook.bibliography.vancouver import render
from guidebook.book.book_links import Site
from guidebook.book.download_links import download_links
from guidebook.book.fonts import read_fonts
from guidebook.book.manuscript import Book, Listed
from guidebook.book.typst_process import Press
from guidebook.book.versions import VERSIONS
from guidebook.build import Build
from guidebook.citations.citing import CitedGuide
from guidebook.editions.publishing import edition_links
from guidebook.guide_files import GuideFiles, Wanted, make_cover, make_guide_files
from guidebook.kept import CACHE
from guidebook.page import Page
from guidebook.site.typeface import FONT_CACHE, LATIN, subset_fonts

BOOK_CACHE = f"{CACHE}/books"
"""The folder of the project in which books are kept."""


def typeset(build: Build, read_file: Callable[[str], bytes | None]) -> None:
    """Make the books of every guide; `read_file` gives what is published at an address."""
    settings = build.settings
    fonts = read_fonts(settings.fonts, build.configuration, settings.project)
    build.report(fonts.findings)
    named = [cited for cited in build.guides if cited.guide.name]
    if not named:
        return
    face_cache = settings.project / FONT_CACHE
    face = subset_fonts(LATIN, face_cache) if settings.versions == VERSIONS else {}
    wanted = Wanted(Site(settings.url, read_file), settings.versions, face)
    others = [page for page in build.pages.values() if not page.guide]
    books = [_book(build, cited, others) for cited in named]
    press = Press(fonts.files, settings.project / BOOK_CACHE)
    for cited, made in zip(named, make_guide_files(books, wanted, press), strict=True):
        _publish(build, cited, made)


def _book(build: Build, cited: CitedGuide, others: Sequence[Page]) -> Book:
    pages = [build.pages[page.path] for page in cited.guide.pages]
    guide = replace(cited.guide, pages=tuple(pages))
    cover = make_cover(guide, build.settings, build.field_of(guide.first))
    entries = [
        Listed(render(reference), build.bibliography, build.references[reference.key].offset)
        for reference in cited.references
    ]
    index = build.index.get(guide.name, [])
    return Book(guide, cover, cited.full_list, cited.entries, entries, others, index)


def _publish(build: Build, cited: CitedGuide, made: GuideFiles) -> None:
    build.report(made.findings)
    build.files.update(made.pdfs | made.editions)
    if made.pdfs:
        first = build.pages[cited.guide.first.path]
        html = f"{first.html}{download_links(made.pdfs, edition_links(made.editions))}"
        build.pages[first.path] = replace(first, html=html)
