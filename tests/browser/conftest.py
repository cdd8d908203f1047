"""A real browser, and the site that it looks at.

The browser is the system's Chromium, or one that Playwright fetches. Where there is neither, these
tests are left out with one line that says so; where CI is set, that is a failure.
"""

import functools
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from browser.views import pages_of
from minisite import Site

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LEFT_OUT = "no Chromium: the tests in tests/browser were left out (on Debian: apt install chromium)"


def _find_browser() -> str | None:
    """The path of a browser, or nothing where none can be had."""
    system = next(filter(None, map(shutil.which, NAMES)), None)
    if system:
        return system
    fetch = [sys.executable, "-m", "playwright", "install", "chromium"]
    subprocess.run(fetch, capture_output=True, check=False)
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


EXECUTABLE = _find_browser()
collect_ignore_glob = [] if EXECUTABLE else ["test_*.py"]
if not EXECUTABLE and os.environ.get("CI") == "true":
    raise pytest.UsageError(LEFT_OUT)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say it where these tests were left out."""
    if not EXECUTABLE:
        terminalreporter.write_line(LEFT_OUT)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its name there)
        """Say nothing of requests."""


@pytest.fixture(scope="session")
def site(ours: Site) -> Site:
    """The whole site, built."""
    return ours


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    """Serve a folder; gives its address with a slash at the end."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def address(site: Site) -> Iterator[str]:
    """Where the site is served, with a slash at the end."""
    with _serving(site.folder) as served:
        yield served


@pytest.fixture(scope="session")
def other_addresses(others: Site) -> Iterator[list[str]]:
    """Where every page of the guides in other fields is served."""
    with _serving(others.folder) as served:
        yield [f"{served}{path}" for path in pages_of(others.folder)]


@pytest.fixture(scope="session")
def our_addresses(site: Site, address: str) -> list[str]:
    """Where every page of ours is served."""
    return [f"{address}{path}" for path in pages_of(site.folder)]


@pytest.fixture(scope="session")
def addresses(our_addresses: list[str], other_addresses: list[str]) -> list[str]:
    """Where every page is served, ours and those of the guides in other fields."""
    return [*our_addresses, *other_addresses]


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives the browser."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """The browser itself."""
    started = playwright.chromium.launch(executable_path=EXECUTABLE, args=QUIET)
    yield started
    started.close()
