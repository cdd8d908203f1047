"""The words of an EPUB and of one HTML file against those of the pages they were made from.

Run as a program, it compares every one below some folders with the pages beside it.
"""

import sys
from collections.abc import Iterator, Sequence
from copy import copy
from pathlib import Path
from zipfile import ZipFile

import yaml
from bs4 import BeautifulSoup, Tag

from book_words import NOT_IN_BOOKS, built_pages, order, squeezed, taken_along, unfold

WHOLE = "*-in-one-file.html"
"""The files that hold a whole guide."""
ADDED = ".page-references, .to-contents, .backlinks, [role=doc-backlink], .review, svg"
"""What an edition has besides the words of its pages, and pictures, which both have."""
_TOLD = 40
"""Characters of what differs that are told."""


def differences(pages: Sequence[Tag], chapters: Sequence[Tag]) -> Iterator[str]:
    """Where chapters part from their pages, which come in the same order, each with its title."""
    for number, (page, chapter) in enumerate(zip(pages, chapters, strict=True), 1):
        wanted, written = _wanted(page), _written(chapter)
        same = (one == other for one, other in zip(wanted, written, strict=False))
        place = next((at for at, is_same in enumerate(same) if not is_same), len(written))
        if wanted != written:
            part = slice(place, place + _TOLD)
            yield f"chapter {number}: {wanted[part]!r} is {written[part]!r}"


def _wanted(page: Tag) -> str:
    """The text of a page as an edition is to have it, what it folds and switches opened."""
    page = copy(page)
    for element in page.select(NOT_IN_BOOKS):
        element.decompose()
    for tabs in reversed(page.select(".tabbed-set")):
        unfold(tabs)
    return squeezed(page.get_text())


def _written(chapter: Tag) -> str:
    chapter = copy(chapter)
    for element in chapter.select(ADDED):
        element.decompose()
    return squeezed(chapter.get_text())


def chapters_of(file: Path) -> list[Tag]:
    """The chapters of an EPUB or of one HTML file."""
    if file.suffix == ".html":
        return BeautifulSoup(file.read_bytes(), "html.parser").select("section.chapter")
    with ZipFile(file) as epub:
        names = [name for name in epub.namelist() if "/chapter-" in name]
        return [BeautifulSoup(epub.read(name), "html.parser").select("body")[0] for name in names]


def pages_of(file: Path, settings: Path) -> list[Tag]:
    """The pages that an edition is made from, with those of which it takes parts along."""
    address = str(yaml.safe_load(settings.read_text("utf-8")).get("site_url", "")).rstrip("/")
    pages = built_pages(file.parent, order(settings, file.parent.name), address)
    return pages + taken_along(file.parent.parent, settings, pages, address)


def editions(site: Path) -> list[Path]:
    """The EPUBs and the HTML files of whole guides in a built site."""
    return sorted([*site.rglob("*.epub"), *site.rglob(WHOLE)])


def main(sites: Sequence[str]) -> int:
    """Tell where an edition differs from its pages; the exit code is 1 where one does."""
    failed = 0
    for site in map(Path, sites):
        settings = next(
            file for file in (site / "mkdocs.yml", site.parent / "mkdocs.yml") if file.exists()
        )
        for file in editions(site):
            found = list(differences(pages_of(file, settings), chapters_of(file)))
            failed += bool(found)
            sys.stdout.write(f"{file}: {'; '.join(found) or 'the words of its pages'}\n")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
