"""The decision guide in a real browser: walked by clicking, on a phone, without script."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page

from browser.axe import faults, load
from browser.views import DESKTOP, PHONE, SMALLEST, TABLET, view
from decision_guides import PATH, choices, read, tree
from guidebook.decision_guide.decision_model import DecisionGuide
from minisite import ROOT, Site, build, entries, page

OURS = ROOT / "docs" / "lupus-back-pain" / "decision-guide.yml"
STYLES = ("assets/guidebook.css", "assets/decision-guide.css")

# WCAG 2.2, success criterion 1.4.12
WIDE_TEXT = """* {
  line-height: 1.5 !important;
  letter-spacing: .12em !important;
  word-spacing: .16em !important;
}
p { margin-bottom: 2em !important; }"""

# Playwright's own way waits for an event that never comes where script is off.
ADD_STYLE = """css => {
  const style = document.createElement("style");
  style.textContent = css;
  document.head.append(style);
}"""

LINE_HEIGHT = "element => parseFloat(getComputedStyle(element).lineHeight)"


class Shown(NamedTuple):
    """A decision guide and the address of its page."""

    guide: DecisionGuide
    address: str


@pytest.fixture(scope="session")
def long_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with a guide of twelve questions."""
    styles = {f"docs/{path}": (ROOT / "docs" / path).read_bytes() for path in STYLES}
    files: dict[str, str | bytes] = {
        **styles,
        PATH: tree(Random(19), 12).source(),
        "docs/cough/decision-guide.md": page("[decision-guide]"),
        "docs/cough/references.md": page("All of them:", title="References"),
        "docs/cough/treatment.md": page("Rest."),
        "references.bib": entries("one", "two"),
    }
    site = build(tmp_path_factory.mktemp("long"), files, extra_css=list(STYLES))
    assert site.warnings == []
    return site


@pytest.fixture(params=["ours", "twelve questions"])
def shown(request: pytest.FixtureRequest, address: str, long_site: Site) -> Shown:
    if request.param == "ours":
        guide, _ = read(OURS.read_bytes(), OURS.name)
        assert guide
        return Shown(guide, f"{address}lupus-back-pain/decision-guide.html")
    guide, _ = read(tree(Random(19), 12).source(), PATH)
    assert guide
    return Shown(guide, (long_site.folder / "cough" / "decision-guide.html").as_uri())


def paths(guide: DecisionGuide, step: str) -> Iterator[tuple[str, ...]]:
    """Every way from a step to its first result, as the words of the answers on it."""
    if step in guide.results:
        yield ()
        return
    for say, go in choices(guide.questions[step]):
        for rest in paths(guide, go):
            yield (say, *rest)


def walked(window: Page, guide: DecisionGuide, step: str) -> Iterator[tuple[str, ...]]:
    """The same by clicking, from a step that the window shows."""
    assert_lands(window, step)
    if step in guide.results:
        yield ()
        return
    for say, go in choices(guide.questions[step]):
        name = f"{say}: go to {guide.name(go)}"
        window.locator(f"#{step}").get_by_role("link", name=name, exact=True).click()
        for rest in walked(window, guide, go):
            yield (say, *rest)
        window.go_back()


def assert_lands(window: Page, step: str) -> None:
    """The step is the target, stands out, and begins below the header, inside the window."""
    section = window.locator(f"#{step}")
    assert window.url.endswith(f"#{step}")
    assert section.evaluate("element => element.matches(':target')")
    box, header = section.bounding_box(), window.locator("header.md-header").bounding_box()
    assert box
    assert header
    size = window.viewport_size
    assert size
    assert header["y"] + header["height"] <= box["y"] + 1 < size["height"]


def test_every_path_is_walked_by_clicking_without_script(browser: Browser, shown: Shown) -> None:
    guide, start = shown.guide, shown.guide.start.words
    with view(browser, PHONE) as window:
        window.goto(f"{shown.address}#{start}")
        found = list(walked(window, guide, start))
    assert found == list(paths(guide, start))
    assert len(found) > len(guide.questions)


