"""The index from A to Z: as in a book, from each guide's file, with a link for every place."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from bs4 import Tag

from guidebook.page import Page
from guidebook.site.a_to_z import MOST, Letter, Line, a_to_z, listed
from guidebook.site.a_to_z import Site as Indexes
from guidebook.site.search_text import places
from guidebook.source import Source
from guidebook.subject_index.index_entries import IndexEntry, index_entries, sort_key
from minisite import ROOT, Site, build, entries, page, texts

SEARCH = page("").replace("---\n\n", "template: search.html\nsearch:\n  exclude: true\n---\n\n", 1)
PAGES = {
    "guide/index.md": '<h2 id="night">At night</h2><h2 id="day">By day</h2>',
    "guide/rest.md": '<h2 id="rest">Rest</h2>',
    "other/index.md": '<h2 id="night">Nights</h2>',
    "glossary.md": '<dl><dt id="mri">MRI</dt><dt id="flare">Flare</dt></dl>',
}


def made(html: Mapping[str, str] = PAGES) -> dict[str, Page]:
    titles = {path: path.removesuffix(".md").capitalize() for path in html}
    return {
        path: Page(path, f"{path[:-3]}.html", titles[path], titles[path], text, Source("", ""))
        for path, text in html.items()
    }


def read(text: str, folder: str = "guide") -> list[IndexEntry]:
    found, findings = index_entries(Source("a-to-z.yml", text), made(), folder)
    assert findings == []
    return found


FORMS = {
    "a page": ("rest: rest.md", [("rest", "", "guide/rest.md", "", "")]),
    "a heading": (
        "night pain: index.md#night",
        [("night pain", "", "guide/index.md", "night", "")],
    ),
    "several places": (
        "pain: [index.md#night, rest.md]",
        [("pain", "", "guide/index.md", "night", ""), ("pain", "", "guide/rest.md", "", "")],
    ),
    "sub-entries": (
        "pain:\n  at night: index.md#night\n  at rest: [rest.md#rest]",
        [
            ("pain", "at night", "guide/index.md", "night", ""),
            ("pain", "at rest", "guide/rest.md", "rest", ""),
        ],
    ),
    "another word": (
        "pain: rest.md\nache: {see: pain}",
        [("pain", "", "guide/rest.md", "", ""), ("ache", "", "", "", "pain")],
    ),
    "a place as well as another word": (
        "pain: rest.md\nache:\n  at night: index.md\n  see: pain",
        [
            ("pain", "", "guide/rest.md", "", ""),
            ("ache", "at night", "guide/index.md", "", ""),
            ("ache", "", "", "", "pain"),
        ],
    ),
    "a page outside of the guide": (
        "MRI: ../glossary.md#mri",
        [("MRI", "", "glossary.md", "mri", "")],
    ),
}


@pytest.mark.parametrize(("text", "found"), FORMS.values(), ids=FORMS)
def test_a_file_gives_an_entry_for_every_place(text: str, found: list[tuple[str, ...]]) -> None:
    assert [tuple(entry) for entry in read(text)] == found


def test_words_stand_in_the_order_of_an_index() -> None:
    words = ["X-rays", "MRI", "É", "night", "night pain", "nightly", "e", "Muscles", "(be)"]
    ordered = ["(be)", "e", "É", "MRI", "Muscles", "night", "night pain", "nightly", "X-rays"]
    assert sorted(words, key=sort_key) == ordered


def index(text: str, other: str = "", in_none: str = "") -> list[Letter]:
    """The index of two guides and of a page in none; the first guide has a file."""
    pages = made()
    files = {"guide": text, "other": other, "": in_none}
    indexes = {guide: read(file, guide) for guide, file in files.items() if file}
    found = {path: listed(one, places(one.html)) for path, one in pages.items()}
    site = Indexes(indexes, found, {"guide": "A guide", "other": "Another"})
    return a_to_z(site, "search.html")


def words_of(letters: list[Letter]) -> dict[str, list[str]]:
    """Each word and what it leads to, in one line of text each."""
    return {
        term.words: [" ".join(filter(None, _told(line))) for line in term.lines]
        for letter in letters
        for term in letter.terms
    }


def _told(line: Line) -> tuple[str, str, str]:
    links = (f"{link.title} <{link.url}> ({link.guide})" for link in line.links)
    return line.sub_entry, line.see and f"see {line.see_url}", ", ".join(links)


def test_guides_share_an_index_and_each_place_names_its_guide() -> None:
    letters = index("night pain: index.md#night", "Night pain: index.md#night")
    assert words_of(letters)["night pain"] == [
        "Guide/index <guide/index.html#night> (A guide), "
        "Other/index <other/index.html#night> (Another)"
    ]


def test_places_on_one_page_are_told_apart_by_their_headings() -> None:
    letters = index("pain: [index.md#night, index.md#day, rest.md#rest]")
    assert words_of(letters)["pain"] == [
        "Guide/index: At night <guide/index.html#night> (A guide), "
        "Guide/index: By day <guide/index.html#day> (A guide), "
        "Guide/rest <guide/rest.html#rest> (A guide)"
    ]


def test_a_word_that_sends_on_leads_to_the_other_word() -> None:
    found = words_of(index("Sore Joints: rest.md\nache: {see: Sore Joints}"))
    assert found["ache"] == ["see #index-sore-joints"]


def test_a_guide_without_a_file_is_listed_by_its_pages_and_headings() -> None:
    found = words_of(index("rest: rest.md"))
    assert found["Nights"] == ["Other/index <other/index.html#night> (Another)"]
    assert found["Other/index"] == ["Other/index <other/index.html> (Another)"]
    assert "At night" not in found


def test_the_words_of_the_glossary_are_in_it_as_a_sentence_has_them() -> None:
    found = words_of(index("flare: rest.md", in_none="explanations: glossary.md"))
    assert found["flare"] == [
        "Guide/rest <guide/rest.html> (A guide), Glossary <glossary.html#flare> ()"
    ]
    assert found["MRI"] == ["Glossary <glossary.html#mri> ()"]


def test_letters_come_in_order_and_what_has_none_before_them() -> None:
    letters = index("10 weeks: rest.md\nX-rays: rest.md\nÉclat: rest.md\nechoes: rest.md")
    assert [letter.letter for letter in letters] == ["#", "E", "F", "G", "M", "N", "O", "X"]
    assert [term.words for term in letters[1].terms] == ["echoes", "Éclat"]


def test_a_long_index_has_a_page_for_each_letter(tmp_path: Path) -> None:
    headings = "\n\n".join(f"## Word {number}" for number in range(MOST))
    data = "zebra: index.md\nzoo: {see: apple}\napple: index.md\n"
    files = {
        "docs/index.md": page("Words [@a]."),
        "docs/search.md": SEARCH,
        "docs/long/index.md": page(headings),
        "docs/guide/index.md": page("Words."),
        "docs/guide/a-to-z.yml": data,
        "references.bib": entries("a"),
    }
    site = build(tmp_path, files)
    assert (site.exit_code, site.warnings) == (0, [])
    assert site.page("search.html").select(".index-words") == []
    ways = [str(way["href"]) for way in site.page("search.html").select(".index-letters a")]
    assert ways == ["a-to-z-a.html#letter-a", "a-to-z-w.html#letter-w", "a-to-z-z.html#letter-z"]
    assert len(site.page("a-to-z-w.html").select(".index-words > li")) == MOST
    last = site.page("a-to-z-z.html")
    (see,) = last.select("#index-zoo a")
    assert str(see["href"]).removeprefix("./") == "a-to-z-a.html#index-apple"
    assert site.page("a-to-z-a.html").select_one("#index-apple")
    assert texts(last.select("h1")) == ["Index: Z"]


def terms(site: Site) -> list[Tag]:
    return site.page("search.html").select(".index-words > li")


def test_our_index_has_what_readers_look_for(ours: Site) -> None:
    own = (ROOT / "docs/lupus-back-pain/a-to-z.yml").read_text("utf-8").splitlines()
    assert 40 <= sum(line[:1].isalnum() for line in own) <= 80
    words = [next(iter(term.stripped_strings)) for term in terms(ours)]
    assert {"height, loss of", "MRI", "night pain"} <= set(words)
    assert words == sorted(words, key=sort_key)


def test_every_link_of_our_index_lands(ours: Site) -> None:
    links = [
        str(link["href"])
        for link in ours.page("search.html").select(".index-words a, .index-letters a")
    ]
    assert len(links) > 100
    for link in links:
        path, _, anchor = link.partition("#")
        built = ours.page(path or "search.html")
        assert not anchor or built.find(id=anchor), link
