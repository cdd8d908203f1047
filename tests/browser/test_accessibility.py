"""axe-core finds nothing on any page: A, AA, WCAG 2.2 and best practice, with all that opens."""

from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from browser.contrast import contrast, words_in_pictures
from browser.views import DESKTOP, PHONE, SMALLEST, view

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
RUN = "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations', 'incomplete']})"
HIDE = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`article { visibility: hidden }
        h1, li:has(:target), li:has(:target) * { visibility: visible }`);
    document.adoptedStyleSheets = [sheet];
    scrollTo(0, 0);
}"""


def _as_it_is(page: Page) -> None:
    """Open nothing."""


def _menu(page: Page) -> None:
    page.press(".header-menu", "Enter")


def _citation(page: Page) -> None:
    """Dock a reference, and hide what lies behind it: axe can't tell which ground it covers."""
    page.locator(".citation").first.press("Enter")
    page.evaluate(HIDE)


def _details(page: Page) -> None:
    page.locator("article summary").first.press("Enter")


OPENED: dict[str, tuple[Callable[[Page], None], str]] = {
    "as it is": (_as_it_is, "html"),
    "with the menu open": (_menu, ".header-menu:visible"),
    "with a citation's reference open": (_citation, ".citation"),
    "with the list of contents open": (_details, "article summary:visible"),
}


def _found(page: Page) -> list[tuple[str, str]]:
    """The rules that fail, or that axe can't decide, each with its element."""
    page.evaluate(AXE)
    results: dict[str, Any] = page.evaluate(RUN, TAGS)
    faults = [*results["violations"], *results["incomplete"]]
    found = [(fault["id"], node["html"]) for fault in faults for node in fault["nodes"]]
    # axe gives up on the contrast of words in an SVG picture; a test below measures it.
    return [
        fault
        for fault in found
        if not (fault[0] == "color-contrast" and fault[1].startswith(("<text", "<tspan")))
    ]


@pytest.mark.parametrize("opened", OPENED)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [SMALLEST, PHONE, DESKTOP])
def test_axe_finds_nothing(
    addresses: list[str], browser: Browser, width: int, scheme: str, opened: str
) -> None:
    open_it, needed = OPENED[opened]
    # axe needs timers, so script is on here; no page but Search has any.
    with view(browser, width, script=True, color_scheme=scheme) as page:
        for url in addresses:
            page.goto(url)
            if page.locator(needed).count():
                open_it(page)
                assert _found(page) == [], url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_words_in_pictures_have_contrast(
    addresses: list[str], browser: Browser, width: int, scheme: str
) -> None:
    measured: list[float] = []
    with view(browser, width, color_scheme=scheme) as page:
        for url in addresses:
            page.goto(url)
            measured += map(contrast, words_in_pictures(page))
    assert measured
    assert min(measured) >= 4.5


def test_axe_finds_a_fault_that_we_make(address: str, browser: Browser) -> None:
    with view(browser, script=True) as page:
        page.goto(f"{address}index.html")
        page.evaluate("document.querySelector('.header-menu').replaceChildren()")
        assert [rule for rule, _ in _found(page)] == ["button-name"]
