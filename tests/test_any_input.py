"""Whatever is sent gives output or findings: no error, no endless work, no markup of its own.

`make test` tries a few inputs of each kind; `make fuzz` as many as EXAMPLES says.
"""

import os
from contextlib import suppress
from html.parser import HTMLParser

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from decision_guides import SAMPLE
from guidebook.bibliography.bibtex_reading import read_bibliography
from guidebook.bibliography.bibtex_writing import canonical_form
from guidebook.bibliography.export_forms import to_bibtex, to_csl_json, to_ris
from guidebook.bibliography.records import read_records
from guidebook.bibliography.vancouver import render
from guidebook.checks.allowed_drawing import check_drawing
from guidebook.checks.allowed_markup import check_markup
from guidebook.checks.front_matter import read_front_matter
from guidebook.checks.last_net import check_finished, cleaned
from guidebook.checks.limits import check_limits
from guidebook.citations.citation_syntax import parse
from guidebook.citations.placeholder import with_marks
from guidebook.decision_guide.decision_page import MARKER, fill, insert
from guidebook.source import Source, decode
from test_book_manuscript import manuscript
from test_markup_from_outside import OUR_EXTENSIONS, OUR_SETTINGS

EVIL = (
    "<script>",
    "</p>",
    '"><img src=x onerror=y>',
    "javascript:a",
    "<!--",
    "-->",
    "]]>",
    "&lt;b&gt;",
)
SIGNS = (
    "\n",
    "\n\n",
    " ",
    "    ",
    "\t",
    "\\",
    "`",
    "*",
    "_",
    "|",
    "#",
    "\x00",
    "\u202e",
    "\ud800",
    "ü",
    "\u2028",
)
MARKDOWN = (
    "[",
    "](",
    ")",
    "![",
    "[@a",
    "]",
    "[^1]",
    "[^1]: ",
    "{ .a onclick=b }",
    "> ",
    "- ",
    "1. ",
    "```",
    "!!! note",
)
TAGS = (
    "<b>",
    "</b>",
    "<a href=",
    "<div markdown>",
    "<svg><title>",
    "</svg>",
    "<details>",
    "<table><td>",
    "<cite data-mark='9'>",
)
BIB = (
    "@misc{a,",
    "title = {",
    "author = {",
    "}",
    "},\n",
    " and ",
    "@string{",
    "@comment{",
    "doi = {10.1/",
    "\\url{",
    "$",
    "%",
    "year = ",
)
YAML = (
    "title: ",
    "- ",
    ": ",
    "\n",
    "  ",
    "'",
    '"',
    "&a ",
    "*a",
    "!b ",
    "{",
    "}",
    "[",
    "]",
    "#",
    "? ",
    "| ",
    "> ",
    "---\n",
    "...\n",
)
RECORD = (
    "TY  - JOUR\n",
    "ER  - \n",
    "TI  - ",
    "AU  - ",
    "PMID- 1\n",
    '{"title": "',
    '"author": [{',
    "}]",
    "}",
    '"',
    ",",
    "DO  - ",
)


def made_of(*pieces: str) -> st.SearchStrategy[str]:
    """Texts of these pieces, of signs that mean much somewhere, and of any characters."""
    part = st.one_of(st.sampled_from(pieces + SIGNS + EVIL), st.text(max_size=5))
    return st.lists(part, max_size=25).map("".join).map(_as_read)


def _as_read(text: str) -> str:
    """A text as it comes out of a file."""
    return decode(text.encode("utf-8", "surrogatepass"), "a")[0].text


anything = settings(
    max_examples=int(os.environ.get("EXAMPLES", "40")),
    deadline=5_000,  # milliseconds for each input
    suppress_health_check=[HealthCheck.too_slow],
)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(name for name, _ in attrs)))


def assert_is_ours(html: str, *allowed: str) -> None:
    """No element and no attribute came from the input."""
    parser = _Tags()
    parser.feed(html)
    parser.close()
    assert {tag for tag, _ in parser.found} <= set(allowed)
    for _, names in parser.found:
        assert not [name for name in names if name.startswith("on")]


@anything
@given(made_of(*BIB))
def test_any_bibliography(text: str) -> None:
    for source in (text, f"@misc{{z, title = {{{text}}}, author = {{{text}}}, url = {{{text}}}}}"):
        bibliography = read_bibliography(Source("references.bib", source))
        canonical_form(source)
        for entry in bibliography.references.values():
            assert_is_ours(render(entry), "a", "span", "sub", "sup")
            assert all((to_bibtex([entry]), to_ris([entry]), to_csl_json([entry])))


@anything
@given(made_of("@a", "@", ";", ", p. 4", "see ", "[", "]", "-"))
def test_any_citation(text: str) -> None:
    parse(f"[{text}]")


@anything
@given(made_of(*YAML), st.integers(0, 40))
def test_any_decision_guide(text: str, line: int) -> None:
    lines = SAMPLE.splitlines(keepends=True)
    for data in (text, "".join([*lines[:line], text, *lines[line + 1 :]])):
        filled = fill(f"a\n\n{MARKER}\n\nb", Source("docs/a/decision-guide.yml", data), {})
        html = Markdown(extensions=OUR_EXTENSIONS).convert(insert(filled.markdown, filled))
        page = Source("docs/a/decision-guide.md", "a")
        assert list(check_finished(html, page, has_told_links=False)) == []


@anything
@given(made_of(*YAML, "title: a\n", "description: b\n", "reviewed: ", "2027-01-01"))
def test_any_head_of_a_page(text: str) -> None:
    read_front_matter(Source("docs/a.md", f"---\n{text}\n---\n\nWords."))


@anything
@given(made_of(*RECORD))
def test_any_record(text: str) -> None:
    with suppress(ValueError):  # with a message for the editor
        read_records(text)


@anything
@given(made_of(*MARKDOWN, *TAGS))
def test_any_page(text: str) -> None:
    source = Source("docs/guide/index.md", text)
    if list(check_limits(source)):
        return
    html = Markdown(extensions=OUR_EXTENSIONS, extension_configs=OUR_SETTINGS).convert(
        with_marks(source)
    )
    if list(check_markup(html, source)):
        html = cleaned(html)
    told = list(check_finished(html, source, has_told_links=True))
    assert told == [], "the last net held something that no check had told"
    manuscript(html, source=source.text)


@anything
@given(
    made_of("<svg xmlns='http://www.w3.org/2000/svg'>", "</svg>", "<g a='", "'/>", "<!DOCTYPE a [")
)
def test_any_drawing(text: str) -> None:
    check_drawing(Source("docs/a.svg", text))
