"""What a screen reader makes of a book: its order, its tables, and where its links lead."""

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any

from pikepdf import Array, Pdf

from books import Book
from guidebook.book.book_links import Site as Around
from guidebook.book.cover import Cover
from guidebook.book.manuscript import Book as Manuscript
from guidebook.book.typesetting import publish
from guidebook.page import Guide, Page
from guidebook.source import Source
from minisite import Site
from pdfs import structure
from reading_order import Document, Item, read

MOST_ROWS, MOST_CHARACTERS = 4, 40
"""What is told of a table and of a text."""
GOLDEN = Path(__file__).parent / "data" / "reading-order.txt"

ROWS = (
    "<table><thead><tr><th>x</th><th>y</th><th>z</th></tr></thead>"
    '<tbody><tr><th rowspan="2">A</th><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr>'
    "<tr><th>B</th><th>C</th><td>5</td></tr></tbody></table>"
)
HEADERS = {"1": "yA", "2": "zA", "3": "yA", "4": "zA", "5": "zBC"}
"""By the text of a cell, those of its headers."""


def test_every_cell_names_the_headers_of_its_column_and_its_row() -> None:
    with _pdf(ROWS) as pdf:
        elements = list(structure(pdf))
        texts = dict(_cell_texts(read(pdf)))
        names = {str(cell.ID): texts[cell.objgen] for cell in elements if "/ID" in cell}
        tree = pdf.Root.StructTreeRoot.IDTree.Names
        assert [str(name) for name in list(tree)[::2]] == sorted(names)
        found = {
            texts[cell.objgen]: "".join(sorted(names[str(name)] for name in attributes.Headers))
            for cell in elements
            if cell.S == "/TD"
            for attributes in cell.A
            if "/Headers" in attributes
        }
    assert {text: sorted(headers) for text, headers in found.items()} == {
        text: sorted(headers) for text, headers in HEADERS.items()
    }


def test_links_say_what_they_lead_to_and_on_which_page(book: Book) -> None:
    with Pdf.open(book.pdf) as pdf:
        document = Document(pdf)
        checked = 0
        for link, words in _links(list(document.items())):
            said = {str(part.Obj.get("/Contents", "")) for part in _parts(link)}
            if number := re.match(r"\[(\d+)", words):
                assert said == {f"Reference {number[1]}, page {document.target(link)}"}
                checked += 1
            elif words.isdecimal() and words == str(document.target(link)):
                assert all(
                    re.match(rf"page {words}, (where reference \d+ is cited|\w.+)", each)
                    for each in said
                )
                checked += 1
            assert not any(re.fullmatch(r"page \d+", each) for each in said if words.strip()), words
        assert checked > 10


def test_bullets_are_told_as_bullets(book: Book) -> None:
    with Pdf.open(book.pdf) as pdf:
        lists = [element for element in structure(pdf) if element.S == "/L" and "/A" in element]
        kinds = {str(each.ListNumbering) for element in lists for each in element.A}
    assert "/Disc" in kinds
    assert "/Circle" not in kinds


def test_the_order_of_reading_is_that_of_the_golden_file(torture: Site) -> None:
    with Pdf.open(torture.folder / "everything" / "everything-a4.pdf") as pdf:
        told = "".join(f"{line}\n" for line in _told(read(pdf)))
    assert told == GOLDEN.read_text(encoding="utf-8")


def _told(items: list[Item]) -> Iterator[str]:
    """The structure as lines: each element by its role, and the beginning of its text in quotes.

    Long tables are told by their first rows.
    """
    depth = rows = 0
    for role, group in groupby(items, lambda item: item.role):
        if role.startswith("/"):
            depth -= len(list(group))
        elif role:
            for item in group:
                rows = 0 if role == "Table" else rows + (role == "TR")
                extra = [str(item.element.get(key, "")) for key in ("/Alt", "/Lang")]
                if rows <= MOST_ROWS:
                    yield " ".join(filter(None, [f"{' ' * depth}{role}", *extra]))
                depth += 1
        else:
            words = "".join(item.text for item in group)
            if rows <= MOST_ROWS:
                yield f"{' ' * depth}{words[:MOST_CHARACTERS]!r}"


def _cell_texts(items: list[Item]) -> Iterator[tuple[tuple[int, int], str]]:
    for place, item in enumerate(items):
        if item.role in ("TH", "TD"):
            end = next(
                n for n, each in enumerate(items) if n > place and each.role == f"/{item.role}"
            )
            yield item.element.objgen, "".join(each.text for each in items[place:end]).strip()


def _links(items: list[Item]) -> Iterator[tuple[Any, str]]:
    """The links in a book's text, each with its words."""
    depth = 0
    for place, item in enumerate(items):
        depth += {"TOC": 1, "/TOC": -1}.get(item.role, 0)
        is_label = place > 0 and items[place - 1].role == "Lbl"
        if item.role == "Link" and not (depth or is_label):
            end = next(n for n, each in enumerate(items) if n > place and each.role == "/Link")
            words = "".join(each.text for each in items[place:end])
            yield item.element, words


def _parts(link: Any) -> Iterator[Any]:
    kids = link.K
    for kid in kids if isinstance(kids, Array) else [kids]:
        if not isinstance(kid, int) and "/Obj" in kid:
            yield kid


def _pdf(html: str) -> Pdf:
    page = Page("g/index.md", "g/index.html", "Title", "Title", html, Source("a.md", ""))
    book = Manuscript(Guide("g", (page,)), Cover("T", "", "S", "", "N", "en", None), "", {})
    pdfs, findings = publish(book, Around("", lambda _: None), ("a4",))
    assert findings == []
    return Pdf.open(BytesIO(pdfs["g/g-a4.pdf"]))
