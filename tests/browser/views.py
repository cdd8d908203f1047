"""Pages of the site as a reader's browser shows them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize

from edition_words import WHOLE

PHONE = 360
SMALLEST = 320
TABLET = 768
DESKTOP = 1280


def pages_of(folder: Path) -> list[str]:
    """The address of every page of a built site, from its root; a whole guide is no page."""
    files = (file for file in folder.rglob("*.html") if not file.match(WHOLE))
    return sorted(file.relative_to(folder).as_posix() for file in files)


@contextmanager
def view(
    browser: Browser, width: int = PHONE, *, script: bool = False, **more: Any
) -> Iterator[Page]:
    """An empty window of a width in CSS pixels; `more` goes to Playwright's `new_context`."""
    size = ViewportSize(width=width, height=720)
    context = browser.new_context(java_script_enabled=script, viewport=size, **more)
    context.set_default_timeout(5000)
    yield context.new_page()
    context.close()
