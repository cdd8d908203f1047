"""TeX in a field to text, and back: accents, dashes, scripts, and the commands of bibliographies.

The reader takes anything and never raises. A command is taken out and its argument stays, so that
no word is lost with a command that nobody knows; `unknown_commands` names those.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from guidebook.bibliography.tex_commands import (
    FINISHES,
    MARKS,
    SUPERSCRIPT,
    VERBATIM,
    Finish,
    as_mathematics,
    is_accent,
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
_TEX = re.compile(r"[\\{}$~&<]|--|``|''")
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
_HTML_SCRIPT = re.compile(r"<(sub|sup|inf)>([^<>]*)</\1>")
_IN_ADDRESS = re.compile(r"[{$]?(\\(?:textasciitilde|sim|~))\s*(?:\{\})?[}$]?|\\url\b|[\\{}]")
_SPACED = re.compile(r"\\(?:([a-zA-Z]+)|(['`^\"~=.]))[ \t\n]+(\\[a-zA-Z]+|\w)")
_SCRIPT = re.compile("([\ufdd0\ufdd2])([^\ufdd0-\ufdd3]*)[\ufdd1\ufdd3]")
_SUPERSCRIPTS = dict(zip("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
_SUBSCRIPTS = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))
_CONTROLS = dict.fromkeys([*range(32), *range(127, 160)], " ") | dict.fromkeys(
    range(0xFDD0, 0xFDD4), "\N{REPLACEMENT CHARACTER}"
)
_NEVER_BARE = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "$": r"\$",
}
_OFTEN_BARE = {"^": r"{\textasciicircum}", "%": r"\%", "&": r"\&", "#": r"\#", "_": r"\_"}
"""What means something in TeX, and is understood from editors who don't escape it."""
_OURS = str.maketrans(_NEVER_BARE)
_SAFE = str.maketrans(_NEVER_BARE | _OFTEN_BARE)
_LIKE_TAG = re.compile(rf"<(?={TAG.pattern[1:]})", re.IGNORECASE)
_LIKE_ENTITY = re.compile(r"(?<!\\)&(?=#?\w+;)")
"""What would be read as HTML although it is text."""


class _Decoded(NamedTuple):
    """A marked text, and the commands in it that nobody knows."""

    text: str
    unknown: tuple[str, ...]


def to_text(tex: str) -> str:
    """Plain text on one line. Takes anything; scripts are Unicode's where it has all of them."""
    return plain(to_marked(tex))


def to_marked(tex: str) -> str:
    """Text on one line in which `SUPERSCRIPT` and `SUBSCRIPT` stand around scripts."""
    return _decoded(tex).text


def unknown_commands(tex: str) -> tuple[str, ...]:
    """The commands of which only the arguments are read, as written, in their order."""
    return _decoded(tex).unknown


def plain(marked: str) -> str:
    """A marked text without its marks."""
    return with_scripts(marked, _unicode_script)


def with_scripts(marked: str, write: Callable[[str, bool], str]) -> str:
    """A marked text with each script as `write` gives it; True stands for a superscript."""
    while _SCRIPT.search(marked):
        marked = _SCRIPT.sub(lambda found: write(found[2], found[1] == SUPERSCRIPT[0]), marked)
    return marked


def to_tex(text: str, *, as_editors_write: bool = False) -> str:
    """A plain text as TeX: safe for every program, or as it stands in our own file."""
    escaped = text.translate(_OURS if as_editors_write else _SAFE)
    return _LIKE_ENTITY.sub(r"\\&", _LIKE_TAG.sub("{<}", escaped))


def spaces_bound(tex: str) -> str:
    r"""A name with what follows a command in its braces: `\H o` is one letter, as in `\H{o}`."""
    return _SPACED.sub(_bound, tex)


@lru_cache(maxsize=16384)
def _decoded(tex: str) -> _Decoded:
    tex = tex.translate(_CONTROLS)
    unknown: tuple[str, ...] = ()
    if _TEX.search(tex):
        tex, unknown = _Reader(_HTML_SCRIPT.sub(_as_command, tex)).read()
    return _Decoded(" ".join(tex.split()), unknown)


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

    def read(self) -> _Decoded:
        """Everything, in one text."""
        while token := _TOKEN.match(self.tex, self.at):
            self.at = token.end()
            getattr(self, f"_read_{token.lastgroup}")(token[token.lastgroup or 0])
        while len(self.groups) > 1:
            self._read_close("")
        self._finish("")
        return _Decoded("".join(self.groups[0].parts), tuple(self.unknown))

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


def bare_address(tex: str) -> str:
    """An address without what TeX users put around it, and into it."""
    return _IN_ADDRESS.sub(lambda found: "~" if found[1] else "", tex)


def _as_command(script: re.Match[str]) -> str:
    return rf"\text{'super' if script[1] == 'sup' else 'sub'}script{{{script[2]}}}"


def _bound(command: re.Match[str]) -> str:
    name, following = command[1] or command[2], command[3]
    return rf"\{name}{{{following}}}" if is_accent(name) else rf"{{\{name}}}{following}"


def _unicode_script(text: str, is_super: bool) -> str:
    table = _SUPERSCRIPTS if is_super else _SUBSCRIPTS
    return "".join(table[character] for character in text) if set(text) <= table.keys() else text
