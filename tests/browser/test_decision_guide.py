"""The decision guide in a real browser: one question at a time, walked by clicking, no script."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from browser.axe import faults, load
from browser.views import DESKTOP, PHONE, SMALLEST, TABLET, view
from decision_guides import PATH, read
from guidebook.decision_guide.decision_model import Choice, DecisionGuide
from minisite import ROOT, Site, build, entries, page

OURS = ROOT / "docs" / "lupus-back-pain" / "decision-guide.yml"
FLOW = ROOT / "tests" / "data" / "flows" / "back-pain.yml"
STYLES = ("assets/face.css", "assets/guidebook.css", "assets/decision-guide.css")

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
def other_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with a guide that comes back, counts, and has steps without a choice."""
    styles = {f"docs/{path}": (ROOT / "docs" / path).read_bytes() for path in STYLES}
    files: dict[str, str | bytes] = {
        **styles,
        PATH: FLOW.read_bytes(),
        "docs/cough/decision-guide.md": page("[decision-guide]\n\nWords [@one]."),
        "docs/cough/references.md": page("All of them:", title="References"),
        "references.bib": entries("one"),
    }
    site = build(tmp_path_factory.mktemp("other"), files, extra_css=list(STYLES))
    assert site.warnings == []
    return site


@pytest.fixture(params=["ours", "one that comes back"])
def shown(request: pytest.FixtureRequest, address: str, other_site: Site) -> Shown:
    if request.param == "ours":
        guide, _ = read(OURS.read_bytes(), OURS.name)
        assert guide
        return Shown(guide, f"{address}lupus-back-pain/decision-guide.html")
    guide, _ = read(FLOW.read_bytes(), PATH)
    assert guide
    return Shown(guide, (other_site.folder / "cough" / "decision-guide.html").as_uri())


Taken = tuple[str, str]
"""A step, and the words of the answer that was taken there."""


def open_choices(guide: DecisionGuide, step: str, taken: tuple[Taken, ...]) -> list[Choice]:
    """What can be chosen at a step; no way back is taken twice."""
    choices = guide.questions[step].choices
    return [c for c in choices if not (c.is_back and (step, c.say) in taken)]


def paths(
    guide: DecisionGuide, step: str, taken: tuple[Taken, ...] = ()
) -> Iterator[tuple[Taken, ...]]:
    """Every way from a step to its first result."""
    if step in guide.results:
        yield taken
        return
    for choice in open_choices(guide, step, taken):
        yield from paths(guide, choice.step, (*taken, (step, choice.say)))


def walked(
    window: Page, guide: DecisionGuide, step: str, taken: tuple[Taken, ...] = ()
) -> Iterator[tuple[Taken, ...]]:
    """The same by clicking, from a step that the window shows; each time back by its Back."""
    assert_shows(window, guide, step)
    if step in guide.results:
        yield taken
        return
    for choice in open_choices(guide, step, taken):
        answers = window.locator(f"#{step} .decision-answers a")
        answers.filter(has=window.get_by_text(choice.say, exact=True)).click()
        yield from walked(window, guide, choice.step, (*taken, (step, choice.say)))
        window.go_back()


def assert_shows(window: Page, guide: DecisionGuide, step: str) -> None:
    """The step is the only one, has focus, and begins below the header, inside the window."""
    section = window.locator(f"#{step}")
    # The browser moves the focus when it next draws the page, not before.
    expect(section).to_be_focused()
    assert window.locator(".decision-step:visible").count() == 1
    assert window.url.endswith(f"#{step}")
    box, header = section.bounding_box(), window.locator("header.site-header").bounding_box()
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
        for step, result in guide.results.items():
            for way in result.go_on:
                window.goto(f"{shown.address}#{step}")
                name = f"{way.say.words}: {guide.name(way.way.words)}"
                window.locator(f"#{step}").get_by_role("link", name=name, exact=True).click()
                assert_shows(window, guide, way.way.words)
            window.goto(f"{shown.address}#{step}")
            window.locator(f"#{step}").get_by_role("link", name="Back to the start").click()
            assert_shows(window, guide, guide.start.words)


