"""TeX in a field to text, and back: accents, dashes, scripts, and the commands of bibliographies.

`unknown_commands` names the commands that nobody knows; no word is lost with one.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from guidebook.bibliography.tex_commands import SUPERSCRIPT, is_accent
from guidebook.bibliography.tex_reader import TAG, Decoded, decode

_TEX = re.compile(r"[\\{}$~&<]|--|``|''")
_HTML_SCRIPT = re.compile(r"<(sub|sup|inf)>([^<>]*)</\1>")
_SPACED = re.compile(r"\\(?:([a-zA-Z]+)|(['`^\"~=.]))[ \t\n]+(\\[a-zA-Z]+|\w)")
_ACCENTED = re.compile(r"\\['`^\"~=.]\s*(?:\{[^{}]*\}|\\[ij](?![a-zA-Z])|\w)")
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
    r"""A name whose spaces are all between its words.

    What follows a command stands in its braces: `\H o` is one letter, as in `\H{o}`. The tilde of
    `\~n` is none between words, and `\,` is a space and no comma.
    """
    bound = _SPACED.sub(_bound, tex.replace("\\,", " "))
    return _ACCENTED.sub(lambda found: to_text(found[0]), bound)


@lru_cache(maxsize=16384)
def _decoded(tex: str) -> Decoded:
    tex = tex.translate(_CONTROLS)
    unknown: tuple[str, ...] = ()
    if _TEX.search(tex):
        tex, unknown = decode(_HTML_SCRIPT.sub(_as_command, tex))
    return Decoded(" ".join(tex.split()), unknown)


def _as_command(script: re.Match[str]) -> str:
    return rf"\text{'super' if script[1] == 'sup' else 'sub'}script{{{script[2]}}}"


def _bound(command: re.Match[str]) -> str:
    name, following = command[1] or command[2], command[3]
    return rf"\{name}{{{following}}}" if is_accent(name) else rf"{{\{name}}}{following}"


def _unicode_script(text: str, is_super: bool) -> str:
    table = _SUPERSCRIPTS if is_super else _SUBSCRIPTS
    return "".join(table[character] for character in text) if set(text) <= table.keys() else text
