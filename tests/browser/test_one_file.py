"""A guide as one HTML file, opened from a disk: nothing in it fails, loads or scrolls sideways."""

import pytest
from playwright.sync_api import Browser, expect

from browser.axe import faults, load
from browser.contrast import contrast, words_in_pictures
from browser.test_sizes import FOCUSED, OVERFLOW, SPACING
from browser.views import DESKTOP, PHONE, SMALLEST, TABLET, view
from edition_words import WHOLE
from minisite import Site

NOT_OURS = "th-has-data-cells"
"""A table of the torture guide is written so."""
WIDTHS = (SMALLEST, PHONE, TABLET, DESKTOP)


@pytest.fixture(params=["ours", "torture", "others"])
def url(request: pytest.FixtureRequest) -> str:
    """Where the file lies; of two guides, the one whose name comes last."""
    site: Site = request.getfixturevalue(request.param)
    return max(site.folder.rglob(WHOLE)).as_uri()


@pytest.mark.parametrize("width", [SMALLEST, DESKTOP])
def test_axe_finds_nothing(url: str, browser: Browser, width: int) -> None:
    with view(browser, width, script=True, bypass_csp=True) as page:
        page.goto(url)
        load(page)
        assert [fault for fault in faults(page) if fault[1] != NOT_OURS] == []


def test_nothing_scrolls_sideways(url: str, browser: Browser) -> None:
    with view(browser, bypass_csp=True) as page:
        page.goto(url)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 720})
            assert page.evaluate(OVERFLOW) == 0, width
        page.evaluate(SPACING)
        assert page.evaluate(OVERFLOW) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_in_the_picture_have_contrast(url: str, browser: Browser, scheme: str) -> None:
    with view(browser, DESKTOP, color_scheme=scheme) as page:
        page.goto(url)
        ratios = [contrast(each) for each in words_in_pictures(page)]
    assert ratios
    assert min(ratios) >= 4.5


def test_all_that_takes_focus_shows_it(ours: Site, browser: Browser) -> None:
    (file,) = ours.folder.rglob(WHOLE)
    with view(browser, SMALLEST) as page:
        page.goto(file.as_uri())
        page.keyboard.press("Tab")
        while found := page.evaluate(FOCUSED):
            element, is_seen, shows = found
            assert is_seen, element
            assert shows, element
            page.keyboard.press("Tab")


def test_it_runs_no_script_and_loads_nothing(url: str, browser: Browser) -> None:
    with view(browser, script=True) as page:
        loaded: list[str] = []
        page.on("request", lambda request: loaded.append(request.url))
        page.on("console", lambda message: loaded.append(message.text))
        page.goto(url)
        assert [address for address in loaded if not address.startswith("data:")] == [url]


def test_paper_is_light_and_has_no_contents(url: str, browser: Browser) -> None:
    with view(browser, color_scheme="dark") as page:
        page.goto(url)
        page.emulate_media(media="print")
        expect(page.locator("nav")).to_be_hidden()
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert ground == "rgb(255, 255, 255)"
