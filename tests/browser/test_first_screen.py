"""A worried reader on a phone finds the answer, and what to do next, without scrolling far."""

from playwright.sync_api import Browser, Page, ViewportSize

PHONE = ViewportSize(width=375, height=667)
GUIDE = "lupus-back-pain"


def opened(browser: Browser, address: str) -> Page:
    page = browser.new_context(viewport=PHONE, java_script_enabled=False).new_page()
    page.goto(address)
    return page


def end(page: Page, selector: str) -> float:
    """Where the first element ends that fits, from the page's top."""
    box = page.locator(selector).first.bounding_box()
    assert box
    return box["y"] + box["height"]


def test_home_shows_both_doors(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}index.html")
    for door in ("decision-guide", "inflammatory-or-mechanical"):
        assert end(page, f"article a[href$='{door}.html']") <= PHONE["height"]
    assert end(page, "article .cite") <= PHONE["height"]


def test_the_guide_begins_with_the_answer_the_patterns_and_when_to_get_checked(
    browser: Browser, address: str
) -> None:
    page = opened(browser, f"{address}{GUIDE}/index.html")
    assert end(page, "article .cite") <= PHONE["height"]
    for pattern in ("sacroiliitis.html", "inflammatory-or-mechanical.html", "#fracture"):
        assert end(page, f"article li a[href$='{pattern}']") <= 1.5 * PHONE["height"]
    assert end(page, "#get-checked + ul > li") <= 1.5 * PHONE["height"]


def test_the_comparison_is_the_first_thing_on_its_page(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}{GUIDE}/inflammatory-or-mechanical.html")
    box = page.locator("article table").first.bounding_box()
    assert box
    assert box["y"] <= PHONE["height"]


def test_the_decision_guide_begins_with_its_first_question(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}{GUIDE}/decision-guide.html")
    assert end(page, ".decision-step h2") <= PHONE["height"]
