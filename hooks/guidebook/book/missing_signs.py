"""What the book's fonts can't show: a finding for each sign, or for a script that they lack."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from guidebook.book.html_tree import parse
from guidebook.book.manuscript import Listed
from guidebook.book.typst_manuscript import Manuscript
from guidebook.page import Guide

_FEW = 2
"""Signs of a script that are told one by one."""


class _Lack(NamedTuple):
    """Signs that are told of in one finding."""

    signs: list[str]
    message: str
    hint: str


def report_missing(
    manuscript: Manuscript, guide: Guide, entries: Iterable[Listed], signs: Collection[str]
) -> None:
    """Add findings for signs without a glyph: one for each page and reference that has them."""
    listed = list(entries)
    for lack in _lacks(signs):
        _report(manuscript, guide, listed, lack)


def _lacks(signs: Collection[str]) -> Iterator[_Lack]:
    for script, group in groupby(sorted(signs, key=_script), _script):
        lacking = list(group)
        if script and len(lacking) > _FEW:
            message = f"the book's fonts don't have the letters of {script.capitalize()}"
            hint = (
                "Name a font that has them in mkdocs.yml, under 'extra: fonts:': a folder with "
                "its files, or a package such as fontpkg-noto-sans-devanagari."
            )
            yield _Lack(lacking, message, hint)
        else:
            yield from map(_lack, lacking)


def _lack(sign: str) -> _Lack:
    code_points = " ".join(f"U+{ord(part):04X}" for part in sign)
    message = f"the book's fonts don't have the sign '{sign}' ({code_points})"
    return _Lack([sign], message, "Say it in words or with another sign.")


def _script(sign: str) -> str:
    """The script of a letter by its name in Unicode, such as DEVANAGARI; nothing for symbols.

    Marks, digits and punctuation are among the letters.
    """
    is_symbol = unicodedata.category(sign[0])[0] not in "LMNP"
    return "" if is_symbol else unicodedata.name(sign[0], "").partition(" ")[0]


def _report(manuscript: Manuscript, guide: Guide, entries: Iterable[Listed], lack: _Lack) -> None:
    """Add a finding at the first of the signs, on each page and in each reference that has any."""
    listed = [entry for entry in entries if _in_order(lack.signs, entry.shown)]
    for shown, source, offset in listed:
        first, *_ = _in_order(lack.signs, shown)
        written = max(source.text.find(first, offset), offset)
        manuscript.findings.add(source.finding(written, "P05", lack.message, lack.hint))
    holders = [
        page for page in guide.pages if _in_order(lack.signs, page.title + parse(page.html).text)
    ]
    for page in holders or ([] if listed else guide.pages[:1]):
        found = _in_order(lack.signs, page.source.text[page.source.body :])
        manuscript.report(page, "P05", lack.message, lack.hint, *found)


def _in_order(signs: Iterable[str], text: str) -> list[str]:
    """The signs that a text has, by where they stand first."""
    return sorted((sign for sign in signs if sign in text), key=text.find)
