"""The HTML of citations, of the references that they show in place, and of lists with letters.

A citation is a link to its reference at the end of the page, and a button that shows the reference
as a popover (HTML, 6.12) at the number. The stylesheet shows the button where a browser knows
popovers, and the link elsewhere: on paper, in reader modes, in older browsers.
"""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby

from guidebook.citations.numbering import NumberedCitation, letter, runs
from guidebook.markup import (
    BACKLINK_ROLE,
    BACKLINKS,
    BIBLIOGRAPHY_ROLE,
    CITATION,
    CITATION_BUTTON,
    CITATION_ROLE,
    KEPT,
    NOTE,
    REFERENCE_FILES,
    REFERENCES,
    SIDE_NOTE,
    note_id,
    reference_id,
    references_id,
)
from guidebook.page import Page, relative_url

SHORTEST_RANGE = 3


def render_bracket(bracket: Sequence[NumberedCitation], word: str = "") -> str:
    """The numbers of one bracket: `[8] [9]`, a range as `[1]–[3]`, a locator as `[4, p. 7]`.

    `word` is HTML that stays on one line with the first number.
    """
    if not bracket:
        return word
    first, *others = runs(bracket)
    return " ".join([_render_run(first, word), *map(_render_run, others)])


def _render_run(run: list[NumberedCitation], word: str = "") -> str:
    first, *others = run
    begin = _render_citation(first, word)
    if len(run) < SHORTEST_RANGE:
        return " ".join([begin, *map(_render_citation, others)])
    *between, last = others
    anchors = "".join(f'<span id="{escape(citation.id)}"></span>' for citation in between)
    return f"{begin}–{anchors}{_render_citation(last)}"


def _render_citation(citation: NumberedCitation, word: str = "") -> str:
    prefix = f"{escape(citation.prefix)} " if citation.prefix else ""
    locator = f", {escape(citation.locator)}" if citation.locator else ""
    shown = f"{prefix}{citation.number}{locator}"
    name = f"Reference{':' if prefix else ''} {shown}"
    return (
        f'<span class="{KEPT}" id="{escape(citation.id)}">{word}'
        f'<a class="{CITATION}" role="{CITATION_ROLE}" href="#{escape(citation.reference_id)}">'
        f"[{shown}]</a>"
        f'<button class="{CITATION_BUTTON}" popovertarget="{note_id(citation.number)}" '
        f'aria-label="{name}"><i>[</i>{shown}<i>]</i></button></span>'
    )


def render_side_note(number: int, work: str) -> str:
    """A reference for the margin. It repeats what the list has, so only eyes get it."""
    return f'<aside class="{SIDE_NOTE}" aria-hidden="true"><b>{number}</b> {work}</aside>\n'


def render_notes(cited: Mapping[str, Sequence[NumberedCitation]], texts: Mapping[str, str]) -> str:
    """What the buttons of a page show: each reference that it cites, and a way to the list."""
    return "".join(_render_note(citations[0], texts[key]) for key, citations in cited.items())


def _render_note(citation: NumberedCitation, text: str) -> str:
    name, number = note_id(citation.number), citation.number
    return (
        f'<div class="{NOTE}" id="{name}" popover role="note" aria-label="Reference {number}">'
        f"<p><b>{number}</b> {text}</p>"
        f'<p><a href="#{escape(citation.reference_id)}">Where this page cites it</a>'
        f'<button popovertarget="{name}" popovertargetaction="hide">Close</button></p></div>\n'
    )


def render_list(
    page: Page, cited: Mapping[str, Sequence[NumberedCitation]], texts: Mapping[str, str]
) -> str:
    """The numbered list of references on `page`.

    `cited` has for each reference the citations that its letters lead back to, `texts` its HTML.
    """
    items = (
        f'<li id="{escape(reference_id(key, page.name))}" value="{citations[0].number}">'
        f"{texts[key]} {_render_backlinks(citations, page)}</li>"
        for key, citations in cited.items()
    )
    return f'<ol class="{REFERENCES}">\n' + "\n".join(items) + "\n</ol>"


def _render_backlinks(citations: Sequence[NumberedCitation], page: Page) -> str:
    """Letters that count from a in this list; those for another page stand behind its name."""
    lettered = [*zip(map(letter, range(1, len(citations) + 1)), citations, strict=True)]
    groups = groupby(lettered, lambda pair: pair[1].page.path)
    links = " · ".join(_render_group([*pairs], page) for _, pairs in groups)
    return f'<span class="{BACKLINKS}" data-search-exclude>Cited at {links}</span>'


def _render_group(lettered: Sequence[tuple[str, NumberedCitation]], page: Page) -> str:
    where = lettered[0][1].page
    here = where.path == page.path
    url = "" if here else relative_url(where.url, page.url)
    name = "" if here else f"{escape(where.short_title)} "
    place = "on this page" if here else f"on the page “{where.short_title}”"
    return name + " ".join(_render_backlinks_to(lettered, url, place))


def _render_backlinks_to(
    lettered: Sequence[tuple[str, NumberedCitation]], url: str, place: str
) -> Iterator[str]:
    for position, (name, citation) in enumerate(lettered, 1):
        label = f"{name}: {position} of {len(lettered)} {place}"
        yield (
            f'<a role="{BACKLINK_ROLE}" href="{escape(url)}#{escape(citation.id)}" '
            f'aria-label="{escape(label)}">{name}</a>'
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
