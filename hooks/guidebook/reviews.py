"""Reviews: who has read a page and is qualified to judge it, and when."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from guidebook.findings import Finding
from guidebook.source import Position

FORM = "none, or a date and a name: 2027-01-31, Dr A. Name (rheumatology)"
"""How an editor writes a review, for hints and for the editors' pages."""

_REVIEW = re.compile(r"(?P<date>\d{4}-\d{2}-\d{2})\s*,\s*(?P<reviewer>\S.*)", re.S)


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


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


def spelled_out(day: date) -> str:
    """`31 January 2027`, whatever language the machine speaks."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def check_future(review: Review | None, path: str, place: Position, day: date) -> Iterator[Finding]:
    """A finding where a page's review is of a day after `day`; it may be tomorrow elsewhere."""
    if review and review.date > day + timedelta(days=1):
        message = f"the review is of {review.date}, a day that is still to come"
        yield Finding(path, *place, "F12", message, "Write the day on which it was made.")


def check_overdue(
    review_by: tuple[date, Position] | None, path: str, day: date
) -> Iterator[Finding]:
    """A notice where the page at `path` was to be reviewed by a day that lies before `day`."""
    if review_by and review_by[0] < day:
        hint = "Ask a reviewer to read the page again, then write a new day."
        message = f"the page was to be reviewed by {review_by[0]}"
        yield Finding(path, *review_by[1], "F08", message, hint, is_notice=True)
