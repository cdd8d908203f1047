"""What our HTML is read again by: roles, classes and ids that one part writes and another reads.

The roles are those of W3C's Digital Publishing WAI-ARIA Module 1.1.
"""

from html import escape

CITATION_ROLE = "doc-biblioref"
BACKLINK_ROLE = "doc-backlink"
BIBLIOGRAPHY_ROLE = "doc-bibliography"

CITATION = "citation"
REFERENCES = "references"
REFERENCE_FILES = "reference-files"
"""A guide's references as files for other programs."""
REFERENCE_TITLE = "reference-title"
REFERENCE_CHECKED = "reference-checked"
BACKLINKS = "backlinks"
SOURCE_NOTE = "source-note"
SOURCE_MARK = "source-mark"
GLOSSARY_WORD = "glossary-word"
DECISION_STEP = "decision-step"
DECISION_RESULT = "decision-result"
"""Those of the steps that are results; `decision-` and the kind of step."""
DECISION_ANSWERS = "decision-answers"
"""The list of a question's answers."""
DECISION_AGAIN = "decision-again"
"""The way from a result back to the first question."""
DECISION_PICTURE = "decision-picture"
DECISION_NARROW = "decision-narrow"
"""The picture for narrow screens, which stands beside the wide one."""


def citation_id(key: str, occurrence: int) -> str:
    """The id of a citation in its guide. No heading's id and no key holds an at sign."""
    return f"cite-{key}@{occurrence}"


def way_back_id(key: str, occurrence: int) -> str:
    """The id of the link that leads from a reference at the page's end back to a citation."""
    return f"back-{key}@{occurrence}"


def reference_id(key: str, page: str) -> str:
    """The id of a reference in the list of a page, named as in its guide."""
    return f"ref-{key}@{page}"


def references_id(page: str) -> str:
    """The id of the heading over a page's own references."""
    return f"references@{page}"


def mistake(text: str) -> str:
    """A mark that a reader of the page sees where an editor's mistake is."""
    return f'<mark class="guidebook-mistake">[{escape(text)}]</mark>'
