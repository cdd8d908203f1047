"""The copy of one guide, unpacked: a reader begins at its start page, and its search works."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, expect

from browser.axe import faults, load
from browser.views import DESKTOP, PHONE, view
from other_fields import build_others


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a copy."""
    folder = tmp_path_factory.mktemp("large")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("guidebook.site.offline_copy.MOST", 10_000)
        patch.setenv("PDF", "0")
        site = build_others(folder)
    with ZipFile(site.folder / "fatigue" / "fatigue-offline.zip") as archive:
        archive.extractall(folder)
    return folder / "fatigue-offline"


def test_from_its_start_to_a_page_that_its_search_finds(unpacked: Path, browser: Browser) -> None:
    with view(browser, DESKTOP, script=True) as page:
        missing: list[str] = []
        page.on("requestfailed", lambda request: missing.append(request.url))
        page.goto((unpacked / "index.html").as_uri())
        page.get_by_role("link", name="tired").first.click()
        assert page.url == (unpacked / "fatigue" / "index.html").as_uri()
        page.fill(".header-search input", "diary")
        page.press(".header-search input", "Enter")
        expect(page.get_by_role("status")).to_contain_text("with “diary”")
        page.locator("#search-results h2 a").first.click()
        assert page.url.startswith((unpacked / "fatigue").as_uri())
        page.get_by_role("link", name="Two questions for tests").first.click()
        assert page.url == (unpacked / "index.html").as_uri()
        assert [url for url in missing if not url.endswith(".woff2")] == []


def test_axe_finds_nothing_on_its_start_page(unpacked: Path, browser: Browser) -> None:
    with view(browser, PHONE, script=True, reduced_motion="reduce") as page:
        page.goto((unpacked / "index.html").as_uri())
        load(page)
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE
