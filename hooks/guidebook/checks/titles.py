"""Titles of pages: what tells a page from the others where readers choose one."""

from collections.abc import Iterable, Iterator, Mapping

from guidebook.findings import Finding
from guidebook.page import Page
from guidebook.source import Position


def check_titles(pages: Iterable[Page], places: Mapping[str, Position]) -> Iterator[Finding]:
    """Findings for pages with the title of an earlier one, where readers choose between the two.

    That is in one guide, and between guides and the pages in none. `places` say where each page
    that has a title says it, by the path of its file.
    """
    first: dict[tuple[str, str], Page] = {}
    for page in (page for page in pages if page.source.path in places):
        groups = {page.guide, ""} if page.name == "index" else {page.guide}
        earlier = [first.setdefault((group, page.title.casefold()), page) for group in groups]
        if other := next((one for one in earlier if one is not page), None):
            path = page.source.path
            message = f"'{other.source.path}' has the same title"
            hint = "Say in each what only this page tells."
            yield Finding(path, *places[path], "F10", message, hint)
