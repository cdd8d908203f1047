"""Tidiness that no reader sees and a machine can mend: what it would change, and the change."""

import re
from typing import NamedTuple

from guidebook.findings import Finding
from guidebook.positions import position_at, without_code

_HINT = "`make fix` mends it."
_TAB = re.compile(r"^[^\n]*\t[^\n]*$", re.MULTILINE)
_MARKDOWN_TAB = 4


class Tidied(NamedTuple):
    """A file as it should be, and what it took."""

    data: bytes
    findings: list[Finding]
    """One for each kind of change, at the first place of its kind."""


def tidy(data: bytes, path: str) -> Tidied:
    """Tidy a file of text. One that isn't UTF-8 stays as it is: it has a finding elsewhere."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return Tidied(data, [])
    findings: list[Finding] = []
    for step in _STEPS:
        tidied, finding = step(text, path)
        findings.extend(finding)
        text = tidied
    return Tidied(text.encode(), findings)


def _byte_order_mark(text: str, path: str) -> tuple[str, list[Finding]]:
    message = "the file begins with a byte order mark, which nobody sees"
    found = (
        [Finding(path, 1, 1, "T01", message, _HINT, is_notice=True)]
        if text.startswith("\ufeff")
        else []
    )
    return text.lstrip("\ufeff"), found


def _line_ends(text: str, path: str) -> tuple[str, list[Finding]]:
    place = position_at(text, text.find("\r"))
    found = [
        Finding(
            path, *place, "T02", "lines end as Windows or old Macs end them", _HINT, is_notice=True
        )
    ]
    return text.replace("\r\n", "\n").replace("\r", "\n"), found if "\r" in text else []


def _tabs(text: str, path: str) -> tuple[str, list[Finding]]:
    """Tabs in Markdown become what Python-Markdown makes of them."""
    first = text.find("\t")
    if first < 0 or not path.endswith(".md"):
        return text, []
    found = Finding(
        path, *position_at(text, first), "T04", "a tab stands here", _HINT, is_notice=True
    )
    return _TAB.sub(lambda line: line.group().expandtabs(_MARKDOWN_TAB), text), [found]


def _trailing_spaces(text: str, path: str) -> tuple[str, list[Finding]]:
    """Spaces at the ends of lines go, but not in code, and not where they break a line."""
    lines = text.split("\n")
    readable = without_code(text).split("\n") if path.endswith(".md") else lines
    following = [*lines[1:], ""]
    tidied = [_without_spaces(*three) for three in zip(lines, readable, following, strict=True)]
    if tidied == lines:
        return text, []
    first = next(number for number, line in enumerate(lines) if tidied[number] != line)
    place = (first + 1, len(tidied[first]) + 1)
    finding = Finding(path, *place, "T03", "spaces at the end of a line", _HINT, is_notice=True)
    return "\n".join(tidied), [finding]


def _without_spaces(line: str, readable: str, following: str) -> str:
    bare = line.rstrip(" \t")
    is_code = bool(bare) and not readable.strip()
    is_break = bool(bare) and line.endswith("  ") and bool(following.strip())
    return line if is_code or is_break else bare


def _last_line(text: str, path: str) -> tuple[str, list[Finding]]:
    right = text.rstrip("\n") + "\n" if text.strip() else ""
    if right == text:
        return text, []
    place = position_at(text, len(text.rstrip("\n")))
    message = "the file must end with one line end"
    return right, [Finding(path, *place, "T05", message, _HINT, is_notice=True)]


_STEPS = (_byte_order_mark, _line_ends, _tabs, _trailing_spaces, _last_line)
