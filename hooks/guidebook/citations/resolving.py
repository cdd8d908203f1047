"""Placeholders become numbers, for a whole guide at once, and what is wrong becomes findings."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from guidebook.bibliography.reference import Bibliography
from guidebook.citations.leftovers import Cleaned, clean, may_have_leftovers
from guidebook.citations.numbering import NumberedCitation, Page, number
from guidebook.citations.placeholder import PLACEHOLDER, Placeholder, placeholders
from guidebook.citations.problems import locate, problems_of
from guidebook.citations.rendering import mistake, render_bracket
from guidebook.citations.syntax import Bracket, Citation, Problem, parse
from guidebook.findings import Finding

_parse = lru_cache(maxsize=None)(parse)


class Resolved(NamedTuple):
    """A guide's pages with their citations resolved."""

    html: dict[str, str]
    """The body of every page, by its path."""
    citations: dict[str, list[NumberedCitation]]
    """The citations of every page in reading order, by its path."""
    findings: list[Finding]


class _Found(NamedTuple):
    """A bracket on a page: as found, as parsed, and with what is wrong."""

    placeholder: Placeholder
    bracket: Bracket
    problems: list[Problem]


def resolve(pages: Sequence[Page], bibliography: Bibliography) -> Resolved:
    """Resolve the placeholders of a guide's `pages`, which come in reading order."""
    found = [_read(page, bibliography) for page in pages]
    usable = [[_usable(item, bibliography) for item in items] for items in found]
    numbered = number(list(zip(pages, usable, strict=True)))
    cleaned = [
        _clean(page, _substitute(page, items, numbered[page.path]))
        for page, items in zip(pages, found, strict=True)
    ]
    findings = (_findings(*both) for both in zip(pages, found, strict=True))
    return Resolved(
        {page.path: body.html for page, body in zip(pages, cleaned, strict=True)},
        {path: list(chain.from_iterable(brackets)) for path, brackets in numbered.items()},
        [*chain.from_iterable(findings), *chain.from_iterable(body.findings for body in cleaned)],
    )


def _read(page: Page, bibliography: Bibliography) -> list[_Found]:
    usable, broken = bibliography.references, bibliography.broken
    read = ((found, _parse(found.raw)) for found in placeholders(page.html))
    return [_Found(*both, problems_of(*both, usable, broken)) for both in read]


def _usable(found: _Found, bibliography: Bibliography) -> list[Citation]:
    """The citations of a bracket that get a number; in a link's words none can."""
    if found.placeholder.is_inside_link:
        return []
    return [item for item in found.bracket.citations if item.key in bibliography.references]


def _substitute(
    page: Page, found: Iterable[_Found], numbered: Iterable[Sequence[NumberedCitation]]
) -> str:
    """The page's HTML with numbers, and marks of what is wrong, for its placeholders."""
    rendered = (
        " ".join(filter(None, [render_bracket(bracket), *map(_mark, item.problems)]))
        for item, bracket in zip(found, numbered, strict=True)
    )
    parts, end = [], 0
    for match, text in zip(PLACEHOLDER.finditer(page.html), rendered, strict=True):
        parts += [_bind(page.html[end : match.start()]), text]
        end = match.end()
    return "".join([*parts, page.html[end:]])


def _bind(before: str) -> str:
    """The text before a citation, its last space one that keeps the number on its line."""
    ends_in_one_space = before[-1:].isspace() and not before[-2:-1].isspace()
    return f"{before[:-1]}&nbsp;" if ends_in_one_space else before


def _mark(problem: Problem) -> str:
    return mistake(problem.message)


def _clean(page: Page, html: str) -> Cleaned:
    if not may_have_leftovers(html):
        return Cleaned(html, ())
    return clean(html, page.file, page.source())


def _findings(page: Page, found: Iterable[_Found]) -> Iterator[Finding]:
    wrong = [(item.placeholder, item.problems) for item in found if item.problems]
    return locate(page, wrong) if wrong else iter(())
