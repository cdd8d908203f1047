"""The sheet for an appointment: one page with two sides, of what the guide says."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from pikepdf import Pdf

from guidebook.book.book_links import Site as Around
from guidebook.book.cover import Cover
from guidebook.book.manuscript import Book
from guidebook.book.typesetting import publish
from guidebook.page import Guide, Page
from guidebook.source import Source
from minisite import Site
from pdfs import pages, squeezed, structure

PAPERS = ("a4", "letter")
PICTURE = (
    '<div class="decision-picture"><svg class="decision-wide" width="90" height="{0}" '
    'viewBox="0 0 90 {0}"><title>A picture</title>{1}</svg></div>'
)
STEP = '<section class="decision-step decision-question"><h2>Q{0}</h2>{1}{2}</section>'
ANSWERS = '<ul class="decision-answers"><li><a href="#o">Yes</a></li><li>No</li></ul>'


@pytest.mark.parametrize("paper", PAPERS)
def test_our_sheet_has_the_answer_the_picture_the_signs_and_the_sources(
    ours: Site, paper: str
) -> None:
    first, second = map(squeezed, pages(_file(ours, paper)))
    assert "Yes,backpaincangowithlupus." in first
    assert "Emergency?Askyourdoctor" in first
    assert "Aboutthesequestions" not in first
    steps = ours.page("lupus-back-pain/decision-guide.html").select(".decision-step")
    for step in [step for step in steps if "decision-result" not in step["class"]]:
        for button in step.select("button"):
            button.decompose()
        signs = step.select(":scope > ul:not(.decision-answers) > li") or step.select("h2")
        assert all(squeezed(sign.get_text()) in second for sign in signs)
    assert "Wherethereferencesare." in second
    assert "guides.example.org/lupus" in second


@pytest.mark.parametrize("paper", PAPERS)
def test_each_sign_is_the_header_of_its_row_and_each_picture_says_what_it_is(
    ours: Site, paper: str
) -> None:
    with Pdf.open(_file(ours, paper)) as document:
        elements = list(structure(document))
        heads = [each for each in elements if each.S == "/TH" and "/A" in each]
        rows = [each for each in heads if any(part.get("/Scope") == "/Row" for part in each.A)]
        cells = [each for each in elements if each.S == "/TD"]
        figures = [str(each.Alt) for each in elements if each.S == "/Figure"]
    assert len(cells) == 2 * len(rows) > 20
    assert len(figures) == 2
    assert re.match("QR code: guides.example.org/", figures[1])


def test_a_long_decision_guide_loses_nothing(tmp_path: Path) -> None:
    signs = [[f"Sign {step}x{number}" for number in range(8)] for step in range(12)]
    steps = (
        STEP.format(step, f"<ul>{''.join(f'<li>{sign}</li>' for sign in named)}</ul>", ANSWERS)
        for step, named in enumerate(signs)
    )
    boxes = "".join(
        f'<a href="#o"><rect y="{y}" height="40" width="90"/><text y="{y + 20}">Box {y}</text></a>'
        for y in range(0, 2000, 50)
    )
    shown = _sheet("".join(steps) + PICTURE.format(2000, boxes), tmp_path)
    assert all(squeezed(sign) in shown for named in signs for sign in named)
    assert all(f"Box{y}" in shown for y in range(0, 2000, 50))


def test_a_question_without_signs_is_one_and_nothing_is_a_link(tmp_path: Path) -> None:
    html = (
        '<p>See <a href="elsewhere.html">this</a><sup id="fnref:n"><a href="#fn:n">1</a></sup>. '
        '<a href="#about">More</a></p>'
        + STEP.format("uestion?", "<p>Why.</p>", ANSWERS)
        + PICTURE.format(90, "")
    )
    shown = _sheet(html, tmp_path)
    assert "Seethis." in shown
    assert "More" not in shown
    assert "Question?" in shown
    assert "elsewhere" not in shown


def test_a_step_that_says_what_to_do_is_no_sign(tmp_path: Path) -> None:
    do = STEP.format("Rest for a week.", "", '<ul class="decision-answers"><li>Next</li></ul>')
    shown = _sheet(do + STEP.format("uestion?", "", ANSWERS) + PICTURE.format(90, ""), tmp_path)
    assert "Question?" in shown
    assert "Restforaweek" not in shown


def test_a_guide_without_a_decision_guide_or_questions_of_its_field_has_no_sheet() -> None:
    assert _publish("<p>Words.</p>")[0] == {}
    html = STEP.format("uestion?", "", ANSWERS) + PICTURE.format(90, "")
    assert _publish(html)[0]
    assert _publish(html, questions=())[0] == {}


def _sheet(html: str, folder: Path) -> str:
    """The text of a guide's sheet, without spaces."""
    ((_, pdf),) = _publish(html)[0].items()
    (folder / "sheet.pdf").write_bytes(pdf)
    return squeezed("".join(pages(folder / "sheet.pdf")))


def _publish(html: str, questions: Sequence[str] = ("Why?",)) -> tuple[dict[str, bytes], list[str]]:
    page = Page("g/index.md", "g/index.html", "Title", "Title", html, Source("a.md", ""))
    cover = Cover("T", "", "S", "", "N", "en", None, questions=questions)
    pdfs, findings = publish(
        Book(Guide("g", (page,)), cover, "", {}), Around("", lambda _: None), ("a4-sheet",)
    )
    assert {finding.code for finding in findings} <= {"P02"}, findings
    return pdfs, [str(finding) for finding in findings]


def _file(site: Site, paper: str) -> Path:
    return site.folder / "lupus-back-pain" / f"lupus-back-pain-{paper}-sheet.pdf"
