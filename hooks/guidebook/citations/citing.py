"""A whole guide is cited at once: placeholders become numbers, and what is wrong findings."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from guidebook.bibliography.reference import Bibliography, Reference
from guidebook.bibliography.vancouver import render_work
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
from guidebook.citations.side_notes import side_notes
from guidebook.findings import Finding, did_you_mean
from guidebook.markup import mistake, reference_id
from guidebook.page import Guide, Page
from guidebook.source import Source

NO_CITATION = Bracket((), ())
"""A bracket that is text."""

_LONGEST_WORD = 11
"""In characters of HTML; one that is longer would run off a small screen with its number."""
_WORD_BEFORE = re.compile(r"(?<=[\s>])[^\s<>]+\s?\Z|(?<!\s)\s\Z")


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
            citation.reference_id: reference_id(citation.key, page.name)
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
    usable = [[_usable(item, bibliography) for item in items] for items in found]
    lender = _lender(usable, others) if not guide.name else None
    numbers = lender.numbers if lender else {}
    bare = [replace(page, html="") for page in guide.pages]  # else each text stays in memory twice
    numbered = number(list(zip(bare, usable, strict=True)), numbers)
    keys = {citation.key for page in usable for bracket in page for citation in bracket}
    works = {key: render_work(bibliography.references[key]) for key in keys}
    cited = [
        _cite(page, items, numbered[page.path], bibliography, works)
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
    bibliography: Bibliography,
    works: Mapping[str, str],
) -> _Cited:
    """The page with numbers, and marks of what is wrong, for its placeholders.

    `works` are what the notes in its margin show, by key.
    """
    known = bibliography.references.keys() | bibliography.broken
    marks = {item.placeholder.mark for item in found if item.placeholder.mark is not None}
    substituted = _substitute(page.html, found, numbered, works)
    html, leftovers = clean(page, substituted, known, marks)
    wrong = [(item.placeholder, problem) for item in found for problem in item.problems]
    wrong += [*leftovers, *in_source(page.source, known)]
    starts = offsets(page.source) if wrong else ()
    findings = [located(problem, at, page, starts) for at, problem in wrong]
    return _Cited(replace(page, html=html), findings)


class _Edit(NamedTuple):
    """A piece of a text, from one offset to another, and what stands there instead."""

    start: int
    end: int
    html: str


def _substitute(
    html: str,
    found: Iterable[_Found],
    numbered: Sequence[Sequence[NumberedCitation]],
    works: Mapping[str, str],
) -> str:
    matches = list(PLACEHOLDER.finditer(html))
    places = [match.start() for match in matches]
    edits = [_Edit(at, at, note) for at, note in side_notes(html, places, numbered, works)]
    for match, item, bracket in zip(matches, found, numbered, strict=True):
        if item.bracket is NO_CITATION:
            edits.append(_Edit(match.start(), match.end(), escape(item.placeholder.raw)))
            continue
        start = _last_word(html, match.start())
        word = _bound(html[start : match.start()])
        marks = (mistake(problem.message) for problem in item.problems)
        shown = " ".join(filter(None, [render_bracket(bracket, word), *marks]))
        edits.append(_Edit(start, match.end(), shown))
    return _edited(html, sorted(edits, key=attrgetter("start")))


def _edited(text: str, edits: Iterable[_Edit]) -> str:
    parts: list[str] = []
    done = 0
    for edit in edits:
        parts += [text[done : edit.start], edit.html]
        done = max(done, edit.end)
    return "".join([*parts, text[done:]])


def _last_word(html: str, end: int) -> int:
    """Where the word before a citation begins; `end` where it is long, or stands in a tag."""
    word = _WORD_BEFORE.search(html, max(0, end - _LONGEST_WORD - 1), end)
    return word.start() if word else end


def _bound(word: str) -> str:
    """The word before a citation, its space one that keeps the number on its line."""
    return f"{word.rstrip()}&nbsp;" if word[-1:].isspace() else word
