"""The house's words: what we don't write, and what is still to be written."""

import re
from collections.abc import Iterator, Mapping

from guidebook.findings import Finding
from guidebook.positions import position_at

_PLACEHOLDER = re.compile(r"\bFILL IN\b[^\n\"]*")
"""What a new guide holds where an editor has to write: these two words, up to the line's end."""


def check_words(text: str, path: str, advice: Mapping[str, str]) -> Iterator[Finding]:
    """Findings for words in prose that we don't write; `advice` says what to write instead."""
    words = "|".join(re.escape(word) for word in sorted(advice, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
    for found in pattern.finditer(text) if advice else ():
        hint = f"{advice[found.group().lower()]}."
        place = position_at(text, found.start())
        yield Finding(path, *place, "S02", f"we don't write '{found.group()}'", hint)


def check_placeholders(text: str, path: str) -> Iterator[Finding]:
    """Findings for what a new guide's editor hasn't written yet."""
    for found in _PLACEHOLDER.finditer(text):
        hint = "Write your own words in its place."
        place = position_at(text, found.start())
        yield Finding(path, *place, "S03", f"still to be written: '{found.group()}'", hint)


def read_words(text: str) -> dict[str, str]:
    """The words in a list of ours, in lower case, each with what stands after its arrow, if any.

    A line is `word` or `word -> advice`; a line that begins with `#` is a remark.
    """
    lines = (line.partition("->") for line in text.splitlines() if not line.startswith("#"))
    return {word.strip().lower(): advice.strip() for word, _, advice in lines if word.strip()}
