"""What the rules for elements know of the page they are on, and what they note down."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from guidebook.book.links import Targets
from guidebook.book.model import Page, Problem, Site
from guidebook.book.structure import Node
from guidebook.book.typst_code import Code


class Picture(NamedTuple):
    """A picture and where it stands first."""

    data: bytes
    page: Page
    source: str
    """What the page calls it."""


@dataclass
class Book:
    """What the pages of a book share."""

    site: Site
    targets: Targets
    entries: Mapping[str, str]
    """The label of each reference's entry in the full list, by its key."""
    pictures: dict[str, Picture] = field(default_factory=dict)
    """The pictures in the book by the path that Typst reads them at."""
    row_headers: list[list[bool]] = field(default_factory=list)
    """For each table, whether each of its cells, row by row, is the header of its row."""


@dataclass
class Context:
    """One page on its way into the book."""

    page: Page
    book: Book
    notes: Mapping[str, Callable[["Context"], Code]]
    """What sets each of the page's footnotes, by the id that leads to it."""
    level: int = 1
    """Of the heading above; the page's title is the first."""
    in_heading: bool = False
    given: set[str] = field(default_factory=set)
    """Footnotes that are set, and abbreviations that stand in full."""
    contents: list[Code] = field(default_factory=list)
    """Level and plain words of every heading that the book's contents list."""
    problems: list[Problem] = field(default_factory=list)

    def report(self, code: str, message: str, hint: str, *where: str) -> None:
        """Note a problem; `where` are texts to look for in the page's Markdown."""
        self.problems.append(Problem(code, message, hint, where))


Content = Callable[[Sequence[Node], Context], Code]
"""What sets all that an item or a cell holds."""
