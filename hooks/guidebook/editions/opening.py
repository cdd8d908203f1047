"""How an edition begins: what it is, from where and of which day, and who has reviewed it."""

from collections.abc import Sequence

from guidebook.book.book_links import shown_address
from guidebook.book.cover import Cover, guide_review
from guidebook.book.manuscript import Chapter
from guidebook.editions.markup_writing import tagged, text
from guidebook.reviews import spelled_out


def opening(chapters: Sequence[Chapter], about: Cover) -> str:
    """The title of a guide and what stands below it."""
    link = tagged("a", {"href": about.address}, text(shown_address(about.address)))
    day = spelled_out(about.date) if about.date else ""
    pages = [chapter.page for chapter in chapters if chapter.page.guide]
    lines = {
        "site": text(about.site),
        "question": text(about.question),
        "description": text(about.description),
        "author": text(about.author),
        "review": text(guide_review(pages) or f"{about.not_reviewed}."),
        "notice": text(about.notice),
        "date": " · ".join(filter(None, [text(day), link if about.address else ""])),
    }
    shown = {name: tagged("p", {"class": name}, line) for name, line in lines.items() if line}
    site = shown.pop("site", "")
    return "\n".join([site, tagged("h1", {}, text(about.title)), *shown.values()])
