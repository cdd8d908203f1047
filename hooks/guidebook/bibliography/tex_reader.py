"""Reads TeX as text, from its beginning to its end: takes anything, and never raises.

A command is taken out and its argument stays, so that no word is lost with a command that nobody
knows.
"""

import re
from collections.abc import Sequence
from html import unescape
from typing import NamedTuple

from guidebook.bibliography.tex_commands import (
    FINISHES,
    MARKS,
    VERBATIM,
    Finish,
    as_mathematics,
    is_known,
    passed_over,
    symbol,
)

TAG = re.compile(
    r"</?(?:i|b|u|em|strong|italic|bold|sc|scp|span|p|br|title|sub|sup|inf|(?:mml|jats):[\w-]+)"
    r"(?:\s+[\w:-]+=\"[^\"<>]*\")*\s*/?>",
    re.IGNORECASE,
)
"""HTML, and what publishers write like it, that only says how a text looks."""
_TOKEN = re.compile(
    r"""\\(?P<command>[a-zA-Z]+\*?[ ]*|.)
    | (?P<open>\{) | (?P<close>\})
    | (?P<dollar>\$\$?)
    | (?P<script>[\^_])
    | (?P<mark>---? | `` | '' | ~ | \\$)
    | (?P<entity>&(?:\#\d{1,7}|\#[xX][\da-fA-F]{1,6}|[A-Za-z]\w*);)
    | (?P<tag>"""
    + TAG.pattern
    + r""")
    | (?P<text>https?://[^\s{}\\$]+ | (?:(?!https?://)[^\\{}$^_\-`'~&<\s])+ | \s+ | .)""",
    re.VERBOSE | re.DOTALL,
)
_ARGUMENT = re.compile(r"\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
_OPTION = re.compile(r"\s*\[[^\[\]]*\]")
_IN_ADDRESS = re.compile(r"[{$]?(\\(?:textasciitilde|sim|~))\s*(?:\{\})?[}$]?|\\url\b|[\\{}]")


class Decoded(NamedTuple):
    """A text with marks around its scripts, and the commands in it that nobody knows."""

    text: str
    unknown: tuple[str, ...]


def decode(tex: str) -> Decoded:
    """Read a whole text."""
    return _Reader(tex).read()


def bare_address(tex: str) -> str:
    """An address without what TeX users put around it, and into it."""
    return _IN_ADDRESS.sub(lambda found: "~" if found[1] else "", tex)


class _Group(NamedTuple):
    """What stands in braces, as far as it is read."""

    parts: list[str]
    finishes: Sequence[Finish]
    is_mathematics: bool


class _Reader:
    """Reads TeX from its beginning to its end, group in group, without recursion."""

    def __init__(self, tex: str) -> None:
        self.tex, self.at = tex, 0
        self.groups = [_Group([], (), is_mathematics=False)]
        self.waiting: list[Finish] = []
        """What is done with the next character or group, the innermost last."""
        self.mathematics_ends = 0
        self.unknown: list[str] = []

    def read(self) -> Decoded:
        """Everything, in one text."""
        while token := _TOKEN.match(self.tex, self.at):
            self.at = token.end()
            getattr(self, f"_read_{token.lastgroup}")(token[token.lastgroup or 0])
        while len(self.groups) > 1:
            self._read_close("")
        self._finish("")
        return Decoded("".join(self.groups[0].parts), tuple(self.unknown))

    def _finish(self, text: str) -> None:
        """Put a text, and do with it what waits."""
        finishes, self.waiting = self.waiting, []
        for finish in reversed(finishes):
            text = finish(text)
        self.groups[-1].parts.append(text)

    def _read_text(self, text: str) -> None:
        if not self.waiting:
            self.groups[-1].parts.append(text)
        elif not text.isspace():
            self._finish(text[0])
            self.groups[-1].parts.append(text[1:])

    def _read_open(self, _: str) -> None:
        finishes, self.waiting = self.waiting, []
        inherited = self.groups[-1].is_mathematics or as_mathematics in finishes
        self.groups.append(_Group([], finishes, inherited))

    def _read_close(self, _: str) -> None:
        if len(self.groups) > 1:
            self._finish("")
            group = self.groups.pop()
            self.waiting = [*group.finishes]
            self._finish("".join(group.parts))

    def _read_dollar(self, dollar: str) -> None:
        if self.at - len(dollar) < self.mathematics_ends <= self.at:
            self.at = self.mathematics_ends
            self._set_mathematics(on=False)
        elif end := _end_of_mathematics(self.tex, self.at, dollar):
            self.mathematics_ends = end
            self._set_mathematics(on=True)
        else:
            self._finish(dollar)

    def _set_mathematics(self, *, on: bool) -> None:
        self.groups[-1] = self.groups[-1]._replace(is_mathematics=on)

    def _read_script(self, sign: str) -> None:
        if self.groups[-1].is_mathematics:
            self.waiting.append(FINISHES["sp" if sign == "^" else "sb"])
        else:
            self._finish(sign)

    def _read_mark(self, mark: str) -> None:
        self._finish(MARKS[mark])

    def _read_entity(self, entity: str) -> None:
        self._finish(unescape(entity))

    def _read_tag(self, tag: str) -> None:
        """HTML that only says how a text looks is left out; a new line is a space."""
        if re.match("</?(?:br|p)\\b", tag, re.IGNORECASE):
            self._finish(" ")

    def _read_command(self, written: str) -> None:
        name = written.strip().removesuffix("*") or written[0]
        if name in FINISHES:
            self.waiting.append(FINISHES[name])
        elif name in "()[]":
            self._set_mathematics(on=name in "([")
        elif name in VERBATIM and (address := _ARGUMENT.match(self.tex, self.at)):
            self.at = address.end()
            self._finish(bare_address(address[1]))
        elif (text := symbol(name)) is not None:
            self._finish(text) if text else None
        else:
            self._pass_over(passed_over(name))
            if not is_known(name):
                self.unknown.append(f"\\{name}")

    def _pass_over(self, arguments: int) -> None:
        """Go on behind arguments that are no text."""
        if arguments and (option := _OPTION.match(self.tex, self.at)):
            self.at = option.end()
        for _ in range(arguments):
            if argument := _ARGUMENT.match(self.tex, self.at):
                self.at = argument.end()


def _end_of_mathematics(tex: str, start: int, dollar: str) -> int:
    """Where what a dollar sign opens is closed, or 0 where it is money: `$5 to $10`."""
    closed = re.compile(rf"(?<!\\){re.escape(dollar)}").search(tex, start)
    inside = tex[start : closed.start()] if closed else ""
    has_command = re.search(r"\\[a-zA-Z]|[\^_]", inside)
    is_money = re.match(r"\s*\d[\d.,]*\s*(?:$|[a-zA-Z]{2}|[–/-])", inside)
    is_apart = inside[:1].isspace() or inside[-1:].isspace() or is_money
    if not (closed and inside.strip()) or (is_apart and not has_command):
        return 0
    return 0 if is_money and tex[closed.end() :][:1].isdigit() else closed.end()
