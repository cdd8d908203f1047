"""Thirty guides of any field: no page grows by another guide, and no word of medicine is ours."""

from pathlib import Path

import pytest

from minisite import Site, build, page, texts

GUIDE = ("index", "one", "two")


def site_of(folder: Path, count: int, subjects: tuple[str, ...] = (), **settings: object) -> Site:
    """A site of guides without medicine, each in the navigation under a title of its own."""
    files = {"docs/index.md": page("Words.\n\n[guides]").replace("A page", "Home", 1)}
    nav: list[object] = [{"Home": "index.md"}]
    for number in range(count):
        for name in GUIDE:
            head = page("Words.\n\n## Why\n\nMore.\n\n## How\n\nMore.")
            head = head.replace("A page", f"Licence {number} {name}", 1)
            if name == "index" and subjects:
                subject = subjects[number % len(subjects)]
                head = head.replace("\n---\n", f"\nsubject: {subject}\n---\n", 1)
            files[f"docs/licence-{number}/{name}.md"] = head
        nav.append({f"Licence {number}": [f"licence-{number}/{name}.md" for name in GUIDE]})
    return build(folder, files, nav=nav, **settings)


@pytest.fixture(scope="module")
def thirty(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site_of(tmp_path_factory.mktemp("thirty"), 30, ("Software", "Music"))


def test_they_build_without_a_finding(thirty: Site) -> None:
    assert (thirty.warnings, thirty.notices, thirty.exit_code) == ([], [], 0)


def test_the_first_page_of_a_guide_does_not_grow(thirty: Site, tmp_path: Path) -> None:
    alone = site_of(tmp_path, 1).html("licence-0/index.html")
    among = thirty.html("licence-0/index.html")
    assert len(among.encode()) <= len(alone.encode()) + 2000


def test_only_the_guide_that_is_read_is_open(thirty: Site) -> None:
    read = thirty.page("licence-7/one.html")
    shown = texts(read.select("#menu a:not(.here a)"))
    assert shown == [
        *("Home", *(f"Licence 7 {name}" for name in GUIDE)),
        "All 30 guides",
    ]
    assert texts(read.select("#menu details[open] > summary")) == ["Licence 7"]
    assert texts(read.select(".trail li")) == ["Home", "Licence 7"]
    assert texts(read.select(".trail > span")) == ["Page 2 of 3"]
    assert texts(read.select("title")) == ["Licence 7 one - Licence 7 - Test"]


def test_a_few_guides_stand_a_line_each(tmp_path: Path) -> None:
    site = site_of(tmp_path, 3)
    assert texts(site.page("licence-1/one.html").select("#menu > ul > li > a")) == [
        *("Home", "Licence 0", "Licence 2")
    ]
    assert len(site.page("index.html").select("#guides + ul > li")) == 3


def test_home_lists_many_under_their_subjects(thirty: Site) -> None:
    home = thirty.page("index.html")
    assert texts(home.select("h3")) == ["Software", "Music"]
    assert [len(cards.select("li")) for cards in home.select("h3 + ul.cards")] == [15, 15]
    first = home.select_one("h3 + ul.cards > li")
    assert first
    assert texts([first]) == ["Licence 0 index A page to test with."]


def test_one_guide_needs_no_list(tmp_path: Path) -> None:
    home = site_of(tmp_path, 1).page("index.html")
    assert home.select("#guides") == []
    assert "[guides]" not in home.get_text()


def test_a_site_that_names_no_field_speaks_of_none(tmp_path: Path) -> None:
    site = site_of(tmp_path, 1, extra={}, copyright="")
    read = site.page("licence-0/one.html")
    assert texts(read.select(".page-status")) == ["Not yet reviewed."]
    assert read.select(".rely") == []
    assert '"@type":"WebPage"' in site.html("licence-0/one.html")
    for word in ("clinician", "medical", "health", "doctor", "emergenc"):
        assert word not in site.html("licence-0/one.html").lower(), word


def test_a_guide_may_have_words_of_its_own(tmp_path: Path) -> None:
    own = {"reviewer": "a lawyer", "cautions": ["This is no legal advice."]}
    field = {"reviewer": "an editor", "guides": {"licence-1": own}}
    site = site_of(tmp_path, 2, extra={"field": field})
    said = [
        texts(site.page(f"licence-{number}/one.html").select(".page-status, .rely li"))
        for number in (0, 1)
    ]
    assert said == [
        ["Not yet reviewed by an editor."],
        ["Not yet reviewed by a lawyer. Before you rely on it", "This is no legal advice."],
    ]
