"""One step of the measurement of books, in a process of its own; see `book_rows.py`.

`record FILE` builds our site and notes down what its guide's book is made of; `typst FILE COPIES`
and `weasyprint FILE COPIES` typeset that content so many times over, and print the seconds it took.
"""

import json
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from unittest.mock import patch

from mkdocs.commands.build import build
from mkdocs.config import load_config

from guidebook import guide_files
from guidebook.book import typesetting
from guidebook.book.book_links import Site
from guidebook.book.cover import Cover
from guidebook.book.manuscript import Book
from guidebook.guide_files import GuideFiles
from guidebook.page import Guide, Page
from guidebook.source import Source
from guidebook.subject_index.index_entries import IndexEntry

ROOT = Path(__file__).parent.parent


def main(step: str, file: Path, copies: int) -> None:
    """Run a step and print what it measured."""
    if step == "record":
        record(file)
        return
    book = read(file, copies)
    start = time.perf_counter()
    {"typst": with_typst, "weasyprint": with_weasyprint}[step](book)
    print(time.perf_counter() - start)


def record(file: Path) -> None:
    """Build our site without its books, and write its guide to `file`."""
    books: list[Book] = []

    def note(made: Sequence[Book], *_: object) -> list[GuideFiles]:
        books.extend(made)
        return [GuideFiles({}, {}, []) for _ in made]

    with (
        tempfile.TemporaryDirectory() as folder,
        patch.object(guide_files, "make_guide_files", note),
    ):
        build(load_config(str(ROOT / "mkdocs.yml"), site_dir=folder))
    (book,) = books
    names = ("path", "url", "title", "short_title", "html")
    pages, others = (
        [{name: getattr(page, name) for name in names} for page in each]
        for each in (book.guide.pages, book.others)
    )
    cover = book.cover._replace(date=None)
    rest = [others, book.words, book.references, dict(book.citations)]
    file.write_text(json.dumps([book.guide.name, cover, pages, *rest]))


def read(file: Path, copies: int) -> Book:
    """The book in `file` with its pages so many times over; the references stay one list."""
    name, cover, pages, others, words, references, citations = json.loads(file.read_text())
    entries = [IndexEntry(*word) for word in words]
    around = [Page(**page, source=Source("", "")) for page in others]
    originals = [Page(**page, source=Source("", "")) for page in pages]
    copied = [_copy(page, number) for number in range(copies) for page in originals]
    unique = [page for page in copied if not page.lists_references]
    unique += [page for page in originals if page.lists_references]
    guide = Guide(name, tuple(unique))
    return Book(guide, Cover(*cover), references, citations, (), around, entries)


def _copy(page: Page, number: int) -> Page:
    """The page in a folder of its own, but the first one in its own place."""
    folder, _, path = page.path.partition("/")
    place = f"{folder}/copy-{number}/" if number else f"{folder}/"
    return replace(page, path=place + path, url=place + page.url.partition("/")[2])


def with_typst(book: Book) -> None:
    """Make the guide's PDFs for both papers, as a build does."""
    pdfs, findings = typesetting.publish(book, Site("https://example.org/", lambda _: None))
    if not pdfs:
        raise SystemExit(str(findings))


def with_weasyprint(book: Book) -> None:
    """Make one PDF of the same HTML."""
    weasyprint = import_module("weasyprint")
    html = "".join(f"<h1>{page.title}</h1>{page.html}" for page in book.guide.pages)
    weasyprint.HTML(string=html + book.references).write_pdf(pdf_variant="pdf/ua-1")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1)
