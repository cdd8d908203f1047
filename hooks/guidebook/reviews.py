"""Reviews: who with a medical qualification has read a page, and when."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from guidebook.findings import Finding
from guidebook.positions import FRONT_MATTER, position_at

FORM = "none, or a date and a name: 2027-01-31, Dr A. Name (rheumatology)"
"""How an editor writes a review, for hints and for the editors' pages."""

_REVIEW = re.compile(r"(?P<date>\d{4}-\d{2}-\d{2})\s*,\s*(?P<reviewer>\S.*)", re.S)
_REVIEW_BY = re.compile(r"^review_by:[ \t]*[\"']?(\d{4}-\d{2}-\d{2})\b", re.M)


class Review(NamedTuple):
    """One review that a person made."""

    date: date
    reviewer: str


def parse_review(text: str) -> Review | None:
    """Read `none` as no review, and `2027-01-31, Dr A. Name (rheumatology)` as one.

    Raises ValueError for anything else, with a message for the editor.
    """
    if text.strip() == "none":
        return None
    match = _REVIEW.fullmatch(text.strip())
    if not match:
        raise ValueError(f"'{text}' is no review")
    return Review(parse_date(match["date"]), match["reviewer"])


def parse_date(text: str) -> date:
    """Read a day as in 2027-01-31 (ISO 8601). Raises ValueError with a message for the editor."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise ValueError(f"'{text}' is no date")
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"there is no day {text}") from error


def check_overdue(source: str, path: str, day: date) -> Iterator[Finding]:
    """A notice where a page's `review_by` lies before `day`; `source` is its whole file.

    A day that can't be read has a finding of its own.
    """
    head = FRONT_MATTER.match(source)
    found = head and _REVIEW_BY.search(source, head.start("yaml"), head.end("yaml"))
    if found and _is_before(found[1], day):
        place = position_at(source, found.start(1))
        hint = "Ask a clinician to read the page again, then write a new day."
        message = f"the page was to be reviewed by {found[1]}"
        yield Finding(path, *place, "F08", message, hint, is_notice=True)


def _is_before(text: str, day: date) -> bool:
    try:
        return parse_date(text) < day
    except ValueError:
        return False
