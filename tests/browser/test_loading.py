"""What a page loads: little, from its own site only, and nothing that its policy forbids."""

import gzip
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext

from browser.views import pages_of, view
from minisite import Site

LONGEST = {"lupus-back-pain/decision-guide.html": 78}
"""Kilobytes of a page that holds a whole decision guide: every question, each result with when to
be seen and what stays open, and both flowcharts."""
MOST = {"lupus-back-pain/decision-guide.html": (125, 33), "search.html": (150, 45)}
"""Kilobytes of all that these pages load, as they are and as a server sends them."""
KILOBYTE = 1000
PACKED = (".png", ".woff2")
"""What no server compresses again."""


class Loaded(NamedTuple):
    """What a page loaded, and what it complained of."""

    addresses: list[str]
    complaints: list[str]
    """What the browser wrote to its console: broken policy, missing files, errors."""


def load(context: BrowserContext, url: str) -> Loaded:
    """Load an address in a tab of its own, with nothing kept from before."""
    page, loaded = context.new_page(), Loaded([], [])
    context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.on("response", lambda response: loaded.addresses.append(response.url))
    page.on("console", lambda message: loaded.complaints.append(message.text))
    page.on("requestfailed", lambda request: loaded.complaints.append(request.url))
    page.goto(url)
    return loaded


@cache
def _sizes(file: Path) -> tuple[int, int]:
    """The size of a file, and what is left of it on its way from a server that compresses."""
    data = file.read_bytes()
    return len(data), len(data) if file.suffix in PACKED else len(gzip.compress(data, 6))


@pytest.mark.parametrize("script", [False, True], ids=["script off", "script on"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_light_and_keeps_to_itself(
    site: Site, address: str, browser: Browser, script: bool, scheme: str
) -> None:
    with view(browser, script=script, color_scheme=scheme) as page:
        for path in pages_of(site.folder):
            loaded = load(page.context, f"{address}{path}")
            assert loaded.complaints == [], path
            assert {url.startswith(address) for url in loaded.addresses} == {True}, path
            files = [site.folder / url.removeprefix(address) for url in loaded.addresses]
            whole, compressed = zip(*map(_sizes, files), strict=True)
            assert len(files) <= (7 if path == "search.html" else 6), path
            assert whole[0] <= LONGEST.get(path, 60) * KILOBYTE, path
            most, most_compressed = MOST.get(path, (110, 29))
            assert sum(whole) <= most * KILOBYTE, path
            assert sum(compressed) <= most_compressed * KILOBYTE, path


def test_every_page_has_the_policy_and_only_search_may_run_a_script(site: Site) -> None:
    for path in pages_of(site.folder):
        (policy,) = site.page(path).select("head meta[http-equiv=Content-Security-Policy]")
        directives = dict(part.split(" ", 1) for part in str(policy["content"]).split("; "))
        assert directives.pop("default-src") == "'none'", path
        assert directives.pop("script-src", None) == ("'self'" if path == "search.html" else None)
        assert directives.pop("img-src") == "'self' data:", path
        assert set(directives.values()) <= {"'self'", "'none'"}, path
