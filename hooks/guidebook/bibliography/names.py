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
_SPLITS: Mapping[str, re.Pattern[str]] = {
    "and": re.compile(r"(?<!\S)and(?!\S)|[{}]", re.IGNORECASE),
    ",": re.compile(r",|[{}]"),
}
_WHOLE = re.compile(r"\{(?!\\)[^{}]*\}")
"""A name that stands in braces from end to end: an organisation's."""
_EXTENDED = re.compile(r"\s*\"?(family|given|prefix|suffix|useprefix)(?:-i)?\s*=", re.IGNORECASE)
"""How biblatex (3.13, section 2.3.3) begins a name whose parts are named."""
_NAMED = re.compile(r"\s*\"?([a-z][a-z-]*)\s*=", re.IGNORECASE)
_EXTENDED_PARTS = {**{part: part for part in _PARTS}, "prefix": "non-dropping-particle"}
_TITLE = re.compile(r"(?:(?:Dr|Prof|Professor)\b\.?\s+(?:med\.\s+)?)+")
_DEGREE = (
    r"(?:Ph\.?\s?D|D\.?Phil|Pharm\.?D|Dr\.?\s?P\.?H|[MB]\.?Sc|MBBS|MBChB|MB\s?BS|[FM]RCP"
    r"|Dr\.?\s?med)\b\.?"
)
_DEGREES = re.compile(rf"(?:(?<!\S){_DEGREE}\s*)+$")
_DOCTOR = re.compile(r"(?:\s+M\.D\.|(?<=[a-z])\s+MD\.?)$")
_PERHAPS_DEGREE = re.compile(rf"(?:{_DEGREE}|M\.?D|M\.?P\.?H|R\.?N|M\.?A|M\.?S)\.?")
"""The same, and those that could be initials."""
_SUFFIX = re.compile(r"(?:[JS]r\b\.?|II|III|IV|[23]rd|2nd|4th)")
_LAST_SUFFIX = re.compile(rf"(.*\S)\s+({_SUFFIX.pattern})")
_EAST_ASIAN = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+"
_FAMILY_FIRST = re.compile(rf"({_EAST_ASIAN})\s+({_EAST_ASIAN})")
"""A name of China, Japan or Korea in its own script, where the family name comes first."""
_INITIALS_LAST = re.compile(r"\s((?:[A-Z]\.[\s-]?){1,3}|[A-Z]{1,3})$")
"""How a name ends that Vancouver style shows, `Lund AB`, with or without dots."""
_LAST_PARTICLE = re.compile(
    r"(.*\S)\s+((?:(?:af|auf|av|da|de|del|den|der|des|di|do|dos|du|la|le|ten|ter|v[ao]n|zu|zur)\s?)+)"
)
"""A particle behind a given name, as catalogues write it: `Neumann, John von`."""


def split_names(field: str) -> tuple[list[str], bool]:
    """The single names in a field, as written, and whether it says that there are `others`."""
    names = [name for name in split_outside("and", field) if name]
    people = [name for name in names if name.lower() != "others"]
    return people, len(people) < len(names)


def split_outside(separator: str, text: str) -> list[str]:
    """The pieces of a text between the words or commas that stand outside braces."""
    pieces, start, depth = [], 0, 0
    for found in _SPLITS[separator].finditer(text):
        if found.group() in "{}":
            depth = max(depth + (1 if found.group() == "{" else -1), 0)
        elif not depth:
            pieces.append(text[start : found.start()].strip())
            start = found.end()
    return [*pieces, text[start:].strip()]


def is_extended(name: str) -> bool:
    """Whether a name is written in biblatex's extended form."""
    return bool(_EXTENDED.match(name))


def without_degrees(name: str) -> list[str]:
    """What stands between a name's commas, without degrees and titles, which nobody cites.

    `M. D.` after a family name are initials; what follows `Family, Given` is a degree.
    """
    first, *rest = split_outside(",", _TITLE.sub("", name))
    named = [part for part in rest if part and not re.fullmatch(rf"(?:{_DEGREE}\s*)+", part)]
    if len(named) > 1:
        named = [part for part in named if not _PERHAPS_DEGREE.fullmatch(part)] or named[:1]
    if named and not _family_and_initials(named[0]):
        first = re.sub(r"\s+MD\.?$", "", first)
    bare = [_DOCTOR.sub("", part) for part in named]
    first = re.sub(r"(?<=\w{2})\s+M\.D\.$", "", first)
    return [_DEGREES.sub("", part).strip() or part for part in (first, *bare)]


def _family_and_initials(name: str) -> list[str]:
    """The parts of a name that has its family name first, with no comma between, or nothing."""
    if found := _FAMILY_FIRST.fullmatch(name):
        return [*found.groups()]
    ends = _INITIALS_LAST.search(name)
    family = name[: ends.start()].strip() if ends else ""
    return [family, ends[1]] if ends and re.search(r"[^\W\d_]{2}", family) else []


def is_suffix(text: str) -> bool:
    """Whether a text is what follows a name, as `Jr.` or `III`."""
    return bool(_SUFFIX.fullmatch(text))


@lru_cache(maxsize=16384)
def parse_name(name: str) -> Name:
    """One person or organisation. TeX is read last, since braces say where a name's parts end."""
    if _WHOLE.fullmatch(name):
        return {"literal": to_text(name)}
    found = _extended(name) if is_extended(name) else _parsed(spaces_bound(name))
    texts = {part: text for part in found if (text := to_text(found[part]))}
    if "family" not in texts:
        return {"literal": to_text(name)}
    whole = " ".join(filter(None, (surname(texts), texts.get("suffix"))))
    return texts if "given" in texts else {"literal": whole}


def _extended(name: str) -> dict[str, str]:
    """The parts of a name that are named; what has no name of its own is a given name."""
    parts: dict[str, str] = {}
    for piece in split_outside(",", name):
        named = _NAMED.match(piece)
        part = _EXTENDED_PARTS.get(named[1].lower(), "") if named else "given"
        text = piece[named.end() if named else 0 :].strip('" ')
        parts[part] = f"{parts.get(part, '')} {text}".strip()
    return {part: text for part, text in parts.items() if part}


def _parsed(name: str) -> dict[str, str]:
    """A name's parts by BibTeX's rules, with a suffix wherever it stands."""
    parts = without_degrees(name)
    suffix = next((part for part in parts[1:] if is_suffix(part)), "")
    parts = [part for part in parts if not suffix or part != suffix]
    for place, part in enumerate(parts[:2]):
        if not suffix and (ends := _LAST_SUFFIX.fullmatch(part)):
            parts[place], suffix = ends.groups()
    if len(parts) == 2 and (ends := _LAST_PARTICLE.fullmatch(parts[1])):
        parts = [f"{ends[2]} {parts[0]}", ends[1]]
    if len(parts) == 1 and (shown := _family_and_initials(parts[0])):
        parts = shown
    read = bibtex.parse_single_name_into_parts(", ".join(parts), strict=False)
    texts = {part: " ".join(getattr(read, theirs)) for part, theirs in _PARTS.items()}
    return {**texts, "suffix": suffix or texts["suffix"]}


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
    """`Katarina` to K, `Emily C.` to EC, `Hans-Peter` to HP; `EC` and what has no capitals stay."""
    if given.upper() == given.lower():
        return given
    initials = ""
    for word in re.split(r"[\s.‐-]+", given):
        if len(word) <= 3 and word.isupper():
            initials += word
        elif word and not word[0].islower():
            initials += word[0]
    return (initials or given[:1].upper())[:2]
