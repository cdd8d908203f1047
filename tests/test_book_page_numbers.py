"""Every page number that a book prints is the page it speaks of, whatever the guide's shape."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from pikepdf import Pdf

from guidebook.book.book_links import Site
from guidebook.book.cover import Cover
from guidebook.book.manuscript import Book
from guidebook.book.typesetting import publish, typeset
from guidebook.book.typst_manuscript import Manuscript
from guidebook.page import Guide, Page
from guidebook.source import Source
from pdfs import pages
from reading_order import Document, Item

COVER = Cover("A title", "A question?", "A site", "", "For education only.", "en", None)
SAID = re.compile(r"page\s(\d+)\b")


@pytest.mark.parametrize("chapters", range(1, 7))
def test_printed_page_numbers_are_true(tmp_path: Path, chapters: int) -> None:
    for seed in range(3):
        pdfs, findings = publish(_book(chapters, Random(f"{chapters}-{seed}")), SITE)
        assert findings == []
        assert len(pdfs) >= 2
        for pdf in pdfs.values():
            with Pdf.open(BytesIO(pdf)) as document:
                _check_links(Document(document))
            file = tmp_path / "book.pdf"
            file.write_bytes(pdf)
            texts = pages(file)
            for number, text in enumerate(texts[1:], 2):
                assert f"page {number} of {len(texts)}" in text


def test_the_page_numbers_of_a_long_book_settle() -> None:
    pdfs, findings = publish(_book(220, Random("long")), SITE, ("letter",))
    assert findings == []
    with Pdf.open(BytesIO(*pdfs.values())) as document:
        assert len(document.pages) > 100
        _check_links(Document(document))


def test_what_typst_warns_of_is_a_finding() -> None:
    manuscript = Manuscript(
        '#set document(title: "A")\n#set page(height: 9cm)\n#context v(here().position().y + 1pt)'
    )
    first = Page("guide/index.md", "guide/index.html", "A", "A", "", Source("docs/a.md", ""))
    assert typeset(manuscript, Guide("guide", (first,))) != {}
    assert (
        "docs/a.md:1:1: the PDF of this guide may be wrong, Typst warns: document did not "
        in "".join(map(str, manuscript.findings))
    )


SITE = Site("", lambda _: None)


def _check_links(document: Document) -> None:
    """Compare what stands in each link of the contents or after each other one with its page."""
    items = list(document.items())
    checked = 0
    for place, item in enumerate(items):
        if item.role != "Link" or not (target := document.target(item.element)):
            continue
        inside = _until(items[place:], "/Link")
        is_contents = items[place - 1].role == "Reference"
        texts = [part.text for part in inside if part.text]
        if is_contents:
            assert texts[-1] == str(target), texts
            checked += 1
        elif re.fullmatch(r"\[\d+\]", "".join(texts)) is None:
            after = "".join(part.text for part in items[place + len(inside) :][:12])
            said = texts[-1] if texts[-1].isdecimal() else (SAID.search(after) or [""] * 2)[1]
            assert said == str(target), (texts, after)
            checked += 1
    assert checked > 3


def _until(items: list[Item], role: str) -> list[Item]:
    end = next(place for place, item in enumerate(items) if item.role == role)
    return items[: end + 1]


def _book(chapters: int, random: Random) -> Book:
    """A guide of so many chapters, and a list of references."""
    citations: dict[str, str] = {}
    made = [
        _page(f"p{number}", _chapter(number, chapters, random, citations))
        for number in range(chapters)
    ]
    backlinks = {
        key: "".join(
            f'<a role="doc-backlink" href="p{name[1:].partition("-")[0]}.html#{name}">a</a> '
            for name, cited in citations.items()
            if cited == key
        )
        for key in dict.fromkeys(citations.values())
    }
    listed = "".join(
        f'<li id="{key}">A source of words. <span class="backlinks">{links}</span></li>'
        for key, links in backlinks.items()
    )
    guide = Guide("guide", (*made, _page("references", "<p>All of them.</p>")))
    return Book(guide, COVER, f'<ol class="references">{listed}</ol>', citations)


def _page(name: str, html: str) -> Page:
    title = f"The page {name} and its title"
    return Page(
        f"guide/{name}.md", f"guide/{name}.html", title, title, html, Source(f"docs/{name}", "")
    )


def _chapter(number: int, chapters: int, random: Random, citations: dict[str, str]) -> str:
    return "".join(_parts(number, chapters, random, citations))


def _parts(number: int, chapters: int, random: Random, citations: dict[str, str]) -> Iterator[str]:
    for section in range(random.randint(1, 7)):
        yield f'<h2 id="s{section}">Section {section} {"of words " * random.randint(0, 9)}</h2>'
        for _ in range(random.randint(1, 5)):
            name = f"c{number}-{len(citations)}"
            citations[name] = f"r{random.randint(1, 9)}"
            other = f"p{random.randrange(chapters)}.html"
            yield (
                f"<p>{'Some words. ' * random.randint(3, 90)}"
                f'<a role="doc-biblioref" id="{name}" href="#{name}">[{citations[name][1:]}]</a> '
                f'and <a href="{other}">a link there</a>.</p>'
            )
