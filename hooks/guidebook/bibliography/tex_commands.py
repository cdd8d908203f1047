"""What each command of TeX in a bibliography does to the text; `tex_commands.yml` is the table."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import yaml
from pylatexenc.latex2text import get_default_latex_context_db

Finish = Callable[[str], str]
"""What a command does with the text of its argument."""

SUPERSCRIPT, SUBSCRIPT = "\ufdd0\ufdd1", "\ufdd2\ufdd3"
"""What stands around a script in a marked text: noncharacters (Unicode, 23.7), which none holds."""

MARKS = {"---": "—", "--": "–", "``": "“", "''": "”", "~": " ", "\\": ""}
VERBATIM = frozenset(("url", "path", "nolinkurl", "doi"))
"""Commands whose argument is an address."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Where it is there, the one that takes a tenth of the time of every start."""
_TABLE: Mapping[str, Any] = yaml.load(
    Path(__file__).with_suffix(".yml").read_text("utf-8"),
    _LOADER,  # noqa: S506 (both are safe)
)
_ACCENTS: Mapping[str, str] = _TABLE["accents"]
_NOT_TEXT: Mapping[str, int] = _TABLE["no text"]
_SYMBOLS: Mapping[str, str] = {
    **_TABLE["texts"],
    **dict.fromkeys(_TABLE["spaces"], " "),
    **dict.fromkeys(_TABLE["nothing"], ""),
}
_KNOWN = get_default_latex_context_db()
_DOTLESS = {"ı": "i", "ȷ": "j"}


def as_mathematics(text: str) -> str:
    """The argument of a command that begins mathematics."""
    return text


def _accented(name: str, text: str) -> str:
    letter = _DOTLESS.get(text[:1], text[:1])
    if not letter.strip():
        return (name if name in "^~" else "") + text
    return unicodedata.normalize("NFC", letter + _ACCENTS[name]) + text[1:]


def _quoted(text: str) -> str:
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


def _between(marks: str, text: str) -> str:
    return text if text in ("", "°", "′") else f"{marks[0]}{text}{marks[1]}"


FINISHES: Mapping[str, Finish] = {
    **{name: partial(_accented, name) for name in _ACCENTS},
    **dict.fromkeys(("enquote", "mkbibquote", "textquote"), _quoted),
    **dict.fromkeys(("textsuperscript", "sp"), partial(_between, SUPERSCRIPT)),
    **dict.fromkeys(("textsubscript", "sb"), partial(_between, SUBSCRIPT)),
    **dict.fromkeys(("frac", "tfrac", "dfrac", "nicefrac", "sfrac"), "{}/".format),
    "sqrt": "√{}".format,
    "ensuremath": as_mathematics,
}
"""Commands that do something with their argument."""


def is_accent(name: str) -> bool:
    """Whether a command puts an accent on the letter after it."""
    return name in _ACCENTS


@lru_cache(maxsize=1024)
def symbol(name: str) -> str | None:
    """The text that a command stands for, if it stands for one."""
    if name in _NOT_TEXT:
        return None
    if name in _SYMBOLS:
        return _SYMBOLS[name]
    if len(name) == 1 and not name.isalpha():
        return name
    for known in (name, name.removeprefix("text")):
        text = getattr(_KNOWN.get_macro_spec(known), "simplify_repl", None)
        if isinstance(text, str) and re.fullmatch(r"[^%<]+|<", text.strip("\xad")):
            return text
    return None


def passed_over(name: str) -> int:
    """How many arguments of a command are no text."""
    return _NOT_TEXT.get(name, 0)


def is_known(name: str) -> bool:
    """Whether a command's text is all that it says; what an environment does isn't read."""
    is_mere_look = getattr(_KNOWN.get_macro_spec(name), "discard", None) is False
    return (
        name in _TABLE["plain"]
        or is_mere_look
        or (name in _NOT_TEXT and name not in ("begin", "end"))
    )
