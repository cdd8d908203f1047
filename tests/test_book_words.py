"""A book has every word of its pages, once, and in their order."""

from collections.abc import Iterator
from io import BytesIO
from itertools import count
from random import Random

import pytest
from bs4 import BeautifulSoup
from pikepdf import Pdf

from book_words import Difference, built_pages, first_difference, taken_along
from books import Book as BuiltBook
from guidebook.book.book_links import Site
from guidebook.book.cover import Cover
from guidebook.book.manuscript import Book
from guidebook.book.typesetting import publish
from guidebook.page import Guide, Page
from guidebook.source import Source
from minisite import ROOT

BOTH = ("a4", "a4-large-print")
TABS = (
    '<div class="tabbed-set"><div class="tabbed-labels"><label for="a">{}</label>'
    '<label for="b">{}</label></div><div class="tabbed-content"><div class="tabbed-block">{}</div>'
    '<div class="tabbed-block">{}</div></div></div>'
)
NESTED = {
    "tabs in tabs": TABS.format("One", "Two", TABS.format("A", "B", "in A", "in B"), "in two"),
    "terms in terms": "<dl><dt>a</dt><dd>b<dl><dt>c</dt><dd>d</dd></dl></dd><dt>e</dt></dl>",
    "a list right in a list": "<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>",
    "a list right in a numbered list": "<ol><ul><li>a</li></ul><li>b</li><ol><li>c</li></ol></ol>",
    "text between items": "<ul>a<li>b</li>c<li>d</li></ul>",
    "text between terms": "<dl>a<dt>b</dt>c<dd>d</dd>e</dl>",
    "a meaning before its term": "<dl><dd>a</dd><dt>b</dt><dd>c</dd></dl>",
    "terms held by elements": "<dl><div><dt>a</dt><dd>b</dd></div><div><dt>c</dt></div></dl>",
    "text between cells": "<table>a<tr>b<td>c</td></tr>d</table>",
    "a table in a cell": "<table><tr><td>a<table><tr><th>b</th></tr></table></td><td>c</td></tr>"
    "<tr><th>d</th><td>e</td></tr></table>",
    "cells without a row": "<table><tr><td>a</td></tr></table>",
    "a caption in a caption": "<figure><figure>a<figcaption>b</figcaption></figure>"
    "<figcaption>c</figcaption></figure>",
    "a box without a title": '<div class="admonition"><p>a</p><p>b</p></div>',
    "folded text in folded text": "<details>a<details><summary>b</summary>c</details></details>",
    "a note that nothing refers to": '<p>a</p><div class="footnote"><ol><li id="fn:1"><p>b</p></li>'
    "</ol></div>",
    "an abbreviation that was said": '<p>Rheumatoid arthritis (<abbr title="Rheumatoid arthritis">'
    "RA</abbr>) is <abbr>RA</abbr>.</p>",
    "a language": '<p>a <span lang="de">Knochen</span> <i lang="en-GB">b</i></p><p lang="fr">c</p>',
    "twelve columns of long words": "<table>"
    + "".join(
        f"<tr>{''.join(f'<td>{row}immunosuppression{cell}</td>' for cell in range(12))}</tr>"
        for row in range(40)
    )
    + "</table>",
}


@pytest.mark.parametrize("html", NESTED.values(), ids=NESTED)
def test_nothing_is_lost_doubled_or_swapped(html: str) -> None:
    assert differences([html]) == {}


@pytest.mark.parametrize("seed", range(4))
def test_however_elements_nest(seed: int) -> None:
    random = Random(seed)
    assert (
        differences([_blocks(random, (f"w{number}x" for number in count(1)), 4) for _ in range(12)])
        == {}
    )


WIDE = f"<table><tr>{'<td>immunosuppression</td>' * 12}</tr></table>"
HOLDERS = (
    *("<p>a:</p>{}<p>b</p><h2>c</h2>", "<div>{}</div><p>b</p>", "<blockquote>{}</blockquote>"),
    *("<figure>{}</figure>", "<ul><li>{}</li></ul>", '<section class="decision-step">{}</section>'),
    *("<table><tr><td>{}</td></tr></table>", "<details>{}</details>", "<dl><dd>{}</dd></dl>"),
)


@pytest.mark.parametrize("holder", HOLDERS)
def test_a_wide_table_may_stand_anywhere(holder: str) -> None:
    assert differences([holder.format(WIDE)]) == {}


@pytest.mark.parametrize(
    ("shown", "book"), [("a b", "a"), ("a", "a b"), ("a b", "b a"), ("a b", "a a b")]
)
def test_a_difference_is_told_with_its_page(shown: str, book: str) -> None:
    (found,) = set(differences([book], [shown]).values())
    assert found.page == 2