def test_every_result_leads_on_and_back(browser: Browser, shown: Shown) -> None:
    guide = shown.guide
    with view(browser, PHONE) as window:
        window.goto(shown.address)
        for step, result in guide.results.items():
            for way in result.go_on:
                name = f"{way.say.words}: {guide.name(way.go.words)}"
                window.locator(f"#{step}").get_by_role("link", name=name, exact=True).click()
                assert_lands(window, way.go.words)
            window.locator(f"#{step}").get_by_role("link", name="Back to the start").click()
            assert_lands(window, guide.start.words)


def test_question_1_begins_in_the_first_screen_of_a_phone(browser: Browser, address: str) -> None:
    with view(browser, 375) as window:
        window.set_viewport_size({"width": 375, "height": 667})
        window.goto(f"{address}lupus-back-pain/decision-guide.html")
        words = window.locator("#q-fracture h3")
        room, height = words.bounding_box(), words.evaluate(LINE_HEIGHT)
        assert room
        assert room["y"] + height <= 667


def test_one_link_before_question_1_leads_to_what_must_be_known(
    browser: Browser, address: str
) -> None:
    with view(browser, PHONE) as window:
        window.goto(f"{address}lupus-back-pain/decision-guide.html")
        window.locator("article > p").get_by_role("link", name="What to know before").click()
        heading = window.get_by_role("heading", name="What to know before you start")
        box, header = heading.bounding_box(), window.locator("header.md-header").bounding_box()
        assert box
        assert header
        assert header["y"] + header["height"] <= box["y"] + 1 < 720


@pytest.mark.parametrize("styled", [False, True], ids=["plain", "wide text spacing"])
def test_nothing_scrolls_sideways_on_the_smallest_phone(
    browser: Browser, shown: Shown, styled: bool
) -> None:
    with view(browser, SMALLEST, bypass_csp=True) as window:
        window.goto(shown.address)
        if styled:
            window.evaluate(ADD_STYLE, WIDE_TEXT)
        sizes = "[document.scrollingElement.scrollWidth, document.scrollingElement.clientWidth]"
        width, room = window.evaluate(sizes)
        assert width <= room
        edges = window.locator(".decision-chart, .decision-chart *").evaluate_all(
            "parts => parts.map(part => part.getBoundingClientRect().right)"
        )
        assert max(edges) <= room


def test_text_in_the_picture_is_never_below_12_px(browser: Browser, shown: Shown) -> None:
    for width in (SMALLEST, PHONE, TABLET, DESKTOP):
        with view(browser, width) as window:
            window.goto(shown.address)
            heights = window.locator(".decision-picture svg:visible text").evaluate_all(
                """texts => texts.map(text => {
                    const size = parseFloat(getComputedStyle(text).fontSize);
                    return size * text.getScreenCTM().a;
                })"""
            )
            assert heights
            assert min(heights) >= 12


@pytest.mark.parametrize("width", [SMALLEST, PHONE, TABLET, DESKTOP])
def test_axe_finds_nothing_where_a_step_stands_out(
    browser: Browser, address: str, width: int
) -> None:
    with view(browser, width, script=True, reduced_motion="reduce") as window:
        window.goto(f"{address}lupus-back-pain/decision-guide.html#q-lupus-signs")
        window.evaluate("scrollTo(0, 0)")  # what the sticky header covers depends on the window
        load(window)
        assert faults(window, "article") == []


def test_the_printed_page_shows_picture_and_chart_whole(
    browser: Browser, shown: Shown, tmp_path: Path
) -> None:
    with view(browser, DESKTOP) as window:
        window.goto(shown.address)
        window.emulate_media(media="print")
        window.set_viewport_size({"width": 700, "height": 900})
        assert window.locator(".decision-picture svg:visible").count() == 1
        box = window.locator(".decision-picture svg:visible").bounding_box()
        assert box
        assert box["width"] <= 700
        for step in (*shown.guide.questions, *shown.guide.results):
            assert window.locator(f"#{step}").is_visible()
