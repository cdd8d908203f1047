"""Drawings that stand in the page with their words, and those that can't."""

from collections.abc import Mapping

import pytest

from guidebook.site.inline_drawings import LARGEST, show
from guidebook.source import Source

ABOUT = "<title>A day</title><desc>From rest to rest.</desc>"
SVG = f'<svg viewBox="0 0 9 9">{ABOUT}<path d="M0 0H9"/></svg>'
ROOT = '<svg role="img" aria-labelledby="day.title day.desc" viewBox="0 0 9 9">'
SAID = '<title id="day.title">A day</title><desc id="day.desc">From rest to rest.</desc>'
FIGURE = f'<figure class="picture">{ROOT}{SAID}<path d="M0 0H9"/></svg>'
FILLED = SVG.replace("<path", f"<!--{'x' * (LARGEST - len(SVG) - 7)}--><path")

SHOWN = {
    "with a caption": (SVG, "A &amp; B.", f"{FIGURE}<figcaption>A &amp; B.</figcaption></figure>"),
    "without one": (SVG, "", f"{FIGURE}</figure>"),
    "without what programs write above it": (
        f'<?xml version="1.0"?>\n<!-- By a program. -->\n{SVG}\n',
        "",
        f"{FIGURE}</figure>",
    ),
}
BAD = {
    "another picture": (
        "a.png",
        b"PNG",
        "'a.png' can't stand in the page. Only a drawing can: a file that ends in .svg.",
    ),
    "no drawing": ("a.svg", b"Words.", "'a.svg' is no drawing. Save it as plain SVG."),
    "bytes that are no text": ("a.svg", b"\xff", "'a.svg' is no drawing. Save it as plain SVG."),
    "a title only": (
        "a.svg",
        b"<svg><title>A</title><title>B</title></svg>",
        "'a.svg' tells nothing to those who can't see it. "
        "Begin it with <title> and <desc>, which say what it shows.",
    ),
    "a byte too many": (
        "a.svg",
        f"{FILLED} ".encode(),
        "'a.svg' has 6001 bytes; 6000 are the most. "
        "Take out what a drawing program adds, or show it as a picture, without the class.",
    ),
}


def shown(name: str, files: Mapping[str, bytes], caption: str = "") -> tuple[str, list[str]]:
    """A page with a picture, and what is said of it."""
    page = Source("docs/a.md", f"Words.\n\n![{caption}](pictures/{name}){{.explains}}\n")
    image = f'<p><img alt="{caption}" class="explains" src="pictures/{name}" /></p>'
    made = show(f"<p>Words.</p>{image}", page, files.get)
    return made.html.removeprefix("<p>Words.</p>"), list(map(str, made.findings))


@pytest.mark.parametrize(("svg", "caption", "html"), SHOWN.values(), ids=SHOWN)
def test_a_drawing_stands_in_the_page_with_its_words(svg: str, caption: str, html: str) -> None:
    assert shown("day.svg", {"pictures/day.svg": svg.encode()}, caption) == (html, [])


def test_a_drawing_may_be_as_large_as_it_is_said() -> None:
    html, findings = shown("a.svg", {"pictures/a.svg": FILLED.encode()})
    assert (html.startswith("<figure"), findings) == (True, [])


@pytest.mark.parametrize(("name", "data", "said"), BAD.values(), ids=BAD)
def test_what_cannot_stand_in_the_page_stays_a_picture(name: str, data: bytes, said: str) -> None:
    html, findings = shown(name, {f"pictures/{name}": data})
    assert html == f'<p><img alt="" class="explains" src="pictures/{name}" /></p>'
    assert findings == [f"docs/a.md:3:14: {said.replace(name, f'pictures/{name}', 1)} [M16]"]


def test_a_file_that_is_not_there_is_another_finding() -> None:
    html, findings = shown("a.svg", {})
    assert html == '<p><img alt="" class="explains" src="pictures/a.svg" /></p>'
    assert findings == []
