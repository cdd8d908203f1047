"""Checks of one entry at a time, and of what a site does with them all."""

import re
from collections.abc import Iterator, Mapping, Set
from functools import lru_cache, partial

from guidebook.bibliography.bibtex_blocks import Block
from guidebook.bibliography.name_checks import check_names
from guidebook.bibliography.reference import CHECKED, FINDERS, KEY, SHAPES, Bibliography, Reference
from guidebook.bibliography.tex import unknown_commands
from guidebook.bibliography.vancouver import unseen
from guidebook.bibliography.vocabulary import (
    FIELDS,
    NOT_FOLLOWED,
    SHOWN,
    TYPES,
    entry_type,
)
from guidebook.findings import Finding, did_you_mean, nearest

_OTHER_SCHEME = re.compile(r"(?!https?:)([a-z][a-z0-9+.-]*):(?!\d)", re.IGNORECASE)
"""The beginning of an address that opens no web page; a number after the colon is a port."""
_VERBATIM = frozenset(("doi", "url", "pmid", "pmcid", "eprint", "checked"))
"""Fields in which nothing is TeX."""
_nearest_field = lru_cache(maxsize=1024)(partial(nearest, known=FIELDS))
_ADDRESS = "A whole address looks like https://example.org/page."
_MANY = 5
_WORDS = "Write one of: " + ", ".join(CHECKED) + "."
_MALFORMED: Mapping[str, tuple[str, str, str, str]] = {
    "doi": ("B09", "bare DOI", "Write only: {}", "A DOI looks like 10.1186/ar3104."),
    "pmid": ("B10", "PubMed number", "Write only: {}", "A PubMed number has one to eight digits."),
    "pmcid": ("B10", "PubMed Central number", "Write only: {}", "It looks like PMC1234567."),
    "url": ("B11", "whole web address", "Write: {}", _ADDRESS),
    "year": ("B13", "year", "", "A year has four digits and is before 2100: 2010."),
    "month": ("B13", "month", "", "Write a month as jan to dec, or as 1 to 12."),
    "day": ("B13", "day of a month", "", "Write a day as 1 to 31."),
    "date": ("B13", "date", "", "Write a date as 2010, 2010-05 or 2010-05-31."),
    "urldate": ("B13", "date", "", "Write a date as 2026-11-01."),
    "checked": ("B14", "word for how far it was checked", "Did you mean '{}'?", _WORDS),
}
"""By field the code, what a malformed value is not, and the hint with what was meant or without."""


def check_entry(reference: Reference, block: Block) -> Iterator[Finding]:
    """Everything wrong with a reference that can be seen without the others."""
    for check in _CHECKS:
        yield from check(reference, block)


def _check_tex(reference: Reference, block: Block) -> Iterator[Finding]:
    for name in reference.fields.keys() & SHOWN - _VERBATIM:
        for command in dict.fromkeys(unknown_commands(reference.fields[name])):
            message = f"nobody knows the TeX command '{command}', so only what follows it is shown"
            hint = "Write the character or the words themselves."
            yield block.finding("B23", message, hint, name=name, words=command)


def _check_unseen(reference: Reference, block: Block) -> Iterator[Finding]:
    for name in filter(block.has, unseen(reference)):
        message = f"no reader would see '{name}': '@{reference.kind}' has no place for it"
        hint = "Take it out, move it to 'note', or choose a type that has it."
        yield block.finding("B24", message, hint, name=name)


def uncited(bibliography: Bibliography, cited: Set[str]) -> Iterator[Finding]:
    """Notices of references that no page cites; one for all of them where they are many.

    A key that can't be cited has its own finding.
    """
    keys = [key for key in bibliography.references if key not in cited and KEY.fullmatch(key)]
    for key in keys if len(keys) <= _MANY else keys[:1]:
        message, hint = f"no page cites '{key}'", f"Cite it as [@{key}], or leave it for later."
        if len(keys) > _MANY:
            message += f", nor {len(keys) - 1} more of the {len(bibliography.references)} entries"
            hint = "Cite them, or leave them for later."
        offset = bibliography.references[key].offset
        yield bibliography.source.finding(offset, "B15", message, hint, is_notice=True)


def _check_head(reference: Reference, block: Block) -> Iterator[Finding]:
    key, kind = reference.key, reference.kind
    if not KEY.fullmatch(key):
        message = f"[@{key}] can't be written, so nothing can cite this entry"
        hint = "A key begins with a letter or digit and holds only letters, digits and . : / + - _."
        yield block.finding("B19", message, hint, words=key)
    if kind not in TYPES:
        hint = did_you_mean(kind, TYPES, "For anything unusual, write @misc.")
        yield block.finding("B16", f"unknown entry type '@{kind}'", hint, words=f"@{kind}")


def _check_missing(reference: Reference, block: Block) -> Iterator[Finding]:
    key = reference.key
    if not reference.text("title"):
        yield block.finding("B07", f"'{key}' has no title", "Add: title = {…},")
    is_printed = entry_type(reference.kind).form in ("book", "part")
    ways = ("doi", "url", reference.pmid_field, "pmcid", "pmc", *(["isbn"] if is_printed else []))
    if not (reference.text(*ways) or reference.eprint):
        hint = "Add doi, pmid or url" + (", or isbn." if is_printed else ".")
        yield block.finding("B08", f"a reader has no way to find '{key}'", hint)
    if not reference.text("checked"):
        message = f"'{key}' does not say how far it was checked"
        yield block.finding("B14", message, f"Add: checked = {{…}}. {_WORDS}")


def _check_values(reference: Reference, block: Block) -> Iterator[Finding]:
    for field, (code, noun, with_meant, shape) in _MALFORMED.items():
        name = reference.pmid_field if field == "pmid" else field
        written = reference.fields.get(name, "")
        if not reference.text(name) or SHAPES[field].fullmatch(written):
            continue
        if scheme := _OTHER_SCHEME.match(written if field == "url" else ""):
            message = f"'{scheme[1]}:' opens no web page, so it can't be a link"
            hint = "Write an address that begins with https://."
            yield block.finding("B12", message, hint, name=name, words=written)
        else:
            meant = FINDERS[field](written) if field in FINDERS else ""
            hint = with_meant.format(meant) if meant else shape
            yield block.finding(code, f"'{written}' is no {noun}", hint, name, written)


def _check_field_names(reference: Reference, block: Block) -> Iterator[Finding]:
    for name in reference.fields.keys() - FIELDS:
        if (near := _nearest_field(name)) in SHOWN:
            message = f"unknown field '{name}', which no reader would see"
            yield block.finding("B17", message, f"Did you mean '{near}'?", name=name)
    for name in reference.fields.keys() & NOT_FOLLOWED:
        message = f"'{name}' names an entry that isn't here, so what it borrows would be missing"
        hint = "Write the fields of the other entry into this one."
        yield block.finding("B20", message, hint, name=name)


_CHECKS = (
    *(_check_head, _check_missing, _check_values, _check_field_names),
    *(check_names, _check_tex, _check_unseen),
)
