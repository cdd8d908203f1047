"""A citation shows its reference in place: nothing moves, nothing is covered, every way ends it.

All of it holds two seconds later, when what a browser delays has happened. No script runs.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from browser.views import DESKTOP, PHONE, pages_of, view
from minisite import Site

START = "lupus-back-pain/key-points.html"
PAGE = "lupus-back-pain/causes.html"
LATER = 2000
"""In milliseconds."""
OPEN = ".reference-note:popover-open"
BOX = "element => element.getBoundingClientRect().toJSON()"


@dataclass
class Try:
    """One reader's attempt: a page of its own, a number on it, and how it was opened and ended."""

    name: str
    page: Page
    number: Locator
    scrolled: float

    @property
    def opened(self) -> Locator:
        """The references that show."""
        return self.page.locator(OPEN)


def _tap(page: Page, number: Locator) -> None:
    box = number.bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def _press(key: str) -> Callable[[Page, Locator], None]:
    def press(page: Page, number: Locator) -> None:
        number.focus()
        page.keyboard.press(key)

    return press


def _click(_: Page, number: Locator) -> None:
    number.click()


OPENS: dict[str, Callable[[Page, Locator], None]] = {
    "click": _click,
    "tap": _tap,
    "Enter": _press("Enter"),
    "Space": _press("Space"),
}
ENDS: dict[str, Callable[[Page, Locator], Any]] = {
    "Escape": lambda page, _: page.keyboard.press("Escape"),
    "the number again": lambda _, number: number.click(),
    "Close": lambda page, _: page.locator(f"{OPEN} button").click(),
    "a tap elsewhere": lambda page, _: page.touchscreen.tap(4, 4),
    "a click elsewhere": lambda page, _: page.mouse.click(4, 4),
}
SIZES = [(320, 256), (360, 640), (1280, 800)]


def _begin(stack: ExitStack, browser: Browser, address: str, size: tuple[int, int]) -> Page:
    """A page in a window of its own; another page stands before it in the history."""
    context = browser.new_context(
        java_script_enabled=False,
        has_touch=True,
        viewport=ViewportSize(width=size[0], height=size[1]),
    )
    stack.callback(context.close)
    page = context.new_page()
    page.goto(f"{address}{START}")
    page.goto(f"{address}{PAGE}")
    return page


def _scrolled(page: Page) -> float:
    return float(page.evaluate("scrollY"))


def _number(page: Page, which: int) -> Locator:
    """A citation's button, in the middle of the window."""
    number = page.locator(".cite").nth(which)
    number.evaluate("number => number.scrollIntoView({block: 'center'})")
    return number


def _assert_in_place(attempt: Try, size: tuple[int, int]) -> None:
    expect(attempt.opened, attempt.name).to_have_count(1)
    note, number = attempt.opened.evaluate(BOX), attempt.number.evaluate(BOX)
    assert abs(_scrolled(attempt.page) - attempt.scrolled) <= 1, attempt.name
    is_beside = note["bottom"] <= number["top"] + 1 or note["top"] >= number["bottom"] - 1
    assert is_beside, attempt.name
    assert note["left"] >= 0, attempt.name
    assert note["right"] <= size[0], attempt.name
    assert note["top"] >= 0, attempt.name
    assert note["bottom"] <= size[1], attempt.name
    assert note["height"] <= size[1] / 3 + 2, attempt.name


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_every_way_to_open_it_shows_it_and_every_way_to_end_it_ends_it(
    browser: Browser, address: str, size: tuple[int, int]
) -> None:
    with ExitStack() as stack:
        attempts: list[tuple[Try, str]] = []
        for opening, show in OPENS.items():
            for place, ending in enumerate(ENDS):
                page = _begin(stack, browser, address, size)
                number = _number(page, place)
                attempt = Try(f"{opening}, then {ending}", page, number, _scrolled(page))
                show(page, number)
                attempts.append((attempt, ending))
        attempts[-1][0].page.wait_for_timeout(LATER)
        for attempt, ending in attempts:
            _assert_in_place(attempt, size)
            ENDS[ending](attempt.page, attempt.number)
        attempts[-1][0].page.wait_for_timeout(LATER)
        for attempt, ending in attempts:
            expect(attempt.opened, attempt.name).to_have_count(0)
            assert abs(_scrolled(attempt.page) - attempt.scrolled) <= 1, attempt.name
            if "elsewhere" not in ending:
                expect(attempt.number, attempt.name).to_be_focused()
            attempt.page.go_back()
            assert attempt.page.url.endswith(START), attempt.name


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_one_step_back_leaves_while_references_are_open(
    browser: Browser, address: str, size: tuple[int, int]
) -> None:
    with ExitStack() as stack:
        page = _begin(stack, browser, address, size)
        for place in range(3):
            _number(page, place).click()
        expect(page.locator(OPEN)).to_have_count(1)
        page.go_back()
        assert page.url.endswith(START)


