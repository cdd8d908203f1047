"""The page of a decision guide: what is put in place of its marker.

The marker is `[decision-guide]` on a line of its own, like Python-Markdown's `[TOC]`. Should
nothing replace it, it stays on the page as text, where a comment would vanish and take the
decision guide along. The flowchart comes in after Markdown has run: it is finished as it is.
"""

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import NamedTuple

from markdown.extensions.toc import slugify

from guidebook.citations.citation_syntax import BRACKET
from guidebook.citations.placeholder import placeholder
from guidebook.decision_guide.decision_checks import check
from guidebook.decision_guide.decision_model import DecisionGuide
from guidebook.decision_guide.decision_reading import read
from guidebook.decision_guide.flowchart_svg import flowcharts
from guidebook.decision_guide.steps import items, steps
from guidebook.findings import Finding
from guidebook.reviews import Review, parse_review
from guidebook.source import Source

MARKER = "[decision-guide]"
DATA_NAME = "decision-guide.yml"
PAGE_NAME = "decision-guide.md"

_MARKER_LINE = re.compile(rf"^{re.escape(MARKER)}[ \t]*$", re.M)
_FLOWCHART = "<div data-decision-flowchart></div>"
"""Stands where the flowchart belongs while Markdown runs."""

_REMARKS = "About these questions"

_OTHER_PAGE = re.compile(r"\.\./[^\s/#?\"']+/[^\s/#?\"']+\.md")

_STEP_ID = re.compile(r'\bid="([qo]-[a-z0-9-]+)"')

_MISTAKE = (
    '<p class="guidebook-mistake">The decision guide is missing here: '
    "its data has mistakes, which the build tells.</p>"
)


class Filled(NamedTuple):
    """A page's Markdown with the decision guide in it."""

    markdown: str
    flowchart: str
    """HTML, or nothing where the data has a finding."""
    reviewed: str
    """Its review as it is written."""
    findings: tuple[Finding, ...]

    @property
    def review(self) -> Review | None:
        """Who has reviewed it, if anybody has."""
        return parse_review(self.reviewed)


def markers(markdown: str) -> list[int]:
    """Where markers begin that stand outside of code."""
    prose = Source("", markdown).prose if MARKER in markdown else ""
    return [match.start() for match in _MARKER_LINE.finditer(prose)]


def other_pages(data: Source) -> frozenset[str]:
    """What may be the paths of other guides' pages in a decision guide's file, from its folder."""
    return frozenset(_OTHER_PAGE.findall(data.text))


def fill(markdown: str, data: Source, addresses: Mapping[str, str]) -> Filled:
    """A page's Markdown with its decision guide where its first marker stands.

    `addresses` gives the address of each page, as seen from this one, by its path from the folder
    of the `data`: all pages there, and the `other_pages` that exist. Where the data has a finding,
    a mark stands there instead of half a guide.
    """
    decision, findings = read(data)
    if decision:
        findings += check(decision, addresses)
    start = markers(markdown)[0]
    before, after = markdown[:start], markdown[start + len(MARKER) :]
    if not decision or findings:
        kept = "".join(_citations(data))
        blocks = f"{_MISTAKE}\n<div>{kept}</div>"
        return Filled(f"{before}\n{blocks}\n{after}", "", "none", tuple(sorted(findings)))
    blocks = "\n\n".join(_blocks(decision, addresses))
    return Filled(f"{before}\n{blocks}\n{after}", flowcharts(decision), decision.reviewed.words, ())


def insert(html: str, filled: Filled) -> str:
    """The HTML that Markdown made of the filled page, with the flowchart in it."""
    return html.replace(_FLOWCHART, filled.flowchart, 1)


def check_marker(page: Source, *, has_data: bool) -> Iterator[Finding]:
    """Findings for the markers of a page.

    `has_data` says whether the page is one that a decision guide's data belongs to.
    """
    found = markers(page.text)
    if has_data and not found:
        hint = f"Write {MARKER} on a line of its own where the guide is to stand."
        yield page.finding(0, "D51", f"no marker for the {DATA_NAME} beside this page", hint)
    if found and not has_data:
        hint = f"It belongs on {PAGE_NAME}, with {DATA_NAME} in the same folder."
        yield page.finding(found[0], "D50", "a marker without a decision guide", hint)
    for other in found[1:] if has_data else ():
        lines = f"in line {page.position(found[0]).line} and in line {page.position(other).line}"
        message = f"the marker stands twice: {lines}"
        yield page.finding(other, "D52", message, "Take one of them out.")


def no_page(data: Source) -> Finding:
    """For the file of a decision guide that no page shows."""
    hint = f"Write {PAGE_NAME} beside it, with {MARKER} on a line of its own."
    return data.finding(0, "D51", f"no {PAGE_NAME} beside this file", hint)


def check_ids(html: str, path: str) -> Iterator[Finding]:
    """Findings for ids of steps that something else on the rendered page at `path` has, too."""
    seen: set[str] = set()
    for name in _STEP_ID.findall(html):
        if name in seen:
            hint = "Give that heading another id: ## Words {#other-id}."
            yield Finding(path, 1, 1, "D53", f"a heading has the id of the step '{name}'", hint)
        seen.add(name)


def _blocks(decision: DecisionGuide, addresses: Mapping[str, str]) -> Iterator[str]:
    """What stands in the marker's place: headings in Markdown, for the contents list, and HTML."""
    link = f'<a href="#{slugify(_REMARKS, "-")}">{_REMARKS}</a>'
    yield f"<p>{escape(decision.about.words, quote=False)} {link}</p>"
    yield steps(decision, addresses)
    yield "## The whole guide in one picture"
    yield _FLOWCHART
    yield f"## {_REMARKS}"
    yield items((remark.text for remark in decision.before_you_start), decision.path)
    yield "## What this guide does not cover"
    yield items((remark.text for remark in decision.not_covered), decision.path)


def _citations(data: Source) -> Iterator[str]:
    """All citations, so that a mistake elsewhere leaves no reference uncited and no link astray."""
    for found in BRACKET.finditer(data.text):
        yield placeholder(found.group(), data.path, data.position(found.start()))
