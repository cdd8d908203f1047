"""Pages look the same with the cut stylesheet as with all rules of the theme and the site."""

import re
from importlib.resources import files
from io import BytesIO
from typing import Any

import pytest
from PIL import ImageChops
from PIL.Image import Image
from PIL.Image import open as open_image
from playwright.sync_api import Browser, Page

from browser.views import DESKTOP, PHONE, view
from guidebook.site.stylesheet import combine
from minisite import ROOT

GRAIN = 48
"""Of 255: a browser draws the edges of the same letters a little differently each time."""
PAGES = (
    *("index.html", "search.html", "about.html", "glossary.html"),
    *(f"lupus-back-pain/{name}.html" for name in ("index", "inflammatory-or-mechanical")),
    *(f"lupus-back-pain/{name}.html" for name in ("decision-guide", "references")),
)


@pytest.fixture
def urls(address: str, other_addresses: list[str]) -> list[str]:
    """Where these pages are served, and those of other fields with boxes, tabs and the like."""
    others = [url for url in other_addresses if url.endswith(("/compare.html", "/diary.html"))]
    return [f"{address}{path}" for path in PAGES] + others


@pytest.fixture(scope="module")
def whole() -> str:
    """All rules, as the build has them before it cuts, but for what only a script would use."""
    theme = files("material") / "templates" / "assets" / "stylesheets"
    main, palette = (
        next(file for file in theme.iterdir() if re.fullmatch(rf"{name}\.\w+\.min\.css", file.name))
        for name in ("main", "palette")
    )
    own = ("face", "guidebook", "search", "decision-guide")
    texts = [(ROOT / "docs" / "assets" / f"{name}.css").read_text("utf-8") for name in own]
    theirs = re.sub(r"[^{}]*\[role=columnheader\][^{}]*\{[^}]*\}", "", main.read_text("utf-8"))
    return combine(theirs, palette.read_text("utf-8"), texts)


@pytest.mark.parametrize(("width", "scheme"), [(PHONE, "dark"), (DESKTOP, "light")])
def test_nothing_that_pages_use_was_cut(
    browser: Browser, urls: list[str], whole: str, width: int, scheme: Any
) -> None:
    with view(browser, width, color_scheme=scheme) as cut:
        seen = {url: _picture(cut, url) for url in urls}
    with view(browser, width, color_scheme=scheme) as uncut:
        uncut.route("**/site.css", lambda route: route.fulfill(body=whole, content_type="text/css"))
        for url in urls:
            shown = _picture(uncut, url)
            assert shown.size == seen[url].size, url
            assert _difference(shown, seen[url]) <= GRAIN, url


def _picture(page: Page, url: str) -> Image:
    page.goto(url)
    page.evaluate("document.fonts.ready.then(() => null)")
    return open_image(BytesIO(page.screenshot(full_page=True))).convert("L")


def _difference(one: Image, other: Image) -> int:
    """How far any one dot is apart, of 255."""
    extrema = ImageChops.difference(one, other).getextrema()
    return int(extrema[1])  # type: ignore[arg-type]  # of one band
