"""What every book promises: our own, and one of every element and hostile text."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pikepdf import Pdf

from book_words import unturned
from books import Book
from guidebook.book.download_links import download_links
from minisite import Site, texts
from pdfs import fonts, links, outline, pages, squeezed, structure
from reading_order import Item, read
from torture import HOSTILE, NAV, build_book

WITHOUT_HEAD_AND_FOOT = ("-x", "0", "-y", "48", "-W", "600", "-H", "748")
"""What to take of a page of A4, in points."""

PLACES_IN_ONE_PIECE = 3
"""Of the five places of a hostile text, in the order of the pages or in that of the structure.

Notes at a page's foot may part long ones in the first, words from right to left in the second."""


def test_it_builds_without_a_finding(book: Book) -> None:
    assert (book.site.warnings, book.site.notices, book.site.exit_code) == ([], [], 0)


def test_the_file_is_sound_and_says_what_it_is(book: Book) -> None:
    with Pdf.open(book.pdf) as document:
        assert document.check_pdf_syntax() == []
        assert document.Root.Lang == "en"
        assert document.Root.MarkInfo.Marked
        assert document.Root.ViewerPreferences.DisplayDocTitle
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["pdfaid:part"] + metadata["pdfaid:conformance"] == "2A"
            assert metadata["dc:title"]


def test_every_font_is_embedded(book: Book) -> None:
    with Pdf.open(book.pdf) as document:
        descriptors = list(fonts(document))
    assert descriptors
    for descriptor in descriptors:
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor, descriptor.FontName


def test_every_heading_is_in_the_outline_and_on_its_page(book: Book) -> None:
    texts = pages(book.pdf)
    with Pdf.open(book.pdf) as document:
        found = outline(document)
    for entry in found:
        assert squeezed(entry.title)[:40] in squeezed(texts[entry.page - 1]), entry
    headings = [
        heading.get_text()
        for name in book.page_names
        for heading in book.page(name).select(f"{book.content} :is(h2, h3, h4, h5, h6)")
    ]
    titles = iter([squeezed(entry.title) for entry in found])
    for heading in headings:
        plain = re.sub(r"\[\d+\]$", "", squeezed(heading))
        assert plain in titles, heading


def test_the_contents_give_the_right_pages(book: Book) -> None:
    with Pdf.open(book.pdf) as document:
        found = outline(document)
        listed = list(_contents(read(document)))
    first_behind = next(entry.title for entry in found if entry.title == "References")
    behind = [entry.title for entry in found].index(first_behind)
    expected = [
        unturned(f"{squeezed(entry.title)}{entry.page}")
        for place, entry in enumerate(found)
        if entry.level <= (2 if place < behind else 1)
        and not re.match(r"(Question|Step) \d+ of", entry.title)
    ]
    assert listed == expected


def test_every_link_in_the_book_lands_and_every_other_has_an_address(book: Book) -> None:
    with Pdf.open(book.pdf) as document:
        found = links(document)
        count = len(document.pages)
    assert all(1 <= link.target <= count for link in found if not link.address)
    assert all(re.match("(https|mailto|tel):", link.address) for link in found if link.address)


def test_links_say_the_page_they_lead_to(book: Book) -> None:
    with Pdf.open(book.pdf) as document:
        found = links(document)
    for number, page in enumerate(pages(book.pdf), 1):
        targets = {link.target for link in found if link.page == number and link.target}
        said = {int(match) for match in re.findall(r"(?:\(|, )page\s(\d+)", page)}
        assert said <= targets | {0}, number


def test_every_page_tells_its_number_and_what_the_book_is_for(book: Book) -> None:
    texts = [" ".join(page.split()) for page in pages(book.pdf)]
    for number, page in enumerate(texts, 1):
        assert "For education only." in page
        assert number == 1 or f"page {number} of {len(texts)}" in page


def test_cells_figures_and_headings_are_told_to_a_screen_reader(book: Book) -> None:
    with Pdf.open(book.pdf) as document:
        elements = list(structure(document))
        cells = [element for element in elements if element.S == "/TH"]
        scopes = {str(item.Scope) for cell in cells for item in cell.A if "/Scope" in item}
        assert scopes == {"/Row", "/Column"}
        rows = [cell for cell in cells if any(item.get("/Scope") == "/Row" for item in cell.A)]
        headers = [book.page(name).select("tbody th[scope=row]") for name in book.page_names]
        if book.guide == "lupus-back-pain":
            headers.append(book.site.page("about.html").select("tbody th[scope=row]"))
        if book.guide != "everything":
            assert len(rows) == sum(map(len, headers))
        figures = [element for element in elements if element.S == "/Figure"]
        assert figures
        assert all(str(figure.Alt).strip() for figure in figures)


def _contents(items: list[Item]) -> Iterator[str]:
    """The lines of the contents, without spaces."""
    for place, item in enumerate(items):
        if item.role == "TOCI":
            end = next(n for n, each in enumerate(items) if n > place and each.role == "/TOCI")
            yield unturned(squeezed("".join(each.text for each in items[place:end])))


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_our_books_are_small_and_the_first_page_says_how_small(ours: Site, paper: str) -> None:
    file = ours.folder / "lupus-back-pain" / f"lupus-back-pain-{paper}.pdf"
    size = file.stat().st_size
    assert size <= 300_000
    (line,) = ours.page("lupus-back-pain/index.html").select(".guide-pdf")
    (link,) = line.select(f'a[href="{file.name}"]')
    assert f"({size / 1000:.0f} kB)" in link.get_text()


def test_links_name_each_edition_that_there_is_with_its_paper_and_size() -> None:
    files = {"g/g-a4.pdf": b"x" * 2_400, "g/g-a4-large-print.pdf": b"x" * 3_600}
    assert texts(BeautifulSoup(download_links(files, "More"), "html.parser").select("p")) == [
        "PDF to print or keep: A4 (2 kB). In large print: A4 (4 kB). More"
    ]


def test_two_builds_give_the_same_bytes(
    torture: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    one = build_book(tmp_path / "one", nav=NAV)
    two = build_book(tmp_path / "two", nav=NAV)
    names = sorted(file.name for file in one.folder.glob("everything/*.pdf"))
    assert len(names) == 6
    for name in names:
        first, second = (site.folder / "everything" / name for site in (one, two))
        assert first.read_bytes() == second.read_bytes(), name


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_comes_out_as_that_text(torture: Site, kind: str) -> None:
    pdf = torture.folder / "everything" / "everything-a4.pdf"
    with Pdf.open(pdf) as document:
        spoken = squeezed("".join(item.text for item in read(document)))
    printed = squeezed("".join(pages(pdf, *WITHOUT_HEAD_AND_FOOT)[3:]))
    found = max(text.count(squeezed(HOSTILE[kind])) for text in (printed, spoken))
    assert found >= PLACES_IN_ONE_PIECE, kind
