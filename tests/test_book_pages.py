"""What every page of a book promises: nothing alone, nothing cut off, and a measure to read."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from statistics import mean

import pytest
from pikepdf import Pdf

from books import Book
from guidebook.book.html_tree import flows, parse
from guidebook.book.step_columns import in_columns
from minisite import Site
from pdfs import Line, lines, outline
from torture import build_book

FOOT = 46
"""Points from a page's lower edge in which it says its number."""

FOOT_OF_LARGE_PRINT = 68
"""The same of that edition."""

HEAD = 48
"""Points from a page's upper edge with its running head."""

FOOT_WORDS = r"For education only\.[^.]*\.?( ?page \d+ of \d+)?"

SIDE = 28
"""Points from a page's left and right edges without text: printers reach no further than 10 mm."""

NOTES = "Your notes"
"""What stands over lines to write on, where the last page has room."""

FULL_LINE_LACKS = 15
"""Points that a line may end before the longest one."""


def test_no_page_is_half_empty_and_no_heading_is_alone_at_its_foot(book: Book) -> None:
    sizes = _sizes(book.pdf)
    with Pdf.open(book.pdf) as document:
        found = outline(document)
    turned = {number for number, (width, height) in enumerate(sizes, 1) if width > height}
    for number, page in enumerate(lines(book.pdf), 1):
        _, height = sizes[number - 1]
        body = [line for line in page if line.top < height - FOOT]
        may_end = {number, number + 1} & turned or number == 1 or body[-1].words == NOTES
        assert may_end or body[-1].top > 0.5 * height, number
        lowest = height - body[-1].top
        assert all(entry.height > lowest + 15 for entry in found if entry.page == number), number


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_no_page_of_large_print_is_half_empty(ours: Site, paper: str) -> None:
    pdf = ours.folder / "lupus-back-pain" / f"lupus-back-pain-{paper}-large-print.pdf"
    with Pdf.open(pdf) as document:
        height = float(document.pages[0].MediaBox[3])
    _, *found = lines(pdf)
    for number, page in enumerate(found, 2):
        lowest = max(line.top for line in page if line.top < height - FOOT_OF_LARGE_PRINT)
        assert lowest > 0.5 * height or NOTES in [line.words for line in page], number


def test_no_text_leaves_its_page(book: Book) -> None:
    for (width, height), page in zip(_sizes(book.pdf), lines(book.pdf), strict=True):
        foot = " ".join(line.words for line in page if line.top > height - FOOT)
        assert re.fullmatch(FOOT_WORDS, foot), foot
        assert all(line.left > SIDE and line.right < width - SIDE for line in page)


def _sizes(pdf: Path) -> list[tuple[float, float]]:
    """The width and the height of each page: a sheet with a wide table is turned."""
    with Pdf.open(pdf) as document:
        boxes = [[float(edge) for edge in page.MediaBox] for page in document.pages]
    return [(width, height) for *_, width, height in boxes]


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
    cuts = 0
    for page, following in pairwise(long_book(tmp_path, "".join(paragraphs))):
        if page[-1].words[-2:] != "E.":
            cuts += 1
            assert page[-1].words[0] != "B"
            assert following[0].words[-2:] != "E."
    assert cuts > 3


def test_no_short_end_of_a_section_is_alone_on_its_page(tmp_path: Path) -> None:
    sections = (
        f"## Section\n\nB{' word' * (60 + 3 * number)} E.\n\nEnd.\n\n" for number in range(90)
    )
    found = long_book(tmp_path, "".join(sections))
    assert len(found) > 10
    assert [page[0].words for page in found if page[0].words == "End."] == []


def test_the_space_above_headings_is_always_the_same(tmp_path: Path) -> None:
    sections = "".join(f"## Heading\n\n{'word ' * (5 + 40 * (n % 3))}\n\n" for n in range(12))
    (page, *_) = [page for page in lines(build_pdf(tmp_path, sections))[1:] if page[-1].words]
    found = {
        round(line.top - above.top)
        for above, line in pairwise(page)
        if line.words == "Heading" and above.words.startswith("word")
    }
    assert len(found) == 1


def test_the_running_head_names_the_chapter_that_a_page_begins_with(tmp_path: Path) -> None:
    text = "\n\n".join(["Words of the first. " * 10] * 33)
    found = [page for page in lines(build_pdf(tmp_path, text, second="More.")) if page]
    (page,) = [page for page in found[2:] if "Second" in [line.words for line in page]]
    head = [line.words for line in page if line.top < HEAD]
    assert any("A title" in words for words in head), head
    assert not any("Second" in words for words in head), head


def test_what_is_left_of_the_last_page_is_for_notes(tmp_path: Path) -> None:
    *_, last = lines(build_pdf(tmp_path, "Words."))
    assert [line.words for line in last].count(NOTES) == 1


def long_book(folder: Path, text: str) -> list[list[Line]]:
    """The lines of the text on each page of a book that has no other."""
    found = lines(build_pdf(folder, text))
    written = [[line for line in page if re.match("B|word|End", line.words)] for page in found]
    return [page for page in written if page]


def build_pdf(folder: Path, text: str, second: str = "") -> Path:
    """The book of a guide of one page, or two."""
    page = "---\ntitle: A title\ndescription: To be cut.\n---\n\n"
    files: dict[str, str | bytes] = {"docs/index.md": page, "docs/guide/index.md": page + text}
    names = ["guide/index.md"]
    if second:
        files["docs/guide/second.md"] = page.replace("A title", "Second") + second
        names.append("guide/second.md")
    site = build_book(folder, files, nav=["index.md", {"Guide": names}])
    assert (site.warnings, site.exit_code) == ([], 0)
    return site.folder / "guide" / "guide-a4.pdf"


@pytest.mark.parametrize(
    ("lengths", "share"), [((1, 1), 50), ((3, 2), 58), ((4, 1), 64), ((1, 4), 36)]
)
def test_two_columns_of_a_step_are_about_as_high(lengths: tuple[int, int], share: int) -> None:
    html = "".join(f"<p>{'word ' * 20 * length}</p>" for length in lengths)
    made = in_columns([*flows(parse(html).children)])
    assert (len(made.first), len(made.second), made.share) == (1, 1, share)
