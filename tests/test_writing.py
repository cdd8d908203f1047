"""How pages are written: what is right stays unmentioned, and no text is too odd to be checked."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import minisite
from catalogue import DAY, lay_out
from commands.check import check, check_data, check_page
from guidebook.checks.front_matter import read_front_matter
from guidebook.checks.wording import Words, read_words
from guidebook.reviews import check_overdue
from guidebook.source import Source
from minisite import page

WORDS = Words(frozenset({"ans"}), {"utilise": "Write: use", "e.g.": "Write: for example"})

GOOD = {
    "headings that go down and up": "## A\n\n### B\n\n#### C\n\n## D",
    "a heading with a sign of its own": "## A {#a}",
    "a number sign in code": "```sh\n# A remark\n```",
    "a list after an empty line": "Words:\n\n- one\n- two",
    "a list right after a heading": "## A\n- one\n- two",
    "a list item over two lines": "- one\n  and more of it\n- two",
    "a list in a list": "- one\n    - two\n        - three",
    "a list in a box": "!!! note\n    Words:\n\n    - one\n    - two",
    "a dash in a sentence": "Words - and more words\nover two lines.",
    "a year at the start of a line": "It was first seen in\n2010. It was rare then.",
    "bold words first": "**Words** and more\nwords.",
    "a line across the page": "Words.\n\n---\n\nMore words.",
    "a heading with a line below": "Words.\n\nA heading\n---------\n\nMore words.",
    "a table": "| A | B |\n|---|:-:|\n| a | b |\n\nWords.",
    "a table with bars in its cells": "| A | B |\n|---|---|\n| `a|b` | b\\|c |",
    "a table without outer bars": "A | B\n--- | ---\na | b",
    "a footnote": "Words.[^1]\n\n[^1]: A note.",
    "a remark": "Words. <!-- a remark -->\n\n<!--\nover lines\n-->",
    "code in code": "````\n```\n````",
    "a definition": "Term\n:   Its meaning.",
    "an abbreviation": "MRI is used.\n\n*[MRI]: magnetic resonance imaging",
    "a sign of equals in text": "=======\n\nWords.",
    "words in any script": "Ærøskøbing, naïve, 東京, עברית, 👩‍⚕️",
    "a misspelling in code": "`teh` and [words](teh.md) <teh@example.org>",
    "a word of ours that is allowed": "The ans of it.",
    "a word twice on purpose": "That that is, is.",
    "a word that holds one of ours": "Reutilised.",
}


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD)
def test_nothing_is_said_of(text: str) -> None:
    assert list(check_page(Source("docs/a.md", page(text)), WORDS)) == []


LINKS = {
    "docs/one/index.md": "[a](two.md) [b](two.md#place) [c](two.md#own) [d](#here)\n\n## Here",
    "docs/one/two.md": "[a](index.md) [b](../index.md) [c](./index.md#here 'Title')\n\n"
    "## Place\n\n## Other {#own}",
    "docs/three.md": "[a][one] and [one]\n\n[one]: one/index.md#here",
    "docs/four.md": "![A spine](spine%20side.png) <img alt='A spine' src='spine%20side.png'>",
    "docs/five.md": '<a href="three.html">a</a> <a id="there"></a> [b](#there) <me@example.org>',
    "docs/six.md": "[a](https://example.org/a_(b)) <https://example.org/> [b](tel:112)",
    "docs/seven.md": "`[a](nowhere.md)`\n\n    [b](nowhere.md)\n\n\\[c](nowhere.md)",
    "docs/eight.md": "[a](index.md?x=1)",
}


def test_links_that_lead_somewhere_have_no_finding(tmp_path: Path) -> None:
    files = {path: page(text).encode() for path, text in LINKS.items()}
    lay_out(tmp_path, {**files, "docs/spine side.png": b""})
    findings = check(tmp_path, DAY)
    others = ("M13", "F10")  # of names and titles
    assert [str(finding) for finding in findings if finding.code not in others] == []


def test_every_wrong_link_is_found_at_its_own_place(tmp_path: Path) -> None:
    text = (
        "[a](no.md) `[x](no.md)` [b](no.md)\n\n- [c](./no.md)\n\n"
        "[d](index.md#no) [e](#no)\n\n![A spine](spine.png) ![](spine.png) ![](spine.png)"
    )
    lay_out(tmp_path, {"docs/index.md": page(f"{text} [@source]").encode(), "docs/spine.png": b""})
    told = [(finding.line, finding.column, finding.code) for finding in check(tmp_path, DAY)]
    assert told == [
        (6, 5, "L01"),
        (6, 29, "L01"),
        (8, 7, "L01"),
        (10, 5, "L02"),
        (10, 22, "L02"),
        (12, 27, "L04"),
        (12, 42, "L04"),
    ]


_LINES = st.lists(
    st.sampled_from(
        [
            *("", "Words", "- one", "  - two", "1. one", "# A", "####", "| a | b |", "|---|---|"),
            *("```", "~~~~", "<!--", "-->", "<<<<<<< a", "=======", ">>>>>>>", "[^1]", "[^1]: n"),
            *("---", "title: FILL IN", "[a] (b.md)", "teh the the", "\t", "\u200b", "review_by: 1"),
        ]
    ),
    max_size=12,
)


@given(_LINES)
def test_no_page_is_too_odd_to_be_checked(lines: list[str]) -> None:
    source = "\n".join(lines)
    head = read_front_matter(Source("docs/a.md", source))
    for finding in [
        *check_page(Source("docs/a.md", source), WORDS),
        *check_data(Source("docs/a.yml", source), WORDS),
        *head.findings,
        *check_overdue(head.review_by, "docs/a.md", DAY),
    ]:
        line = source.split("\n")[finding.line - 1]
        assert 1 <= finding.column <= len(line) + 1


REVIEWS = {
    "before the day": ("review_by: 2027-03-02", False),
    "on the day": ("review_by: 2027-03-01", False),
    "after the day": ("review_by: 2027-02-28", True),
    "after the day, in quotes": ('review_by: "2027-02-28"', True),
    "not said": ("reviewed: none", False),
    "no day at all": ("review_by: soon", False),
}


@pytest.mark.parametrize(("line", "is_told"), REVIEWS.values(), ids=REVIEWS)
def test_a_review_is_overdue(line: str, is_told: bool) -> None:
    source = f"---\ntitle: A\n{line}\n---\n\nreview_by: 2000-01-01\n"
    head = read_front_matter(Source("docs/a.md", source))
    findings = list(check_overdue(head.review_by, "docs/a.md", date(2027, 3, 1)))
    assert [finding.code for finding in findings] == ["F08"] * is_told
    assert all(finding.is_notice for finding in findings)


def test_a_list_of_words_is_read_line_by_line() -> None:
    text = "# A remark.\nUtilise -> Write: use\n\nE.g. -> Write: for example\nalone\n"
    assert read_words(text) == {
        "utilise": "Write: use",
        "e.g.": "Write: for example",
        "alone": "",
    }


def test_a_look_that_a_stylesheet_of_the_site_has_is_known(tmp_path: Path) -> None:
    text = "## Words {.ours}\n\n- One [more](index.md){.md-button}\n\nTwo {.nobodys}"
    files = {"docs/index.md": page(text), "docs/own.css": ".ours > li { color: red }"}
    minisite.lay_out(tmp_path, files, extra_css=["own.css"])
    told = [str(finding) for finding in check(tmp_path, DAY) if finding.code == "M14"]
    assert told == [
        "docs/index.md:10:6: there is no look 'nobodys'. editors/look.md shows all of them. [M14]"
    ]
