"""What an editor is told about a page that a book can't hold as it is."""

from pathlib import Path

import pytest

from guidebook.book.typesetting import typeset
from guidebook.book.typst_manuscript import Manuscript
from guidebook.page import Guide, Page
from guidebook.source import Source
from minisite import entries, page
from torture import build_book, png

GUIDE = "docs/guide/index.md"

WRONG = {
    "a link to no heading": (
        'Words <a href="second.html#none">there</a>.',
        f"{GUIDE}:6:16: 'second.md' has no place '#none'. A heading was renamed or taken out: "
        "link to another one, or only to the page. [L02]",
    ),
    "a link that is no address": (
        'Words <a href="javascript:alert(1)">there</a>.',
        f"{GUIDE}:6:16: 'javascript:' opens nothing for a reader. "
        "Link to a page of this site, or to an address that begins with https://. [L05]",
    ),
    "a picture without a description": (
        "Words.\n\n![](box.png)",
        f"{GUIDE}:8:5: the image has no description for people who can't see it. "
        "Say between the square brackets what it shows: ![what it shows](picture.png). [L04]",
    ),
    "a drawing without a title": (
        '<svg viewBox="0 0 9 9"><rect width="9" height="9"/></svg>',
        f"{GUIDE}:6:1: a drawing has no title. Say in words what it shows: "
        "![words](file.png), or <title>words</title> in <svg>. [P03]",
    ),
    "a heading that skips a level": (
        "Words.\n\n## Two\n\n#### Four",
        f"{GUIDE}:10:6: a heading of level 4 follows one of level 2. Begin it with ###. [P04]",
    ),
    "a character that the fonts lack": (
        "Words.\n\nA smile \N{GRINNING FACE}.",
        f"{GUIDE}:8:9: the book's fonts don't have the sign '\N{GRINNING FACE}' (U+1F600). "
        "Say it in words or with another sign. [P05]",
    ),
    "letters that no font of the book has": (
        "Words.\n\nThis is \N{DEVANAGARI LETTER HA}.",
        f"{GUIDE}:8:9: the book's fonts don't have the sign '\N{DEVANAGARI LETTER HA}' (U+0939). "
        "Say it in words or with another sign. [P05]",
    ),
    "a table that no sheet can hold": (
        f"Words.\n\n{'|a' * 40}|\n{'|-' * 40}|\n{'|words' * 40}|",
        f"{GUIDE}:8:2: a table of 40 columns is too wide for a sheet of paper. "
        "Make two tables of it, or a list. [P10]",
    ),
    "an id that stands twice": (
        "## One {#same}\n\n## Two {#same}",
        f"{GUIDE}:6:9: the id 'same' stands 2 times on the page. Give each its own. [P06]",
    ),
    "a picture that is broken": (
        "Words.\n\n![A box](broken.png)",
        f"{GUIDE}:8:10: 'broken.png' can't be shown. "
        "Use a PNG, JPEG, GIF, WebP or SVG file in docs/. [P07]",
    ),
    "a picture from elsewhere": (
        "Words.\n\n![A box](https://example.org/box.png)",
        f"{GUIDE}:8:10: 'https://example.org/box.png' would be loaded from another site. "
        "Put the file into docs/, and name it there; or link to it. [T03]",
    ),
}

DRAWINGS = {
    "one that is no XML": '<svg viewBox="0 0 9 9"><title>A box</title><rect width=9 /></svg>',
    "one with an entity": "<svg><!DOCTYPE svg [<!ENTITY a 'b'>]><title>&a;</title></svg>",
}

SECOND = page("Words.\n\n## There", "Second")


@pytest.mark.parametrize(("text", "told"), WRONG.values(), ids=WRONG)
def test_an_editor_is_told_the_line_and_the_book_is_made_all_the_same(
    tmp_path: Path, text: str, told: str
) -> None:
    files: dict[str, str | bytes] = {
        "docs/index.md": page("Home."),
        GUIDE: page(text),
        "docs/guide/second.md": SECOND,
        "docs/guide/box.png": png(9, 9),
        "docs/guide/broken.png": b"This is no picture.",
    }
    site = build_book(tmp_path, files)
    of_books = [line for line in site.warnings if "[P" in line]
    assert told in site.warnings
    assert of_books in ([told], [])  # what the page's own checks tell is told once
    assert (site.folder / "guide" / "guide-a4.pdf").read_bytes().startswith(b"%PDF-")


def test_a_character_of_a_reference_is_told_in_its_file(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        GUIDE: page("Words [@b; @a]."),
        "docs/guide/references.md": page("", "References"),
        "references.bib": entries("b", "a").replace("About a", "About \N{GRINNING FACE}"),
    }
    (told,) = build_book(tmp_path, files).warnings
    assert told.startswith("references.bib:10:18: the book's fonts don't have the sign")


@pytest.mark.parametrize("drawing", DRAWINGS.values(), ids=DRAWINGS)
def test_a_drawing_that_cannot_be_shown_is_left_out(tmp_path: Path, drawing: str) -> None:
    files: dict[str, str | bytes] = {GUIDE: page(f"Before.\n\n<div>{drawing}</div>\n\nAfter.")}
    site = build_book(tmp_path, files)
    assert site.warnings == [
        f"{GUIDE}:8:6: a drawing can't be shown. "
        "Use a PNG, JPEG, GIF, WebP or SVG file in docs/. [P07]"
    ]
    assert (site.folder / "guide" / "guide-a4.pdf").read_bytes().startswith(b"%PDF-")


def test_all_findings_of_a_build_come_at_once(tmp_path: Path) -> None:
    text = "\n\n".join(text.removeprefix("Words.\n\n") for text, _ in WRONG.values())
    files: dict[str, str | bytes] = {
        "docs/index.md": page("Home."),
        GUIDE: page(text),
        "docs/guide/second.md": SECOND,
        "docs/guide/box.png": png(9, 9),
        "docs/guide/broken.png": b"This is no picture.",
    }
    codes = [line[-4:-1] for line in build_book(tmp_path, files).warnings]
    assert sorted(code for code in codes if code.startswith("P")) == sorted(
        told[-4:-1] for _, told in WRONG.values() if "[P" in told
    )


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ('#("a" * 4611686018427387904)', "memory allocation of 4611686018427387920 bytes failed"),
        ("#((1,) * 4611686018427387904)", "capacity overflow"),
    ],
    ids=["it is ended", "it panics"],
)
def test_a_crash_of_typst_is_told_in_one_line(
    capfd: pytest.CaptureFixture[str], code: str, told: str
) -> None:
    manuscript = Manuscript(code)
    first = Page("guide/index.md", "guide/index.html", "A", "A", "", Source(GUIDE, ""))
    assert typeset(manuscript, Guide("guide", (first,))) == {}
    (finding,) = manuscript.findings
    before = f"{GUIDE}:1:1: the PDF of this guide can't be made: Typst stopped: "
    after = f"{told}. Take back the last change, and tell the maintainers. [P08]"
    assert str(finding).startswith(before)
    assert str(finding).endswith(after)
    assert capfd.readouterr() == ("", "")
