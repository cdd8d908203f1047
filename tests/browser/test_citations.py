"""A citation shows its reference where the reader is: docked on a tap, a popover on hover."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser.views import DESKTOP, PHONE, pages_of, view
from minisite import Site

PAGE = "lupus-back-pain/causes.html"
DOCKED = ".references > li:has(.way-back:target)"
POPOVER = ".references > li:popover-open"


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    with view(browser, PHONE, has_touch=True) as page:
        page.goto(f"{address}{PAGE}")
        yield page


@pytest.fixture
def desktop(browser: Browser, address: str) -> Iterator[Page]:
    with view(browser, DESKTOP) as page:
        page.goto(f"{address}{PAGE}")
        yield page


def _second(page: Page) -> Locator:
    """The second of two citations of one reference."""
    citation = page.locator(".citation").nth(1)
    citation.scroll_into_view_if_needed()
    return citation


def _scrolled(page: Page) -> Any:
    return page.evaluate("scrollY")


def test_a_tap_docks_its_reference_and_moves_nothing(phone: Page) -> None:
    citation = _second(phone)
    before = _scrolled(phone)
    citation.tap()
    expect(phone.locator(DOCKED)).to_be_in_viewport(ratio=1)
    expect(phone.locator(DOCKED)).to_contain_text("Tendinous and ligamentous derangements")
    assert _scrolled(phone) == before


def test_back_ends_it_and_moves_nothing(phone: Page) -> None:
    citation = _second(phone)
    before = _scrolled(phone)
    citation.tap()
    phone.go_back()
    expect(phone.locator(DOCKED)).to_have_count(0)
    assert _scrolled(phone) == before


@pytest.mark.parametrize("number", [0, 1])
def test_its_close_link_leads_back_to_the_very_citation(phone: Page, number: int) -> None:
    citation = phone.locator(".citation").nth(number)
    citation.focus()
    phone.keyboard.press("Enter")
    close = phone.get_by_role("link", name="Close reference 3")
    expect(close).to_be_focused()
    phone.keyboard.press("Enter")
    expect(phone.locator(DOCKED)).to_have_count(0)
    expect(citation).to_be_focused()
    expect(citation).to_be_in_viewport()


def test_hover_shows_it_and_the_pointer_may_move_onto_it(desktop: Page) -> None:
    _second(desktop).hover()
    shown = desktop.locator(POPOVER)
    expect(shown).to_contain_text("Tendinous and ligamentous derangements")
    expect(shown).to_be_in_viewport(ratio=1)
    box = shown.bounding_box()
    assert box
    desktop.mouse.move(box["x"] + 20, box["y"] + 20, steps=5)
    desktop.wait_for_timeout(1000)
    expect(shown).to_be_visible()


@pytest.mark.parametrize("way", ["hover", "focus"])
def test_hover_and_focus_show_it_and_escape_ends_it(desktop: Page, way: str) -> None:
    _second(desktop)
    if way == "hover":
        _second(desktop).hover()
    else:
        desktop.locator(".citation").nth(0).focus()
        while not _second(desktop).evaluate("link => link === document.activeElement"):
            desktop.keyboard.press("Tab")
    expect(desktop.locator(POPOVER)).to_have_count(1)
    desktop.keyboard.press("Escape")
    expect(desktop.locator(POPOVER)).to_have_count(0)


def test_every_citation_is_big_enough_to_touch(site: Site, address: str, browser: Browser) -> None:
    with view(browser) as page:
        for path in pages_of(site.folder):
            page.goto(f"{address}{path}")
            for citation in page.locator(".citation").all():
                box = citation.bounding_box()
                assert box
                assert min(box["width"], box["height"]) >= 24, (path, citation.inner_text())


def test_numbers_survive_copying(desktop: Page) -> None:
    copied = desktop.evaluate(
        "getSelection().selectAllChildren(document.querySelector('article')) ?? `${getSelection()}`"
    )
    assert "shows evidence of sacroiliitis. [3]" in copied.replace("\xa0", " ")
    assert "Close" not in copied


def test_a_printed_page_keeps_its_numbers_and_its_list(phone: Page) -> None:
    _second(phone).tap()
    phone.emulate_media(media="print")
    expect(phone.locator(".citation").first).to_have_text("[3]")
    for item in phone.locator(".references > li").all():
        expect(item).to_be_visible()
        assert item.evaluate("item => getComputedStyle(item).position") == "static"
    expect(phone.get_by_role("link", name="Close")).to_have_count(0)
