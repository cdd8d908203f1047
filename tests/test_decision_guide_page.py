"""What a decision guide's page promises, on sites built by the real mkdocs."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from decision_guides import SAMPLE
from guidebook.decision_guide.decision_page import check_ids, fill, insert, markers
from guidebook.source import Source
from minisite import OURS, Site, build, entries, page, texts

DATA, PAGE = "docs/cough/decision-guide.yml", "docs/cough/decision-guide.md"

GOOD = {
    "references.bib": entries("one", "two"),
    "docs/cough/treatment.md": page("Rest."),
    "docs/cough/references.md": page("All of them:", title="References"),
    PAGE: page("Before.\n\n[decision-guide]\n\nAfter."),
    DATA: SAMPLE,
}


def _built(folder: Path, changed: dict[str, str], **settings: object) -> Site:
    """The good site with some of its files changed; an empty text takes a file away."""
    files = {path: text for path, text in {**GOOD, **changed}.items() if text}
    return build(folder, files, **settings)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    built = _built(tmp_path_factory.mktemp("good"), {})
    assert (built.warnings, built.exit_code) == ([], 0)
    return built


@pytest.fixture(scope="module")
def shown(site: Site) -> BeautifulSoup:
    return site.page("cough/decision-guide.html")


def test_its_parts_come_in_order(shown: BeautifulSoup) -> None:
    words = "Before. " + " ".join(shown.get_text().split()).partition("Before. ")[2]
    order = [
        "Before.",
        "Two questions that sort a cough. About these questions",
        "Question 1 of 2: Fever or chills?",
        "Result C: The pattern is not clear",
        "The whole guide in one picture",
        "Fever or chills?",
        "About these questions",
        "A result is not a diagnosis.",
        "What this guide does not cover",
        "Emergencies.",
        "After.",
    ]
    place = 0
    for part in order:
        place = words.index(part, place) + len(part)


def test_what_must_be_known_before_is_one_link_away(shown: BeautifulSoup) -> None:
    (link,) = shown.select("article > p > a[href^='#about']")
    (heading,) = shown.select(str(link["href"]))
    assert (heading.name, texts([heading])) == ("h2", texts([link]))


def test_every_link_inside_the_page_lands_on_one_step(shown: BeautifulSoup) -> None:
    steps = [element["id"] for element in shown.select("section[id]")]
    assert len(steps) == len(set(steps)) == 5
    for link in shown.select(".decision-picture a, .decision-answers a, .decision-again a"):
        assert str(link["href"]).removeprefix("#") in steps


def test_citations_have_numbers_and_places_to_come_back_to(site: Site, shown: Tag) -> None:
    (question,) = shown.select("#q-fever")
    assert texts(question.select("li"))[0] == "Fever [1][1]"  # a link, and a button
    references = site.page("cough/references.html")
    letters = references.select("a[href*='decision-guide.html#']")
    ids = {element["id"] for element in shown.select("[id]")}
    assert len(letters) == 10
    assert {str(letter["href"]).partition("#")[2] for letter in letters} <= ids


def test_headings_are_in_the_contents_list(shown: BeautifulSoup) -> None:
    contents = shown.select("#menu .here a")
    assert texts(contents) == [
        "The whole guide in one picture",
        "About these questions",
        "What this guide does not cover",
        "References",
    ]


@pytest.mark.parametrize(
    ("directory_urls", "place", "address"),
    [
        (False, "cough/decision-guide.html", "treatment.html"),
        (True, "cough/decision-guide/index.html", "../treatment/"),
    ],
    ids=["files", "directories"],
)
def test_links_to_pages_are_right(
    tmp_path: Path, directory_urls: bool, place: str, address: str
) -> None:
    # Material's offline plugin always makes files.
    plugins = ["search"] if directory_urls else OURS["plugins"]
    built = _built(tmp_path, {}, use_directory_urls=directory_urls, plugins=plugins)
    (link,) = built.page(place).select("#o-infection a[href*=treatment]")
    assert link["href"] == address


def test_the_data_is_not_published(site: Site) -> None:
    assert list(site.folder.rglob("*.yml")) == []


def test_there_is_no_style_and_no_script_in_it(shown: BeautifulSoup) -> None:
    assert shown.select("article :is([style], style, script, [onclick])") == []


def test_a_marker_in_code_is_left_alone(tmp_path: Path) -> None:
    text = "```\n[decision-guide]\n```\n\n[decision-guide]"
    built = _built(tmp_path, {PAGE: page(text)})
    assert (built.warnings, built.exit_code) == ([], 0)
    assert "[decision-guide]" in built.page("cough/decision-guide.html").select("pre")[0].get_text()


def test_a_review_is_shown(tmp_path: Path) -> None:
    reviewed = SAMPLE.replace("none", "2027-01-31, Dr A. Name (rheumatology)")
    built = _built(tmp_path, {DATA: reviewed})
    assert built.warnings == []
    (status,) = texts(built.page("cough/decision-guide.html").select(".page-status"))
    assert status.startswith("Reviewed on 31 January 2027 by Dr A. Name (rheumatology).")


MISTAKES = {
    "data with mistakes": (
        {DATA: SAMPLE.replace("go: o-dust", "go: o-dusk").replace("need: any", "need: some")},
        [
            f"{DATA}:14:11: 'some' cannot stand here. "
            "How many of the signs count: any, several or all; or count, where each answer has "
            "'have' in place of 'say'. [D25]",
            f"{DATA}:32:13: unknown step 'o-dusk'. Did you mean 'o-dust'? [D40]",
        ],
    ),
    "an unknown reference, at its place": (
        {DATA: SAMPLE.replace("- Fever [@one]", "- Fever [@twoo]")},
        [f"{DATA}:16:17: unknown reference 'twoo'. Did you mean 'two'? [C01]"],
    ),
    "an unknown reference and another mistake": (
        {
            DATA: SAMPLE.replace("- Fever [@one]", "- Fever [@twoo]").replace(
                "need: any", "need: some"
            )
        },
        [
            f"{DATA}:14:11: 'some' cannot stand here. "
            "How many of the signs count: any, several or all; or count, where each answer has "
            "'have' in place of 'say'. [D25]",
            f"{DATA}:16:17: unknown reference 'twoo'. Did you mean 'two'? [C01]",
        ],
    ),
    "a page that is not there": (
        {"docs/cough/treatment.md": "", "docs/cough/treatments.md": page("Rest.")},
        [
            f"{DATA}:45:15: no page 'treatment.md' in this folder. "
            "Did you mean 'treatments.md'? [D46]"
        ],
    ),
    "no marker": (
        {PAGE: page("Nothing.")},
        [
            f"{PAGE}:1:1: no marker for the decision-guide.yml beside this page. "
            "Write [decision-guide] on a line of its own where the guide is to stand. [D51]"
        ],
    ),
    "no page": (
        {PAGE: ""},
        [
            f"{DATA}:1:1: no decision-guide.md beside this file. "
            "Write decision-guide.md beside it, with [decision-guide] on a line of its own. [D51]"
        ],
    ),
    "no data": (
        {DATA: ""},
        [
            f"{PAGE}:8:1: a marker without a decision guide. "
            "It belongs on decision-guide.md, with decision-guide.yml in the same folder. [D50]"
        ],
    ),
    "a marker on another page": (
        {"docs/cough/treatment.md": page("[decision-guide]")},
        [
            "docs/cough/treatment.md:6:1: a marker without a decision guide. "
            "It belongs on decision-guide.md, with decision-guide.yml in the same folder. [D50]"
        ],
    ),
    "two markers": (
        {PAGE: page("[decision-guide]\n\n[decision-guide]")},
        [
            f"{PAGE}:8:1: the marker stands twice: in line 6 and in line 8. "
            "Take one of them out. [D52]"
        ],
    ),
    "a heading with a step's id": (
        {PAGE: page("## Dust {#q-dust}\n\n[decision-guide]")},
        [
            f"{PAGE}:1:1: a heading has the id of the step 'q-dust'. "
            "Give that heading another id: ## Words {#other-id}. [D53]",
            f"{PAGE}:6:10: the id 'q-dust' stands 2 times on the page. Give each its own. [P06]",
        ],
    ),
}


@pytest.mark.parametrize(("changed", "told"), MISTAKES.values(), ids=MISTAKES)
def test_an_editor_is_told(tmp_path: Path, changed: dict[str, str], told: list[str]) -> None:
    built = _built(tmp_path, changed)
    assert built.exit_code == 1
    assert [line for line in built.warnings if not line.startswith("Aborted")] == told


def test_a_page_whose_data_has_mistakes_says_so_and_shows_no_half_guide(tmp_path: Path) -> None:
    built = _built(tmp_path, {DATA: SAMPLE.replace("go: o-dust", "go: o-dusk")})
    shown = built.page("cough/decision-guide.html")
    assert len(shown.select(".guidebook-mistake")) == 1
    assert shown.select(".decision-step, .decision-picture") == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("[decision-guide]", 1),
        ("[decision-guide]  ", 1),
        ("a [decision-guide] b", 0),
        ("    [decision-guide]", 0),
        ("```\n[decision-guide]\n```", 0),
        ("<!--\n[decision-guide]\n-->", 0),
    ],
    ids=["alone", "spaces behind", "in a sentence", "in code", "in a fence", "in a comment"],
)
def test_a_marker_is_a_line_of_its_own(text: str, count: int) -> None:
    assert len(markers(f"Before.\n\n{text}\n\nAfter.")) == count


def test_what_is_put_in_is_headings_and_blocks_of_html() -> None:
    markdown = "Before.\n\n[decision-guide]\n\nAfter."
    filled = fill(markdown, Source(DATA, SAMPLE), {"treatment.md": "t.html"})
    first, *parts, last = filled.markdown.split("\n\n")
    assert (first, last) == ("Before.", "\nAfter.")
    headings = [part for part in parts if re.fullmatch("## .*", part)]
    blocks = [part.strip("\n") for part in parts if part not in headings]
    assert len(headings) == 3
    assert [part for part in blocks if not re.fullmatch("<.*>", part, re.S)] == []


def test_the_flowchart_is_put_in_after_markdown_has_run() -> None:
    filled = fill("Before.\n\n[decision-guide]", Source(DATA, SAMPLE), {"treatment.md": "t.html"})
    assert filled.findings == ()
    assert "svg" not in filled.markdown
    html = insert(filled.markdown, filled)
    assert html.count("<svg ") == 2
    assert 'viewBox="0 0 682 ' in html


def test_ids_that_stand_once_are_no_mistake() -> None:
    assert list(check_ids('<h2 id="q-a"></h2><p id="q-b"></p>', PAGE)) == []
