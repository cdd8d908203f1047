"""Reviews: who with a medical qualification has read a page, and when."""

import re
from datetime import date
from typing import NamedTuple

FORM = "none, or a date and a name: 2027-01-31, Dr A. Name (rheumatology)"
"""How an editor writes a review, for hints and for the editors' pages."""

_REVIEW = re.compile(r"(?P<date>\d{4}-\d{2}-\d{2})\s*,\s*(?P<reviewer>\S.*)", re.S)


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
