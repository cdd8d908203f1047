"""What a page loads: little, from its own site only, and nothing that its policy forbids."""

import gzip
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, Response

from browser.views import pages_of, view
from minisite import Site

KILOBYTE = 1000
PICTURES = ("image/png", "font/")
"""What no server compresses again."""


class Loaded(NamedTuple):
    """A page as it came."""

    responses: list[Response]
    complaints: list[str]
    """What the browser wrote to its console: broken policy, missing files, errors."""


def load(page: Page, url: str) -> Loaded:
    loaded = Loaded([], [])

    def keep(response: Response) -> None:
        loaded.responses.append(response)

    page.on("response", keep)
    page.on("console", lambda message: loaded.complaints.append(message.text))
    page.on("requestfailed", lambda request: loaded.complaints.append(request.url))
    page.goto(url)
    return loaded


def _size(response: Response) -> int:
    return len(response.body())


def _compressed(response: Response) -> int:
    body = response.body()
    is_picture = response.headers["content-type"].startswith(PICTURES)
    return len(body) if is_picture else len(gzip.compress(body, 6))


@pytest.mark.parametrize("script", [False, True], ids=["script off", "script on"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_light_and_keeps_to_itself(
    site: Site, address: str, browser: Browser, script: bool, scheme: str
) -> None:
    for path in pages_of(site.folder):
        with view(browser, script=script, color_scheme=scheme) as page:
            loaded = load(page, f"{address}{path}")
            assert loaded.complaints == [], path
            assert {response.url.startswith(address) for response in loaded.responses} == {True}
            assert len(loaded.responses) <= 6, path
            assert _size(loaded.responses[0]) <= 60 * KILOBYTE, path
            assert sum(map(_size, loaded.responses)) <= 220 * KILOBYTE, path
            assert sum(map(_compressed, loaded.responses)) <= 45 * KILOBYTE, path


def test_every_page_has_the_policy_and_only_search_may_run_a_script(site: Site) -> None:
    for path in pages_of(site.folder):
        (policy,) = site.page(path).select("head meta[http-equiv=Content-Security-Policy]")
        directives = dict(part.split(" ", 1) for part in str(policy["content"]).split("; "))
        assert directives.pop("default-src") == "'none'", path
        assert directives.pop("script-src", None) == ("'self'" if path == "search.html" else None)
        assert set(directives.values()) <= {"'self'", "'none'"}, path
