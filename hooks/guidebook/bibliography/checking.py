"""Checks of one reference at a time, and of what a site does with them all."""

import re
from collections.abc import Callable, Iterator, Set
from functools import lru_cache
from typing import NamedTuple

from guidebook.bibliography.identifiers import (
    find_doi,
    find_pmid,
    find_url,
    is_doi,
    is_pmid,
    is_url,
    written_pmid,
)
from guidebook.bibliography.model import CHECKED, Bibliography, Reference
from guidebook.bibliography.vocabulary import BOOKS, FIELDS, KINDS, NOT_FOLLOWED, PARTS, SHOWN
from guidebook.citations.syntax import KEY
from guidebook.findings import Finding, did_you_mean

_YEAR = re.compile(r"\d{4}")
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?!\d)")
_EMPTY = re.compile(r"[\s{}~]*")
_GROUP = re.compile(
    r"\b(?:for|of|the|Agency|Association|Authority|Center|Centers|Centre|Clinic|College|Committee"
    r"|Consortium|Department|Foundation|Group|Hospital|Institute|Institutes|Library|Ministry"
    r"|Network|Organi[sz]ation|Service|Society|University)\b"
)
"""Words of organisations' names, which no person's name holds."""
_SEVERAL = re.compile(r"[;&]|\bet al\b|\s(?![IVX]+,)[A-Z]{1,3}\.?,")
"""Signs of several people in one name: separators, or initials before a comma (`Almehed K,`)."""
_AND = re.compile(r"\s+and\s+")
_BRACED = re.compile(r"\{[^{}]*\}")


class Problem(NamedTuple):
    """What is wrong with a reference; a finding once its place in the file is known."""

    code: str
    message: str
    hint: str = ""
    field: str = ""
    """The field to point at; the entry's at sign if none."""
    words: str = ""
    """The words in it to point at."""


def problems(reference: Reference) -> Iterator[Problem]:
    """Everything wrong with a reference that can be seen without the others."""
    for check in _CHECKS:
        yield from check(reference)


def uncited(bibliography: Bibliography, cited: Set[str]) -> list[Finding]:
    """Notices of references that no page cites; a key that can't be cited has its own finding."""
    hint = "Cite it as [@{}], or leave it for later."
    return [
        Finding(
            bibliography.path,
            reference.line,
            reference.column,
            "B15",
            f"no page cites '{key}'",
            hint.format(key),
            is_notice=True,
        )
        for key, reference in bibliography.references.items()
        if key not in cited and KEY.fullmatch(key)
    ]


def _has(reference: Reference, field: str) -> bool:
    return not _EMPTY.fullmatch(reference.fields.get(field, ""))


def _check_key(reference: Reference) -> Iterator[Problem]:
    if not KEY.fullmatch(reference.key):
        message = f"[@{reference.key}] can't be written, so nothing can cite this entry"
        hint = "A key begins with a letter or digit and holds only letters, digits and . : / + - _."
        yield Problem("B19", message, hint, words=reference.key)


def _check_kind(reference: Reference) -> Iterator[Problem]:
    if reference.kind not in KINDS:
        hint = did_you_mean(reference.kind, KINDS) or "For anything unusual, write @misc."
        message = f"unknown entry type '@{reference.kind}'"
        yield Problem("B16", message, hint, words=f"@{reference.kind}")


def _check_title(reference: Reference) -> Iterator[Problem]:
    if not _has(reference, "title"):
        yield Problem("B07", f"'{reference.key}' has no title", "Add: title = {…},")


def _check_way(reference: Reference) -> Iterator[Problem]:
    ways = ("doi", "url", written_pmid(reference)[0])
    printed = reference.kind in BOOKS | PARTS
    if not any(_has(reference, way) for way in (*ways, *(("isbn",) if printed else ()))):
        message = f"a reader has no way to find '{reference.key}'"
        hint = "Add doi, pmid or url" + (", or isbn." if printed else ".")
        yield Problem("B08", message, hint)


