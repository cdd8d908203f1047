"""The glossary's words are links where a page first uses them, and nowhere else."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from guidebook.page import Page
from guidebook.site.glossary import link_words, read_glossary
from guidebook.source import Source
from minisite import build, entries, page, texts

GLOSSARY = (
    '<dl><dt id="flare">Flare</dt><dd>A worse time.</dd><dt id="mri">Magnetic resonance imaging '
    '(MRI)</dt><dd>A scan.</dd><dt id="imaging"><em>Imaging</em></dt>'
    "<dd>Pictures &amp; more.</dd></dl>"
)


def made(path: str, html: str) -> Page:
    url = path.replace(".md", ".html")
    return Page(path, url, "A page", "A page", html, Source(f"docs/{path}", ""))


def linked(html: str, path: str = "guide/a.md") -> BeautifulSoup:
    glossary = made("glossary.md", GLOSSARY)
    text = link_words(made(path, html), glossary, read_glossary(GLOSSARY))
    return BeautifulSoup(text, "html.parser")


def test_words_and_short_forms_lead_to_one_explanation() -> None:
    assert read_glossary(GLOSSARY) == {
        "flare": "flare",
        "magnetic resonance imaging": "mri",
        "mri": "mri",
        "imaging": "imaging",
    }


USES = {
    "in small letters": ("<p>A flare.</p>", ["flare"]),
    "at a sentence's start": ("<p>Flare!</p>", ["Flare"]),
    "in the plural": ("<p>Many flares.</p>", ["flares"]),
    "only once": ("<p>A flare, a flare.</p><p>Flares.</p>", ["flare"]),
    "by either name, once": ("<p>An MRI (magnetic resonance imaging).</p>", ["MRI"]),
    "the longest word wins": ("<p>Magnetic resonance imaging.</p>", ["Magnetic resonance imaging"]),
    "each word once": ("<p>MRI is imaging.</p>", ["MRI", "imaging"]),
    "not within a word": ("<p>Flared, re-imaging.</p>", []),
    **{
        f"not in {name}": (f"<{name}>A flare.</{name}>", [])
        for name in (
            *("a", "abbr", "button", "cite", "code", "dt", "h1", "h2", "h6", "kbd", "label"),
            *("mark", "pre", "samp", "script", "style", "summary", "svg", "th", "title"),
        )
    },
    "not in a tag": ("<p title='flare'>Words.</p><!-- flare -->", []),
    "after a heading that has it": ("<h2>Flare</h2><p>A flare.</p>", ["flare"]),
}


@pytest.mark.parametrize(("html", "words"), USES.values(), ids=USES)
def test_a_word_is_linked(html: str, words: list[str]) -> None:
    found = linked(html)
    assert texts(found.select("a.glossary-word")) == words
    assert str(found).count("glossary-word") == len(words)
    assert found.get_text() == BeautifulSoup(html, "html.parser").get_text()


def test_the_link_leads_from_any_folder_to_the_explanation() -> None:
    (link,) = linked("<p>A flare.</p>").select("a")
    assert link["href"] == "../glossary.html#flare"
    (link,) = linked("<p>A flare.</p>", "a.md").select("a")
    assert link["href"] == "glossary.html#flare"


def test_a_site_links_them_and_the_glossary_itself_does_not(tmp_path: Path) -> None:
    words = "Flare {#flare}\n:   A worse time than other times; no other flare.\n"
    files = {
        "docs/index.md": page("A flare [@a]. Another flare."),
        "docs/glossary.md": page(words),
        "references.bib": entries("a"),
    }
    site = build(tmp_path, files)
    assert (site.exit_code, site.warnings) == (0, [])
    assert len(site.page("index.html").select("a.glossary-word")) == 1
    assert site.page("glossary.html").select("a.glossary-word") == []


def test_a_site_without_a_glossary_has_no_such_links(tmp_path: Path) -> None:
    site = build(tmp_path, {"docs/index.md": page("A flare [@a]."), "references.bib": entries("a")})
    assert (site.exit_code, site.warnings) == (0, [])
    assert site.page("index.html").select("a.glossary-word") == []
