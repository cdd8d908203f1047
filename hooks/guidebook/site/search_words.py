"""Words as the search compares them, without accents, capitals and endings; and readers' own words.

`docs/assets/search.js` does the same with what a reader types; a test holds the two together.
"""

import re
from functools import lru_cache
from unicodedata import category, normalize

from guidebook.findings import Finding
from guidebook.source import Source

_COMMON = """
a an and are as at be by can could did do does for from had has have how i if in is it its me my
need not of on or should so than that the their them then there these they this those to up was we
were what when where which who why will with would you your
"""
IGNORED = frozenset(_COMMON.split())
"""Words that nobody looks for."""

_WORD = re.compile(r"[^\W_]+")
_SOFT_END = re.compile(r"(?:ies|y)$")
_END = re.compile(r"(?:(?<=...)e?ments?|ness(?:es)?|ings?|edl?y?|ed|es|s|e)$")
_LINE = re.compile(
    r"^(?![ \t]*#)[ \t]*(?P<theirs>.*?)[ \t]*(?:->[ \t]*(?P<ours>.*?)[ \t]*)?$", re.M
)
_FORM = "Write their words, an arrow and our words: backache -> back pain."


def words(text: str) -> list[str]:
    """The words of a text in small letters, without accents and apostrophes."""
    text = re.sub("['’]", "", text.lower())
    if not text.isascii():
        text = "".join(sign for sign in normalize("NFD", text) if category(sign)[0] != "M")
    return _WORD.findall(text)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A word of `words` without the ending of its form, so that its forms meet."""
    return word if len(word) < 4 else _END.sub("", _SOFT_END.sub("i", word))


def stems(text: str) -> list[str]:
    """The stems of the words in a text that somebody may look for."""
    return [stem(word) for word in words(text) if word not in IGNORED]


def read_readers_words(source: Source, known: set[str]) -> tuple[dict[str, str], list[Finding]]:
    """What pages say, by what readers say, and a finding for each line with a mistake.

    Such a line gives nothing. `known` are the stems of all words that a search finds.
    """
    found: dict[str, str] = {}
    lines: dict[tuple[str, ...], int] = {}
    findings: list[Finding] = []
    for line in filter(lambda line: line[0].strip(), _LINE.finditer(source.text)):
        number = source.position(line.start()).line
        first = lines.setdefault(tuple(stems(line["theirs"])), number)
        said = _mistake(line, known)
        if not said and first < number:
            hint = "Write the better one of them."
            said = "theirs", "R02", f"'{line['theirs']}' stands here and in line {first}", hint
        if said:
            findings.append(source.finding(line.start(said[0]), *said[1:]))
        else:
            found[line["theirs"]] = line["ours"]
    return found, findings


def _mistake(line: re.Match[str], known: set[str]) -> tuple[str, str, str, str] | None:
    """Which part of a line is wrong, with the code, the message and the hint."""
    if line["ours"] is None:
        return "theirs", "R01", "no arrow in this line", _FORM
    for side in ("theirs", "ours"):
        if not stems(line[side]):
            return side, "R01", "no word to search for on one side of the arrow", _FORM
    for word in line["ours"].split():
        if not known.issuperset(stems(word)):
            hint = "Write a word that stands on a page."
            return "ours", "R03", f"no page has the word '{word}'", hint
    return None
