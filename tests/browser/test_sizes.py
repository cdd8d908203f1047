"""Small screens, large text, wide spacing: nothing scrolls sideways, and what has focus shows."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright

from browser.conftest import EXECUTABLE, QUIET
from browser.views import DESKTOP, PHONE, SMALLEST, TABLET, view

# WCAG 2.2, 1.4.12: line height, space after paragraphs, between letters and between words.
SPACING = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
        word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
    document.adoptedStyleSheets = [sheet];
}"""
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALLEST_LETTERS = 13
"""In CSS pixels: those of a mark in the text."""
SMALL = """smallest => [...document.querySelectorAll("article *")].filter(element => {
    const size = parseFloat(getComputedStyle(element).fontSize);
    const hasWords = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    return hasWords && element.checkVisibility() && size > 0 && size < smallest;
}).map(element => element.outerHTML.slice(0, 90))"""
FOCUSED = """() => {
    const focused = document.activeElement;
    if (focused === document.body) return null;
    const element = focused.closest(".tabbed-set > input")
        ? focused.parentElement.querySelector(":scope > .tabbed-labels") : focused;
    const box = element.getBoundingClientRect();
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    const seen = [[left + 3, top + 3], [(left + right) / 2, (top + bottom) / 2]].some(place => {
        const found = document.elementFromPoint(...place);
        return found && (element.contains(found) || found.contains(element));
    });
    const {outlineStyle, outlineWidth} = getComputedStyle(element);
    const outlined = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    return [element.outerHTML.slice(0, 90), seen, outlined || !!element.closest("svg")];
}"""


@pytest.fixture(scope="module")
def large_text(playwright: Playwright) -> Iterator[Browser]:
    """A browser whose reader has set text to 200 %."""
    args = [*QUIET, "--blink-settings=defaultFontSize=32"]
    started = playwright.chromium.launch(executable_path=EXECUTABLE, args=args)
    yield started
    started.close()


def _overflow(page: Page) -> int:
    return int(page.evaluate(OVERFLOW))


def test_nothing_scrolls_sideways(addresses: list[str], browser: Browser) -> None:
    with view(browser) as page:
        for url in addresses:
            page.goto(url)
            for width in (DESKTOP, TABLET, PHONE, SMALLEST):
                page.set_viewport_size({"width": width, "height": 720})
                assert _overflow(page) == 0, (url, width)
            page.evaluate(SPACING)
            assert _overflow(page) == 0, (url, "wide spacing")


def test_nothing_scrolls_sideways_with_text_at_200_percent(
    addresses: list[str], large_text: Browser
) -> None:
    with view(large_text, SMALLEST) as page:
        for url in addresses:
            page.goto(url)
            assert page.evaluate("getComputedStyle(document.body).fontSize") == "20px"
            assert _overflow(page) == 0, url


def test_no_letters_are_smaller_than_the_smallest_of_the_face(
    addresses: list[str], browser: Browser
) -> None:
    with view(browser) as page:
        for url in addresses:
            page.goto(url)
            assert page.evaluate(SMALL, SMALLEST_LETTERS) == [], url


@pytest.mark.parametrize("width", [SMALLEST, DESKTOP])
def test_all_that_takes_focus_shows_it_and_is_on_screen(
    addresses: list[str], browser: Browser, width: int
) -> None:
    assert_focus_is_seen(addresses, browser, width, "Tab", "none")


@pytest.mark.parametrize(("width", "colors"), [(SMALLEST, "none"), (DESKTOP, "active")])
def test_the_same_holds_on_the_way_back(
    our_addresses: list[str], browser: Browser, width: int, colors: Any
) -> None:
    assert_focus_is_seen(our_addresses, browser, width, "Shift+Tab", colors)


def assert_focus_is_seen(
    addresses: list[str], browser: Browser, width: int, key: str, colors: Any
) -> None:
    with view(browser, width, forced_colors=colors) as page:
        for url in addresses:
            page.goto(url)
            page.keyboard.press(key)
            while found := page.evaluate(FOCUSED):
                element, is_seen, shows = found
                assert is_seen, (url, element)
                assert shows, (url, element)
                page.keyboard.press(key)


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_the_first_link_leads_to_the_title(
    addresses: list[str], browser: Browser, width: int
) -> None:
    with view(browser, width) as page:
        for url in addresses:
            page.goto(url)
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
            assert page.evaluate("document.activeElement.localName") == "h1", url


def test_with_reduced_motion_nothing_moves(addresses: list[str], browser: Browser) -> None:
    moving = """() => [...document.querySelectorAll("*")].filter(element => {
        const {transitionDuration, animationName} = getComputedStyle(element);
        return parseFloat(transitionDuration) > 0 || animationName !== "none";
    }).length"""
    with view(browser, reduced_motion="reduce") as page:
        for url in addresses:
            page.goto(url)
            assert page.evaluate(moving) == 0, url


def test_marks_of_what_opens_show_in_forced_colours(addresses: list[str], browser: Browser) -> None:
    colors = """element => [
        getComputedStyle(document.body).color, getComputedStyle(element, "::after").backgroundColor
    ]"""
    with view(browser, forced_colors="active") as page:
        for url in addresses:
            page.goto(url)
            for summary in page.locator("article summary").all():
                words, mark = summary.evaluate(colors)
                assert mark == words, url
