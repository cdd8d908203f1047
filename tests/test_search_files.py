"""The files that a search reads: what pages say, the words that lead there, readers' own words."""

import json
from pathlib import Path
from typing import Any

import pytest

from guidebook.page import Page
from guidebook.site.search_index import Searched, measure, search_files, search_names, stems_of
from guidebook.site.search_text import Place, places
from guidebook.site.search_words import read_readers_words, stems
from guidebook.source import Source
from minisite import Site, build, entries, page

SEARCH = page("").replace("---\n\n", "template: search.html\nsearch:\n  exclude: true\n---\n\n", 1)

TEXTS = {
    "text above the first heading": ("<p>Phase X</p>", [("", "", "Phase X")]),
    "a heading and its text": (
        '<h2 id="a">One</h2><p>Words &amp; <em>more</em>.</p><h3 id="b">Two</h3>',
        [("", "", ""), ("a", "One", "Words & more."), ("b", "Two", "")],
    ),
    "a word of a list of words": (
        '<dl><dt id="flare">Flare</dt><dd><p>A worse time.</p></dd></dl>',
        [("", "", ""), ("flare", "Flare", "A worse time.")],
    ),
    "a heading that its section names": (
        '<section id="q-one"><h3>Sudden?</h3><h4>Why</h4><p>It matters.</p></section>',
        [("", "", ""), ("q-one", "Sudden?", "Why: It matters.")],
    ),
    "lists and cells, each with an end": (
        "<p>Any of these:</p><ul><li>pain</li><li>rash<ul><li>red</li></ul></li></ul>"
        "<table><tr><th>Start</th><td>Slow.</td></tr></table>",
        [("", "", "Any of these: pain; rash: red; Start; Slow.")],
    ),
    "nothing of citations, marks, drawings, notes and what says so": (
        '<p>One <a class="citation" href="#r">[7]</a><button popovertarget="n">7</button>.'
        ' Two <a class="source-mark" href="x">no reference</a>.</p><svg><text>Yes</text></svg>'
        '<div id="n" popover>A note.</div><aside aria-hidden="true">7 A note.</aside>'
        "<p hidden>No.</p><p data-search-exclude>Question <b>2</b> of 5</p><p>Three.</p>"
        "<template><p>Four.</p></template><script>five</script>",
        [("", "", "One. Two. Three.")],
    ),
    "tags that never close, and ones that were never open": (
        "<p>One<br>two<img src='x'><div data-search-exclude><p>No</div></i> three",
        [("", "", "One two three")],
    ),
}


@pytest.mark.parametrize(("html", "found"), TEXTS.values(), ids=TEXTS)
def test_a_page_is_read_place_by_place(html: str, found: list[tuple[str, str, str]]) -> None:
    assert [tuple(place) for place in places(html)] == found


FORMS = [
    ("fractures", "fractured", "Fracture’s"),
    ("stiffness", "stiff"),
    ("treatment", "treatments", "treat", "treated", "treating"),
    ("movement", "moves", "moving"),
    ("study", "studies"),
    ("Sjögren", "sjogrens"),
]


@pytest.mark.parametrize("forms", FORMS, ids=lambda forms: forms[0])
def test_the_forms_of_a_word_meet(forms: tuple[str, ...]) -> None:
    assert len({tuple(stems(form)) for form in forms}) == 1


STEMS = {
    "MRI, X-rays": ["mri", "x", "ray"],
    "The rest of a gas": ["rest", "gas"],
    "1 in 10": ["1", "10"],
    "Größe_x": ["gro\u00df", "x"],
    "what is it?": [],
}


@pytest.mark.parametrize(("text", "cut"), STEMS.items(), ids=STEMS)
def test_words_that_nobody_looks_for_go_and_short_ones_stay_whole(
    text: str, cut: list[str]
) -> None:
    assert stems(text) == cut


def made(path: str, *found: Place, title: str = "A page", weight: float = 1) -> Searched:
    html_page = Page(
        path, f"{path[:-3]}.html", title, title, "", Source("", ""), search_weight=weight
    )
    return Searched(html_page, "A guide" if html_page.guide else "", found)


def files_of(*pages: Searched) -> dict[str, Any]:
    """What each file assigns, by its path without `search/` and `.js`."""
    measured = [*map(measure, pages)]
    files = search_files(pages, measured, {})
    assert set(search_names(pages, stems_of(measured))) == files.keys()
    parts = {path: text.partition(" = ")[2].rstrip(";\n") for path, text in files.items()}
    return {path[len("search/") : -len(".js")]: json.loads(text) for path, text in parts.items()}


