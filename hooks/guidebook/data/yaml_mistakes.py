"""Mistakes in a YAML file, in plain words for somebody who knows no YAML.

PyYAML says what its grammar expected; an editor needs to know which character to take out. The
patterns below were met by writing each mistake into a decision guide.
"""

import re
from collections.abc import Iterator, Mapping

import yaml

from guidebook.findings import Finding
from guidebook.source import Position

Said = tuple[str, str, str]
"""What is said of a mistake: a code, a message and a hint."""

Sentences = Mapping[str, Said]
"""What a kind of file says of its mistakes, by a rule's name; what is in braces is filled in.

`syntax` is for what `explain` says: `{code}`, `{message}` and `{hint}`; `empty` for a file that
holds nothing; `twice` for a `{key}` that stands in the lines `{first}` and `{second}`; `cut off`
for a comment behind a text. The others are those of `schema`. What has no sentence is no mistake.
"""

_QUOTES = "Put the whole text in straight double quotes."
_KEY_FIRST = "Write a key, a colon, a space and the text."
_SAME_COLUMN = "Lines that belong together begin in the same column, moved in with spaces."
_MEANING = "a text that begins with '&', '*' or '!' has a meaning of its own in YAML"

# The codes are those of a decision guide.
TAB = ("D04", "a tab", "Write spaces instead.")
_COLON = ("D05", "a colon followed by a space inside a text", _QUOTES)
_COLON_IN_CURLY = (*_COLON[:2], f"{_QUOTES[:-1]}; curly ones do not count.")
_NO_FIT = ("D07", "the line does not fit the one above it", _SAME_COLUMN)
_NO_KEY = ("D08", "a line that begins with no key and continues no text", _KEY_FIRST)
_OWN_LINE = f"{_QUOTES} A comment needs a line of its own."
CUT_OFF = ("D09", "a '#' after a space cuts the text off", _OWN_LINE)
NOT_PLAIN = ("D10", _MEANING, _QUOTES)
SECOND_DOCUMENT = ("D11", "'---' begins a second document", "Take the line out.")
TOO_DEEP = ("D11", "lists within lists, too deep to read", "Compare with the example.")
_UNSHOWN = ("D11", "a character that cannot be shown", "Delete it and type the text again.")
NO_TEXT_AS_KEY = ("D22", "a list or a mapping stands where a key is needed", "")

_UP_TO_VALUE = re.compile(r" *(?:- +)*(?:[\w-]+: +)?")
_SPECIAL = re.compile(r"(?P<reference>\[ *@)|[\[\]{}*&!|>%@`\"'?,]")
_KEY_ONLY = re.compile(r" *(?:- +)*[\w-]+")
_NO_SPACE = re.compile(r" *(?:- +)*([\w-]+):(?=[^\s/])")
_COMMENT = re.compile(r"\S[ \t]+(?=#)")
_CURLY = re.compile("[“”„‘’«»]")


class YamlMistakeError(yaml.YAMLError):
    """A mistake of syntax at an offset, after which a file can't be read on."""

    def __init__(self, offset: int, said: Said) -> None:
        super().__init__(said[1])
        self.offset, self.said = offset, said


def finding(
    sentences: Sentences, rule: str, path: str, place: Position, **facts: object
) -> Finding:
    """The finding that a kind of file has for a rule."""
    code, message, hint = (part.format_map(facts) for part in sentences[rule])
    return Finding(path, *place, code, message, hint)


def explain(error: yaml.YAMLError, text: str) -> YamlMistakeError:
    """What an editor did wrong in `text` where reading ended with an error."""
    if isinstance(error, YamlMistakeError):
        return error
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        return YamlMistakeError(*next(_explanations(error, text, error.problem_mark.index)))
    found = yaml.reader.Reader.NON_PRINTABLE.search(text)
    return YamlMistakeError(found.start() if found else 0, _UNSHOWN)


def _explanations(
    error: yaml.MarkedYAMLError, text: str, offset: int
) -> Iterator[tuple[int, Said]]:
    """What the mistake may be where PyYAML stopped at `offset`, the likeliest first."""
    problem, context = error.problem or "", error.context or ""
    since = error.context_mark.index if error.context_mark else offset
    start, end = _line(text, offset)
    if "\t" in text[start:end]:
        yield text.index("\t", start), TAB
    if context.startswith(("while scanning a quoted", "while parsing a flow")):
        yield from _begins(text, since)
    if (key := _UP_TO_VALUE.match(text, start)) and key.end() <= offset:
        yield from _begins(text, key.end())
    if problem.startswith("mapping values") and not _KEY_ONLY.fullmatch(text, start, offset):
        yield offset, _COLON_IN_CURLY if _CURLY.search(text, start, end) else _COLON
    for above in (_line_above(text, since), _line_above(text, offset)):
        if comment := _COMMENT.search(text, *above):
            yield comment.end(), CUT_OFF
    if key := _NO_SPACE.match(text, *_line_above(text, offset)):
        yield key.end(), ("D08", f"no space after the colon of '{key[1]}'", _KEY_FIRST)
    if "expected ':'" in problem:
        yield since, _NO_KEY
    indent = len(text[start:end]) - len(text[start:end].lstrip())
    yield start + indent, _NO_FIT


def _begins(text: str, offset: int) -> Iterator[tuple[int, Said]]:
    """A text whose first character means something else to YAML."""
    if found := _SPECIAL.match(text, offset):
        what = "a reference" if found["reference"] else f"the sign {found[0]}"
        yield offset, ("D06", f"a text that begins with {what} cannot be read", _QUOTES)


def _line(text: str, offset: int) -> tuple[int, int]:
    """Where the line begins and ends in which the offset is."""
    end = text.find("\n", offset)
    return text.rfind("\n", 0, offset) + 1, end if end >= 0 else len(text)


def _line_above(text: str, offset: int) -> tuple[int, int]:
    """The same of the nearest line above that holds something."""
    end = len(text[: _line(text, offset)[0]].rstrip())
    return text.rfind("\n", 0, end) + 1, end