def _check_doi(reference: Reference) -> Iterator[Problem]:
    doi = reference.fields.get("doi", "")
    if _has(reference, "doi") and not is_doi(doi):
        bare = find_doi(doi)
        hint = f"Write only: {bare}" if bare else "A DOI looks like 10.1186/ar3104."
        yield Problem("B09", f"'{doi}' is no bare DOI", hint, "doi", doi)


def _check_pmid(reference: Reference) -> Iterator[Problem]:
    field, pmid = written_pmid(reference)
    if _has(reference, field) and not is_pmid(pmid):
        bare = find_pmid(pmid)
        hint = f"Write only: {bare}" if bare else "A PubMed number has one to eight digits."
        yield Problem("B10", f"'{pmid}' is no PubMed number", hint, field, pmid)


def _check_url(reference: Reference) -> Iterator[Problem]:
    url = reference.fields.get("url", "")
    if not _has(reference, "url") or is_url(url):
        return
    scheme = _SCHEME.match(url)
    if scheme and scheme[1].lower() not in ("http", "https"):
        message = f"'{scheme[1]}:' opens no web page, so it can't be a link"
        yield Problem("B12", message, "Write an address that begins with https://.", "url", url)
        return
    whole = find_url(url)
    hint = f"Write: {whole}" if whole else "A whole address looks like https://example.org/page."
    yield Problem("B11", f"'{url}' is no whole web address", hint, "url", url)


def _check_years(reference: Reference) -> Iterator[Problem]:
    for field, pattern, shape in (
        ("year", _YEAR, "A year has four digits: 2010."),
        ("date", _DATE, "Write a date as 2010, 2010-05 or 2010-05-31."),
        ("urldate", _DATE, "Write a date as 2026-11-01."),
    ):
        written = reference.fields.get(field, "")
        if written and not pattern.fullmatch(written) and _has(reference, field):
            kind = "year" if field == "year" else "date"
            yield Problem("B13", f"'{written}' is no {kind}", shape, field, written)


def _check_checked(reference: Reference) -> Iterator[Problem]:
    word = reference.fields.get("checked", "")
    if word in CHECKED:
        return
    allowed = "Write one of: " + ", ".join(CHECKED) + "."
    if not _has(reference, "checked"):
        message = f"'{reference.key}' does not say how far it was checked"
        yield Problem("B14", message, f"Add: checked = {{…}}. {allowed}")
        return
    hint = did_you_mean(word, CHECKED) or allowed
    yield Problem("B14", f"'{word}' is no word for how far it was checked", hint, "checked", word)


def _check_field_names(reference: Reference) -> Iterator[Problem]:
    for field in reference.fields.keys() - FIELDS:
        if hint := _meant(field):
            message = f"unknown field '{field}', which no reader would see"
            yield Problem("B17", message, hint, field)
    for field in reference.fields.keys() & NOT_FOLLOWED:
        message = f"'{field}' is not followed, so what it borrows would be missing"
        hint = "Write the fields of the other entry into this one."
        yield Problem("B20", message, hint, field)


@lru_cache(maxsize=1024)
def _meant(field: str) -> str:
    """Which shown field an unknown one is near to, as a hint."""
    hint = did_you_mean(field, FIELDS)
    return hint if any(f"'{name}'" in hint for name in SHOWN) else ""


def _check_names(reference: Reference) -> Iterator[Problem]:
    for field in ("author", "editor"):
        for name in _AND.split(_BRACED.sub("{}", reference.fields.get(field, ""))):
            if name.count(",") > 2 or _SEVERAL.search(name):
                message = f"'{name}' looks like more than one person"
                hint = "Put 'and' between people: Almehed, Katarina and Ohlsson, Claes and others"
                yield Problem("B21", message, hint, field, name)
            elif _GROUP.search(name):
                message = f"'{name}' looks like an organisation, and would be shown as a person"
                hint = "Put the organisation's whole name in braces of its own: {{…}}."
                yield Problem("B21", message, hint, field, name)


_CHECKS: tuple[Callable[[Reference], Iterator[Problem]], ...] = (
    _check_key,
    _check_kind,
    _check_title,
    _check_way,
    _check_doi,
    _check_pmid,
    _check_url,
    _check_years,
    _check_checked,
    _check_field_names,
    _check_names,
)
