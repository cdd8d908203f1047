"""What a book says of who has reviewed it: on its cover, and under the title of each chapter."""

from pathlib import Path

import pytest

from minisite import page
from pdfs import pages
from torture import build_book

ANN = "2027-01-31, Dr Ann Able (rheumatology)"
BEA = "2026-12-01, Bea Best"
ANN_IN_WORDS = "Dr Ann Able (rheumatology) on 31 January 2027"
BEA_IN_WORDS = "Bea Best on 1 December 2026"

COVERS = {
    "none": (("none", "none", "none"), "Not yet reviewed by a clinician."),
    "all by one person": ((ANN, ANN, ANN), f"Reviewed by {ANN_IN_WORDS}."),
    "all by two people": ((ANN, BEA, ANN), f"Reviewed by {BEA_IN_WORDS}; {ANN_IN_WORDS}."),
    "one": (("none", ANN, "none"), f"1 of 3 chapters is reviewed, by {ANN_IN_WORDS}."),
    "some": (
        (ANN, "none", BEA),
        f"2 of 3 chapters are reviewed, by {BEA_IN_WORDS}; {ANN_IN_WORDS}.",
    ),
}


@pytest.mark.parametrize(("reviews", "sentence"), COVERS.values(), ids=COVERS)
def test_the_cover_says_who_has_reviewed_the_chapters(
    tmp_path: Path, reviews: tuple[str, ...], sentence: str
) -> None:
    cover, *_ = _texts(tmp_path, reviews)
    assert sentence in cover


def test_each_reviewed_chapter_says_by_whom_under_its_title(tmp_path: Path) -> None:
    _, *chapters = _texts(tmp_path, (ANN, "none", BEA))
    text = " ".join(chapters)
    assert f"Chapter 1 Reviewed by {ANN_IN_WORDS}. Words." in text
    assert "Chapter 2 Words." in text
    assert f"Chapter 3 Reviewed by {BEA_IN_WORDS}. Words." in text


def _texts(folder: Path, reviews: tuple[str, ...]) -> list[str]:
    """The text of each page of the book of a guide whose pages have these reviews."""
    files: dict[str, str | bytes] = {
        f"docs/guide/{number}.md": f"---\ntitle: Chapter {number}\ndescription: To be reviewed.\n"
        f"reviewed: {review}\n---\n\nWords.\n"
        for number, review in enumerate(reviews, 1)
    }
    nav = ["index.md", {"Guide": [path.removeprefix("docs/") for path in files]}]
    files["docs/index.md"] = page("Home.", "Home")
    site = build_book(folder, files, nav=nav)
    assert (site.warnings, site.exit_code) == ([], 0)
    return [" ".join(page.split()) for page in pages(site.folder / "guide" / "guide-a4.pdf")]
