"""All that guides come as besides their pages: PDFs, an EPUB and one HTML file.

Guides are made side by side. What was made without a finding is kept by all that went in, so that
a build with the same guide doesn't even write its manuscript; a finding tells a place in a source,
and is found anew.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from guidebook.book.book_links import Site
from guidebook.book.cover import Cover
from guidebook.book.manuscript import Book
from guidebook.book.typesetting import publish
from guidebook.book.typst_process import Press
from guidebook.book.versions import VERSIONS
from guidebook.editions.publishing import publish_editions
from guidebook.field import Field
from guidebook.findings import Finding
from guidebook.kept import digest, forget, keep, recall
from guidebook.page import Guide
from guidebook.settings import Settings
from guidebook.tools import installed, own_code

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


def make_guide_files(books: Sequence[Book], wanted: Wanted, press: Press) -> list[GuideFiles]:
    """The files of every guide, in the same order.

    Editions tell nothing that the PDFs don't: where only some versions count, they aren't made.
    """
    if press.cache:
        forget(press.cache)
    guides = max(1, min(press.at_once, len(books)))
    shared = press._replace(at_once=press.at_once // guides, memory=press.memory // guides)
    design = {file.name: file.read_bytes() for file in sorted(_PRINT.iterdir())}
    around = digest(wanted.site.url, *wanted[1:], press.fonts, design, installed(), own_code())
    with ThreadPoolExecutor(guides) as pool:
        return list(pool.map(lambda book: _kept(book, wanted, shared, around), books))


def _kept(book: Book, wanted: Wanted, press: Press, around: str) -> GuideFiles:
    """The files of one guide, made or as they were made of the same; `around` is all but the book.

    Where its entries are written counts for findings only.
    """
    key = digest(around, book._replace(entries=()), [entry.shown for entry in book.entries])
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