def found(files: dict[str, Any], stem: str) -> dict[int, int]:
    """The score of every place that has the stem."""
    numbers = files[f"words/{stem[0]}"][stem]
    place, scores = 0, {}
    for step, score in zip(numbers[::2], numbers[1::2], strict=True):
        place += step
        scores[place] = score
    return scores


def test_words_lead_to_places_that_are_numbered_through_all_pages() -> None:
    files = files_of(
        made("one/a.md", Place("", "", "rash"), Place("b", "Pain", "Words.")),
        made("c.md", Place("", "", "pain")),
        made("two/d.md", Place("", "", "pain, and a rash")),
    )
    assert set(found(files, "pain")) == {1, 2, 3}
    assert set(found(files, "rash")) == {0, 3}
    assert files["start"]["sizes"] == [2, 1, 1]
    assert files["texts/1"] == ["c.html", "A page", "", [["", "", "pain"]]]
    assert files["texts/2"][:3] == ["two/d.html", "A page", "A guide"]
    assert set(files["start"]["letters"]) == {path[6:] for path in files if path[:6] == "words/"}


def test_a_heading_counts_more_than_a_text_and_a_short_text_more_than_a_long_one() -> None:
    long = " ".join(f"word{number}" for number in range(50))
    scores = found(
        files_of(
            made(
                "a.md",
                Place("a", "Pain", "Something."),
                Place("b", "Something", "Pain."),
                Place("c", "Something", f"Pain {long}."),
            )
        ),
        "pain",
    )
    assert scores[0] > scores[1] > scores[2] > 0


def test_a_word_that_only_the_title_has_counts_and_is_not_said_to_be_there() -> None:
    place = Place("a", "A heading", "Words.")
    files = files_of(made("a.md", Place("", "", ""), place, title="Pain"), made("b.md", place))
    scores = found(files, "pain")
    assert scores[0] > 0 > scores[1]
    assert set(scores) == {0, 1}


def test_a_page_counts_as_its_head_says_and_references_count_less() -> None:
    scores = found(
        files_of(
            made("g/a.md", Place("", "", "pain")),
            made("g/b.md", Place("", "", "pain"), weight=0.5),
            made("g/references.md", Place("", "", "pain")),
        ),
        "pain",
    )
    assert [scores[1], scores[2]] == pytest.approx([scores[0] * 0.5, scores[0] * 0.4], abs=1)


def test_a_site_without_words_has_files_all_the_same() -> None:
    assert files_of()["start"]["sizes"] == []
    assert files_of(made("a.md", Place("", "", ""), title="?"))["texts/0"]


LINES = {
    "a word for a word": ("xray -> X-ray", {"xray": "X-ray"}),
    "several words": ("getting shorter->loss of height", {"getting shorter": "loss of height"}),
    "remarks and empty lines": ("# ache -> pain\n\n  # x\nache -> pain\n", {"ache": "pain"}),
}


@pytest.mark.parametrize(("text", "read"), LINES.values(), ids=LINES)
def test_readers_words_are_read(text: str, read: dict[str, str]) -> None:
    known = set(stems("X-ray loss of height pain"))
    assert read_readers_words(Source("list", text), known) == (read, [])


def test_a_site_publishes_the_files_only_where_a_page_reads_them(tmp_path: Path) -> None:
    files = {"docs/index.md": page("Pain [@a]."), "references.bib": entries("a")}
    without = build(tmp_path / "one", files)
    assert (without.exit_code, without.warnings) == (0, [])
    assert [path for path in without.files if path.startswith("search")] == []
    readers = "ache -> pain\n"
    files |= {"docs/search.md": SEARCH, "editors/readers-words.txt": readers}
    site = build(tmp_path / "two", files)
    assert (site.exit_code, site.warnings) == (0, [])
    start = json.loads(site.html("search/start.js").partition(" = ")[2].rstrip(";\n"))
    assert start["readers"] == {"ache": "pain"}
    assert start["sizes"] == [1]


def test_no_file_is_published_that_no_page_reads(ours: Site) -> None:
    scripts = {path for path in ours.files if path.endswith((".js", ".json"))}
    start = json.loads(ours.html("search/start.js").partition(" = ")[2].rstrip(";\n"))
    names = [f"words/{letter}" for letter in start["letters"]]
    names += ["start", *(f"texts/{number}" for number in range(len(start["sizes"])))]
    read = {"assets/search.js", *(f"search/{name}.js" for name in names)}
    assert {path for path in scripts - read if not path.endswith("lupus-back-pain.json")} == set()
    assert read <= scripts
