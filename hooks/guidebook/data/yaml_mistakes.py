"""Mistakes in the YAML itself, in plain words for somebody who knows no YAML.

PyYAML says what its grammar expected; an editor needs to know which character to take out. The
patterns below were met by writing each mistake into a decision guide.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

_VALUE = re.compile(r"\s*(?:- +)*(?:[\w-]+:\s+)?(?=\S)")
_SPECIAL = frozenset("[]{}*&!|>%@`\"'?,")
_KEY_ONLY = re.compile(r"\s*(- +)*[\w-]+")
_NO_SPACE = re.compile(r"\s*(- +)*([\w-]+):(?=[^\s/])")
_COMMENT = re.compile(r"\S[ \t]+(?=#)")
_CURLY = re.compile("[“”„‘’«»]")
_QUOTES = "Put the whole text in straight double quotes."
_KEY_FIRST = "Write a key, a colon, a space and the text."


class Mistake(NamedTuple):
    """One mistake, at an offset in the text."""

    offset: int
    code: str
    """What a decision guide's findings call it."""
    message: str
    hint: str = ""


class UnreadableError(Exception):
    """Ends the reading of a file at a mistake."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(mistake.message)
        self.mistake = mistake


def tab(offset: int) -> Mistake:
    """For a tab."""
    return Mistake(offset, "D04", "a tab", "Write spaces instead.")


def comment_behind(offset: int) -> Mistake:
    """For the `#` that ends a text because a space stands before it."""
    hint = f"{_QUOTES} A comment needs a line of its own."
    return Mistake(offset, "D09", "a '#' after a space cuts the text off", hint)


def not_plain(offset: int) -> Mistake:
    """For an anchor, an alias or a tag."""
    message = "a text that begins with '&', '*' or '!' has a meaning of its own in YAML"
    return Mistake(offset, "D10", message, _QUOTES)


def second_document(offset: int) -> Mistake:
    """For a `---` that begins another document."""
    return Mistake(offset, "D11", "'---' begins a second document", "Take the line out.")


def too_deep(offset: int) -> Mistake:
    """For lists in lists in lists."""
    message, hint = "lists within lists, too deep to read", "Compare with the example."
    return Mistake(offset, "D11", message, hint)


def no_text_as_key(offset: int) -> Mistake:
    """For a key that is no text."""
    return Mistake(offset, "D22", "a list or a mapping stands where a key is needed")


def explain(error: yaml.YAMLError, text: str) -> Mistake:
    """What an editor did wrong in `text` where PyYAML stopped."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return _unprintable(text)
    return next(_explanations(_Stop(error, text)))


class _Stop:
    """Where PyYAML stopped."""

    def __init__(self, error: yaml.MarkedYAMLError, text: str) -> None:
        self.text = text
        self.problem = error.problem or ""
        self.context = error.context or ""
        self.offset: int = error.problem_mark.index if error.problem_mark else 0
        self.since: int = error.context_mark.index if error.context_mark else self.offset
        """Where the part begins in which it stopped."""
        self.start, self.line = _line_of(text, self.offset)


def _explanations(stop: _Stop) -> Iterator[Mistake]:
    """What the mistake may be, the likeliest first."""
    for look in (_tab, _left_open, _first_character, _colon, _cut_above, _no_space, _no_key):
        if mistake := look(stop):
            yield mistake
    message = "the line does not fit the one above it"
    hint = "Lines that belong together begin in the same column, moved in with spaces."
    indent = len(stop.line) - len(stop.line.lstrip())
    yield Mistake(stop.start + indent, "D07", message, hint)


def _unprintable(text: str) -> Mistake:
    found = yaml.reader.Reader.NON_PRINTABLE.search(text)
    message, hint = "a character that cannot be shown", "Delete it and type the text again."
    return Mistake(found.start() if found else 0, "D11", message, hint)


def _tab(stop: _Stop) -> Mistake | None:
    return tab(stop.start + stop.line.index("\t")) if "\t" in stop.line else None


def _left_open(stop: _Stop) -> Mistake | None:
    """A quotation mark or bracket that opens and never closes, at the place where it opens."""
    if stop.context.startswith(("while scanning a quoted", "while parsing a flow")):
        return _begins(stop.text, stop.since)
    return None


def _first_character(stop: _Stop) -> Mistake | None:
    """A value whose first character means something else to YAML."""
    value = _VALUE.match(stop.line)
    if value and stop.start + value.end() <= stop.offset:
        return _begins(stop.text, stop.start + value.end())
    return None


def _begins(text: str, offset: int) -> Mistake | None:
    character = text[offset]
    if character not in _SPECIAL:
        return None
    is_reference = re.compile(r"\[ *@").match(text, offset)
    what = "a reference" if is_reference else f"the sign {character}"
    return Mistake(offset, "D06", f"a text that begins with {what} cannot be read", _QUOTES)


def _colon(stop: _Stop) -> Mistake | None:
    """A colon and a space in a text without quotes."""
    before = stop.text[stop.start : stop.offset]
    if not stop.problem.startswith("mapping values") or _KEY_ONLY.fullmatch(before):
        return None
    hint = _QUOTES
    if _CURLY.search(stop.line):
        hint = "Put the whole text in straight double quotes; curly ones do not count."
    return Mistake(stop.offset, "D05", "a colon followed by a space inside a text", hint)


def _cut_above(stop: _Stop) -> Mistake | None:
    """A ` #` in the line above, so that the text's next line stands alone."""
    for offset in (stop.since, stop.offset):
        start, line = _line_above(stop.text, offset)
        if found := _COMMENT.search(line):
            return comment_behind(start + found.end())
    return None


def _no_space(stop: _Stop) -> Mistake | None:
    """No space behind the colon of the line above."""
    start, line = _line_above(stop.text, stop.offset)
    if found := _NO_SPACE.match(line):
        message = f"no space after the colon of '{found[2]}'"
        return Mistake(start + found.end(), "D08", message, _KEY_FIRST)
    return None


def _no_key(stop: _Stop) -> Mistake | None:
    """A line without `key: `."""
    if "expected ':'" not in stop.problem:
        return None
    message = "a line that begins with no key and continues no text"
    return Mistake(stop.since, "D08", message, _KEY_FIRST)


def _line_of(text: str, offset: int) -> tuple[int, str]:
    """The line that holds the offset: where it begins, and its words."""
    start = text.rfind("\n", 0, offset) + 1
    return start, text[start:].partition("\n")[0]


def _line_above(text: str, offset: int) -> tuple[int, str]:
    """The nearest line above the offset's that holds something; empty where there is none."""
    start, _ = _line_of(text, offset)
    return _line_of(text, len(text[:start].rstrip()))
