"""What every book promises: our own, and one of every element and hostile text."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from statistics import mean
from typing import NamedTuple

import pytest
from bs4 import BeautifulSoup
from pikepdf import Pdf

from minisite import ROOT, Site, run
from pdfs import fonts, lines, links, outline, pages, squeezed, structure
from torture import HOSTILE, NAV, build_book

SCREEN_ONLY = (
    ".headerlink, .footnote-backref, .footnote, .tabbed-labels, .decision-narrow, .guide-pdf, "
    "svg title, svg desc, script, style, [hidden]"
)
NOT_THE_TEXT = ".page-status, .page-contents, .md-content__button, .md-source-file, [rowspan]"
"""What the site adds, and cells that a PDF draws after others."""

WITHOUT_HEAD_AND_FOOT = ("-x", "0", "-y", "80", "-W", "600", "-H", "690")
"""What to take of a page of A4, in points."""

PLACES_IN_ONE_PIECE = 3
"""Of the five places of a hostile text; notes at a page's foot may part the long ones."""

WIDEST_GAP = 700
"""Signs that may stand between two words of a page: notes, addresses, a page's head and foot."""

FOOT = 70
"""Points from a page's lower edge in which it says its number."""

SIDE = 50
"""Points from a page's left and right edges without text."""

NOTES = "Your notes"
"""What stands over lines to write on, where the last page has room."""

FULL_LINE_LACKS = 15
"""Points that a line may end before the longest one."""

NOT_IN_BOOKS = (
    ".print-address, .page-status, .page-contents, .md-content__button, .md-source-file, [rowspan]"
)


class Book(NamedTuple):
    """A built book and the pages it was made from, in its order."""

    site: Site
    guide: str
    paper: str
    page_names: tuple[str, ...]
    content: str
    """What selects a page's own text, in CSS."""

    @property
    def pdf(self) -> Path:
        return self.site.folder / self.guide / f"{self.guide}-{self.paper}.pdf"

    def page(self, name: str) -> BeautifulSoup:
        built = self.site.page(f"{self.guide}/{name}.html")
        unread = SCREEN_ONLY if name == "references" else f"{SCREEN_ONLY}, [role=doc-bibliography]"
        for element in built.select(unread):
            element.decompose()
        return built


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return run(ROOT, tmp_path_factory.mktemp("ours"))


