"""A book ready to be typeset: what its translation gathers."""

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote

from guidebook.book.row_heads import Heads
from guidebook.book.typst_code import Code
from guidebook.findings import Finding
from guidebook.page import Page


class Picture(NamedTuple):
    """A picture and where it stands first."""

    data: bytes
    page: Page
    source: str | None
    """What the page calls it; `None` for a drawing in the page."""


@dataclass
class Manuscript:
    """A book ready to be typeset; what its text needs is added while it is translated."""

    code: str = ""
    """Of Typst's main file."""
    titles: list[Code] = field(default_factory=list)
    """Level and plain words of every heading that the book's contents list."""
    pictures: dict[str, Picture] = field(default_factory=dict)
    """By the path that Typst reads them at."""
    tables: list[Heads] = field(default_factory=list)
    """The headers of rows in each table."""
    links: list[str] = field(default_factory=list)
    """What is said of each link besides its page, if anything."""
    findings: set[Finding] = field(default_factory=set)

    def report(self, page: Page, code: str, message: str, hint: str, *texts: str) -> None:
        """Add a finding at the first of some texts that a page's Markdown has."""
        self.findings.add(page.source.finding_at(texts, code, message, hint))

    def echo(self, page: Page, code: str, message: str, hint: str, *texts: str) -> None:
        """Add one that a check of the page itself tells as well, if that is how it was made."""
        found = page.source.finding_at(texts, code, message, hint)
        self.findings.add(found._replace(is_echo=True))

    def report_unreadable(self, page: Page, source: str | None) -> None:
        """Add a finding for a picture, or a drawing (`None`), that the book can't show."""
        named = "a drawing" if source is None else f"'{unquote(source)}'"
        message = f"{named} can't be shown"
        hint = "Use a PNG, JPEG, GIF, WebP or SVG file in docs/."
        self.echo(page, "P07", message, hint, *picture_places(source))


def picture_places(source: str | None) -> tuple[str, ...]:
    """What to find a picture, or a drawing (`None`), by in a page's Markdown."""
    if source is None:
        return ("<svg",)
    return source, unquote(source), PurePosixPath(unquote(source)).name
