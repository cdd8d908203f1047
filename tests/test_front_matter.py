"""The head of a page: what may stand in it, and what is said of anything else."""

from datetime import date
from pathlib import Path

import pytest

from guidebook.checks.front_matter import FrontMatter, read_front_matter
from guidebook.reviews import Review
from guidebook.source import Position, Source, decode
from minisite import build, page, texts

GOOD = {
    "a title and a description": "title: A page\ndescription: What it answers.",
    "quotes round a colon": 'title: "A page: its title"\ndescription: What it answers.',
    "no review yet": "title: A\ndescription: B\nreviewed: none",
    "a review": "title: A\ndescription: B\nreviewed: 2027-01-31, Dr A. Name (rheumatology)",
    "a day to review it again": "title: A\ndescription: B\nreview_by: 2028-02-29",
    "a comment behind a text": "title: A # B\ndescription: C",
    "curly quotes inside quotes": 'title: "“A”"\ndescription: B',
    "curly quotes at both ends of a sentence": "title: “A” is no “B”\ndescription: C",
    "Material's own keys": "title: A\ndescription: B\nhide: [toc]\nsearch:\n  exclude: true",
}

BAD = {
    "a colon in a text": (
        "title: A: B\ndescription: C",
        "2:9: the front matter can't be read: a colon followed by a space inside a text. "
        "Put the whole text in straight double quotes. [F01]",
    ),
    "an open bracket": (
        "title: A\ndescription: B\ntags: [a",
        "4:7: the front matter can't be read: a text that begins with the sign [ cannot be read. "
        "Put the whole text in straight double quotes. [F01]",
    ),
    "a reference first": (
        "title: A\ndescription: [@key] B",
        "3:14: the front matter can't be read: a text that begins with a reference cannot be read. "
        "Put the whole text in straight double quotes. [F01]",
    ),
    "a tag": (
        "title: !A B\ndescription: C",
        "2:8: the front matter can't be read: a text that begins with '&', '*' or '!' has a "
        "meaning of its own in YAML. Put the whole text in straight double quotes. [F01]",
    ),
    "nothing": ("", "1:1: the front matter has no keys. Write one a line: title: … [F01]"),
    "a list": ("- a\n- b", "1:1: the front matter has no keys. Write one a line: title: … [F01]"),
    "a misspelt key": (
        "titel: A\ndescription: B",
        "2:1: unknown key 'titel'. Did you mean 'title'? [F02]",
    ),
    "an unknown key": (
        "title: A\ndescription: B\nzzz: C",
        "4:1: unknown key 'zzz'. "
        "Use author, description, hide, keywords, review_by, reviewed, search, subject, "
        "template, title. [F02]",
    ),
    "a key twice": (
        "title: A\ntitle: B\ndescription: C",
        "3:1: 'title' stands here and in line 2. Take one of them out. [F02]",
    ),
    "a key twice below another": (
        "title: A\ndescription: B\nsearch:\n  boost: 1\n  boost: 2",
        "6:3: 'boost' stands here and in line 5. Take one of them out. [F02]",
    ),
    "no title": (
        "description: B",
        "1:1: the page has no title. Add a line to the front matter: title: … [F03]",
    ),
    "an empty description": (
        "title: A\ndescription:",
        "3:13: the page has no description. Add a line to the front matter: description: … [F03]",
    ),
    "a day that is none": (
        "title: A\ndescription: B\nreview_by: 2027-02-30",
        "4:12: there is no day 2027-02-30. Write a day as in 2027-01-31. [F04]",
    ),
    "a day in words": (
        "title: A\ndescription: B\nreview_by: next May",
        "4:12: 'next May' is no date. Write a day as in 2027-01-31. [F04]",
    ),
    "a review without a name": (
        "title: A\ndescription: B\nreviewed: 2027-01-31",
        "4:11: '2027-01-31' is no review. "
        "Write none, or a date and a name: 2027-01-31, Dr A. Name (rheumatology). [F04]",
    ),
    "a list for a title": (
        "title: [A]\ndescription: B",
        "2:8: 'title' must be one text. Put quotes round it. [F05]",
    ),
    "curly quotes": (
        "title: A\ndescription: “B”",
        "3:14: readers would see the quotes round 'description'. "
        'Type straight quotes ("…") instead, or none. [F07]',
    ),
    "a citation behind other scripts": (
        "description: B\ntitle: 😀 é [@key]",
        "3:8: a citation in 'title' does nothing. Cite in the text of the page. [C04]",
    ),
    "a citation": (
        "title: A\ndescription: B [@key]",
        "3:14: a citation in 'description' does nothing. Cite in the text of the page. [C04]",
    ),
}


