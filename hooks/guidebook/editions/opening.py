"""How an edition begins: what it is, who has reviewed it, and its contents.

Those are chapters, their sections, and the results of a decision guide.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from guidebook.book.cover import Cover, guide_review
from guidebook.book.html_tree import HEADINGS, plain_text, words
from guidebook.book.manuscript import Chapter
from guidebook.editions.markup_writing import tagged, text
from guidebook.markup import DECISION_RESULT, DECISION_STEP
from guidebook.page import shown_address
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


class Entry(NamedTuple):
    """A heading that the contents list."""

    level: int
    label: str
    words: str


def entries(chapter: Chapter) -> Iterator[Entry]:
    """The headings of a chapter that the contents list, as in the book for print."""
    yield Entry(1, chapter.labels[""], words(plain_text(chapter.title)))
    steps = [part for part in chapter.body.walk() if DECISION_STEP in part.classes]
    within = {id(heading) for step in steps for heading in step.find_all(*HEADINGS)}
    results = {
        id(next(step.find_all(*HEADINGS), step))
        for step in steps
        if DECISION_RESULT in step.classes
    }
    for heading in chapter.body.find_all(*HEADINGS):
        is_listed = id(heading) in results or (heading.tag == "h2" and id(heading) not in within)
        if heading.label and is_listed:
            yield Entry(int(heading.tag[1]), heading.label, words(plain_text(heading)))


def nested(listed: Sequence[Entry], address: Callable[[str], str]) -> str:
    """Entries as lists in lists; `address` gives where a link to a label leads."""
    if not listed:
        return ""
    items: list[str] = []
    rest = [*listed]
    while rest:
        first = rest.pop(0)
        below: list[Entry] = []
        while rest and rest[0].level > first.level:
            below.append(rest.pop(0))
        link = tagged("a", {"href": address(first.label)}, text(first.words))
        items.append(tagged("li", {}, link + nested(below, address)))
    return tagged("ol", {}, "\n".join(items))
