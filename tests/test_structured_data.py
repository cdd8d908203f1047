"""What pages tell search engines: in schema.org's own words, and nothing that isn't so."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from edition_words import WHOLE
from guidebook.bibliography.reference import Reference
from guidebook.page import Page
from guidebook.reviews import Review
from guidebook.settings import read_settings
from guidebook.site.structured_data import Publication, structured_data
from guidebook.source import Source
from minisite import ROOT, Site

TYPES = json.loads((ROOT / "tests" / "data" / "schema-org.json").read_text("utf-8"))["types"]
DATA_TYPES: Mapping[str, Callable[[str], object]] = {
    "Text": str,
    "URL": str,
    "Date": date.fromisoformat,
    "Language": str,
}
WHERE = Publication(
    "https://example.org/guide/", "Test", "https://example.org/", "en-GB", topic="Cough"
)
PAGE = Page(
    path="guide/index.md",
    url="guide/index.html",
    title="A page",
    short_title="A page",
    source=Source("docs/guide/index.md", ""),
    description="A page to test with.",
    html='<p>Before.</p><h2 id="x">What is <em>it</em>?</h2><p>It is <b>a</b> thing '
    '<a class="citation" href="#y">[1]</a>.</p><ul><li>&amp; more</li></ul><h2>Next</h2><p>No.</p>',
)


def described(page: Page) -> dict[str, Any]:
    found = json.loads(structured_data(page, [], WHERE))
    assert isinstance(found, dict)
    return found


def lineage(kind: str) -> set[str]:
    """A type of schema.org and all that it is a kind of."""
    return {kind}.union(*(lineage(parent) for parent in TYPES[kind]["is"]))


def assert_valid(node: dict[str, Any]) -> None:
    """Check that a node uses properties of its type only, each for what it may hold."""
    kinds = lineage(node["@type"])
    for name, value in node.items():
        if not name.startswith("@"):
            allowed = [kind for kind in kinds if name in TYPES[kind]["properties"]]
            assert allowed, (node["@type"], name)
            ranges = {item for kind in allowed for item in TYPES[kind]["properties"][name]}
            for part in value if isinstance(value, list) else [value]:
                assert_may_hold(ranges, part)


def assert_may_hold(ranges: set[str], value: Any) -> None:
    if isinstance(value, dict):
        assert lineage(value["@type"]) & ranges
        assert_valid(value)
    else:
        assert [DATA_TYPES[kind](value) for kind in ranges & DATA_TYPES.keys()], (ranges, value)


@pytest.fixture(scope="module")
def site(ours: Site) -> Site:
    return ours


def of_pages(site: Site) -> dict[str, dict[str, Any]]:
    names = [file.relative_to(site.folder).as_posix() for file in site.folder.rglob("*.html")]
    return {
        name: json.loads(script.get_text())
        for name in names
        for script in site.page(name).select("script[type='application/ld+json']")
    }


def test_every_page_uses_schema_orgs_words_rightly(site: Site) -> None:
    pages = of_pages(site)
    files = {*site.folder.rglob("*.html")} - {*site.folder.rglob(WHOLE)}
    assert len(pages) == len(files) - 1  # 404 says nothing of itself
    for page in pages.values():
        assert_valid(page)


@pytest.mark.parametrize(
    "wrong",
    [
        {"@type": "MedicalWebPage", "acceptedAnswer": "It is."},
        {"@type": "MedicalWebPage", "reviewedBy": "A name"},
        {"@type": "MedicalWebPage", "lastReviewed": "yesterday"},
        {"@type": "Question", "acceptedAnswer": {"@type": "Person", "name": "A name"}},
    ],
    ids=lambda wrong: next(reversed(wrong)),
)
def test_this_check_finds_what_is_wrong(wrong: dict[str, Any]) -> None:
    with pytest.raises((AssertionError, ValueError)):
        assert_valid(wrong)


def test_pages_of_a_guide_are_medical_and_others_are_not(site: Site) -> None:
    for name, page in of_pages(site).items():
        assert page["@type"] == ("MedicalWebPage" if "/" in name else "WebPage")


def test_no_page_claims_a_review_that_nobody_made(site: Site) -> None:
    for name, page in of_pages(site).items():
        if "Not yet reviewed" in site.html(name):
            assert not {"lastReviewed", "reviewedBy"} & page.keys()


def test_a_review_that_was_made_is_named() -> None:
    page = described(replace(PAGE, review=Review(date(2027, 1, 31), "Dr A. Name (rheumatology)")))
    assert page["lastReviewed"] == "2027-01-31"
    assert page["reviewedBy"] == {"@type": "Person", "name": "Dr A. Name (rheumatology)"}
    assert_valid(page)


def test_the_answer_is_the_pages_own_text_without_numbers() -> None:
    assert described(PAGE)["mainEntity"] == {
        "@type": "Question",
        "name": "What is it?",
        "acceptedAnswer": {"@type": "Answer", "text": "It is a thing. & more"},
    }


def test_a_country_is_no_part_of_the_language_that_texts_are_set_in() -> None:
    written = {"site_url": "", "site_name": "A", "copyright": "", "extra": {}, "mdx_configs": {}}
    assert read_settings(Path(), written, "de-AT", {}).language == "de"


def test_a_page_in_no_guide_is_a_page_and_nothing_more() -> None:
    text = structured_data(PAGE, [], WHERE._replace(topic="", page_type="MedicalWebPage"))
    assert json.loads(text)["@type"] == "WebPage"
    assert not {"about", "mainEntity"} & json.loads(text).keys()


def test_it_says_in_which_language_the_site_is() -> None:
    assert described(PAGE)["inLanguage"] == "en-GB"


@pytest.mark.parametrize(
    ("kind", "name"), [("article", "ScholarlyArticle"), ("book", "CreativeWork")]
)
def test_a_source_is_called_by_its_kind(kind: str, name: str) -> None:
    text = structured_data(PAGE, [Reference("a", kind, {"title": "A title"})], WHERE)
    assert json.loads(text)["citation"] == [{"@type": name, "name": "A title"}]


def test_a_page_without_a_question_has_none() -> None:
    assert "mainEntity" not in described(replace(PAGE, html="<h2>Next</h2><p>Words.</p>"))


def test_a_question_to_the_reader_is_none_that_the_page_answers(site: Site) -> None:
    guide = of_pages(site)["lupus-back-pain/decision-guide.html"]
    assert "?" in site.page("lupus-back-pain/decision-guide.html").select("h2")[0].get_text()
    assert "mainEntity" not in guide


def test_nothing_in_it_can_end_the_script_element() -> None:
    text = structured_data(replace(PAGE, title="</script><script>alert(1)</script>"), [], WHERE)
    assert "<" not in text
    assert json.loads(text)["name"] == "</script><script>alert(1)</script>"
