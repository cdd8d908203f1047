"""Checks of one entry at a time, and of what a site does with them all."""

import re
from collections.abc import Iterator, Set
from functools import lru_cache

from guidebook.bibliography.bibtex_blocks import EntryPlace
from guidebook.bibliography.identifiers import (
    find_doi,
    find_pmid,
    find_url,
    is_doi,
    is_pmid,
    is_url,
    written_pmid,
)
from guidebook.bibliography.reference import CHECKED, DATE, KEY, Bibliography, Reference
from guidebook.bibliography.vocabulary import FIELDS, NOT_FOLLOWED, SHOWN, TYPES, entry_type
from guidebook.findings import Finding, did_you_mean, nearest

_YEAR = re.compile(r"\d{4}")
_OTHER_SCHEME = re.compile(r"(?!https?:)([a-z][a-z0-9+.-]*):(?!\d)", re.IGNORECASE)
"""The beginning of an address that opens no web page; a number after the colon is a port."""
_ADDRESS_SHAPE = "A whole address looks like https://example.org/page."
_FINDERS = {"doi": find_doi, "pmid": find_pmid, "eprint": find_pmid, "url": find_url}
_EMPTY = re.compile(r"[\s{}~]*")
_GROUP = re.compile(
    r"\b(?:for|of|the|Agency|Association|Authority|Center|Centers|Centre|Clinic|College|Committee"
    r"|Consortium|Department|Foundation|Group|Hospital|Institute|Institutes|Library|Ministry"
    r"|Network|Organi[sz]ation|Service|Society|University)\b"
)
"""Words of organisations' names, which no person's name holds."""
_SEVERAL = re.compile(r"[;&]|\bet al\b|\s(?![IVX]+,)[A-Z]{1,3}\.?,")
"""What shows several people in one name: separators, or initials before a comma (`Almehed K,`)."""
_AND = re.compile(r"\s+and\s+")
_BRACED = re.compile(r"\{[^{}]*\}")


def check_entry(reference: Reference, place: EntryPlace) -> Iterator[Finding]:
    """Everything wrong with a reference that can be seen without the others."""
    for check in (
        *(_check_key, _check_kind, _check_title, _check_way, _check_scheme, _check_values),
        *(_check_checked, _check_field_names, _check_names),
    ):
        yield from check(reference, place)


def uncited(bibliography: Bibliography, cited: Set[str]) -> Iterator[Finding]:
    """Notices of references that no page cites; a key that can't be cited has its own finding."""
    for key, reference in bibliography.references.items():
        if key not in cited and KEY.fullmatch(key):
            message, hint = f"no page cites '{key}'", f"Cite it as [@{key}], or leave it for later."
            yield bibliography.source.finding(
                reference.offset, "B15", message, hint, is_notice=True
            )


def _has(reference: Reference, field: str) -> bool:
    return not _EMPTY.fullmatch(reference.fields.get(field, ""))


def _check_key(reference: Reference, place: EntryPlace) -> Iterator[Finding]:
    if not KEY.fullmatch(reference.key):
        message = f"[@{reference.key}] can't be written, so nothing can cite this entry"
        hint = "A key begins with a letter or digit and holds only letters, digits and . : / + - _."
        yield place.finding("B19", message, hint, words=reference.key)


def _check_kind(reference: Reference, place: EntryPlace) -> Iterator[Finding]:
    if reference.kind not in TYPES:
        hint = did_you_mean(reference.kind, TYPES, "For anything unusual, write @misc.")
        message = f"unknown entry type '@{reference.kind}'"
        yield place.finding("B16", message, hint, words=f"@{reference.kind}")


def _check_title(reference: Reference, place: EntryPlace) -> Iterator[Finding]:
    if not _has(reference, "title"):
        yield place.finding("B07", f"'{reference.key}' has no title", "Add: title = {…},")


def _check_way(reference: Reference, place: EntryPlace) -> Iterator[Finding]:
    is_printed = entry_type(reference.kind).form in ("book", "part")
    ways = ["doi", "url", written_pmid(reference.fields)[0], *(["isbn"] if is_printed else [])]
    if not any(_has(reference, way) for way in ways):
        message = f"a reader has no way to find '{reference.key}'"
        hint = "Add doi, pmid or url" + (", or isbn." if is_printed else ".")
        yield place.finding("B08", message, hint)