def test_the_first_question_shows_until_a_step_is_chosen(browser: Browser, shown: Shown) -> None:
    with view(browser, PHONE) as window:
        for place in ("", "#the-whole-guide-in-one-picture"):
            window.goto(f"{shown.address}{place}")
            steps = window.locator(".decision-step:visible")
            assert [step.get_attribute("id") for step in steps.all()] == [shown.guide.start.words]


def test_all_steps_are_one_link_away_and_one_at_a_time_another(
    browser: Browser, shown: Shown
) -> None:
    guide = shown.guide
    with view(browser, PHONE) as window:
        window.goto(shown.address)
        window.get_by_role("link", name="Show all questions and results").click()
        assert window.locator(".decision-step:visible").count() == len(guide.steps)
        window.get_by_role("link", name="Show one at a time").click()
        assert_shows(window, guide, guide.start.words)


def test_a_browser_that_cannot_hide_steps_shows_all(browser: Browser, address: str) -> None:
    def without_has(route: Route) -> None:
        answer = route.fetch()
        old = answer.text().replace("selector(:has(a))", "selector(:unheard-of(a))")
        route.fulfill(response=answer, body=old)

    guide, _ = read(OURS.read_bytes(), OURS.name)
    assert guide
    with view(browser, PHONE) as window:
        window.route("**/*.css", without_has)
        window.goto(f"{address}lupus-back-pain/decision-guide.html")
        assert window.locator(".decision-step:visible").count() == len(guide.steps)
        assert window.locator(".decision-all:visible").count() == 0


def test_a_letter_leads_into_its_step(browser: Browser, address: str, site: Site) -> None:
    name = "lupus-back-pain/decision-guide.html"
    ids = [str(part["id"]) for part in site.page(name).select(".decision-step [id^='cite-']")]
    assert len(ids) > 40
    with view(browser, PHONE) as window:
        for place in ids:
            window.goto(f"{address}{name}#{place}")
            box = window.locator(f"[id='{place}']").bounding_box()
            assert box, place
            assert 0 <= box["y"] < 720, place
            assert window.locator(".decision-step:visible").count() == 1


def test_answers_are_big_enough_for_a_thumb(browser: Browser, shown: Shown) -> None:
    with view(browser, SMALLEST) as window:
        window.goto(f"{shown.address}#all-steps")
        for answer in window.locator(".decision-answers a").all():
            box = answer.bounding_box()
            assert box
            assert box["height"] >= 44


def test_question_1_begins_in_the_first_screen_of_a_phone(browser: Browser, address: str) -> None:
    with view(browser, 375) as window:
        window.set_viewport_size({"width": 375, "height": 667})
        window.goto(f"{address}lupus-back-pain/decision-guide.html")
        words = window.locator("#q-fracture h2")
        room, height = words.bounding_box(), words.evaluate(LINE_HEIGHT)
        assert room
        assert room["y"] + height <= 667


def test_one_link_before_question_1_leads_to_what_must_be_known(
    browser: Browser, address: str
) -> None:
    with view(browser, PHONE) as window:
        window.goto(f"{address}lupus-back-pain/decision-guide.html")
        window.locator("article > p").get_by_role("link", name="About these").click()
        heading = window.get_by_role("heading", name="About these questions")
        box, header = heading.bounding_box(), window.locator("header.site-header").bounding_box()
        assert box
        assert header
        assert header["y"] + header["height"] <= box["y"] + 1 < 720


@pytest.mark.parametrize("styled", [False, True], ids=["plain", "wide text spacing"])
def test_nothing_scrolls_sideways_on_the_smallest_phone(
    browser: Browser, shown: Shown, styled: bool
) -> None:
    with view(browser, SMALLEST, bypass_csp=True) as window:
        window.goto(f"{shown.address}#all-steps")
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
        assert window.locator(".decision-all:visible").count() == 0
