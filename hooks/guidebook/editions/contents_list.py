"""The contents of an edition: chapters, their sections, and the results of a decision guide."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from guidebook.book.html_tree import plain_text, words
from guidebook.book.manuscript import Chapter
from guidebook.editions.markup_writing import tagged, text
from guidebook.markup import DECISION_RESULT


class Entry(NamedTuple):
    """A heading that the contents list."""

    level: int
    label: str
    words: str


def entries(chapter: Chapter) -> Iterator[Entry]:
    """The headings of a chapter that the contents list, as in the book for print."""
    yield Entry(1, chapter.labels[""], words(plain_text(chapter.title)))
    results = {
        id(heading)
        for section in chapter.body.find_all("section")
        if DECISION_RESULT in section.classes
        for heading in section.find_all("h3")
    }
    for heading in chapter.body.find_all("h2", "h3"):
        if heading.label and (heading.tag == "h2" or id(heading) in results):
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
