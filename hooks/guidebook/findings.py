"""Findings: mistakes in what an editor wrote, each with its place and what to do about it."""

import difflib
from collections.abc import Iterable
from typing import NamedTuple


class Finding(NamedTuple):
    """One mistake, or one thing worth knowing. Findings sort by their place."""

    path: str
    """The file, from the project's folder, with forward slashes."""
    line: int
    """Counted from 1, as editors and browsers show it."""
    column: int
    """Counted from 1, in characters."""
    code: str
    """Stable, a letter and two digits; `editors/findings.md` explains each."""
    message: str
    """What is wrong, in plain words and without a full stop."""
    hint: str = ""
    """The likely right answer as a sentence, or nothing."""
    is_notice: bool = False
    """Whether this is only worth knowing, so that a strict build still passes."""

    def __str__(self) -> str:
        """`path:line:column: message. hint [code]`, the form that terminals link to the place."""
        text = f"{self.path}:{self.line}:{self.column}: {self.message}."
        return " ".join(part for part in (text, self.hint, f"[{self.code}]") if part)


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is nearest to `word`, or nothing where none is near."""
    by_folded = {name.casefold(): name for name in sorted(known)}
    near = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.7)
    return by_folded[near[0]] if near else ""


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """A hint that names the known word nearest to `word`; `otherwise` where none is near."""
    near = nearest(word, known)
    return f"Did you mean '{near}'?" if near else otherwise