def _read(head: str) -> FrontMatter:
    return read_front_matter(Source("docs/a.md", f"---\n{head}\n---\n\nText.\n"))


@pytest.mark.parametrize("head", GOOD.values(), ids=GOOD)
def test_nothing_is_said_of(head: str) -> None:
    assert _read(head).findings == []


@pytest.mark.parametrize(("head", "expected"), BAD.values(), ids=BAD)
def test_the_editor_is_told_of(head: str, expected: str) -> None:
    (finding,) = _read(head).findings
    assert str(finding) == f"docs/a.md:{expected}"


def test_a_head_says_who_reviewed_the_page_and_when_to_review_it_again() -> None:
    head = _read(
        "title: A\ndescription: B\nreviewed: 2027-01-31, Dr A. Name\nreview_by: 2028-01-31"
    )
    assert head.review == Review(date(2027, 1, 31), "Dr A. Name")
    assert head.review_by == (date(2028, 1, 31), Position(5, 12))
    assert not head.is_broken
    nobody = _read("title: A\ndescription: B\nreviewed: none\nreview_by: soon")
    assert (nobody.review, nobody.review_by) == (None, None)


@pytest.mark.parametrize(
    ("head", "is_broken"),
    [("title: A: B", True), ("- a", True), ("", True), ("zzz: A", False), ("title: A", False)],
)
def test_only_a_head_that_cannot_be_read_is_broken(head: str, is_broken: bool) -> None:
    assert _read(head).is_broken == is_broken


def test_a_page_without_a_head_is_told_of_once() -> None:
    head = read_front_matter(Source("docs/a.md", "Text.\n"))
    assert [str(finding) for finding in head.findings] == [
        "docs/a.md:1:1: the page has no front matter. Begin the file with three dashes, a title, "
        "a description and three dashes again. [F03]"
    ]
    assert not head.is_broken


def test_windows_line_ends_and_a_byte_order_mark_change_no_line_number() -> None:
    data = b"\xef\xbb\xbf---\r\ntitle: A\r\ndescription: B\r\nzzz: C\r\n---\r\n"
    source, undecodable = decode(data, "docs/a.md")
    (finding,) = read_front_matter(source).findings
    assert (finding.line, finding.column) == (4, 1)
    assert undecodable == []


def test_every_page_is_checked_in_one_run_and_no_broken_head_is_printed(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "docs/index.md": page("Text."),
        "docs/bad.md": "---\ntitle: A: B\n---\n\nText.\n",
        "docs/none.md": "Text.\n",
        "docs/bytes.md": b"---\ntitle: A\ndescription: B\n---\n\nText \xe9 [@nobody].\n",
    }
    site = build(tmp_path, files)
    assert [line.partition(": ")[0] for line in site.warnings] == [
        "docs/bad.md:2:9",
        "docs/bytes.md:6:6",
        "docs/none.md:1:1",
        "references.bib:1:1",
    ]
    assert site.exit_code == 1
    built = site.page("bad.html")
    assert texts(built.select("mark")) == ["[the head of this page is broken]"]
    assert "title: A" not in built.get_text()
