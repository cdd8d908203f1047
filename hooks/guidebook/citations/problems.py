"""Problems of citations become findings: each gets its place in the file it was written in."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from guidebook.citations.numbering import Page
from guidebook.citations.placeholder import Placeholder
from guidebook.citations.syntax import Bracket, Citation, Problem
from guidebook.findings import Finding, did_you_mean
from guidebook.positions import position_at, without_code


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

    The page is searched for the brackets as they were typed; those of the same words are all
    wrong in the same way, so the first found is the first in the file.
    """
    text = without_code(page.source())
    seen: Counter[str] = Counter()
    for found, problems in wrong:
        file, line, column = found.place or (page.file, *_position(text, found.raw, seen))
        for problem in problems:
            at = column + problem.offset
            yield Finding(file, line, at, problem.code, problem.message, problem.hint)


def _position(text: str, raw: str, seen: Counter[str]) -> tuple[int, int]:
    """Line and column of the next bracket `raw`; the first line where it can't be found."""
    words = r"[\s>]+".join(map(re.escape, raw.split()))
    matches = [match.start() for match in re.finditer(rf"(?<!\\){words}", text)]
    index = min(seen[raw], len(matches) - 1)
    seen[raw] += 1
    return position_at(text, matches[index]) if matches else (1, 1)
