"""What stands in a page's HTML where a citation is, until the whole guide is known."""

import html
import re
from typing import NamedTuple

PLACEHOLDER = re.compile(r'<cite data-citation="([^"]*)"([^>]*)>\s*</cite>')
"""A placeholder in rendered HTML: the bracket as written, and the other attributes."""

_PLACE = re.compile(r'data-place="([^"]*):(\d+):(\d+)"')


class Placeholder(NamedTuple):
    """A bracket found in a page's HTML."""

    raw: str
    """The bracket as the editor wrote it."""
    place: tuple[str, int, int] | None
    """File, line and column of the bracket, where it comes from another file than the page's."""
    is_inside_link: bool


def placeholder(raw: str, place: str = "") -> str:
    """The placeholder for the bracket `raw`.

    `place` is `path:line:column` of the bracket, for texts that come from another file than the
    page's own, such as a decision guide's data. Without it the bracket is looked up in the page.
    """
    at = f' data-place="{html.escape(place)}"' if place else ""
    return f'<cite data-citation="{html.escape(raw)}"{at}></cite>'


def placeholders(page: str) -> list[Placeholder]:
    """Every placeholder of a page's HTML, in reading order."""
    return [_read(match) for match in PLACEHOLDER.finditer(page)]


def _read(match: re.Match[str]) -> Placeholder:
    raw, attributes = html.unescape(match[1]), match[2]
    place = _PLACE.search(attributes)
    at = (html.unescape(place[1]), int(place[2]), int(place[3])) if place else None
    return Placeholder(raw, at, "data-inside-link" in attributes)
