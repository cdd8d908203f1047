"""No picture of a book is cut: a high one goes over pages, or becomes smaller."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from pikepdf import Page, Pdf

from decision_guides import OURS, Tree, good, trees
from guidebook.book.drawing_parts import parts
from guidebook.decision_guide.flowchart import lay_out
from guidebook.decision_guide.flowchart_parts import NARROW, WIDE, Form
from guidebook.decision_guide.flowchart_svg import svg
from minisite import page
from pdfs import pages, structure
from torture import build_book, png


@pytest.mark.parametrize("form", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("most", [200, 400, 600])
def test_a_high_flowchart_is_cut_between_its_boxes(form: Form, most: int) -> None:
    decision = good(OURS.read_bytes())
    drawing = svg(lay_out(decision, form), decision)
    cut = parts(drawing, most)
    assert len(cut) > 1
    places = [
        tuple(map(float, re.search('viewBox="(.*?)"', part.markup)[1].split()))  # type: ignore[index]
        for part in cut
    ]
    assert all(
        place[3] * part.width / form.width <= most + 1
        for place, part in zip(places, cut, strict=True)
    )
    assert all(one[1] + one[3] == two[1] for one, two in pairwise(places))
    texts = [
        re.findall("<text.*?</text>", markup)
        for markup in (drawing, "".join(c.markup for c in cut))
    ]
    assert texts[0] == texts[1]


@settings(derandomize=True, deadline=None, max_examples=30)
@given(tree=trees())
def test_any_flowchart_is_cut_in_the_order_of_reading(tree: Tree) -> None:
    decision = tree.decision()
    for form, most in ((WIDE, 820), (NARROW, 580)):
        drawing = svg(lay_out(decision, form), decision)
        markup = "".join(part.markup for part in parts(drawing, most))
        assert re.findall("<text.*?</text>", markup) == re.findall("<text.*?</text>", drawing)


def test_a_flowchart_that_fits_stays_whole() -> None:
    decision = good(OURS.read_bytes())
    drawing = svg(lay_out(decision, WIDE), decision)
    (part,) = parts(drawing, 5000)
    assert part.markup == drawing


@pytest.mark.parametrize("size", [(30, 3000), (3000, 30), (2000, 2000)])
def test_a_picture_of_any_shape_is_on_its_page(tmp_path: Path, size: tuple[int, int]) -> None:
    files: dict[str, str | bytes] = {
        "docs/guide/index.md": page("Words.\n\n![A box](box.png)\n\nWords."),
        "docs/guide/box.png": png(*size),
    }
    assert build_book(tmp_path, files).warnings == []
    for file in (tmp_path / "site" / "guide").glob("*.pdf"):
        with Pdf.open(file) as pdf:
            *_, width, height = map(float, pdf.pages[0].MediaBox)
            _, figure = [element for element in structure(pdf) if element.S == "/Figure"]
            left, low, right, top = map(float, figure.A[0].BBox)
        assert left >= 0
        assert low >= 0
        assert right <= width
        assert top <= height


def test_text_that_follows_fills_the_page_before_a_picture_without_room(tmp_path: Path) -> None:
    before, after = (f"{'Words that go on and on. ' * 6}{end}\n\n" for end in ("Before.", "After."))
    files: dict[str, str | bytes] = {
        "docs/guide/index.md": page(f"{before * 10}![A box](box.png)\n\n{after * 14}"),
        "docs/guide/box.png": png(400, 500),
    }
    assert build_book(tmp_path, files).warnings == []
    found = pages(tmp_path / "site" / "guide" / "guide-a4.pdf")
    (place,) = [
        number for number, words in enumerate(found) if "Before." in words and "After." in words
    ]
    with Pdf.open(tmp_path / "site" / "guide" / "guide-a4.pdf") as pdf:
        _, figure = [element for element in structure(pdf) if element.S == "/Figure"]
        assert pdf.pages.index(Page(figure.Pg)) == place + 1
