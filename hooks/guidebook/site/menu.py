"""The navigation of one page: its own part open, other parts a link each, and many of them one."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

MOST_PARTS = 12
"""As many parts as a reader may look through; with more, a page would grow by each of them."""


class Part(NamedTuple):
    """A line of the navigation, or a part with all that is in it."""

    entry: Any
    """A page or a section of the navigation; None for the link to all parts."""
    url: str
    """Where the line leads: a section's first page."""
    is_open: bool = False
    how_many: int = 0
    """How many parts the link to all stands for."""


def menu(entries: Sequence[Any], home: str) -> Callable[[Any], list[Part]]:
    """What gives the navigation of a page; `entries` have `title`, `url` and `children`.

    `home` is the address of the page that lists all parts.
    """
    sections = [entry for entry in entries if entry.children]
    lines = [Part(entry, _first_url(entry)) for entry in entries]
    if len(sections) > MOST_PARTS:
        place = entries.index(sections[0])
        lines = [line for line in lines if not line.entry.children]
        lines.insert(place, Part(None, home, how_many=len(sections)))

    def of_page(page: Any) -> list[Part]:
        part = page.ancestors[-1] if page and page.ancestors else None
        if part is None:
            return lines
        if len(sections) > MOST_PARTS:
            own = Part(part, _first_url(part), is_open=True)
            return [*lines[:place], own, *lines[place:]]
        return [line._replace(is_open=line.entry is part) for line in lines]

    return of_page


def _first_url(entry: Any) -> str:
    while entry.children:
        entry = entry.children[0]
    return entry.url or ""
