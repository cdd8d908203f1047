"""A whole guide is cited at once: placeholders become numbers, and what is wrong findings."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import chain
from typing import NamedTuple

from guidebook.bibliography.reference import Bibliography, Reference
from guidebook.citations.citation_html import render_bracket
from guidebook.citations.citation_syntax import (
    BRACKET,
    Bracket,
    Citation,
    Problem,
    known_keys,
    parse,
)
from guidebook.citations.leftovers import clean, in_source
from guidebook.citations.numbering import NumberedCitation, number
from guidebook.citations.placeholder import (
    PLACEHOLDER,
    Placeholder,
    located,
    offsets,
    placeholders,
)
from guidebook.citations.reference_lists import Section, list_references
from guidebook.findings import Finding, did_you_mean
from guidebook.markup import mistake, reference_id
from guidebook.page import Guide, Page
from guidebook.source import Source

NO_CITATION = Bracket((), ())
"""A bracket that is text."""


@dataclass(frozen=True)
class CitedGuide:
    """A guide whose citations are numbers."""

    guide: Guide
    """With these numbers in its pages' HTML."""
    citations: Mapping[str, Sequence[NumberedCitation]]
    """In reading order, by the path of their page."""
    sections: Mapping[str, Section]
    """The list of references that ends a page, by the page's path."""
    references: Sequence[Reference]
    """All that the guide cites, in the order of their numbers."""
    findings: Sequence[Finding]

    @property
    def numbers(self) -> dict[str, int]:
        """The number of each reference, by its key."""
        return {reference.key: at for at, reference in enumerate(self.references, 1)}

    @property
    def full_list(self) -> str:
        """The HTML of its list of all references, or nothing where no page has it."""
        page = self.guide.references_page
        return self.sections[page.path].html if page else ""

    @property
    def entries(self) -> dict[str, str]:
        """By the id that a citation's link leads to, the id of its reference in the full list."""
        page = self.guide.references_page
        return {
            citation.way_back_id: reference_id(citation.key, page.name)
            for citation in chain.from_iterable(self.citations.values() if page else ())
            if page
        }


class _Found(NamedTuple):
    """A bracket on a page: as found, as parsed, and with what is wrong."""

    placeholder: Placeholder
    bracket: Bracket
    problems: list[Problem]


class _Cited(NamedTuple):
    """A page with numbers, and what is wrong with its citations."""

    page: Page
    findings: list[Finding]


def cite(guide: Guide, bibliography: Bibliography, others: Sequence[CitedGuide] = ()) -> CitedGuide:
    """Number a guide's citations, list its references, and find what is wrong with either.

    A page in no guide that cites only what one of the `others` cites borrows that guide's numbers:
    it tells its answer once more.
    """
    found = [_read(page, bibliography) for page in guide.pages]
    known = bibliography.references.keys() | bibliography.broken
    usable = [[_usable(item, bibliography) for item in items] for items in found]
    lender = _lender(usable, others) if not guide.name else None
    numbers = lender.numbers if lender else {}
    numbered = number(list(zip(guide.pages, usable, strict=True)), numbers)
    cited = [
        _cite(page, items, numbered[page.path], known)
        for page, items in zip(guide.pages, found, strict=True)
    ]
    citations = {path: list(chain.from_iterable(brackets)) for path, brackets in numbered.items()}
    full_list = (lender.guide if lender else guide).references_page
    listing = list_references(guide, citations, bibliography.references, full_list)
    return CitedGuide(
        replace(guide, pages=tuple(page for page, _ in cited)),
        citations,
        listing.sections,
        listing.references,
        [*chain.from_iterable(findings for _, findings in cited), *listing.findings],
    )


def _lender(
    usable: Iterable[Iterable[Sequence[Citation]]], others: Iterable[CitedGuide]
) -> CitedGuide | None:
    """The first of the others that cites all that these pages cite."""
    keys = {citation.key for page in usable for bracket in page for citation in bracket}
    guides = (other for other in others if keys and other.guide.name)
    return next((other for other in guides if keys <= other.numbers.keys()), None)


def _read(page: Page, bibliography: Bibliography) -> list[_Found]:
    known = bibliography.references.keys() | bibliography.broken
    read = [(found, _bracket(found, known)) for found in placeholders(page.html)]
    return [_Found(*both, _problems(*both, bibliography)) for both in read]


