"""Colours follow the reader's system; paper is light, whole and without navigation."""

from io import BytesIO

import pytest
from pikepdf import Pdf
from playwright.sync_api import Browser, expect

from browser.views import view
from minisite import Site

PAGE = "lupus-back-pain/inflammatory-or-mechanical.html"
FOR_THE_SCREEN = "header, nav:not(.index-letters), form, .page-contents, .page-say, .site-footer"
GROUND = "getComputedStyle(document.body).backgroundColor"
LIGHT, DARK = "rgb(255, 255, 255)", "rgb(18, 25, 28)"


@pytest.mark.parametrize(("scheme", "ground"), [("light", LIGHT), ("dark", DARK)])
def test_colours_follow_the_system_and_paper_is_light(
    address: str, browser: Browser, scheme: str, ground: str
) -> None:
    with view(browser, color_scheme=scheme) as page:
        page.goto(f"{address}{PAGE}")
        assert page.evaluate(GROUND) == ground
        page.emulate_media(media="print")
        assert page.evaluate(GROUND) == LIGHT


def test_paper_has_no_navigation_and_says_where_it_is_from(
    addresses: list[str], browser: Browser
) -> None:
    with view(browser) as page:
        for url in addresses:
            page.goto(url)
            page.emulate_media(media="print")
            for part in page.locator(FOR_THE_SCREEN).all():
                expect(part).to_be_hidden()
    with view(browser) as page:
        page.goto(next(url for url in addresses if url.endswith(PAGE)))
        page.emulate_media(media="print")
        expect(page.get_by_text(f"From https://guides.example.org/{PAGE}")).to_be_visible()


def test_paper_shows_the_addresses_of_links_but_not_of_numbers(
    address: str, browser: Browser
) -> None:
    shown = "link => getComputedStyle(link, '::after').content"
    with view(browser) as page:
        page.goto(f"{address}{PAGE}")
        page.emulate_media(media="print")
        for listed in page.locator("article .references a[href^=http]").all():
            assert listed.evaluate(shown) == "none"  # its words are the address
        assert page.locator(".citation").first.evaluate(shown) == "none"
        page.goto(f"{address}about.html")
        outside = page.locator("article p a[href^=http]").first
        assert str(outside.get_attribute("href")) in outside.evaluate(shown)


def test_paper_shows_a_bare_address_once(address: str, torture: Site, browser: Browser) -> None:
    shown = "link => getComputedStyle(link, '::after').content"
    one_file = (torture.folder / "everything" / "everything-in-one-file.html").as_uri()
    with view(browser) as page:
        page.emulate_media(media="print")
        page.goto(one_file)
        (bare,) = page.locator("a.bare-address[href='https://example.org/short']").all()
        assert bare.evaluate(shown) == "none"
        outside = page.locator("a", has_text="far outside")
        assert "example.org/path" in outside.evaluate(shown)
        page.goto(f"{address}about.html")
        outside = page.locator("article p a[href^=http]").first
        assert outside.evaluate(shown) != "none"
        outside.evaluate("link => link.className = 'bare-address'")
        assert outside.evaluate(shown) == "none"


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_decision_guide_takes_at_most_five_sheets(
    address: str, browser: Browser, paper: str
) -> None:
    with view(browser) as page:
        page.goto(f"{address}lupus-back-pain/decision-guide.html")
        with Pdf.open(BytesIO(page.pdf(format=paper))) as printed:
            assert len(printed.pages) <= 5


def test_paper_opens_what_is_closed_and_keeps_tables_whole(address: str, browser: Browser) -> None:
    with view(browser, script=True) as page:
        page.goto(f"{address}{PAGE}")
        page.evaluate(
            "document.querySelector('article').insertAdjacentHTML('beforeend',"
            "'<details id=closed><summary>More</summary><p>Inside</p></details>')"
        )
        page.emulate_media(media="print")
        expect(page.get_by_text("Inside")).to_be_visible()
        box = page.locator(".table-box")
        assert box.evaluate("box => getComputedStyle(box).overflowX") == "visible"
        assert page.locator("table").evaluate("t => getComputedStyle(t).breakInside") == "avoid"
