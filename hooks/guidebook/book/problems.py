"""Problems on the way into a book become findings, with their line in the page's Markdown."""

import re
from collections.abc import Iterable, Iterator

from guidebook.book.model import Page, Problem
from guidebook.findings import Finding
from guidebook.positions import FRONT_MATTER, Position, position_at


def locate(page: Page, problems: Iterable[Problem]) -> Iterator[Finding]:
    """A finding for each problem of a page; what isn't found in its Markdown is at its head."""
    found = dict.fromkeys(problems)
    source = page.source() if found else ""
    for problem in found:
        place = _find(source, problem.where)
        yield Finding(page.file, *place, problem.code, problem.message, problem.hint)


def _find(source: str, where: Iterable[str]) -> Position:
    """Where the first of some texts stands that stands anywhere; the spaces in it may differ."""
    front_matter = FRONT_MATTER.match(source)
    start = front_matter.end() if front_matter else 0
    for text in where:
        words = r"\s+".join(map(re.escape, text.split()))
        match = re.compile(words).search(source, start) if words else None
        if match:
            return position_at(source, match.start())
    return Position(1, 1)
