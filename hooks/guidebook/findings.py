"""Findings: mistakes in what an editor wrote, each with its place and what to do about it."""

import difflib
import re
from collections.abc import Iterable
from typing import NamedTuple

UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
"""Signs that nobody sees and that change what is read: what a terminal obeys, what turns the
reading direction, breaks, joins and fillers without width, tags, private use planes."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_OLD_COMMAND = re.compile(r"##(?=\[)")
"""How a command to GitHub's runner began before `::`; it still obeys one, anywhere in a line."""


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
    is_echo: bool = False
    """Whether a check of the page itself tells the same mistake, where it can."""

    def __str__(self) -> str:
        """`path:line:column: message. hint [code]`, the form that terminals link to the place."""
        text = f"{self.path}:{self.line}:{self.column}: {self.message}."
        return in_one_line(" ".join(part for part in (text, self.hint, f"[{self.code}]") if part))


def without_echoes(findings: Iterable[Finding]) -> set[Finding]:
    """The findings without those that only say again what another one says of the same line."""
    every = set(findings)
    told = {(finding.path, finding.line) for finding in every if not finding.is_echo}
    return {each for each in every if not each.is_echo or each[:2] not in told}


def harmless(text: str) -> str:
    """A text for a terminal or a log: signs that nobody sees are named, and no command stands."""
    named = UNSEEN.sub(_named, _SURROGATE.sub(_named, text))
    return _OLD_COMMAND.sub("## ", named)


def in_one_line(text: str) -> str:
    """The same for a text that can't begin a line of its own."""
    return re.sub(r"[\r\n]+", " ", harmless(text))


def _named(sign: re.Match[str]) -> str:
    return f"<U+{ord(sign.group()):04X}>"


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is nearest to `word`, or nothing where none is near."""
    by_folded = {name.casefold(): name for name in sorted(known)}
    near = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.7)
    return by_folded[near[0]] if near else ""


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """A hint that names the known word nearest to `word`; `otherwise` where none is near."""
    near = nearest(word, known)
    return f"Did you mean '{near}'?" if near else otherwise
