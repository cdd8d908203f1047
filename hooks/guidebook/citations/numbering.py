"""Numbers: references count from 1 in a guide, by where they are first cited in reading order."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from guidebook.citations.citation_syntax import Citation
from guidebook.markup import citation_id, reference_id
from guidebook.page import Page


class NumberedCitation(NamedTuple):
    """One citation of a reference, at its place in a guide."""

    key: str
    locator: str
    number: int
    """Of the reference, in the guide."""
    occurrence: int
    """Which of the reference's citations in the guide this is, from 1."""
    page: Page
    prefix: str

    @property
    def id(self) -> str:
        """The id of its place."""
        return citation_id(self.key, self.occurrence)

    @property
    def reference_id(self) -> str:
        """The id of its reference in the list that ends its page."""
        return reference_id(self.key, self.page.name)


def number(
    pages: Sequence[tuple[Page, Sequence[Sequence[Citation]]]], borrowed: Mapping[str, int]
) -> dict[str, list[list[NumberedCitation]]]:
    """Number the citations of a guide: `pages` in reading order, each with its brackets.

    References in `borrowed` have their numbers from another guide. Gives for each page's path its
    brackets again, in their order.
    """
    numbers = dict(borrowed)
    occurrences: Counter[str] = Counter()

    def numbered(citation: Citation, page: Page) -> NumberedCitation:
        key = citation.key
        occurrences[key] += 1
        first = numbers.setdefault(key, len(numbers) + 1)
        return NumberedCitation(
            key, citation.locator, first, occurrences[key], page, citation.prefix
        )

    return {
        page.path: [[numbered(citation, page) for citation in bracket] for bracket in brackets]
        for page, brackets in pages
    }


def by_reference(citations: Iterable[NumberedCitation]) -> dict[str, list[NumberedCitation]]:
    """The citations of each reference, the references in the order of their numbers."""
    ordered = sorted(citations, key=lambda citation: (citation.number, citation.occurrence))
    return {key: list(group) for key, group in groupby(ordered, lambda citation: citation.key)}


def runs(bracket: Sequence[NumberedCitation]) -> Iterator[list[NumberedCitation]]:
    """Split a bracket where numbers don't follow one another; a locator ends a run."""
    run: list[NumberedCitation] = []
    for citation in bracket:
        if run and not _continues(run[-1], citation):
            yield run
            run = []
        run.append(citation)
    if run:
        yield run


def _continues(previous: NumberedCitation, citation: NumberedCitation) -> bool:
    follows = citation.number == previous.number + 1
    return follows and not (previous.locator or citation.locator or citation.prefix)


def letter(occurrence: int) -> str:
    """The letter of a back-link: 1 is `a`, 26 `z`, 27 `aa`, as spreadsheets count columns."""
    letters = ""
    while occurrence:
        occurrence, rest = divmod(occurrence - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
