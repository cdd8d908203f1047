"""No picture of a book is cut: a high one goes over pages, or becomes smaller."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from pikepdf import Pdf

from decision_guides import OURS, good
from guidebook.book.drawing_parts import parts
from guidebook.decision_guide.flowchart import NARROW, WIDE, Form, lay_out
from guidebook.decision_guide.flowchart_svg import svg
from minisite import page
from pdfs import structure
from torture import build_book, png


@pytest.mark.parametrize("form", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("most", [200, 400, 600])
def test_a_high_flowchart_is_cut_between_its_boxes(form: Form, most: int) -> None:
    decision = good(OURS.read_bytes())
    drawing = svg(lay_out(decision, form), decision)
    cut = [part.markup for part in parts(drawing, most)]
    assert len(cut) > 1
    boxes = [tuple(map(float, re.search('viewBox="(.*?)"', part)[1].split())) for part in cut]  # type: ignore[index]
    assert all(box[3] <= most for box in boxes)
    assert all(one[1] + one[3] == two[1] for one, two in pairwise(boxes))
    assert re.findall("<tspan.*?</tspan>", "".join(cut)) == re.findall("<tspan.*?</tspan>", drawing)


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
