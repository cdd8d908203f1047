"""Lists of references: what each page cites at its end, and all of a guide on its own page."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple
from urllib.parse import quote

from guidebook.bibliography.export_forms import FORMS
from guidebook.bibliography.reference import Reference
from guidebook.bibliography.vancouver import checked_statement, render, render_in_short
from guidebook.citations.citation_html import (
    render_full_section,
    render_list,
    render_notes,
    render_page_section,
)
from guidebook.citations.numbering import NumberedCitation, by_reference
from guidebook.findings import Finding
from guidebook.markup import REFERENCE_CHECKED, references_id
from guidebook.page import REFERENCES_PAGE, Guide, Page, relative_url


class Section(NamedTuple):
    """What follows the text of a page."""

    html: str
    heading_id: str
    """Of its heading, for the page's list of contents; nothing where it has none."""
    references: Sequence[Reference]
    """All that it lists, in its order."""


class Listing(NamedTuple):
    """A guide's lists of references."""

    sections: dict[str, Section]
    """By the path of every page that has one."""
    references: list[Reference]
    """All that the guide cites, in the order of their numbers."""
    findings: list[Finding]


def list_references(
    guide: Guide,
    citations: Mapping[str, Sequence[NumberedCitation]],
    references: Mapping[str, Reference],
    full_list: Page | None,
) -> Listing:
    """The lists of a guide, from its citations by the path of their page.

    `full_list` is the page that lists all references: the guide's own, or for a page in no guide
    that of the guide whose answer it tells.
    """
    cited_in_guide = by_reference(chain.from_iterable(citations.values()))
    texts = {key: _describe(references[key]) for key in cited_in_guide}
    short = {key: render_in_short(references[key]) for key in cited_in_guide}

    def section(page: Page) -> Section:
        cited_here = by_reference(citations[page.path])
        cited = cited_in_guide if page is full_list else cited_here
        listed = render_list(page, cited, texts)
        notes = render_notes(cited_here, short)
        sources = [references[key] for key in cited]
        if page is full_list:
            return Section(render_full_section(listed, _files(page)) + notes, "", sources)
        way = relative_url(full_list.url, page.url) if full_list else ""
        heading = references_id(page.name)
        return Section(render_page_section(page, listed, way) + notes, heading, sources)

    listing = [page for page in guide.pages if citations[page.path] or page is full_list]
    return Listing(
        {page.path: section(page) for page in listing},
        [references[key] for key in cited_in_guide],
        [] if full_list else list(_no_references_page(guide, citations)),
    )


def export_files(guide: Guide, references: Sequence[Reference]) -> dict[str, str]:
    """The files of a guide's references to take along: their texts by path from the site's root."""
    if not guide.references_page:
        return {}
    return {_export_path(guide.name, form): write(references) for form, (_, write) in FORMS.items()}


def _export_path(guide: str, form: str) -> str:
    return f"{guide}/{guide}{FORMS[form][0]}"


def _no_references_page(
    guide: Guide, citations: Mapping[str, Sequence[NumberedCitation]]
) -> Iterator[Finding]:
    """The finding for a guide that cites but has no page that lists what."""
    first = next((page for page in guide.pages if citations[page.path]), None)
    if first and guide.name:
        message = f"the guide '{guide.name}' cites references but has no page that lists them all"
        hint = f"Add {guide.name}/{REFERENCES_PAGE} with a title and a description."
        yield first.source.finding(0, "C07", message, hint)


def _describe(reference: Reference) -> str:
    """A reference in full, and how far its entry was checked."""
    checked = checked_statement(reference)
    sentence = f"{checked[:1].upper()}{checked[1:]}."
    return f'{render(reference)} <span class="{REFERENCE_CHECKED}">{sentence}</span>'


def _files(page: Page) -> dict[str, str]:
    """The address of every file of references, from the guide's references page."""
    paths = {form: quote(_export_path(page.guide, form)) for form in FORMS}
    return {form: relative_url(path, page.url) for form, path in paths.items()}