def _bracket(found: Placeholder, known: Collection[str]) -> Bracket:
    """What a bracket cites; one that doesn't begin with an at sign may be words of its own."""
    is_text = not (BRACKET.match(found.raw) or any(known_keys(found.raw, known)))
    return NO_CITATION if is_text else parse(found.raw)


def _problems(found: Placeholder, bracket: Bracket, bibliography: Bibliography) -> list[Problem]:
    """Everything that is wrong with one bracket on a page."""
    usable, broken = bibliography.references, bibliography.broken
    problems = [*bracket.problems]
    for citation in bracket.citations:
        if not (usable or broken or bibliography.unread):
            problems.append(_nothing_there(bibliography.source))
        elif citation.key not in usable:
            problems.append(_no_reference(citation, usable, broken))
    if found.is_inside_brackets and bracket is not NO_CITATION:
        problems.append(
            Problem(0, "C08", "a citation in a second pair of brackets", f"Write {found.raw}.")
        )
    if found.is_inside_link:
        hint = "Put it after the link."
        problems.append(Problem(0, "C04", "a citation inside the words of a link", hint))
    return problems


def _nothing_there(source: Source) -> Problem:
    """The same finding for every citation, so that it is told once."""
    hint = "Put its entries back, or add the first one: make cite ID=10.1186/ar3104."
    message = f"pages cite sources, but {source.path} holds none"
    return Problem(0, "C01", message, hint, source)


def _no_reference(citation: Citation, usable: Collection[str], broken: Collection[str]) -> Problem:
    """For a citation of a key that has no usable entry."""
    key, offset = citation.key, citation.offset
    if key in broken:
        hint = "Mend the entry first: another finding says what is wrong with it."
        return Problem(offset, "C05", f"the entry of '{key}' in references.bib is broken", hint)
    hint = did_you_mean(key, [*usable, *broken], "Add its entry to references.bib.")
    return Problem(offset, "C01", f"unknown reference '{key}'", hint)


def _usable(found: _Found, bibliography: Bibliography) -> list[Citation]:
    """The citations of a bracket that get a number; in a link's words none can."""
    if found.placeholder.is_inside_link:
        return []
    return [item for item in found.bracket.citations if item.key in bibliography.references]


def _cite(
    page: Page,
    found: Sequence[_Found],
    numbered: Sequence[Sequence[NumberedCitation]],
    known: Collection[str],
) -> _Cited:
    """The page with numbers, and marks of what is wrong, for its placeholders."""
    marks = {item.placeholder.mark for item in found if item.placeholder.mark is not None}
    html, leftovers = clean(page, _substitute(page.html, found, numbered), known, marks)
    wrong = [(item.placeholder, problem) for item in found for problem in item.problems]
    wrong += [*leftovers, *in_source(page.source, known)]
    starts = offsets(page.source) if wrong else ()
    findings = [located(problem, at, page, starts) for at, problem in wrong]
    return _Cited(replace(page, html=html), findings)


def _substitute(
    html: str, found: Iterable[_Found], numbered: Iterable[Sequence[NumberedCitation]]
) -> str:
    parts: list[str] = []
    end = 0
    texts = _texts(found, numbered)
    for match, text in zip(PLACEHOLDER.finditer(html), texts, strict=True):
        parts += [_bind(html[end : match.start()]), text]
        end = match.end()
    return "".join([*parts, html[end:]])


def _texts(
    found: Iterable[_Found], numbered: Iterable[Sequence[NumberedCitation]]
) -> Iterator[str]:
    for item, bracket in zip(found, numbered, strict=True):
        if item.bracket is NO_CITATION:
            yield escape(item.placeholder.raw)
            continue
        marks = (mistake(problem.message) for problem in item.problems)
        yield " ".join(filter(None, [render_bracket(bracket), *marks]))


def _bind(before: str) -> str:
    """The text before a citation, its last space one that keeps the number on its line."""
    ends_in_one_space = before[-1:].isspace() and not before[-2:-1].isspace()
    return f"{before[:-1]}&nbsp;" if ends_in_one_space else before
