"""Mistakes in the YAML itself, in plain words for somebody who knows no YAML.

PyYAML says what its grammar expected; an editor needs to know which sign to take out. The
patterns below were met by writing each mistake into a decision guide.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

from guidebook.findings import Finding

_STAND_IN = 0xE000
"""Added to an ASCII sign it makes a sign of the private use area, a mere letter to YAML."""

_UNMEND = {_STAND_IN + code: code for code in range(128)}
_VALUE = re.compile(r"^\s*(?:- +)*(?:[\w-]+:\s+)?(?=\S)")
_SPECIAL = frozenset("[]{}*&!|>%@`\"'?,")
_CONFLICT = re.compile(r"<{7}( |$)")
_KEY_ONLY = re.compile(r"\s*(- +)*[\w-]+")
_NO_SPACE = re.compile(r"\s*(- +)*([\w-]+):(?=[^\s/])")
_CURLY = re.compile("[“”„‘’«»]")
_QUOTES = "Put the whole text in straight double quotes."


class Mistake(NamedTuple):
    """One mistake; line and column are counted from 0, as PyYAML does."""

    line: int
    column: int
    code: str
    message: str
    hint: str
    mendable: bool = False
    """Whether the file can be read on when the sign at this place is taken for a letter."""

    def finding(self, path: str) -> Finding:
        """The same as a finding in the file at `path`."""
        return Finding(path, self.line + 1, self.column + 1, self.code, self.message, self.hint)


def mend(source: str, mistake: Mistake) -> str:
    """The source with the sign at the mistake's place taken for a letter, one sign for one.

    A colon takes the colons behind it along: one text without quotes is one mistake.
    """
    lines = source.split("\n")
    before, after = lines[mistake.line][: mistake.column], lines[mistake.line][mistake.column :]
    sign, stand_in = after[0], chr(_STAND_IN + ord(after[0]))
    count = -1 if sign == ":" else 1
    lines[mistake.line] = before + after.replace(sign, stand_in, count)
    return "\n".join(lines)


def unmend(words: str) -> str:
    """The words as the editor wrote them."""
    return words.translate(_UNMEND)


def before_reading(source: str) -> Iterator[Mistake]:
    """Mistakes that show in the lines alone, after which nothing else makes sense."""
    for number, line in enumerate(source.split("\n")):
        if _CONFLICT.match(line):
            hint = (
                "Keep one of the two versions, and take out the lines <<<<<<<, ======= and >>>>>>>."
            )
            yield Mistake(number, 0, "D03", "two versions that were not merged", hint)
        if "\t" in line:
            yield Mistake(number, line.index("\t"), "D04", "a tab", "Write spaces instead.")


def comment_behind(mark: yaml.Mark) -> Mistake:
    """For a text that ends at `mark` because a space and a `#` follow."""
    hint = f"{_QUOTES} A comment needs a line of its own."
    return Mistake(mark.line, mark.column + 1, "D09", "a '#' after a space cuts the text off", hint)


def empty_file() -> yaml.MarkedYAMLError:
    """For a file that holds nothing but comments."""
    mark = yaml.Mark("", 0, 0, 0, None, 0)
    return yaml.MarkedYAMLError(problem="empty", problem_mark=mark)


def second_document(mark: yaml.Mark) -> yaml.MarkedYAMLError:
    """For a file in which `---` begins another document."""
    return yaml.MarkedYAMLError(problem="document", problem_mark=mark)


def no_plain_text(mark: yaml.Mark) -> yaml.MarkedYAMLError:
    """For an anchor, an alias or a tag."""
    return yaml.MarkedYAMLError(problem="plain", problem_mark=mark)


def too_deep(mark: yaml.Mark) -> yaml.MarkedYAMLError:
    """For lists in lists in lists."""
    return yaml.MarkedYAMLError(problem="deep", problem_mark=mark)


_OURS = {
    "empty": ("D02", "the file is empty", "Write a decision guide, or delete the file."),
    "document": ("D11", "'---' begins a second document", "Take the line out."),
    "plain": (
        "D10",
        "a text that begins with '&', '*' or '!' has a meaning of its own in YAML",
        _QUOTES,
    ),
    "deep": ("D11", "lists within lists, too deep to read", "Compare with the example."),
}


def explain(error: yaml.YAMLError, source: str) -> Mistake:
    """What an editor did wrong where PyYAML stopped."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return _unprintable(error, source)
    mark, problem = error.problem_mark, error.problem or ""
    if problem in _OURS:
        return Mistake(mark.line, mark.column, *_OURS[problem])
    lines = source.split("\n")
    for look in (_quote_left_open, _first_sign, _colon, _cut_above, _no_colon):
        if mistake := look(error, lines):
            return mistake
    number = min(mark.line, len(lines) - 1)
    column = len(lines[number]) - len(lines[number].lstrip())
    message = "the line does not fit the one above it"
    hint = "Lines that belong together begin in the same column, moved in with spaces."
    return Mistake(number, column, "D07", message, hint)


