"""What a book says of itself on its first page, and under each chapter's title."""

from collections.abc import Iterable, Sequence
from datetime import date

from guidebook.book.links import shown_address
from guidebook.book.model import Cover, Page
from guidebook.book.typst_code import Code, call, keyword, number, string
from guidebook.reviews import Review, parse_review


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
    day = _date(about.date) if about.date else keyword("auto")
    return call("", **{name: string(words) for name, words in texts.items()}, day=day)


def guide_review(pages: Iterable[Page]) -> str:
    """Who has reviewed the pages of a guide, in a sentence."""
    reviews = [_review(page) for page in pages]
    made = [review for review in reviews if review]
    if not made:
        return "No clinician has reviewed this guide yet."
    who = "; ".join(sorted({_described(review) for review in made}))
    if len(made) == len(reviews):
        return f"Reviewed by {who}."
    return f"{len(made)} of {len(reviews)} chapters are reviewed, by {who}."


def page_review(page: Page) -> str:
    """Who has reviewed a page, in a sentence, or nothing where nobody has."""
    review = _review(page)
    return f"Reviewed by {_described(review)}." if review else ""


def _review(page: Page) -> Review | None:
    """The review of a page; what is no review is told by the check of front matter."""
    try:
        return parse_review(page.reviewed)
    except ValueError:
        return None


def _described(review: Review) -> str:
    return f"{review.reviewer} on {_words(review.date)}"


def _words(day: date) -> str:
    """`31 January 2027`, whatever language the machine speaks."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _date(day: date) -> Code:
    parts = {"year": day.year, "month": day.month, "day": day.day}
    return call("datetime", **{name: number(value) for name, value in parts.items()})


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
