"""The words of a citation: `[@key]`, `[@one; @two]`, and a locator as in `[@key, p. 4]`."""

import re
from typing import NamedTuple

from guidebook.bibliography.reference import KEY

BRACKET = re.compile(r"\[\s*@[^\[\]]*\]")
"""A citation as it stands in a text: a square bracket whose first sign is an at sign."""


class Citation(NamedTuple):
    """One reference named in a bracket."""

    key: str
    locator: str
    """Where in the source, as the editor wrote it (`p. 4`), or nothing."""
    offset: int
    """Of the key, in characters from the bracket's start."""


class Problem(NamedTuple):
    """What is wrong in a bracket; a finding once its place in the file is known."""

    offset: int
    code: str
    message: str
    hint: str = ""


class Bracket(NamedTuple):
    """What a bracket cites, in its order, and what is wrong with it."""

    citations: tuple[Citation, ...]
    problems: tuple[Problem, ...]


def parse(raw: str) -> Bracket:
    """Read one bracket, from `[` to `]`. A part that is wrong is left out of the citations."""
    citations: list[Citation] = []
    problems: list[Problem] = []
    offset = 1
    for part in raw[1:-1].split(";"):
        start = offset + len(part) - len(part.lstrip())
        parsed = _parse_part(part.strip(), start)
        if isinstance(parsed, Citation):
            citations.append(parsed)
        else:
            problems.append(parsed)
        offset += len(part) + 1
    problems += _repeated(citations)
    return Bracket(tuple(citations), tuple(problems))


def _parse_part(part: str, offset: int) -> Citation | Problem:
    if not part:
        return Problem(offset, "C02", "a semicolon with no reference beside it", "Take it out.")
    if not part.startswith("@"):
        hint = "Each reference begins with an at sign: [@one; @two]."
        return Problem(offset, "C02", f"'{part}' is no reference", hint)
    match = KEY.match(part, 1)
    if not match:
        hint = "Write the reference's key right after the at sign: [@key]."
        return Problem(offset, "C03", "an at sign without a key", hint)
    key, rest = match.group(), part[match.end() :].strip()
    if not rest:
        return Citation(key, "", offset + 1)
    return _parse_locator(key, rest, offset)


def _parse_locator(key: str, rest: str, offset: int) -> Citation | Problem:
    locator = rest.removeprefix(",").strip()
    if "@" in locator:
        hint = "Put a semicolon between two references: [@one; @two]."
        return Problem(offset, "C02", f"'{rest}' does not belong after '@{key}'", hint)
    if not locator:
        return Problem(offset, "C02", f"a comma with nothing after it in '@{key},'", "Take it out.")
    if not rest.startswith(","):
        hint = f"Put a comma before a page or section: [@{key}, {locator}]."
        return Problem(offset, "C02", f"'{rest}' does not belong after '@{key}'", hint)
    return Citation(key, locator, offset + 1)


def _repeated(citations: list[Citation]) -> list[Problem]:
    """Problems for references that a bracket names twice with the same locator."""
    seen: set[tuple[str, str]] = set()
    problems: list[Problem] = []
    for citation in citations:
        if citation[:2] in seen:
            message = f"'{citation.key}' stands twice in one bracket"
            problems.append(Problem(citation.offset, "C06", message, "Take one of them out."))
        seen.add(citation[:2])
    return problems
