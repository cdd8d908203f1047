"""Search: a form on every page, a list without script, Material's engine with it, on a disk too."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, expect

from browser.views import DESKTOP, PHONE, pages_of, view
from minisite import Site

FIELD = ".header-search input"
PAGE = "lupus-back-pain/causes.html"
FOUND = "When is it better or worse? (on “Inflammation or strain? How to tell”)"


@pytest.mark.parametrize("place", ["server", "disk", "offline copy"])
def test_words_typed_into_the_header_are_found(
    site: Site, address: str, browser: Browser, tmp_path: Path, place: str
) -> None:
    with ZipFile(site.folder / "offline-copy.zip") as archive:
        archive.extractall(tmp_path)
    root = {
        "server": address,
        "disk": f"{site.folder.as_uri()}/",
        "offline copy": f"{(tmp_path / 'offline-copy').as_uri()}/",
    }[place]
    with view(browser, DESKTOP, script=True) as page:
        complaints: list[str] = []
        page.on("console", lambda told: complaints.append(f"{told.type}: {told.text}"))
        page.goto(f"{root}{PAGE}")
        page.fill(FIELD, "morning stiffness")
        page.press(FIELD, "Enter")
        expect(page.get_by_role("status")).to_contain_text("places with “morning stiffness”")
        expect(page.locator("#words")).to_have_value("morning stiffness")
        page.locator("#search-results").get_by_role("link", name=FOUND).click()
        assert page.url == f"{root}lupus-back-pain/inflammatory-or-mechanical.html#timing"
        assert [told for told in complaints if told.startswith("error")] == []


def test_what_is_typed_becomes_text_and_no_markup(address: str, browser: Browser) -> None:
    with view(browser, script=True) as page:
        page.goto(f"{address}search.html?q=%3Cimg+src%3Dx%3E+%22%26amp%3B")
        expect(page.get_by_role("status")).to_contain_text('Nothing found for “<img src=x> "&amp;”')


def test_nothing_of_the_engine_loads_before_a_search(address: str, browser: Browser) -> None:
    with view(browser, script=True) as page:
        loaded: list[str] = []
        page.on("request", lambda request: loaded.append(request.url))
        page.goto(f"{address}search.html")
        expect(page.locator("#words")).to_be_visible()
        assert not [url for url in loaded if "/workers/" in url or "/search/" in url]


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_without_script_the_form_leads_to_the_list(
    address: str, browser: Browser, width: int
) -> None:
    with view(browser, width) as page:
        page.goto(f"{address}{PAGE}")
        page.get_by_role("search").get_by_role("button", name="Search").click()
        assert page.url == f"{address}search.html?q="
        expect(
            page.get_by_role("heading", name="Every page and heading from A to Z")
        ).to_be_visible()
        expect(page.locator("noscript p")).to_be_visible()


def test_the_list_has_every_page_and_every_heading(site: Site) -> None:
    links = {str(link["href"]) for link in site.page("search.html").select("article li a")}
    for path in set(pages_of(site.folder)) - {"404.html"}:
        article = site.page(path).select_one("article")
        assert article
        headings = article.select(":is(h2, h3, h4)[id]:not([id*='@'], [id|='letter'], #a-to-z)")
        assert {path, *(f"{path}#{heading['id']}" for heading in headings)} <= links


def test_no_page_but_search_has_a_script(site: Site) -> None:
    for path in pages_of(site.folder):
        scripts = site.page(path).select("script:not([type='application/ld+json'])")
        assert [script.get("src") for script in scripts] == (
            ["assets/search.js"] if path == "search.html" else []
        ), path
