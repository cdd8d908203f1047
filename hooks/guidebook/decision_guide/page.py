"""The page of a decision guide: what is put in place of its marker.

The marker is `[decision-guide]` on a line of its own, like Python-Markdown's `[TOC]`. Should the
hook be off, it stays on the page as text, where a comment would vanish and take the guide along.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from guidebook.decision_guide.chart import chart, cited, items
from guidebook.decision_guide.checking import check_links
from guidebook.decision_guide.model import DecisionGuide
from guidebook.decision_guide.picture import pictures
from guidebook.decision_guide.reading import read
from guidebook.findings import Finding

MARKER = "[decision-guide]"
DATA_NAME = "decision-guide.yml"
PAGE_NAME = "decision-guide.md"

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
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


def markers(markdown: str) -> list[int]:
    """The lines, counted from 0, where a marker stands outside of fenced code."""
    found: list[int] = []
    fence = ""
    for number, line in enumerate(markdown.split("\n")):
        opening = _FENCE.match(line)
        if opening and not fence:
            fence = opening[1]
        elif opening and opening[1].startswith(fence) and not line.strip(" `~"):
            fence = ""
        elif not fence and line.rstrip() == MARKER:
            found.append(number)
    return found


def put_in(markdown: str, data: Data) -> tuple[str, list[Finding]]:
    """The page's Markdown with the decision guide at its marker, and what is wrong in its data.

    With any finding a mark stands there instead, and the citations still count as cited.
    """
    guide, findings = read(data.data, data.path)
    if guide:
        findings += check_links(guide, data.path, data.addresses)
    if guide and not findings:
        html = "\n\n".join(_sections(guide, data))
    else:
        html = MISTAKE
    lines = markdown.split("\n")
    first, *_ = markers(markdown)
    lines[first] = f"\n{html}\n"
    return "\n".join(lines), sorted(findings)


def check_marker(source: str, path: str, *, has_data: bool) -> Iterator[Finding]:
    """Findings for the marker in the file of a page, `source`, with its front matter.

    `has_data` says whether the page is one that a decision guide's data belongs to.
    """
    found = markers(source.replace("\r\n", "\n"))
    if has_data and not found:
        hint = f"Write {MARKER} on a line of its own where the guide is to stand."
        yield Finding(path, 1, 1, "D51", f"no marker for the {DATA_NAME} beside this page", hint)
    if not has_data and found:
        hint = f"It belongs on {PAGE_NAME}, with {DATA_NAME} in the same folder."
        yield Finding(path, found[0] + 1, 1, "D50", "a marker without a decision guide", hint)
    for number in found[1:] if has_data else ():
        message = f"the marker stands twice: in line {found[0] + 1} and in line {number + 1}"
        yield Finding(path, number + 1, 1, "D52", message, "Take one of them out.")


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


def review_status(guide: DecisionGuide) -> str:
    """Who reviewed the guide and when, as a sentence."""
    reviewed = guide.reviewed.words
    if reviewed == "none":
        return "No clinician has reviewed this guide yet."
    day, _, person = reviewed.partition(", ")
    return f"Reviewed on {day} by {person}."


def _sections(guide: DecisionGuide, data: Data) -> Iterator[str]:
    """What stands in the marker's place: headings in Markdown, for the contents list, and HTML."""
    yield f"<p>{cited(guide.about, data.path)}</p>"
    yield "## Before you start"
    yield items(guide.before_you_start, data.path)
    yield "## What this guide does not cover"
    yield items(guide.not_covered, data.path)
    yield "## Who has reviewed this guide"
    yield f'<p class="decision-review">{review_status(guide)}</p>'
    yield "## The whole guide in one picture"
    yield pictures(guide)
    yield "## Step by step"
    yield chart(guide, data.path, data.addresses.__getitem__)