@pytest.fixture(scope="module")
def torture(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build_book(tmp_path_factory.mktemp("torture"), nav=NAV)


OUR_PAGES = (
    *("index", "causes", "inflammatory-or-mechanical", "sacroiliitis", "look-alikes", "at-home"),
    *("clinician", "treatment", "key-points", "decision-guide", "references"),
)
TORTURE_PAGES = ("index", "second", "decision-guide", "treatment", "hostile", "references")


@pytest.fixture(params=["ours-a4", "ours-letter", "torture-a4", "torture-letter"])
def book(request: pytest.FixtureRequest) -> Book:
    name, _, paper = request.param.partition("-")
    site = request.getfixturevalue(name)
    if name == "ours":
        return Book(site, "lupus-back-pain", paper, OUR_PAGES, "article")
    return Book(site, "everything", paper, TORTURE_PAGES, "main")


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
        _, *found = outline(document)
    contents = squeezed("".join(pages(book.pdf, "-layout")[1:3])).replace(".", "")
    place = 0
    for entry in found:
        if entry.level <= 2:
            line = f"{squeezed(entry.title).replace('.', '')}{entry.page}"
            place = contents.find(line, place)
            assert place >= 0, entry


def test_every_link_in_the_book_lands_and_every_other_has_an_address(book: Book) -> None:
    with Pdf.open(book.pdf) as document:
        found = links(document)
        count = len(document.pages)
    assert all(1 <= link.target <= count for link in found if not link.address)
    assert all(re.match("(https|mailto):", link.address) for link in found if link.address)


def test_links_say_the_page_they_lead_to(book: Book) -> None:
    with Pdf.open(book.pdf) as document:
        found = links(document)
    for number, page in enumerate(pages(book.pdf), 1):
        targets = {link.target for link in found if link.page == number and link.target}
        said = {int(match) for match in re.findall(r"(?:\(|, )page\s(\d+)", page)}
        assert said <= targets | {0}, number


def test_the_text_of_every_page_is_in_the_book_in_its_order(book: Book) -> None:
    stream = squeezed("".join(pages(book.pdf, "-raw")[2:]))
    place = 0
    for name in book.page_names:
        if name == "hostile":
            place = stream.index("Allofthem.")
            continue
        built = book.page(name)
        (content,) = built.select(book.content)
        for aside in content.select(NOT_IN_BOOKS):
            aside.decompose()
        for word in re.findall(r"\w+", content.get_text(" ")):
            found = stream.find(word, place)
            assert found >= 0, (name, word)
            assert found - place < WIDEST_GAP, (name, word)
            place = found + len(word)


def test_every_page_tells_its_number_and_what_the_book_is_for(book: Book) -> None:
    texts = [" ".join(page.split()) for page in pages(book.pdf)]
    for number, page in enumerate(texts, 1):
        assert "For education only." in page
        assert number == 1 or f"page {number} of {len(texts)}" in page


def test_no_page_is_nearly_empty_and_no_heading_is_alone_at_its_foot(book: Book) -> None:
    with Pdf.open(book.pdf) as document:
        height = float(document.pages[0].MediaBox[3])
        found = outline(document)
    for number, page in enumerate(lines(book.pdf), 1):
        body = [line for line in page if line.top < height - FOOT]
        assert number == 1 or body[-1].top > 0.3 * height or body[-1].words == NOTES, number
        lowest = height - body[-1].top
        assert all(entry.height > lowest + 15 for entry in found if entry.page == number), number


def test_no_text_leaves_its_page(book: Book) -> None:
    with Pdf.open(book.pdf) as document:
        *_, width, height = map(float, document.pages[0].MediaBox)
    for page in lines(book.pdf):
        foot = [line.words for line in page if line.top > height - FOOT]
        assert all(re.fullmatch(r"For education only\..*|page \d+ of \d+", line) for line in foot)
        assert all(line.left > SIDE and line.right < width - SIDE for line in page)


def test_a_full_line_has_sixty_to_seventy_five_letters(ours: Site) -> None:
    pdf = ours.folder / "lupus-back-pain" / "lupus-back-pain-a4.pdf"
    found = [line for page in lines(pdf) for line in page]
    left = Counter(line.left for line in found).most_common(1)[0][0]
    text = [line for line in found if line.left == left]
    right = max(line.right for line in text)
    full = [len(line.words) for line in text if right - line.right < FULL_LINE_LACKS]
    assert len(full) > 30
    assert 60 <= mean(full) <= 75


def test_no_line_of_a_paragraph_is_alone_on_its_page(tmp_path: Path) -> None:
    paragraphs = (f"B{' word' * (35 + 7 * (number % 13))} E.\n\n" for number in range(150))
    guide = f"---\ntitle: Long\ndescription: To be cut.\n---\n\n{''.join(paragraphs)}"
    home = "---\ntitle: Home\ndescription: Home.\n---\n\nWords.\n"
    files: dict[str, str | bytes] = {"docs/index.md": home, "docs/guide/index.md": guide}
    site = build_book(tmp_path, files, nav=["index.md", {"Guide": ["guide/index.md"]}])
    body = [
        [line for line in page if line.words[0] in "Bw"]
        for page in lines(site.folder / "guide" / "guide-a4.pdf")[2:]
    ]
    cuts = 0
    for page, following in pairwise(body):
        if page[-1].words[-2:] != "E.":
            cuts += 1
            assert page[-1].words[0] != "B"
            assert following[0].words[-2:] != "E."
    assert cuts > 3


def test_cells_figures_and_headings_are_told_to_a_screen_reader(book: Book) -> None:
    with Pdf.open(book.pdf) as document:
        elements = list(structure(document))
        cells = [element for element in elements if element.S == "/TH"]
        scopes = {str(item.Scope) for cell in cells for item in cell.A if "/Scope" in item}
        assert scopes == {"/Row", "/Column"}
        rows = [cell for cell in cells if any(item.get("/Scope") == "/Row" for item in cell.A)]
        headers = [book.page(name).select("tbody th[scope=row]") for name in book.page_names]
        assert len(rows) == sum(map(len, headers)) or book.guide == "everything"
        figures = [element for element in elements if element.S == "/Figure"]
        assert figures
        assert all(str(figure.Alt).strip() for figure in figures)


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_our_books_are_small_and_the_first_page_says_how_small(ours: Site, paper: str) -> None:
    file = ours.folder / "lupus-back-pain" / f"lupus-back-pain-{paper}.pdf"
    size = file.stat().st_size
    assert size <= 200_000
    (line,) = ours.page("lupus-back-pain/index.html").select(".guide-pdf")
    (link,) = line.select(f'a[href="{file.name}"]')
    assert f"({size / 1000:.0f} kB)" in link.get_text()


def test_two_builds_give_the_same_bytes(
    torture: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    one = build_book(tmp_path / "one", nav=NAV)
    two = build_book(tmp_path / "two", nav=NAV)
    for paper in ("a4", "letter"):
        name = f"everything/everything-{paper}.pdf"
        assert (one.folder / name).read_bytes() == (two.folder / name).read_bytes()


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_comes_out_as_that_text(torture: Site, kind: str) -> None:
    pdf = torture.folder / "everything" / "everything-a4.pdf"
    stream = squeezed("".join(pages(pdf, *WITHOUT_HEAD_AND_FOOT)[3:]))
    assert stream.count(squeezed(HOSTILE[kind])) >= PLACES_IN_ONE_PIECE, kind
