"""Words that readers see: spelling, words that the house doesn't write, and what is unwritten."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from guidebook.findings import Finding
from guidebook.source import FRONT_MATTER, Source

_NOT_PROSE = re.compile(
    r"(?<=\])\([^)\n]*\)"  # a link's target
    r"|^ {0,3}\[[^\]\n]+\]:.*$"  # a link's definition
    r"|\[@[^\]]*\]"  # a citation
    r"|\{[:#.][^}\n]*\}"  # attributes
    r"|<[^>\n]*>"  # HTML
    r"|https?://\S+|\S+@\S+",
    re.MULTILINE,
)
_FRONT_MATTER_TEXT = re.compile(r"^(?:title|description):(.*)$", re.MULTILINE)
_WORD = re.compile(r"[\w\-'’]+")
"""A word as codespell takes it."""
_TWICE = re.compile(r"\b(the|an|of|to|in|is|and|or|for|with)[ \n]+\1\b", re.IGNORECASE)
_UNWRITTEN = re.compile(r"\bFILL IN\b[^\n\"]*")
"""What a new guide holds where an editor has to write: these two words, up to the line's end."""
_TO_DO = re.compile(
    r"(?<!# )\b(?:TODO|FIXME|TBD)\b|(?<![\w,.-])XXX+(?![\w-]| syndrome)"
    r"|(?<=\w)\?{3,}|(?<=\w )\?{3,}|\[(?:citation needed|source\??)\]|\b[Ll]orem ipsum\b"
)
"""What writers leave for later; a karyotype may be 47,XXX, and a remark in YAML may ask."""


class Words(NamedTuple):
    """The house's lists of words, both in lower case."""

    allowed: frozenset[str]
    """Right here, though codespell takes them for misspelt."""
    advice: Mapping[str, str]
    """What to write instead, by the word that we don't write."""


def readable(source: Source) -> Source:
    """A page's words, its title and its description; everything else is blank, places the same."""
    text = _NOT_PROSE.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), source.prose)
    head = FRONT_MATTER.match(source.text)
    for found in _FRONT_MATTER_TEXT.finditer(source.text, 0, head.end() if head else 0):
        text = text[: found.start(1)] + found[1] + text[found.end(1) :]
    return Source(source.path, text)


def check_wording(source: Source, words: Words) -> Iterator[Finding]:
    """Findings for words in a text that holds nothing but what people read.

    A misspelling is what codespell's dictionary has: what it doesn't know is right.
    """
    known = _misspellings()
    for found in _WORD.finditer(source.text):
        right = known.get(found.group().lower().replace("’", "'"))
        is_hyphened = right == found.group().lower().replace("-", "")  # British: re-use
        if right and not is_hyphened and found.group().lower() not in words.allowed:
            meant = right.capitalize() if found.group().istitle() else right
            message = f"'{found.group()}' is misspelt"
            yield source.finding(found.start(), "S01", message, f"Did you mean '{meant}'?")
    for found in _TWICE.finditer(source.text):
        yield source.finding(
            found.start(), "S04", f"'{found[1]}' stands here twice", "Take one out."
        )
    for found in _pattern(tuple(words.advice)).finditer(source.text):
        hint = f"{words.advice[found.group().lower()]}."
        yield source.finding(found.start(), "S02", f"we don't write '{found.group()}'", hint)


def check_unwritten(source: Source) -> Iterator[Finding]:
    """Findings for what a new guide's editor hasn't written yet, anywhere in a file."""
    for found in _UNWRITTEN.finditer(source.text):
        hint = "Write your own words in its place."
        message = f"still to be written: '{found.group()}'"
        yield source.finding(found.start(), "S03", message, hint)


def check_left_for_later(source: Source) -> Iterator[Finding]:
    """Findings for a writer's notes to themselves, in a text of nothing but what people read."""
    for found in _TO_DO.finditer(source.text):
        hint = "Write what is meant, or take it out."
        message = f"'{found.group()}' was left here for later"
        yield source.finding(found.start(), "S03", message, hint)


def read_words(text: str) -> dict[str, str]:
    """The words in a list of ours, in lower case, each with what stands after its arrow, if any.

    A line is `word` or `word -> advice`; a line that begins with `#` is a remark.
    """
    lines = (line.partition("->") for line in text.splitlines() if not line.startswith("#"))
    return {word.strip().lower(): advice.strip() for word, _, advice in lines if word.strip()}


@lru_cache(maxsize=8)
def _pattern(unwanted: tuple[str, ...]) -> re.Pattern[str]:
    """What finds these words; nothing where there are none."""
    words = "|".join(re.escape(word) for word in sorted(unwanted, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)" if words else r"(?!)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _misspellings() -> Mapping[str, str]:
    """What is meant by every misspelling in lower case; several words with commas between.

    A line of the dictionary is `wrong->right`, or `wrong->right, other right, reason`.
    """
    text = (files("codespell_lib") / "data" / "dictionary.txt").read_text(encoding="utf-8")
    lines = (line.partition("->") for line in text.splitlines())
    return {wrong.lower(): _meant(right) for wrong, _, right in lines if right}


def _meant(right: str) -> str:
    return right.rpartition(",")[0].strip() if "," in right else right.strip()
