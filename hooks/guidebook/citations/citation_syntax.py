"""The words of a citation: `[@key]`, `[@one; @two]`, and as in Pandoc `[see @key, p. 4]`.

Besides, what other programs write for one: TeX, Sphinx, MyST, mkdocs-bibtex.
"""

import re
from collections.abc import Container, Iterator
from functools import lru_cache
from typing import NamedTuple

from guidebook.bibliography.reference import KEY
from guidebook.source import Source

BEFORE = r"(?!\^)(?:[^\[\]@<>`*_\\]{0,200}[\s-])?"
"""What may stand between a bracket and its first at sign: plain words and a space."""
BRACKET = re.compile(r"\[\s*@[^\[\]]*\]")
"""A citation as it stands in a text: a square bracket whose first character is an at sign."""
KEY_AFTER_AT = re.compile(rf"(?<![\w.+/-])-?@((?>{KEY.pattern}))(?!@)")
"""A key behind an at sign, which is no part of an address."""
WITH_A_KEY = re.compile(rf"@[\[{{]({KEY.pattern})[\]}}]")
"""Turned round, or in Pandoc's braces: a citation only where the key is known."""
OF_OTHERS = re.compile(
    r"\\\w*[cC]ite\w*\*?(?:\[[^\[\]]*\])*[ ]?\{[^{}]*\}"
    r"|(?P<role>\{cite(?::\w+)?\}|:cite(?::\w+)?:)"
    r"|(?P<list>\\(?:(?:full_|print)?bibliography\b(?:\{[^{}]*\})?)|\{bibliography\}"
    r"|\.\. bibliography::|:::+ *\{#refs\})"
)
"""TeX's commands, the roles of MyST and Sphinx, and what stands for the list of references in TeX,
mkdocs-bibtex, MyST, Sphinx and Pandoc."""
DIRECTIVE = re.compile(r"^[ \t>]*`{3,}[ ]*(\{bibliography\})", re.M)
"""MyST's, which Markdown takes for code."""

_LOCATOR = re.compile(r"\[([^\[\]]+)\]\{")
_IN_TICKS = re.compile(r"[^`\n]*`([^`]*)`")


class Citation(NamedTuple):
    """One reference named in a bracket."""

    key: str
    locator: str
    """Where in the source, as the editor wrote it (`p. 4`), or nothing."""
    offset: int
    """Of the key, in characters from the bracket's start."""
    prefix: str = ""
    """The words before it, as in `see`, or nothing."""


class Problem(NamedTuple):
    """What is wrong in a bracket; a finding once the bracket has its place."""

    offset: int
    """In characters from the bracket's start."""
    code: str
    message: str
    hint: str = ""
    source: Source | None = None
    """The file in which it is, where that isn't the page's."""


class Bracket(NamedTuple):
    """What a bracket cites, in its order, and what is wrong with it."""

    citations: tuple[Citation, ...]
    problems: tuple[Problem, ...]


@lru_cache(maxsize=16384)
def parse(raw: str) -> Bracket:
    """Read one bracket, from `[` to `]`. A part that is wrong is left out of the citations."""
    citations: list[Citation] = []
    problems: list[Problem] = []
    offset = 1
    for part in raw[1:-1].split(";"):
        start = offset + len(part) - len(part.lstrip())
        parsed = _parse_prefixed(part.strip(), start)
        if isinstance(parsed, Citation):
            citations.append(parsed)
        else:
            problems.append(parsed)
        offset += len(part) + 1
    problems += _repeated(citations)
    return Bracket(tuple(citations), tuple(problems))


def _parse_prefixed(part: str, offset: int) -> Citation | Problem:
    """A part with words before its at sign, as in Pandoc, or without."""
    before, at, rest = part.partition("@")
    if at and before.endswith("-"):
        return _suppressed(rest, offset + len(before) - 1)
    if not (at and before[-1:].isspace()):
        return _parse_part(part, offset)
    parsed = _parse_part(at + rest, offset + len(before))
    return parsed._replace(prefix=before.strip()) if isinstance(parsed, Citation) else parsed


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


def _suppressed(rest: str, offset: int) -> Problem:
    key = KEY.match(rest)
    message = "a minus before an at sign leaves out an author, whom numbers don't show anyway"
    return Problem(offset, "C08", message, f"Write [@{key.group() if key else 'key'}].")


def known_keys(text: str, known: Container[str]) -> Iterator[re.Match[str]]:
    """Where a known key stands behind an at sign; what ends a sentence is no part of it."""
    for found in KEY_AFTER_AT.finditer(text):
        if found[1] in known or found[1].rstrip(".:/+-") in known:
            yield found


def _parse_locator(key: str, rest: str, offset: int) -> Citation | Problem:
    locator = rest.removeprefix(",").strip()
    if "[^" in rest:
        hint = f"Put it after them: [@{key}][^1]."
        return Problem(offset, "C02", "a footnote inside the brackets of a citation", hint)
    if "@" in locator:
        hint = "Put a semicolon between two references: [@one; @two]."
        return Problem(offset, "C02", f"'{rest}' does not belong after '@{key}'", hint)
    if not locator:
        return Problem(offset, "C02", f"a comma with nothing after it in '@{key},'", "Take it out.")
    if not rest.startswith(","):
        hint = f"Put a comma before a page or section: [@{key.rstrip('.:')}, {locator}]."
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


def problem_of(text: str, written: str) -> Problem:
    """What is wrong with a citation in another form; `written` is its file from there on."""
    form = OF_OTHERS.fullmatch(text)
    if form and form["list"]:
        hint = "Take it out: the lists of references are made by themselves."
        return Problem(0, "C09", f"'{text}' is no list of references", hint)
    if form and form["role"]:
        ticks = _IN_TICKS.match(written)
        keys = ticks[1] if ticks else "key"
    else:
        keys = re.split(r"[@{\[]+", text)[-1].strip("]}")
    locator = _LOCATOR.search(text) if form and "," not in keys else None
    citation = "; ".join(f"@{key.strip()}" for key in keys.split(","))
    citation += f", {locator[1]}" if locator else ""
    return Problem(0, "C08", f"'{text}' is no citation", f"Write [{citation}].")
