"""Checks of people's names: what BibTeX would cut elsewhere than the editor meant."""

import re
from collections.abc import Callable, Iterator

from guidebook.bibliography.bibtex_blocks import Block
from guidebook.bibliography.names import is_extended, is_suffix, split_names, without_degrees
from guidebook.bibliography.reference import Reference
from guidebook.bibliography.tex import spaces_bound
from guidebook.bibliography.vocabulary import NAMES
from guidebook.findings import Finding

_OTHERS_BEFORE = re.compile(r"\band\s+others\s+and\s+(?!and\b|$)|^\s*others\s+and\s", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[A-Z]\.[\s-]?){1,3}")
_DEGREE_AFTER = re.compile(
    r"[A-Z][\w'’-]+\s.*[\w}](?:, (?:MD|M\.D\.|MPH|RN|MA|MS)(?:,.*)?| (?:MD|MPH|RN))"
)
_TWO = re.compile(r"(?:[A-Z]\.[\s-]?)+[A-Z][\w'’-]+, (?:[A-Z]\.[\s-]?)+[A-Z][\w'’-]+")
_PERHAPS_TWO = re.compile(r"[A-Z]\w*\.? [A-Z][\w'’-]+, [A-Z]\w*\.? [A-Z][\w'’-]+")
"""Two words before the comma and two behind it: in Spanish a person, elsewhere two."""
_BETWEEN = "Put 'and' between people: Almehed, Katarina and Ohlsson, Claes and others"
_ONE_FAMILY = "If it is one, put the family name in braces: {García López}, María José"
_BRACED = re.compile(r"\{[^{}]*\}")
_SEVERAL = re.compile(r"[;&/]|\bet al\b|\s(?![IVX]+,)[A-Z]{1,3}\.?,|,.*,.*,", re.S)
"""What shows several people in one name: separators, or initials before a comma (`Almehed K,`)."""
_GROUP = re.compile(
    r"\b(?:for|of|the|Agency|Association|Authority|Center|Centers|Centre|Clinic|College|Committee"
    r"|Academy|Alliance|Administration|Board|Bureau|Collaboration|Collaborators|Commission"
    r"|Consortium|Corp|Corporation|Council|Department|Federation|Foundation|GmbH|Group|Hospital"
    r"|Inc|Initiative|Institute|Institutes|Investigators|LLC|Library|Ltd|Ministry|Network"
    r"|Organi[sz]ation|Service|Society|Trialists|Trust|University)\b"
)
"""Words of organisations' names, which no person's name holds."""


def check_names(reference: Reference, block: Block) -> Iterator[Finding]:
    """Names that would be cut wrongly, each with the way to write it."""
    for field in NAMES:
        written = reference.fields.get(field, "")
        for name in split_names(_BRACED.sub("{}", written))[0]:
            if wrong := _wrong_name(name):
                yield block.finding("B21", *wrong, name=field, words=name)
            elif _PERHAPS_TWO.fullmatch(name):
                hint = f"{_BETWEEN}. {_ONE_FAMILY}"
                perhaps = block.finding("B21", f"'{name}' may be two people", hint, field, name)
                yield perhaps._replace(is_notice=True)
        if _OTHERS_BEFORE.search(written):
            message = "'others' stands before other people"
            yield block.finding("B21", message, "Put 'and others' last.", field, "others")


def _wrong_name(name: str) -> tuple[str, str] | None:
    """What is wrong with a name, and how to write it."""
    if is_extended(name):
        return None
    read = spaces_bound(name)
    wrong = (row for is_wrong, *row in _WRONG if is_wrong(read))
    return next(((f"'{name}' {message}", hint) for message, hint in wrong), None)


def _begins_with_initials(name: str) -> bool:
    first, *rest = without_degrees(name)
    return bool(rest and _INITIALS.fullmatch(first))


def _is_several(name: str) -> bool:
    people = [part for part in without_degrees(name) if not is_suffix(part)]
    return bool(_SEVERAL.search(", ".join(people)) or len(people) > 2 or _TWO.fullmatch(name))


_WRONG: tuple[tuple[Callable[[str], object], str, str], ...] = (
    (_begins_with_initials, "begins with initials", "Put the family name first: Almehed, K. A."),
    (_is_several, "looks like more than one person", _BETWEEN),
    (
        _DEGREE_AFTER.fullmatch,
        "ends in a degree, which would be shown as initials",
        "Write the family name first, and no degree: Almehed, Katarina",
    ),
    (re.compile(r"[()]").search, "says more than a name", "Write the name only."),
    (
        _GROUP.search,
        "looks like an organisation, and would be shown as a person",
        "Put the organisation's whole name in braces of its own: {{…}}.",
    ),
)
"""What a name may show, what is then wrong with it, and how to write it."""
