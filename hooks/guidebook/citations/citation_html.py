"""The HTML of citations, lists of references and backlinks.

A citation leads to the way back from its reference at the end of the page. The stylesheet docks the
reference whose way back is the target at the bottom of the window, so that nothing moves. Where
the browser knows `interestfor`, hover and focus show the reference too, as a popover.
"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from guidebook.citations.numbering import NumberedCitation, letter, runs
from guidebook.markup import (
    BACKLINK_ROLE,
    BACKLINKS,
    BIBLIOGRAPHY_ROLE,
    CITATION,
    CITATION_ROLE,
    REFERENCE_FILES,
    REFERENCES,
    reference_id,
    references_id,
)
from guidebook.page import Page, relative_url

SHORTEST_RANGE = 3


def render_bracket(bracket: Sequence[NumberedCitation]) -> str:
    """The numbers of one bracket: `[8] [9]`, a range as `[1]–[3]`, a locator as `[4, p. 7]`."""
    return " ".join(_render_run(run) for run in runs(bracket))


def _render_run(run: list[NumberedCitation]) -> str:
    if len(run) < SHORTEST_RANGE:
        return " ".join(map(_render_citation, run))
    first, *between, last = run
    anchors = "".join(f'<span id="{escape(citation.id)}"></span>' for citation in between)
    return f"{_render_citation(first)}–{anchors}{_render_citation(last)}"


def _render_citation(citation: NumberedCitation) -> str:
    prefix = f"{escape(citation.prefix)} " if citation.prefix else ""
    locator = f", {escape(citation.locator)}" if citation.locator else ""
    reference = escape(reference_id(citation.key, citation.page.name))
    return (
        f'<a class="{CITATION}" role="{CITATION_ROLE}" id="{escape(citation.id)}" '
        f'href="#{escape(citation.way_back_id)}" interestfor="{reference}">'
        f"[{prefix}{citation.number}{locator}]</a>"
    )


def render_list(
    page: Page,
    cited: Mapping[str, Sequence[NumberedCitation]],
    texts: Mapping[str, str],
    totals: Mapping[str, int],
) -> str:
    """The numbered list of references on `page`.

    `cited` has for each reference the citations that its letters lead back to, `texts` its HTML,
    `totals` how often the guide cites it.
    """
    items = (
        f'<li id="{escape(reference_id(key, page.name))}" value="{citations[0].number}" popover>'
        f"{_render_ways_back(citations, page)}"
        f"{texts[key]} {_render_backlinks(citations, page, totals[key])}</li>"
        for key, citations in cited.items()
    )
    return f'<ol class="{REFERENCES}">\n' + "\n".join(items) + "\n</ol>"


def _render_ways_back(citations: Iterable[NumberedCitation], page: Page) -> str:
    """For each citation on this page a link back to it, seen while its reference is docked."""
    return "".join(
        f'<a class="way-back" id="{escape(citation.way_back_id)}" href="#{escape(citation.id)}" '
        f'aria-label="Close reference {citation.number}">Close</a>'
        for citation in citations
        if citation.page.path == page.path
    )


def _render_backlinks(citations: Iterable[NumberedCitation], page: Page, total: int) -> str:
    links = " ".join(_render_backlink(citation, page, total) for citation in citations)
    return f'<span class="{BACKLINKS}" data-search-exclude>Cited at {links}</span>'


def _render_backlink(citation: NumberedCitation, page: Page, total: int) -> str:
    here = citation.page.path == page.path
    url = "" if here else relative_url(citation.page.url, page.url)
    where = "on this page" if here else f"on the page “{citation.page.short_title}”"
    name = letter(citation.occurrence)
    label = f"{name}: citation {citation.occurrence} of {total}"
    return (
        f'<a role="{BACKLINK_ROLE}" href="{escape(url)}#{escape(citation.id)}" '
        f'aria-label="{label}, {escape(where)}">{name}</a>'
    )


def render_page_section(page: Page, references: str, way_to_all: str) -> str:
    """What ends a page that cites: a heading and its list.

    `way_to_all` is the address of the guide's full list, or nothing where there is none.
    """
    heading = escape(references_id(page.name))
    link = f'<p><a href="{escape(way_to_all)}">All references of this guide</a></p>\n'
    return (
        f'\n<section role="{BIBLIOGRAPHY_ROLE}" aria-labelledby="{heading}">\n'
        f'<h2 id="{heading}">References</h2>\n{references}\n'
        f"{link if way_to_all else ''}</section>\n"
    )


def render_full_section(references: str, files: Mapping[str, str]) -> str:
    """The full list of a guide, and its files to take along, each form with its address."""
    links = ", ".join(f'<a href="{escape(url)}" download>{form}</a>' for form, url in files.items())
    return (
        f'\n<p class="{REFERENCE_FILES}">For a reference manager: {links}.</p>\n'
        f'<section role="{BIBLIOGRAPHY_ROLE}" aria-label="References of this guide">\n'
        f"{references}\n</section>\n"
    )
