"""How long a reader waits for the first result of a search, with one guide and with many.

The guides are copies of our own. Each search begins in a browser that has loaded nothing yet; the
figure is the median over the rounds, from the request for the page to the first result.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from bench.sites import write_copies

GUIDES = (1, 10, 100)
QUERIES = ("MRI", "morning stiffness", "backache", "inflamation")
_WATCH = """
  new MutationObserver(() => {
    if (!window.firstResult && document.querySelector("#search-results > li"))
      window.firstResult = performance.now();
  }).observe(document, { childList: true, subtree: true });
"""


def search_rows(rounds: int) -> Iterator[str]:
    """Build a site of each size and search it, round after round; a line for each."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        yield "no Chromium: the search is left out"
        return
    with tempfile.TemporaryDirectory() as name, _browser(chromium) as browser:
        sites = {count: build(Path(name) / str(count), count) for count in GUIDES}
        waits: dict[int, list[float]] = {count: [] for count in GUIDES}
        for _, query in product(range(rounds), QUERIES):
            for count, site in sites.items():
                waits[count].append(wait(browser, f"{site.as_uri()}/search.html?q={query}"))
    one = median(waits[GUIDES[0]])
    for count in GUIDES:
        taken = median(waits[count])
        name = f"first result, {count} times our guide"
        yield f"{name:40} {taken:6.0f} ms {taken / one:5.2f}x one"


def build(project: Path, guides: int) -> Path:
    """Build a site of so many copies of our guide, without books; gives its folder."""
    write_copies(project, guides)
    command = [sys.executable, "-m", "mkdocs", "build", "-q"]
    subprocess.run(command, cwd=project, env={**os.environ, "PDF": "0"}, check=True)
    return project / "site"


def wait(browser: Browser, address: str) -> float:
    """The milliseconds to the first result in a fresh window."""
    context = browser.new_context()
    context.add_init_script(_WATCH)
    page = context.new_page()
    page.goto(address)
    page.wait_for_function("window.firstResult")
    taken = page.evaluate("window.firstResult")
    context.close()
    return float(taken)


@contextmanager
def _browser(path: str) -> Iterator[Browser]:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()
