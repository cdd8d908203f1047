"""The list of readers' words: what readers say, and what pages say for it.

A line is `their words -> our words`; one that begins with `#` is a remark.
"""

import re

from guidebook.findings import Finding
from guidebook.site.search_words import stems
from guidebook.source import Source

_LINE = re.compile(
    r"^(?![ \t]*#)[ \t]*(?P<theirs>.*?)[ \t]*(?:->[ \t]*(?P<ours>.*?)[ \t]*)?$", re.M
)
_FORM = "Write their words, an arrow and our words: backache -> back pain."


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
