"""What the chapters of one edition share, and what its links and ids are called."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from guidebook.book.book_links import Targets
from guidebook.book.html_tree import Element


class Note(NamedTuple):
    """A reference of the full list, as a note for the chapters that cite it."""

    number: str
    markup: str
    ways_back: Mapping[str, str]
    """The letter of each citation of it, by the citation's label."""


@dataclass(frozen=True)
class Edition:
    """An EPUB or one HTML file; its pictures are added while chapters are written."""

    targets: Targets
    files: Mapping[str, str]
    """In an EPUB, the file of each label; nothing where all is one file."""
    notes: dict[str, Note] = field(default_factory=dict)
    """In an EPUB, every reference by its label."""
    pictures: dict[str, bytes] = field(default_factory=dict)
    """By the path that the book gives them."""

    @property
    def is_epub(self) -> bool:
        """Whether chapters are files of an EPUB."""
        return bool(self.files)

    def address(self, label: str, file: str) -> str:
        """Where a link in `file` to a label leads."""
        there = self.files.get(label, "")
        return f"{'' if there == file else there}#{anchor(label)}"

    def purpose(self, epub_type: str, role: str) -> dict[str, str]:
        """The attributes that say what an element is for (EPUB 3.3, D.1; DPUB-ARIA 1.1)."""
        return {"role": role, **({"epub:type": epub_type} if self.is_epub else {})}


def anchor(label: str) -> str:
    """The id in markup of what a book's links call `label`; an id holds no space."""
    return re.sub(r"[\s#%]", "@", label)


def named(element: Element) -> dict[str, str]:
    """The attribute of an element that links can lead to."""
    return {"id": anchor(element.label)} if element.label else {}


def note_anchor(label: str) -> str:
    """The id of a reference's note in a chapter that cites it."""
    return f"note@{anchor(label)}"
