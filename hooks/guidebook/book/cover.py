"""What a book says of itself on its first page, and under each chapter's title."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from guidebook.book.book_links import shown_address
from guidebook.book.typst_code import Code, call, keyword, string
from guidebook.page import Page
from guidebook.reviews import Review


class Cover(NamedTuple):
    """What a book says of itself, in plain text."""

    title: str
    question: str
    """What the guide answers; nothing where the title says it."""
    site: str
    """The site's name."""
    address: str
    """The guide's own on the site, or nothing where the site has none."""
    notice: str
    """What the guide is for and what not; stands at every page's foot."""
    language: str
    date: date | None
    """The day of the content, where it is known."""


def cover(about: Cover, pages: Sequence[Page]) -> Code:
    """The first page and the document's properties, as the page design takes them."""
    texts = {
        "title": about.title,
        "question": about.question,
        "site": about.site,
        "address": shown_address(about.address),
        "link": about.address,
        "notice": about.notice,
        "language": about.language,
        "date": _words(about.date) if about.date else "",
        "review": guide_review(pages),
    }
    date = about.date
    day = (
        call("datetime", year=date.year, month=date.month, day=date.day)
        if date
        else keyword("auto")
    )
    return call("", **{name: string(words) for name, words in texts.items()}, day=day)


def guide_review(pages: Sequence[Page]) -> str:
    """Who has reviewed the pages of a guide, in a sentence."""
    reviews = [page.review for page in pages if page.review]
    if not reviews:
        return "No clinician has reviewed this guide yet."
    who = "; ".join(sorted({_described(review) for review in reviews}))
    if len(reviews) == len(pages):
        return f"Reviewed by {who}."
    return f"{len(reviews)} of {len(pages)} chapters are reviewed, by {who}."


def page_review(page: Page) -> str:
    """Who has reviewed a page, in a sentence, or nothing where nobody has."""
    return f"Reviewed by {_described(page.review)}." if page.review else ""


def _described(review: Review) -> str:
    return f"{review.reviewer} on {_words(review.date)}"


def _words(day: date) -> str:
    """`31 January 2027`, whatever language the machine speaks."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
