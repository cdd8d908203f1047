"""People and organisations, from a field as BibTeX writes them: `Last, First and Last, First`."""

import re
from functools import lru_cache
from typing import NamedTuple

from bibtexparser.middlewares.names import (
    parse_single_name_into_parts,
    split_multiple_persons_names,
)

from guidebook.bibliography.tex import to_text

_ORDINALS = {"II": "2nd", "III": "3rd", "IV": "4th", "V": "5th"}
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_WHOLE = re.compile(r"\{(?!\\)[^{}]*\}")
"""A name that stands in braces from end to end: an organisation's."""


class Person(NamedTuple):
    """An author or editor, in plain text. An organisation has a family name only."""

    family: str
    given: str = ""
    particle: str = ""
    """The small words before the family name, as in `van der`."""
    suffix: str = ""
    """As in `Jr`."""

    @property
    def surname(self) -> str:
        """The family name with its particle."""
        return " ".join(part for part in (self.particle, self.family) if part)


def split_names(field: str) -> tuple[list[str], bool]:
    """The single names in a field, as written, and whether it says that there are `others`."""
    plain = "{" not in field and "\\" not in field
    names = _AND.split(field.strip()) if plain else split_multiple_persons_names(field)
    others = bool(names) and names[-1].lower() == "others"
    return [name for name in names if name and not (others and name is names[-1])], others


@lru_cache(maxsize=16384)
def parse_name(name: str) -> Person:
    """One person or organisation. TeX is read last, since braces say where a name's parts end."""
    if _WHOLE.fullmatch(name):
        return Person(to_text(name))
    parts = parse_single_name_into_parts(name, strict=False)
    if not parts.last:
        return Person(to_text(name))
    words = (parts.last, parts.first, parts.von, parts.jr)
    return Person(*(to_text(" ".join(part)) for part in words))


def people(field: str) -> list[Person]:
    """Everybody whom a field names."""
    return [parse_name(name) for name in split_names(field)[0]]


def vancouver(person: Person) -> str:
    """Surname, at most two initials without dots, suffix (Citing Medicine, chapter 1, Author)."""
    suffix = _ORDINALS.get(person.suffix, person.suffix.rstrip("."))
    parts = (person.surname, _initials(person.given), suffix)
    return " ".join(part for part in parts if part)


def _initials(given: str) -> str:
    """`Katarina` to K, `Emily C.` to EC, `Hans-Peter` to HP; `EC` stays."""
    initials = ""
    for word in re.split(r"[\s.‐-]+", given):
        if len(word) <= 3 and word.isupper():
            initials += word
        elif word and not word[0].islower():
            initials += word[0]
    return (initials or given[:1].upper())[:2]
