"""Spelling, by codespell's dictionary of common misspellings: what it doesn't know is right."""

import re
from collections.abc import Iterator, Mapping, Set
from functools import lru_cache
from importlib.resources import files

from guidebook.findings import Finding
from guidebook.positions import position_at

_WORD = re.compile(r"[\w\-'’]+")
"""A word as codespell takes it."""
_TWICE = re.compile(r"\b(the|an|of|to|in|is|and|or|for|with)[ \n]+\1\b", re.IGNORECASE)


def check_spelling(text: str, path: str, allowed: Set[str]) -> Iterator[Finding]:
    """Findings for misspelt words in prose; `allowed` are words that are right here."""
    known = misspellings()
    for found in _WORD.finditer(text):
        right = known.get(found.group().lower().replace("’", "'"))
        if right and found.group().lower() not in allowed:
            meant = right.capitalize() if found.group().istitle() else right
            hint = f"Did you mean '{meant}'?"
            place = position_at(text, found.start())
            yield Finding(path, *place, "S01", f"'{found.group()}' is misspelt", hint)
    for found in _TWICE.finditer(text):
        place = position_at(text, found.start())
        yield Finding(path, *place, "S04", f"'{found[1]}' stands here twice", "Take one out.")


@lru_cache(maxsize=1)
def misspellings() -> Mapping[str, str]:
    """What is meant by every misspelling in lower case; several words with commas between.

    A line of the dictionary is `wrong->right`, or `wrong->right, other right, reason`.
    """
    text = (files("codespell_lib") / "data" / "dictionary.txt").read_text(encoding="utf-8")
    lines = (line.partition("->") for line in text.splitlines())
    return {wrong.lower(): _meant(right) for wrong, _, right in lines if right}


def _meant(right: str) -> str:
    return right.rpartition(",")[0].strip() if "," in right else right.strip()
