"""axe-core finds nothing on any page, in light and in dark colours, with all that opens."""

import pytest
from playwright.sync_api import Browser, Page

from browser.axe import SCHEMES, faults, load
from browser.contrast import contrast, words_in_pictures
from browser.views import DESKTOP, PHONE, SMALLEST, view

DETAILS = "article summary"
CITATION = "article .cite"
MENU = ".header-menu:visible"
# axe can't tell which ground is covered by a reference that is shown in place, or by the menu.
HIDE = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`article { visibility: hidden }
        .reference-note:popover-open, .reference-note:popover-open * { visibility: visible }`);
    document.adoptedStyleSheets = [sheet];
}"""
SHOW = "() => { document.adoptedStyleSheets = [] }"


@pytest.mark.parametrize("width", [SMALLEST, DESKTOP])
def test_axe_finds_nothing(addresses: list[str], browser: Browser, width: int) -> None:
    # axe needs timers, so script is on; no page but Search has any. Colours change at once.
    with view(browser, width, script=True, reduced_motion="reduce") as page:
        for url in addresses:
            page.goto(url)
            load(page)
            for summary in page.locator(f"{DETAILS}:visible").all():
                summary.press("Enter")
            assert faults(page) == [], url
            assert _with_a_citation_open(page) == [], url
            assert _with_the_menu_open(page) == [], url


def _with_a_citation_open(page: Page) -> list[tuple[str, str, str]]:
    """The faults of a reference that is shown in place."""
    numbers = page.locator(f"{CITATION}:visible")
    if not numbers.count():
        return []
    numbers.first.press("Enter")
    page.evaluate(HIDE)
    found = faults(page, ".reference-note:popover-open")
    page.evaluate(SHOW)
    page.keyboard.press("Escape")
    return found


def _with_the_menu_open(page: Page) -> list[tuple[str, str, str]]:
    """The faults of the menu, where a button opens it."""
    if not page.locator(MENU).count():
        return []
    page.press(MENU, "Enter")
    page.evaluate(HIDE)
    found = faults(page, "#menu", ".header-menu")
    page.evaluate(SHOW)
    return found


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_words_in_pictures_have_contrast(
    addresses: list[str], browser: Browser, width: int
) -> None:
    measured = {scheme: list[float]() for scheme in SCHEMES}
    with view(browser, width, reduced_motion="reduce") as page:
        for url in addresses:
            page.goto(url)
            for scheme, ratios in measured.items():
                page.emulate_media(color_scheme=scheme)
                ratios.extend(map(contrast, words_in_pictures(page)))
    assert all(measured.values())
    assert min(map(min, measured.values())) >= 4.5


FAULTS = {
    "on the page": ("button-name", "document.querySelector('.header-menu').replaceChildren()"),
    "in dark colours": (
        "color-contrast",
        "document.querySelector('article p').style.color = 'rgb(100, 100, 100)'",
    ),
    "in a citation's reference": (
        "link-name",
        "for (const way of document.querySelectorAll('.reference-note p + p a')) "
        "{ way.replaceChildren() }",
    ),
    "in the menu": (
        "link-name",
        "const link = document.querySelector('#menu a'); "
        "link.style.minHeight = '30px'; link.replaceChildren()",
    ),
}


@pytest.mark.parametrize(("rule", "break_it"), FAULTS.values(), ids=FAULTS)
def test_axe_finds_a_fault_that_we_make(
    address: str, browser: Browser, rule: str, break_it: str
) -> None:
    with view(browser, script=True, reduced_motion="reduce") as page:
        page.goto(f"{address}lupus-back-pain/causes.html")
        load(page)
        page.evaluate(break_it)
        found = [*faults(page), *_with_a_citation_open(page), *_with_the_menu_open(page)]
        assert {name for _, name, _ in found} == {rule}