def _check_scheme(reference: Reference, place: EntryPlace) -> Iterator[Finding]:
    url = reference.fields.get("url", "")
    if scheme := _OTHER_SCHEME.match(url):
        message = f"'{scheme[1]}:' opens no web page, so it can't be a link"
        hint = "Write an address that begins with https://."
        yield place.finding("B12", message, hint, name="url", words=url)


def _check_values(reference: Reference, place: EntryPlace) -> Iterator[Finding]:
    """Findings for identifiers and dates that are malformed."""
    pmid, _ = written_pmid(reference.fields)
    for code, name, is_right, noun, shape in (
        ("B09", "doi", is_doi, "bare DOI", "A DOI looks like 10.1186/ar3104."),
        ("B10", pmid, is_pmid, "PubMed number", "A PubMed number has one to eight digits."),
        ("B11", "url", is_url, "whole web address", _ADDRESS_SHAPE),
        ("B13", "year", _YEAR.fullmatch, "year", "A year has four digits: 2010."),
        ("B13", "date", DATE.fullmatch, "date", "Write a date as 2010, 2010-05 or 2010-05-31."),
        ("B13", "urldate", DATE.fullmatch, "date", "Write a date as 2026-11-01."),
    ):
        written = reference.fields.get(name, "")
        is_other = name == "url" and _OTHER_SCHEME.match(written)
        if _has(reference, name) and not is_right(written) and not is_other:
            message, hint = f"'{written}' is no {noun}", _meant(name, written) or shape
            yield place.finding(code, message, hint, name=name, words=written)


def _meant(name: str, written: str) -> str:
    """A hint that names the identifier in what was pasted, if one is in it."""
    found = _FINDERS[name](written) if name in _FINDERS else ""
    return found and f"{'Write' if name == 'url' else 'Write only'}: {found}"


def _check_checked(reference: Reference, place: EntryPlace) -> Iterator[Finding]:
    word = reference.fields.get("checked", "")
    allowed = "Write one of: " + ", ".join(CHECKED) + "."
    if not _has(reference, "checked"):
        message = f"'{reference.key}' does not say how far it was checked"
        yield place.finding("B14", message, f"Add: checked = {{…}}. {allowed}")
    elif word not in CHECKED:
        message = f"'{word}' is no word for how far it was checked"
        hint = did_you_mean(word, CHECKED, allowed)
        yield place.finding("B14", message, hint, name="checked", words=word)


def _check_field_names(reference: Reference, place: EntryPlace) -> Iterator[Finding]:
    for name in reference.fields.keys() - FIELDS:
        if _is_near_shown(name):
            message = f"unknown field '{name}', which no reader would see"
            yield place.finding("B17", message, did_you_mean(name, SHOWN), name=name)
    for name in reference.fields.keys() & NOT_FOLLOWED:
        message = f"'{name}' is not followed, so what it borrows would be missing"
        hint = "Write the fields of the other entry into this one."
        yield place.finding("B20", message, hint, name=name)


@lru_cache(maxsize=1024)
def _is_near_shown(name: str) -> bool:
    """Whether the field that an unknown one is nearest to is one that readers see."""
    return nearest(name, FIELDS) in SHOWN


def _check_names(reference: Reference, place: EntryPlace) -> Iterator[Finding]:
    for field in ("author", "editor"):
        for name in _AND.split(_BRACED.sub("{}", reference.fields.get(field, ""))):
            if name.count(",") > 2 or _SEVERAL.search(name):
                message = f"'{name}' looks like more than one person"
                hint = "Put 'and' between people: Almehed, Katarina and Ohlsson, Claes and others"
            elif _GROUP.search(name):
                message = f"'{name}' looks like an organisation, and would be shown as a person"
                hint = "Put the organisation's whole name in braces of its own: {{…}}."
            else:
                continue
            yield place.finding("B21", message, hint, name=field, words=name)
