"""The index of a site: every page and every heading from A to Z."""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple


class Entry(NamedTuple):
    """A page, or a heading on a page."""

    title: str
    url: str
    """From the site's root."""
    page: str = ""
    """For a heading, the title of its page."""


def a_to_z(entries: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """The entries by their first letters, in the order of the alphabet; `#` holds the others."""
    ordered = sorted(entries, key=lambda entry: (_letter(entry), entry.title.casefold(), entry))
    return [(letter, list(group)) for letter, group in groupby(ordered, _letter)]


def _letter(entry: Entry) -> str:
    first = next((sign for sign in entry.title if sign.isalnum()), "#").upper()
    return first if first.isalpha() else "#"