def _unprintable(error: yaml.YAMLError, source: str) -> Mistake:
    index = getattr(error, "position", 0)
    line, start = source.count("\n", 0, index), source.rfind("\n", 0, index) + 1
    message = "a character that cannot be shown"
    return Mistake(line, index - start, "D11", message, "Delete it and type the text again.")


def _quote_left_open(error: yaml.MarkedYAMLError, lines: list[str]) -> Mistake | None:
    """A quotation mark or bracket that opens and never closes, at the place where it opens."""
    context, mark = error.context or "", error.context_mark
    if mark is None or not context.startswith(("while scanning a quoted", "while parsing a flow")):
        return None
    return _begins(lines[mark.line], mark.line, mark.column)


def _first_sign(error: yaml.MarkedYAMLError, lines: list[str]) -> Mistake | None:
    """A value whose first sign means something else to YAML, in the line of the problem."""
    mark = error.problem_mark
    if mark is None or mark.line >= len(lines):
        return None
    line = lines[mark.line]
    value = _VALUE.match(line)
    if not value or line[value.end()] not in _SPECIAL or mark.column < value.end():
        return None
    return _begins(line, mark.line, value.end())


def _begins(line: str, number: int, column: int) -> Mistake | None:
    sign = line[column]
    if sign not in _SPECIAL:
        return None
    rest = line[column:].replace(" ", "")
    what = "a reference" if rest.startswith("[@") else f"the sign {sign}"
    message = f"a text that begins with {what} cannot be read"
    return Mistake(number, column, "D06", message, _QUOTES, mendable=True)


def _colon(error: yaml.MarkedYAMLError, lines: list[str]) -> Mistake | None:
    """A colon and a space in a text without quotes."""
    mark = error.problem_mark
    if mark is None or not (error.problem or "").startswith("mapping values"):
        return None
    line = lines[mark.line]
    if _KEY_ONLY.fullmatch(line[: mark.column]):
        return None
    hint = _QUOTES
    if _CURLY.search(line):
        hint = "Put the whole text in straight double quotes; curly ones do not count."
    message = "a colon followed by a space inside a text"
    return Mistake(mark.line, mark.column, "D05", message, hint, mendable=True)


def _cut_above(error: yaml.MarkedYAMLError, lines: list[str]) -> Mistake | None:
    """A ` #` in the line above, so that the text's next line stands alone."""
    for mark in (error.context_mark, error.problem_mark):
        if mark and (above := _line_above(lines, mark.line)):
            number, line = above
            if comment := re.search(r"\S([ \t]+)#", line):
                cut = comment_behind(yaml.Mark("", 0, number, comment.end() - 2, None, 0))
                return cut._replace(mendable=True)
    return None


def _no_colon(error: yaml.MarkedYAMLError, lines: list[str]) -> Mistake | None:
    """A line without `key: `, or with no space behind its colon."""
    hint = "Write a key, a colon, a space and the text."
    mark = error.problem_mark
    if mark and (above := _line_above(lines, mark.line)):
        number, line = above
        if match := _NO_SPACE.match(line):
            message = f"no space after the colon of '{match[2]}'"
            return Mistake(number, match.end(), "D08", message, hint)
    if error.context_mark and "expected ':'" in (error.problem or ""):
        start = error.context_mark
        message = "a line that begins with no key and continues no text"
        return Mistake(start.line, start.column, "D08", message, hint)
    return None


def _line_above(lines: list[str], number: int) -> tuple[int, str] | None:
    """The nearest line above that holds something, with its number."""
    for above in range(min(number, len(lines)) - 1, -1, -1):
        if lines[above].strip():
            return above, lines[above]
    return None