def test_a_built_book_has_the_words_of_its_pages(book: BuiltBook) -> None:
    address = book.address.rstrip("/")
    pages = built_pages(book.site.folder / book.guide, book.page_names, address)
    project = ROOT if book.guide == "lupus-back-pain" else book.site.folder.parent
    pages += taken_along(book.site.folder, project / "mkdocs.yml", pages, address)
    for ending in ("", "-large-print"):
        with Pdf.open(book.pdf.with_stem(f"{book.pdf.stem}{ending}")) as pdf:
            assert first_difference(pages, pdf) is None


def differences(made: list[str], shown: list[str] | None = None) -> dict[str, Difference]:
    """By the name of each edition, where it differs from the pages it is made from."""
    pages = tuple(
        Page(f"g/p{number}.md", f"g/p{number}.html", f"P{number}", "P", html, Source("a.md", ""))
        for number, html in enumerate(made)
    )
    pdfs, findings = publish(Book(Guide("g", pages), COVER, "", {}), Site("", _nothing), BOTH)
    assert [finding for finding in findings if finding.code != "P10"] == []
    trees = [
        BeautifulSoup(f"<h1>{page.title}</h1>{html}", "html.parser")
        for page, html in zip(pages, shown or made, strict=True)
    ]
    found = {}
    for name, data in pdfs.items():
        with Pdf.open(BytesIO(data)) as pdf:
            found[name] = first_difference(trees, pdf)
    assert len(found) == 2
    return {name: difference for name, difference in found.items() if difference}


COVER = Cover("Title", "", "Site", "", "Notice", "en", None)


def test_a_sign_that_fonts_lack_in_a_drawing_is_told_at_its_place_and_nothing_else() -> None:
    sign = "\N{GRINNING FACE}"
    html = f'<svg viewBox="0 0 90 90"><title>A</title><text x="1" y="20">{sign}</text></svg>'
    page = Page("g/a.md", "", "A", "A", html, Source("a.md", f"Words {sign}"))
    made, findings = publish(Book(Guide("g", (page,)), COVER, "", {}), Site("", _nothing), BOTH)
    assert made == {}
    assert [(finding.line, finding.column, finding.code) for finding in findings] == [(1, 7, "P05")]


def test_a_sign_of_the_sites_name_that_fonts_lack_is_told_on_the_first_page_only() -> None:
    pages = [Page(f"g/{name}.md", "", name, "P", "", Source(f"{name}.md", "")) for name in "ab"]
    cover = COVER._replace(site="A \N{GRINNING FACE}")
    _, findings = publish(Book(Guide("g", tuple(pages)), cover, "", {}), Site("", _nothing), BOTH)
    assert [(finding.path, finding.code) for finding in findings] == [("a.md", "P05")]


def _nothing(_: str) -> None:
    return None


def _blocks(random: Random, words: Iterator[str], depth: int) -> str:
    return "".join(_block(random, words, depth) for _ in range(random.randint(1, 3)))


def _block(random: Random, words: Iterator[str], depth: int) -> str:
    """A block of HTML, and blocks in it to so many levels, with text where HTML allows none."""

    def inside() -> str:
        return _blocks(random, words, depth - 1) if depth > 1 else next(words)

    def stray() -> str:
        return f" {next(words)} " if random.random() < 0.2 else ""

    def several(pattern: str) -> str:
        parts = (pattern.format(next(words), inside()) for _ in range(random.randint(1, 3)))
        return "".join(f"{stray()}{part}" for part in parts)

    kind = random.choice([*_PATTERNS, "ul", "ol", "dl", "table"])
    if kind in _PATTERNS:
        parts = random.choice(_PATTERNS[kind])
        return parts.format(a=next(words), b=next(words), inside=inside(), more=inside())
    item = _ITEMS[kind]
    return f"<{kind}>{several(item)}{stray()}</{kind}>"


_PATTERNS = {
    "paragraph": ("<p>{a} <b>{b}</b></p>",),
    "box": (
        '<div class="admonition"><p class="admonition-title">{a}</p>{inside}</div>',
        '<div class="admonition">{inside}</div>',
    ),
    "fold": ("<details><summary>{a}</summary>{inside}</details>",),
    "tabs": (TABS.format("{a}", "{b}", "{inside}", "{more}"),),
    "quotation": ("<blockquote>{inside}</blockquote>",),
    "figure": ("<figure>{inside}<figcaption>{a}</figcaption></figure>",),
}
_ITEMS = {
    "ul": "<li>{1}</li>",
    "ol": "<li>{1}</li>",
    "dl": "<dt>{0}</dt><dd>{1}</dd>",
    "table": "<tr><th>{0}</th><td>{1}</td></tr>",
}
