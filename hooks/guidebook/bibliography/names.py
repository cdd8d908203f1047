"""People and organisations, from a field as BibTeX writes them: `Last, First and Last, First`."""

import re
from collections.abc import Mapping
from functools import lru_cache

from bibtexparser.middlewares import names as bibtex

from guidebook.bibliography.tex import spaces_bound, to_text

Name = Mapping[str, str]
"""A name in CSL's words: `family`, `given`, `non-dropping-particle` (as in `van der`) and `suffix`
(as in `Jr`); or all of it as `literal`, where it has no given name, as an organisation's."""

_PARTS = {"family": "last", "given": "first", "non-dropping-particle": "von", "suffix": "jr"}
"""The parts of a person's name in CSL's words and in bibtexparser's."""
_ORDINALS = {"II": "2nd", "III": "3rd", "IV": "4th", "V": "5th"}
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_WHOLE = re.compile(r"\{(?!\\)[^{}]*\}")
"""A name that stands in braces from end to end: an organisation's."""


def split_names(field: str) -> tuple[list[str], bool]:
    """The single names in a field, as written, and whether it says that there are `others`."""
    plain = "{" not in field and "\\" not in field
    names = _AND.split(field.strip()) if plain else bibtex.split_multiple_persons_names(field)
    others = bool(names) and names[-1].lower() == "others"
    return [name for name in names if name and not (others and name is names[-1])], others


@lru_cache(maxsize=16384)
def parse_name(name: str) -> Name:
    """One person or organisation. TeX is read last, since braces say where a name's parts end."""
    parts = bibtex.parse_single_name_into_parts(spaces_bound(name), strict=False)
    if _WHOLE.fullmatch(name) or not parts.last:
        return {"literal": to_text(name)}
    texts = {part: to_text(" ".join(getattr(parts, theirs))) for part, theirs in _PARTS.items()}
    found = {part: text for part, text in texts.items() if text}
    return found if "given" in found else {"literal": surname(found)}


def people(field: str) -> list[Name]:
    """Everybody whom a field names."""
    return [parse_name(name) for name in split_names(field)[0]]


def surname(name: Name) -> str:
    """The family name with its particle, or the whole name where it has no parts."""
    parts = (name.get("non-dropping-particle"), name.get("family"))
    return " ".join(filter(None, parts)) or name.get("literal", "")


def bibtex_name(name: Name) -> str:
    """A name of TeX as BibTeX writes it; one without parts in braces of its own."""
    parts = (surname(name), name.get("suffix"), name.get("given"))
    return ", ".join(filter(None, parts)) if name.get("given") else f"{{{surname(name)}}}"


def vancouver_name(name: Name) -> str:
    """Surname, at most two initials without dots, suffix (Citing Medicine, chapter 1, Author)."""
    suffix = name.get("suffix", "")
    suffix = _ORDINALS.get(suffix, suffix.rstrip("."))
    return " ".join(filter(None, (surname(name), _initials(name.get("given", "")), suffix)))


def _initials(given: str) -> str:
    """`Katarina` to K, `Emily C.` to EC, `Hans-Peter` to HP; `EC` stays."""
    initials = ""
    for word in re.split(r"[\s.‐-]+", given):
        if len(word) <= 3 and word.isupper():
            initials += word
        elif word and not word[0].islower():
            initials += word[0]
    return (initials or given[:1].upper())[:2]
