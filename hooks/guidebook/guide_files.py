"""All that guides come as besides their pages: PDFs, an EPUB and one HTML file.

Guides are made side by side. What was made without a finding is kept by all that went in, so that
a build with the same guide doesn't even write its manuscript; a finding tells a place in a source,
and is found anew. Loaded where books are made: a build without them starts without all of this.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from guidebook.bibliography.vancouver import render
from guidebook.book.book_links import Site
from guidebook.book.cover import Cover
from guidebook.book.download_links import download_links
from guidebook.book.fonts import read_fonts
from guidebook.book.manuscript import Book, Listed
from guidebook.book.typesetting import publish
from guidebook.book.typst_process import Press
from guidebook.book.versions import VERSIONS
from guidebook.build import Build
from guidebook.citations.citing import CitedGuide
from guidebook.editions.publishing import edition_links, publish_editions
from guidebook.field import Field
from guidebook.findings import Finding
from guidebook.kept import CACHE, digest, forget, installed, keep, own_code, recall
from guidebook.page import Guide, Page
from guidebook.settings import Settings
from guidebook.site.typeface import FONT_CACHE, LATIN, subset_fonts

BOOK_CACHE = f"{CACHE}/books"
"""The folder of the project in which books are kept."""
_PRINT = Path(__file__).parents[2] / "print"


class Wanted(NamedTuple):
    """What guides are made for, besides their books."""

    site: Site
    versions: tuple[str, ...]
    """Papers and editions, by the words in a file's name."""
    face: Mapping[str, bytes]
    """The fonts of the site's typeface, for the EPUB and the one file."""


class GuideFiles(NamedTuple):
    """What a guide comes as, by the address from the site's root."""

    pdfs: dict[str, bytes]
    editions: dict[str, bytes]
    findings: list[Finding]
    """What is wrong on its pages."""


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


def make_guide_files(books: Sequence[Book], wanted: Wanted, press: Press) -> list[GuideFiles]:
    """The files of every guide, in the same order.

    Editions tell nothing that the PDFs don't: where only some versions count, they aren't made.
    """
    if press.cache:
        forget(press.cache)
    guides = max(1, min(press.at_once, len(books)))
    shared = press._replace(at_once=press.at_once // guides, memory=press.memory // guides)
    design = {file.name: file.read_bytes() for file in sorted(_PRINT.iterdir())}
    around = digest(wanted.site.url, press.fonts, design, installed(), own_code())
    with ThreadPoolExecutor(guides) as pool:
        return list(pool.map(lambda book: _kept(book, wanted, shared, around), books))


def _kept(book: Book, wanted: Wanted, press: Press, around: str) -> GuideFiles:
    """The files of one guide, made or as they were made of the same.

    `around` is what goes in besides the book and what is wanted of it. Where its entries are
    written counts for findings only.
    """
    of_book = digest(around, book._replace(entries=()), [entry.shown for entry in book.entries])
    key = digest(of_book, *wanted[1:])
    made = recall(press.cache, key, wanted.site.file) if press.cache else None
    if made is not None:
        pdfs = {path: data for path, data in made.items() if path.endswith(".pdf")}
        return GuideFiles(pdfs, {path: made[path] for path in made if path not in pdfs}, [])
    seen: dict[str, str] = {}

    def look(address: str) -> bytes | None:
        data = wanted.site.file(address)
        seen[address] = digest(data)
        return data

    noting = wanted.site._replace(file=look)
    pdfs, findings = publish(book, noting, wanted.versions, press)
    editions = publish_editions(book, noting, wanted.face) if wanted.versions == VERSIONS else {}
    if press.cache and not findings:
        keep(press.cache, key, pdfs | editions, seen)
        if wanted.versions == VERSIONS:  # a check makes the first alone, which is the same
            first = {path: pdfs[path] for path in pdfs if path.endswith(f"-{VERSIONS[0]}.pdf")}
            keep(press.cache, digest(of_book, VERSIONS[:1], {}), first, seen)
    return GuideFiles(pdfs, editions, findings)


def make_cover(guide: Guide, settings: Settings, words: Field) -> Cover:
    """What the book of a guide says of itself, in the words of its field."""
    first = guide.first
    return Cover(
        title=guide.title,
        question="" if guide.title == first.title else first.title,
        site=settings.name,
        address=settings.url and settings.url + first.url,
        notice=settings.notice,
        language=settings.language,
        date=settings.day,
        description=first.description,
        author=first.author,
        keywords=tuple(filter(None, map(str.strip, first.keywords.split(",")))),
        not_reviewed=words.not_reviewed,
        questions=words.questions,
    )
