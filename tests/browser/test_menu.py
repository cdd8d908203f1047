"""The navigation on narrow screens, by keyboard and by touch, without script."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.views import DESKTOP, PHONE, view

BUTTON = "button[popovertarget=menu].header-menu"
PAGE = "lupus-back-pain/causes.html"


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    with view(browser, PHONE, has_touch=True) as page:
        page.goto(f"{address}{PAGE}")
        yield page


def _focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim()"))


def test_its_button_has_a_name_and_says_that_the_menu_is_closed(phone: Page) -> None:
    tree = phone.context.new_cdp_session(phone).send("Accessibility.getFullAXTree")
    named = [node for node in tree["nodes"] if node.get("name", {}).get("value") == "Menu"]
    (button,) = [node for node in named if node["role"]["value"] == "button"]
    states = {item["name"]: item["value"]["value"] for item in button["properties"]}
    assert states["expanded"] is False


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_key_opens_it_and_focus_goes_in(phone: Page, key: str) -> None:
    phone.press(BUTTON, key)
    expect(phone.locator("#menu")).to_be_visible()
    assert _focused(phone) == "Close menu"


def test_escape_closes_it_and_focus_returns(phone: Page) -> None:
    phone.press(BUTTON, "Enter")
    phone.keyboard.press("Tab")
    phone.keyboard.press("Escape")
    expect(phone.locator("#menu")).to_be_hidden()
    expect(phone.locator(BUTTON)).to_be_focused()


def test_a_tap_outside_closes_it_and_focus_returns(phone: Page) -> None:
    phone.tap(BUTTON)
    expect(phone.locator("#menu")).to_be_visible()
    phone.touchscreen.tap(PHONE - 10, 300)
    expect(phone.locator("#menu")).to_be_hidden()
    expect(phone.locator(BUTTON)).to_be_focused()
    assert phone.url.endswith(PAGE)


def test_what_is_closed_takes_no_focus(phone: Page) -> None:
    for _ in range(12):
        phone.keyboard.press("Tab")
        assert not phone.evaluate("document.activeElement.matches('#menu *')")


def test_while_it_is_open_focus_stays_in_it(phone: Page) -> None:
    phone.press(BUTTON, "Enter")
    for _ in range(40):
        phone.keyboard.press("Tab")
        assert phone.evaluate("document.activeElement.matches('#menu *, body')")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_name_of_a_section_opens_and_closes_it(phone: Page, key: str) -> None:
    phone.press(BUTTON, "Enter")
    link = phone.locator("#menu details a").first
    expect(link).to_be_visible()
    phone.keyboard.press("Tab")
    while phone.evaluate("document.activeElement.matches('#menu a')"):
        phone.keyboard.press("Tab")
    expect(phone.locator("#menu summary").first).to_be_focused()
    phone.keyboard.press(key)
    expect(link).to_be_hidden()
    phone.keyboard.press(key)
    expect(link).to_be_visible()


def test_on_wide_screens_it_stands_beside_the_text_without_a_button(
    browser: Browser, address: str
) -> None:
    with view(browser, DESKTOP) as page:
        page.goto(f"{address}{PAGE}")
        expect(page.locator("#menu")).to_be_visible()
        expect(page.locator(BUTTON)).to_be_hidden()
        assert page.evaluate("document.activeElement.localName") == "body"
