"""What a book and a sheet say of themselves: on the cover, at the foot, and to programs."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from guidebook.book.typst_code import AUTO, NOTHING, Code, array, call, string
from guidebook.page import Page, shown_address
from guidebook.reviews import Review, spelled_out


class Cover(NamedTuple):
    """What a book says of itself, in plain text."""

    title: str
    question: str
    """What the guide answers; nothing where the title says it."""
    site: str
    address: str
    """The guide's own on the site, or nothing where the site has none."""
    notice: str
    """What the guide is for and what not; stands at every page's foot."""
    language: str
    date: date | None
    """The day of the content, where it is known."""
    description: str = ""
    """What the guide is about, in a sentence or two."""
    author: str = ""
    """Who wrote the guide; nothing where no one is named."""
    keywords: Sequence[str] = ()
    not_reviewed: str = "Not yet reviewed"
    """What is said of a guide that nobody has reviewed."""
    questions: Sequence[str] = ()
    """What a reader may ask at an appointment."""


def about(cover: Cover, pages: Sequence[Page], code: Code = NOTHING) -> Code:
    """The document's properties, as the page designs take them; `code` shows the address."""
    day = cover.date
    texts = {
        "title": cover.title,
        "question": cover.question,
        "site": cover.site,
        "notice": cover.notice,
        "language": cover.language,
        "description": cover.description,
        "address": shown_address(cover.address),
        "link": cover.address,
        "date": spelled_out(day) if day else "",
        "review": guide_review(pages) or f"{cover.not_reviewed}.",
        "author": cover.author or cover.site,
    }
    known = day and call("datetime", year=day.year, month=day.month, day=day.day)
    return call(
        "",
        **{name: string(words) for name, words in texts.items()},
        keywords=array(map(string, cover.keywords)),
        day=known or AUTO,
        code=code,
    )


def guide_review(pages: Sequence[Page]) -> str:
    """Who has reviewed the pages of a guide, in a sentence; nothing where nobody has."""
    reviews = [page.review for page in pages if page.review]
    if not reviews:
        return ""
    who = "; ".join(sorted({described(review) for review in reviews}))
    if len(reviews) == len(pages):
        return f"Reviewed by {who}."
    verb = "is" if len(reviews) == 1 else "are"
    return f"{len(reviews)} of {len(pages)} chapters {verb} reviewed, by {who}."


def described(review: Review) -> str:
    """Who made a review, and when."""
    return f"{review.reviewer} on {spelled_out(review.date)}"
