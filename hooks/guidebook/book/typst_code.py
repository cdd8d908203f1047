"""Code for Typst. Every text becomes a string there, so no text can become code.

`Code` is made in this module only; the types keep texts and code apart everywhere else.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NewType

Code = NewType("Code", str)
"""An expression in Typst's code mode."""
Value = Code | bool | int

NOTHING = Code("[]")
AUTO = Code("auto")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_ESCAPED = re.compile(r'[\\"\x00-\x1f\x7f]')
_UNSEEN = dict.fromkeys(map(ord, "\N{SOFT HYPHEN}\N{ZERO WIDTH NO-BREAK SPACE}"))
"""Characters that show nothing and that a PDF for archives may not hold."""
_NEEDS_FONT = re.compile("([\u0900-\u109f\u1780-\u18af][\u0900-\u109f\u1780-\u18af\u200c\u200d ]*)")
"""Words in scripts, from Devanagari to Mongolian, for which Typst has but a font for formulas."""
LONGEST = 30
"""The most characters of a word that stay in one line of a page."""
_PIECE = 12  # characters of a long word between two places where a line may end


def string(text: str) -> Code:
    """A text as a string, with nothing done to it but escapes."""
    return Code(f'"{_ESCAPED.sub(_escape, text)}"')


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return f"\\{character}" if character in '\\"' else f"\\u{{{ord(character):x}}}"


def call(function: str, *arguments: Value, **named: Value) -> Code:
    """A call of a function of Typst or of the page design; `_` in a name stands for `-`."""
    pairs = (f"{name.replace('_', '-')}: {_value(value)}" for name, value in named.items())
    return Code(f"{function}({', '.join((*map(_value, arguments), *pairs))})")


def joined(parts: Iterable[Code]) -> Code:
    """Several pieces of content, one after the other."""
    pieces = list(parts)
    if len(pieces) == 1:
        return pieces[0]
    return Code(f"{{{'; '.join(pieces)}}}") if pieces else NOTHING


def array(items: Iterable[Value]) -> Code:
    """A list of values."""
    return Code(f"({''.join(f'{_value(item)}, ' for item in items)})")


def _value(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def text(words: str, longest: int = LONGEST) -> Code:
    """A text to be set: nothing changes but where its lines may end."""
    visible = unicodedata.normalize("NFC", words.translate(_UNSEEN))
    return joined(_pieces(visible, longest))


def _pieces(words: str, longest: int) -> Iterator[Code]:
    for index, part in enumerate(re.split(rf"(\S{{{longest},}})", words)):
        yield from _boxes(part, min(longest, _PIECE)) if index % 2 else _strings(part)


def _boxes(word: str, size: int) -> Iterator[Code]:
    """A word that is too long for a line, in boxes: it parts where one ends."""
    clusters = _clusters(word)
    for start in range(0, len(clusters), size):
        yield call("box", joined(_strings("".join(clusters[start : start + size]))))


def _strings(words: str) -> Iterator[Code]:
    """The text in strings, those set apart that need a font of their own or carry marks."""
    if words.isascii():
        yield from [string(words)] if words else []
        return
    for index, part in enumerate(_NEEDS_FONT.split(words)):
        if index % 2:
            yield call("lettered", string(part))
        else:
            yield from _with_marks(part)


def _with_marks(words: str) -> Iterator[Code]:
    """The text in strings; letters that carry marks are set so that copies hold them once."""
    if not any(map(unicodedata.combining, words)):
        yield from [string(words)] if words else []
        return
    for is_marked, clusters in groupby(_clusters(words), lambda cluster: len(cluster) > 1):
        piece = string("".join(clusters))
        yield call("marked", piece) if is_marked else piece


def _clusters(words: str) -> list[str]:
    """The letters of a text, each with the marks that combine with it."""
    clusters: list[str] = []
    for character in words:
        if clusters and unicodedata.combining(character):
            clusters[-1] += character
        else:
            clusters.append(character)
    return clusters
