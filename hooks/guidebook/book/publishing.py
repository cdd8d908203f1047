"""A guide becomes its PDFs, with the findings on the way."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from guidebook.book import book_findings
from guidebook.book.book_links import Site
from guidebook.book.chapters import Book, Manuscript, write
from guidebook.book.finishing import finish
from guidebook.book.html_tree import parse
from guidebook.book.typesetting import Typeset, typeset
from guidebook.findings import Finding
from guidebook.page import Guide

DESIGN = Path(__file__).parents[3] / "print" / "book.typ"

_NAMES = {"a4": "A4", "letter": "US Letter"}


class Published(NamedTuple):
    """A guide on paper."""

    files: dict[str, bytes]
    """PDFs by their address, counted from the site's root."""
    findings: list[Finding]


def publish(book: Book, site: Site) -> Published:
    """Typeset a guide for every paper. Where Typst fails, a finding says so; there is no file."""
    manuscript = write(book, site)
    pictures = {path: picture.data for path, picture in manuscript.pictures.items()}
    result = typeset(manuscript.code, pictures, DESIGN)
    name = book.guide.name
    files = {
        f"{name}/{name}-{paper}.pdf": finish(pdf, manuscript.row_headers)
        for paper, pdf in result.pdfs.items()
    }
    findings = [*manuscript.findings, *_findings(result, book.guide, manuscript)]
    return Published(files, findings)


def download_links(files: dict[str, bytes]) -> str:
    """The HTML that leads from a guide's first page, in the guide's folder, to its PDFs."""
    links = ", ".join(
        f'<a href="{path.rpartition("/")[2]}">{_NAMES[paper]} ({len(pdf) / 1000:.0f} kB)</a>'
        for paper, (path, pdf) in zip(_NAMES, files.items(), strict=True)
    )
    return f'\n<p class="guide-pdf" data-search-exclude>PDF to print or keep: {links}</p>\n'


def _findings(result: Typeset, guide: Guide, manuscript: Manuscript) -> Iterator[Finding]:
    for character in sorted(result.no_glyphs):
        holders = [page for page in guide.pages if character in page.title + parse(page.html).text]
        for page in holders or guide.pages[:1]:
            yield book_findings.no_glyph(page, character)
    for path in sorted(result.unreadable):
        picture = manuscript.pictures[path]
        yield book_findings.unreadable(picture.page, picture.source)
    if result.message:
        yield book_findings.no_pdf(guide.pages[0], result.message)
