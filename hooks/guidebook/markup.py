"""What our HTML is read again by: roles, classes and ids that one part writes and another reads.

The roles are those of W3C's Digital Publishing WAI-ARIA Module 1.1.
"""

from collections.abc import Mapping
from html import escape

CITATION_ROLE = "doc-biblioref"
BACKLINK_ROLE = "doc-backlink"
BIBLIOGRAPHY_ROLE = "doc-bibliography"

CITATION = "citation"
KEPT = "keep"
"""A citation with the end of the word before it: both stay on one line, and letters lead here."""
CITATION_BUTTON = "cite"
"""What shows a citation's reference in place; it stands beside the citation's link."""
NOTE = "reference-note"
"""A reference as a citation's button shows it."""
SIDE_NOTE = "sidenote"
"""A reference beside the text, on wide screens."""
REFERENCES = "references"
REFERENCE_FILES = "reference-files"
"""A guide's references as files for other programs."""
REFERENCE_TITLE = "reference-title"
REFERENCE_CHECKED = "reference-checked"
BACKLINKS = "backlinks"
SOURCE_NOTE = "source-note"
SOURCE_MARK = "source-mark"
BARE_ADDRESS = "bare-address"
"""A link whose words are its address."""
TABLE_BOX = "table-box"
SIDES = ("left", "center", "right")
"""Where the words of a table's column stand."""
TASK_ITEM, TASK = "task-list-item", "task"
"""A list of things to do, as Markdown's extension names it, and the box before each."""
GLOSSARY_WORD = "glossary-word"
DECISION_STEP = "decision-step"
DECISION_RESULT = "decision-result"
"""Those of the steps that are results; `decision-` and the kind of step."""
DECISION_ANSWERS = "decision-answers"
DECISION_AGAIN = "decision-again"
"""The way from a result back to the first question."""
DECISION_ALL = "decision-all"
"""The ways between one step and all of them."""
DECISION_PICTURE = "decision-picture"
DECISION_NARROW = "decision-narrow"
"""The picture for narrow screens, which stands beside the wide one."""

LIST_CLASSES = frozenset(("doors", "cards", "patterns", "versus", "care"))
"""Looks of the list below a heading; an editor writes them on the heading."""
COMPARISON = "compare"
"""The look of the table below a heading."""
EXPLAINS = "explains"
"""A picture that stands in the page, with its words."""
TONES = "abcdefg"
"""The letters of the tones, which results of a decision guide take in turn: `tone-a`."""
PAGE_CLASSES = LIST_CLASSES.union(
    (COMPARISON, EXPLAINS, SOURCE_MARK, SOURCE_NOTE, "lead"),
    (f"tone-{letter}" for letter in TONES),
)
"""Every class that an editor may write."""
OUR_CLASSES = frozenset((CITATION, CITATION_BUTTON, KEPT, NOTE, REFERENCES, SIDE_NOTE))
"""Classes that say of words that they lead to a source; no editor may write them."""

NOT_SEARCHED = "data-search-exclude"
"""The attribute of what no search finds, as Material for MkDocs names it, too."""


def citation_id(key: str, occurrence: int) -> str:
    """The id of a citation in its guide. No heading's id and no key holds an at sign."""
    return f"cite-{key}@{occurrence}"


def reference_id(key: str, page: str) -> str:
    """The id of a reference in the list of a page, named as in its guide."""
    return f"ref-{key}@{page}"


def note_id(number: int) -> str:
    """The id of the reference that citations' buttons show: on one page only, where buttons are."""
    return f"note@{number}"


def references_id(page: str) -> str:
    """The id of the heading over a page's own references."""
    return f"references@{page}"


def side_class(side: str) -> str:
    """The class of a table's cell whose words stand at that side."""
    return f"to-{side}"


def side_of(attributes: Mapping[str, str]) -> str:
    """The side at which the words of a table's cell stand, given its attributes, or nothing."""
    names = attributes.get("class", "").split()
    of_class = (side for side in SIDES if side_class(side) in names)
    return next(of_class, attributes.get("align", ""))


def mistake(text: str) -> str:
    """A mark that a reader of the page sees where an editor's mistake is."""
    return f'<mark class="guidebook-mistake">[{escape(text)}]</mark>'
