"""What a book takes along of the site's other pages, and the index at its end."""

from io import BytesIO

import pytest
from pikepdf import Pdf

from guidebook.book.book_links import Site
from guidebook.book.cover import Cover
from guidebook.book.excerpts import excerpt
from guidebook.book.html_tree import parse
from guidebook.book.manuscript import Book
from guidebook.book.typesetting import publish
from guidebook.page import Guide, Page
from guidebook.source import Source
from guidebook.subject_index.index_entries import IndexEntry
from reading_order import read

PAGE = (
    '<p>Lead.</p><h2 id="a">A</h2><p>in a</p><h3 id="b">B</h3><p>in b</p><h3 id="c">C</h3>'
    '<p>in c</p><h2 id="d">D</h2><p>in d</p><dl><dt id="x">X</dt><dd>is x</dd><dd>too</dd>'
    '<dt id="y">Y</dt><dd>is y</dd></dl>'
)


@pytest.mark.parametrize(
    ("ids", "kept"),
    [
        ({"a"}, "Lead.Ain aBin bCin c"),
        ({"b"}, "Lead.ABin b"),
        ({"c", "d"}, "Lead.ACin cDin dXis xtooYis y"),
        ({"x"}, "Lead.Xis xtoo"),
        ({"b", "y"}, "Lead.ABin bYis y"),
    ],
)
def test_a_section_goes_to_the_next_heading_of_its_level(ids: set[str], kept: str) -> None:
    found = excerpt(parse(PAGE), ids)
    assert found
    assert found.text == kept
    assert all(part.text for part in found.elements)


def test_nothing_is_taken_of_a_page_without_the_ids() -> None:
    assert excerpt(parse(PAGE), {"z"}) is None


def test_marks_and_words_lead_to_what_explains_them_and_the_index_to_its_pages() -> None:
    html = (
        '<h2 id="h">Head</h2><p>A <a class="glossary-word" href="../other.html#x">word</a>, '
        '<a class="source-mark" href="../other.html#b">a mark</a>, and '
        '<a href="../other.html#z">elsewhere</a>.</p>'
    )
    guide = Guide("g", (_page("g/index.md", html),))
    words = [
        IndexEntry("Ägg", "", "g/index.md", "h"),
        IndexEntry("word", "what it is", "g/index.md", "h"),
        IndexEntry("term", "", "", "", "word"),
        IndexEntry("lost", "", "other.md", "x"),
    ]
    cover = Cover("T", "", "S", "https://example.org/", "N", "en", None)
    book = Book(guide, cover, "", {}, (), [_page("other.md", PAGE)], words)
    pdfs, findings = publish(book, Site("https://example.org/", lambda _: None), ("a4",))
    assert findings == []
    with Pdf.open(BytesIO(pdfs["g/g-a4.pdf"])) as pdf:
        items = read(pdf)
        said = {
            str(part.Obj.Contents)
            for item in items
            if item.role == "Link"
            for part in list(item.element.K)
            if not isinstance(part, int) and "/Obj" in part
        }
    text = "".join(item.text for item in items)
    behind = text[text.rindex("Lead.") :]
    assert behind.startswith("Lead.ABin bXis xtoo")
    assert "elsewhere (example.org/other.html#z)" in text
    assert "Index" in behind
    assert behind.index("Ägg, 2") < behind.index("term, see word") < behind.index("what it is, 2")
    assert "lost" not in behind
    assert {"page 2, Ägg", "page 2, word, what it is"} <= said
    assert any(words.startswith("Explained, page") for words in said)


def _page(path: str, html: str) -> Page:
    url = path.replace(".md", ".html")
    return Page(path, url, "Title", "Title", html, Source(path, ""))
