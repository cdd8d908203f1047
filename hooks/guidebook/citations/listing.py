"""Lists of references: what each page cites at its end, and all of a guide on its own page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from guidebook.bibliography.export_forms import FORMS
from guidebook.bibliography.reference import Reference
from guidebook.bibliography.vancouver import checked_statement, render
from guidebook.citations.export_files import export_path
from guidebook.citations.numbering import NumberedCitation, Page, by_reference
from guidebook.citations.rendering import (
    render_full_section,
    render_list,
    render_page_section,
    section_id,
)
from guidebook.findings import Finding
from guidebook.guides import REFERENCES_PAGE, guide_of, is_references_page, relative_url


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
    pages: Sequence[Page],
    citations: Mapping[str, Sequence[NumberedCitation]],
    references: Mapping[str, Reference],
) -> Listing:
    """The lists of a guide, from its pages in reading order and their citations by path.

    A page in no guide comes alone and has its own list only.
    """
    guide = by_reference(chain.from_iterable(citations.values()))
    texts = {key: _describe(references[key]) for key in guide}
    totals = {key: len(places) for key, places in guide.items()}
    full_list = next((page for page in pages if is_references_page(page.path)), None)

    def section(page: Page) -> Section:
        cited = guide if page is full_list else by_reference(citations[page.path])
        listed = render_list(page, cited, texts, totals)
        sources = [references[key] for key in cited]
        if page is full_list:
            return Section(render_full_section(listed, _files(page)), "", sources)
        way = relative_url(full_list.url, page.url) if full_list else ""
        return Section(render_page_section(page, listed, way), section_id(page), sources)

    return Listing(
        {page.path: section(page) for page in pages if citations[page.path] or page is full_list},
        [references[key] for key in guide],
        [] if full_list else list(_no_references_page(pages, citations)),
    )


def _no_references_page(
    pages: Iterable[Page], citations: Mapping[str, Sequence[NumberedCitation]]
) -> Iterator[Finding]:
    """The finding for a guide that cites but has no page that lists what."""
    first = next((page for page in pages if citations[page.path] and guide_of(page.path)), None)
    if first:
        guide = guide_of(first.path)
        message = f"the guide '{guide}' cites references but has no page that lists them all"
        hint = f"Add {guide}/{REFERENCES_PAGE} with a title and a description."
        yield Finding(first.file, 1, 1, "C07", message, hint)


def _describe(reference: Reference) -> str:
    """A reference in full, and how far its entry was checked."""
    checked = checked_statement(reference)
    sentence = f"{checked[:1].upper()}{checked[1:]}."
    return f'{render(reference)} <span class="reference-checked">{sentence}</span>'


def _files(page: Page) -> dict[str, str]:
    """The address of every file of references, from the guide's references page."""
    guide = guide_of(page.path)
    return {form: relative_url(export_path(guide, form), page.url) for form in FORMS}