def test_a_note_leads_to_the_list_and_the_list_leads_back(browser: Browser, address: str) -> None:
    with view(browser, PHONE) as page:
        page.goto(f"{address}{PAGE}")
        number = page.locator(".cite").nth(1)
        number.click()
        page.get_by_role("link", name="Where this page cites it").click()
        listed = page.locator(".references > li:target")
        expect(listed).to_be_in_viewport()
        listed.locator(".backlinks a").nth(1).click()
        expect(page.locator(".keep:target .cite")).to_have_count(1)
        expect(number).to_be_in_viewport()


def test_every_letter_lands_on_a_number_in_view(site: Site, address: str, browser: Browser) -> None:
    letters = [
        str(link["href"])
        for link in site.page("lupus-back-pain/references.html").select(".backlinks a")
    ]
    assert len(letters) == len(set(letters))
    with view(browser, PHONE) as page:
        for href in letters:
            page.goto(f"{address}lupus-back-pain/references.html")
            page.goto(f"{address}lupus-back-pain/{href}")
            expect(page.locator(".keep:target"), href).to_be_in_viewport()


def test_letters_begin_with_a_on_each_page_and_stand_by_page_on_the_full_list(site: Site) -> None:
    for path in pages_of(site.folder):
        for letters in site.page(path).select(".backlinks"):
            names = [link.get_text() for link in letters.select("a")]
            assert names == list("abcdefghijklmnopqrstuvwxyz"[: len(names)]), path
    first = site.page("lupus-back-pain/references.html").select_one(".backlinks")
    assert first
    assert " · " in first.get_text()
    assert "Key points" in first.get_text()


def test_every_number_is_big_enough_to_touch(site: Site, address: str, browser: Browser) -> None:
    size = """number => {
        const {width, height} = getComputedStyle(number, "::after");
        return Math.min(parseFloat(width), parseFloat(height));
    }"""
    with view(browser) as page:
        for path in pages_of(site.folder):
            page.goto(f"{address}{path}")
            for number in page.locator(".cite:visible").all():
                assert number.evaluate(size) >= 24, (path, number.inner_text())


def test_numbers_survive_copying(browser: Browser, address: str) -> None:
    with view(browser, DESKTOP) as page:
        page.goto(f"{address}{PAGE}")
        copied = page.evaluate(
            "getSelection().selectAllChildren(document.querySelector('article')) "
            "?? `${getSelection()}`"
        ).replace("\xa0", " ")
    assert "shows evidence of sacroiliitis. [3]" in copied
    assert "Close" not in copied


def test_a_printed_page_keeps_its_numbers_and_its_list(browser: Browser, address: str) -> None:
    with view(browser, PHONE) as page:
        page.goto(f"{address}{PAGE}")
        page.locator(".cite").first.click()
        page.emulate_media(media="print")
        expect(page.locator(".citation").first).to_have_text("[3]")
        for item in page.locator(".references > li").all():
            expect(item).to_be_visible()
        expect(page.locator(".cite:visible, .reference-note:visible")).to_have_count(0)


@pytest.fixture
def without_popovers(browser: Browser, address: str) -> Iterator[Page]:
    """A page as a browser sees it that knows no popovers: neither their attribute nor their CSS."""
    with view(browser, PHONE) as page:

        def older(route: Any) -> None:
            response = route.fetch()
            text = response.text().replace(":popover-open", ":no-such-thing")
            route.fulfill(response=response, body=text.replace(" popover", " data-popover"))

        page.route("**/*.{html,css}", older)
        page.goto(f"{address}{PAGE}")
        yield page


def test_a_browser_without_popovers_has_links_that_work_and_no_dead_buttons(
    without_popovers: Page,
) -> None:
    page = without_popovers
    expect(page.locator("article button:visible")).to_have_count(0)
    link = page.get_by_role("link", name="[3]").first
    expect(link).to_be_visible()
    link.click()
    expect(page.locator(".references > li:target")).to_be_in_viewport()


def test_notes_stand_beside_the_text_where_there_is_room_and_nowhere_else(
    browser: Browser, address: str
) -> None:
    overlap = """() => {
        const boxes = [...document.querySelectorAll(".sidenote")].map(
            note => note.getBoundingClientRect());
        return boxes.some((box, place) => place && box.top < boxes[place - 1].bottom);
    }"""
    with view(browser, DESKTOP) as page:
        page.goto(f"{address}{PAGE}")
        beside = page.locator(".sidenote")
        assert beside.count() == page.locator(".references > li").count()
        for note in beside.all():
            expect(note).to_be_visible()
        assert not page.evaluate(overlap)
        page.set_viewport_size({"width": 1200, "height": 720})
        for note in beside.all():
            expect(note).to_be_hidden()
