"""The page of a decision guide: what is put in place of its marker.

The marker is `[decision-guide]` on a line of its own, like Python-Markdown's `[TOC]`. Should the
hook be off, it stays on the page as text, where a comment would vanish and take the guide along.
"""

import re
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from guidebook.decision_guide.chart import chart, items, placeholders
from guidebook.decision_guide.checking import check_links
from guidebook.decision_guide.model import DecisionGuide
from guidebook.decision_guide.picture import pictures
from guidebook.decision_guide.reading import read
from guidebook.findings import Finding
from guidebook.positions import position_at, without_code
from guidebook.reviews import parse_review

MARKER = "[decision-guide]"
DATA_NAME = "decision-guide.yml"
PAGE_NAME = "decision-guide.md"

_MARKER_LINE = re.compile(rf"^{re.escape(MARKER)}[ \t]*$", re.M)
_ID = re.compile(r'\bid="([qo]-[a-z0-9-]+)"')

MISTAKE = (
    '<p class="guidebook-mistake">The decision guide is missing here: '
    "its data has mistakes, which the build tells.</p>"
)


class Data(NamedTuple):
    """The file of a decision guide and the pages that its results may name."""

    data: bytes
    path: str
    addresses: dict[str, str]
    """By file name, the address of each page in the file's folder, as seen from the guide's."""


class Filled(NamedTuple):
    """A page's Markdown with the decision guide in it."""

    markdown: str
    reviewed: str
    """What the data says of its review, or nothing where it cannot be read."""
    findings: tuple[Finding, ...]


def markers(markdown: str) -> list[int]:
    """Where markers begin that stand outside of code."""
    return [match.start() for match in _MARKER_LINE.finditer(without_code(markdown))]


def fill(markdown: str, data: Data) -> Filled:
    """The page with its decision guide where its first marker stands.

    Where the data has a finding, a mark stands there instead of half a guide.
    """
    guide, findings = read(data.data, data.path)
    if guide:
        findings += check_links(guide, data.path, data.addresses)
    if not guide or findings:
        html = "\n".join((MISTAKE, _kept_citations(guide, data.path)))
    else:
        html = "\n\n".join(_sections(guide, data))
    before = markdown[: markers(markdown)[0]]
    after = markdown[len(before) + len(MARKER) :]
    reviewed = guide.reviewed.words if guide else ""
    return Filled(f"{before}\n{html}\n{after}", reviewed, tuple(sorted(findings)))


def check_marker(source: str, path: str, *, has_data: bool) -> Iterator[Finding]:
    """Findings for the markers of a page; `source` is its whole file, at `path`.

    `has_data` says whether the page is one that a decision guide's data belongs to.
    """
    lines = [position_at(source, offset).line for offset in markers(source)]
    if has_data and not lines:
        hint = f"Write {MARKER} on a line of its own where the guide is to stand."
        yield Finding(path, 1, 1, "D51", f"no marker for the {DATA_NAME} beside this page", hint)
    if not has_data and lines:
        hint = f"It belongs on {PAGE_NAME}, with {DATA_NAME} in the same folder."
        yield Finding(path, lines[0], 1, "D50", "a marker without a decision guide", hint)
    for line in lines[1:] if has_data else ():
        message = f"the marker stands twice: in line {lines[0]} and in line {line}"
        yield Finding(path, line, 1, "D52", message, "Take one of them out.")


def no_page(path: str) -> Finding:
    """For the file of a decision guide at `path` that no page shows."""
    hint = f"Write {PAGE_NAME} beside it, with {MARKER} on a line of its own."
    return Finding(path, 1, 1, "D51", f"no {PAGE_NAME} beside this file", hint)


def check_ids(html: str, path: str) -> Iterator[Finding]:
    """Findings for ids of steps that something else on the rendered page has, too."""
    seen: set[str] = set()
    for name in _ID.findall(html):
        if name in seen:
            hint = "Give that heading another id: ## Words {#other-id}."
            yield Finding(path, 1, 1, "D53", f"a heading has the id of the step '{name}'", hint)
        seen.add(name)


def _review_status(guide: DecisionGuide) -> str:
    """Who reviewed the guide and when, as a sentence."""
    review = parse_review(guide.reviewed.words)
    if not review:
        return "No clinician has reviewed this guide yet."
    return f"Reviewed on {review.date} by {escape(review.reviewer, quote=False)}."


def _kept_citations(guide: DecisionGuide | None, path: str) -> str:
    """The guide's citations alone, so that its mistake leaves no reference uncited."""
    texts = guide.cited_texts if guide else ()
    kept = (html for text in texts for html in placeholders(text, path))
    return f"<div>{''.join(kept)}</div>"


def _sections(guide: DecisionGuide, data: Data) -> Iterator[str]:
    """What stands in the marker's place: headings in Markdown, for the contents list, and HTML."""
    yield f"<p>{escape(guide.about.words, quote=False)}</p>"
    yield "## Before you start"
    yield items(guide.before_you_start, data.path)
    yield "## What this guide does not cover"
    yield items(guide.not_covered, data.path)
    yield "## Who has reviewed this guide"
    yield f'<p class="decision-review">{_review_status(guide)}</p>'
    yield "## The whole guide in one picture"
    yield pictures(guide)
    yield "## Step by step"
    yield chart(guide, data.path, data.addresses.__getitem__)
