"""Nothing that is sent keeps a build busy: there is a finding before Markdown sees it."""

import time
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from commands.check import check
from guidebook.checks.limits import check_limits
from guidebook.source import Source
from minisite import PLAIN, entries, lay_out, page

DAY = date(2027, 3, 1)

ENDLESS = {
    "open brackets": ("[" * 20_000, "1:1: a paragraph of 20,000 characters; 15,000 are the most"),
    "brackets behind closed ones": (
        "a] " * 40 + "[" * 40,
        "1:151: more than 30 brackets '[' are open here",
    ),
    "brackets in many paragraphs": (
        ("[" * 40 + "\n\n") * 400,
        "1:31: more than 30 brackets '[' are open here",
    ),
    "addresses that never end": ("[a](" * 3_000, "1:124: more than 30 brackets '(' are open here"),
    "citations that never end": ("[@a; " * 2_000, "1:151: more than 30 brackets '[' are open here"),
    "tags that never end": ("<a \n\n" * 10_000, "61:1: more than 30 brackets '<' are open here"),
    "remarks that never end": ("<!--\n\n" * 9_000, "17999:1: more than 30 remarks are never"),
    "code that never ends": ("``a` " * 1_500, "1:5001: more than 2,000 backticks in a paragraph"),
    "quotations": ("> " * 40 + "a", "1:1: 40 quotations or lists in one another; 12 are the most"),
    "lists": ("".join(" " * 4 * n + "- a\n" for n in range(40)), "14:1: 13 quotations or lists"),
    "lines": ("a\n" * 2_000, "1:1: more than 1,000 lines without an empty one"),
}


@pytest.mark.parametrize(("text", "said"), ENDLESS.values(), ids=ENDLESS)
def test_what_would_take_long_is_a_finding_at_once(tmp_path: Path, text: str, said: str) -> None:
    source = Source("docs/index.md", text)
    assert any(str(finding).startswith(f"docs/index.md:{said}") for finding in check_limits(source))
    lay_out(tmp_path, {"docs/index.md": page(text), "references.bib": entries("a")}, **PLAIN)
    begun = time.process_time()
    codes = {finding.code for finding in check(tmp_path, DAY)}
    assert "T10" in codes
    assert time.process_time() - begun < 5


PARTS = (
    "[" * 30,
    "<a " * 2,
    "``a` " * 300,
    "[a](",
    "*a **b ",
    "[@a] ",
    "![a](b.png) ",
    "<b>",
    "[x]: y\n",
)


@pytest.mark.parametrize("part", PARTS)
def test_the_worst_page_within_the_limits_is_built_in_five_seconds(
    tmp_path: Path, part: str
) -> None:
    block = part * (25 if part[0] in "[<" and part[-1] != " " else 1)
    block = block if not list(check_limits(Source("a", block))) else part
    text = f"{block}\n\n" * (98_000 // (len(block) + 2))
    text = text if not list(check_limits(Source("a", text))) else f"{block}\n\n" * 10
    lay_out(tmp_path, {"docs/index.md": page(text), "references.bib": entries("a")}, **PLAIN)
    begun = time.process_time()
    assert "T10" not in {finding.code for finding in check(tmp_path, DAY)}
    assert time.process_time() - begun < 5


ORDINARY = {
    "a long page": "Words and words. " * 800 + "\n\n" + "More words [@a].\n\n" * 4_000,
    "a long table": "| a | b |\n| --- | --- |\n" + "| <5 | [1, 2) |\n" * 25,
    "intervals written with a backslash": r"\[1, 2) " * 500,
    "many brackets that close": "[a] (b) <b>c</b> " * 300,
    "lists in lists": "".join(" " * 4 * n + "- a\n" for n in range(10)),
    "much code": "`a` `b` " * 400,
    "a block of code": "```\n" + "[" * 40 + "\n" + "<a " * 100 + "\n```",
}


@pytest.mark.parametrize("text", ORDINARY.values(), ids=ORDINARY)
def test_what_people_write_is_within_the_limits(text: str) -> None:
    assert list(check_limits(Source("docs/a.md", text))) == []


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    files = {
        "docs/a.md": page("a\n\n" * 40_000),
        "docs/b.svg": "<svg>" + "a" * 1_000_000,
        "docs/decision-guide.yml": "a" * 100_001,
        "references.bib": "a" * 8_000_001,
    }
    lay_out(tmp_path, {"docs/index.md": page("Words."), **files}, **PLAIN)
    of_page, of_drawing, of_data, of_sources = map(str, check(tmp_path, DAY))
    assert of_page == (
        "docs/a.md:1:1: the file has 120,058 bytes, and 100,000 are the most. "
        "Make two pages of it. [T10]"
    )
    assert of_drawing.endswith("1,000,000 are the most. Save it with less detail, or as PNG. [T10]")
    assert of_data.endswith("100,000 are the most. Take out what isn't needed. [T10]")
    assert of_sources.endswith("8,000,000 are the most. Take out what no page cites. [T10]")


def test_a_picture_of_too_many_pixels_is_not_unpacked(tmp_path: Path) -> None:
    lay_out(tmp_path, {"docs/index.md": page("Words.")}, **PLAIN)
    Image.new("1", (10_000, 10_000)).save(tmp_path / "docs" / "a.png")
    assert [str(finding) for finding in check(tmp_path, DAY)] == [
        "docs/a.png:1:1: the picture has 100,000,000 pixels, and 50,000,000 are the most. "
        "Save it smaller: 2,000 pixels across are plenty. [T10]"
    ]
