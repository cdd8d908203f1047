"""Problems of citations become findings: each gets its place in the file it was written in."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from guidebook.citations.numbering import Page
from guidebook.citations.placeholder import Placeholder
from guidebook.citations.syntax import Bracket, Citation, Problem
from guidebook.findings import Finding, did_you_mean
from guidebook.positions import Position, position_at, without_code

_LINK_END = r"(?=[^\[\]]*\][(\[])"
"""What follows a bracket inside the words of a link."""


def problem_of(
    citation: Citation, usable: Collection[str], broken: Collection[str]
) -> Problem | None:
    """What is wrong with the reference that a citation names, if anything is."""
    key, offset = citation.key, citation.offset
    if key in usable:
        return None
    if key in broken:
        hint = "Mend the entry first: another finding says what is wrong with it."
        return Problem(offset, "C05", f"the entry of '{key}' in references.bib is broken", hint)
    hint = did_you_mean(key, [*usable, *broken]) or "Add its entry to references.bib."
    return Problem(offset, "C01", f"unknown reference '{key}'", hint)


def problems_of(
    found: Placeholder, bracket: Bracket, usable: Collection[str], broken: Collection[str]
) -> list[Problem]:
    """Everything that is wrong with one bracket on a page."""
    problems = [problem_of(citation, usable, broken) for citation in bracket.citations]
    if found.is_inside_link:
        hint = "Put it after the link."
        problems.append(Problem(0, "C04", "a citation inside the words of a link", hint))
    return [*bracket.problems, *filter(None, problems)]


def locate(page: Page, wrong: Iterable[tuple[Placeholder, Sequence[Problem]]]) -> Iterator[Finding]:
    """Findings for the wrong brackets of a page, given in reading order.

    The page is searched for the brackets as they were typed; those of the same words, inside or
    outside links, are all wrong in the same way, so the first found is the first in the file.
    """
    text = without_code(page.source())
    seen: Counter[str] = Counter()
    for found, problems in wrong:
        typed = _find(text, found, seen)
        for problem in problems:
            if found.place:
                file, line, column = found.place
                column += problem.offset
            else:
                file, (line, column) = page.file, _position(text, typed, found.raw, problem.offset)
            yield Finding(file, line, column, problem.code, problem.message, problem.hint)


def _find(text: str, found: Placeholder, seen: Counter[str]) -> re.Match[str] | None:
    """The next such bracket in a page; a quotation puts `>` where its lines break."""
    words = r"[\s>]+".join(map(re.escape, found.raw.split()))
    typed = rf"(?<!\\){words}{_LINK_END if found.is_inside_link else ''}"
    matches = list(re.finditer(typed, text))
    seen[typed] += 1
    return matches[min(seen[typed], len(matches)) - 1] if matches else None


def _position(text: str, typed: re.Match[str] | None, raw: str, offset: int) -> Position:
    """Where the sign at `offset` of `raw` stands in the page; its start where that isn't found."""
    if not typed:
        return Position(1, 1)
    before = len("".join(raw[:offset].split()))
    signs = [at for at in range(*typed.span()) if not text[at].isspace() and text[at] != ">"]
    return position_at(text, signs[min(before, len(signs) - 1)])
