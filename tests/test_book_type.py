"""The type of a book is as large as its edition promises, and its line as long as eyes like it."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pikepdf import Dictionary, Matrix, Pdf, parse_content_stream

from books import Book
from minisite import Site

BODY = {"": 12, "-large-print": 16}
SMALLEST = {"": 10, "-large-print": 14}
SHEET = "-sheet"
"""Points, by the ending of a file's name."""

DRAWN = {9.0, 13.5}
"""Sizes in the drawings of the guide that has every element: a drawing has its own scale."""

MOST_PAGES = 20


@pytest.mark.parametrize("edition", BODY)
def test_no_letter_is_smaller_than_its_edition_promises(book: Book, edition: str) -> None:
    with Pdf.open(book.pdf.with_stem(f"{book.pdf.stem}{edition}")) as pdf:
        sizes = Counter(
            round(size, 2)
            for page in pdf.pages
            for size, count in _sizes(page.obj, page.get("/Resources", Dictionary()), Matrix())
            for _ in range(count)
        )
    own = DRAWN if book.guide == "everything" else set()
    assert min(sizes.keys() - own) >= SMALLEST[edition] - 0.01, sorted(sizes)[:5]
    assert (
        sum(count for size, count in sizes.items() if size >= BODY[edition]) > 0.5 * sizes.total()
    )


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_our_guide_is_a_booklet(ours: Site, paper: str) -> None:
    with Pdf.open(_file(ours, paper)) as pdf:
        assert len(pdf.pages) <= MOST_PAGES


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_large_print_has_nothing_thin_and_nothing_slanted(ours: Site, paper: str) -> None:
    with Pdf.open(_file(ours, f"{paper}-large-print")) as pdf:
        fonts = {
            str(item.FontName)
            for item in pdf.objects
            if isinstance(item, Dictionary) and item.get("/Type") == "/FontDescriptor"
        }
    assert fonts
    assert not [name for name in fonts if "It" in name.partition("-")[2] or "Light" in name]


def test_all_editions_are_linked_on_the_first_page(ours: Site) -> None:
    (line,) = ours.page("lupus-back-pain/index.html").select(".guide-pdf")
    names = [str(link["href"]) for link in line.select("a[href$='.pdf']")]
    editions = [f"{paper}{edition}" for edition in (*BODY, SHEET) for paper in ("a4", "letter")]
    assert names == [f"lupus-back-pain-{edition}.pdf" for edition in editions]
    assert re.search("PDF to print.+In large print.+your appointment", line.get_text())


def _file(site: Site, version: str) -> Path:
    return site.folder / "lupus-back-pain" / f"lupus-back-pain-{version}.pdf"


def _sizes(content: Any, resources: Any, matrix: Matrix) -> Iterator[tuple[float, int]]:
    """The height of each piece of text on the page, in points, and its number of characters."""
    kept: list[Matrix] = []
    size, line = 0.0, Matrix()
    for instruction in parse_content_stream(content):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "q":
                kept.append(matrix)
            case "Q":
                matrix = kept.pop()
            case "cm":
                matrix = Matrix(*map(float, operands)) @ matrix
            case "Tf":
                size = float(operands[1])
            case "Tm":
                line = Matrix(*map(float, operands))
            case "Tj" | "TJ":
                both = line @ matrix
                yield size * (both.c**2 + both.d**2) ** 0.5, len(bytes(str(operands[0]), "utf-8"))
            case "Do":
                form = resources.XObject[str(operands[0])]
                if form.get("/Subtype") == "/Form":
                    inner = Matrix(*map(float, form.get("/Matrix", [1, 0, 0, 1, 0, 0])))
                    below = form.get("/Resources", resources)
                    yield from _sizes(form, below, inner @ matrix)
