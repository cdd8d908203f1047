"""Citations that Markdown did not take for one: half written, or where no link can stand."""

import html
import re
from collections import Counter
from typing import NamedTuple

from guidebook.citations.rendering import mistake
from guidebook.citations.syntax import Problem
from guidebook.findings import Finding
from guidebook.positions import position_at, without_code

_LEFTOVER = re.compile(r"\[\s*@[^\[\]<>\"\n]*\]?")
_LEFTOVER_IN_TAG = re.compile(rf"\b(?:alt|title|aria-label)=[\"'][^\"'<>]*?({_LEFTOVER.pattern})")
_TOKEN = re.compile(
    r"(?P<code><(pre|code|script|style|kbd|samp)\b.*?</\2>|<!--.*?-->"
    r'|<(span|div) class="arithmatex">.*?</\3>)|(?P<tag><[^>]*>)|[^<]+|<',
    re.S,
)
_OUT_OF_REACH = re.compile(r"(?:!\[[^\n]*|<[a-zA-Z/!][^<>]*|^ {0,3}<.*)\Z", re.M)
"""What stands before a citation in an image's description, in a tag, in a block of raw HTML."""


class Cleaned(NamedTuple):
    """A page's HTML without leftovers, and what there is to say of them."""

    html: str
    findings: tuple[Finding, ...]


def may_have_leftovers(page_html: str) -> bool:
    """Whether it is worth looking; few pages are."""
    return bool(_LEFTOVER.search(page_html))


def clean(page_html: str, file: str, source: str) -> Cleaned:
    r"""Replace leftover citations in a page's HTML by marks; code and math stay as they are.

    `source` is the Markdown file, front matter included, and `file` its path for findings. What
    the editor escaped (`\[@key]`) is meant as text and stays.
    """
    text = without_code(source)
    findings: list[Finding] = []
    seen: Counter[str] = Counter()

    def clean_token(token: re.Match[str]) -> str:
        if token["code"]:
            return token.group()
        piece, marks = token.group(), ""
        for leftover in (_LEFTOVER_IN_TAG if token["tag"] else _LEFTOVER).findall(piece):
            if not token["tag"] and _is_escaped(text, leftover, seen):
                continue
            position = position_at(text, _offset(text, leftover, seen))
            findings.append(Finding(file, *position, *_problem(leftover, token["tag"])[1:]))
            mark = mistake(f"citation: {leftover.strip('[] @') or 'no key'}")
            piece = piece.replace(leftover, "" if token["tag"] else mark, 1)
            marks += mark if token["tag"] else ""
        return piece + marks

    return Cleaned(_TOKEN.sub(clean_token, page_html), tuple(findings))


def _is_escaped(text: str, leftover: str, seen: Counter[str]) -> bool:
    """Whether the next of these leftovers is one that the editor wrote with a backslash."""
    escaped = "\\" + html.unescape(leftover)
    seen[escaped] += 1
    return seen[escaped] <= text.count(escaped)


def _offset(text: str, leftover: str, seen: Counter[str]) -> int:
    """Where the next of these leftovers stands in the file; its start where that can't be told."""
    words = re.escape(html.unescape(leftover))
    offsets = [match.start() for match in re.finditer(rf"(?<!\\){words}", text)] or [0]
    likely = [offset for offset in offsets if _OUT_OF_REACH.search(text, 0, offset)] or offsets
    index = min(seen[leftover], len(likely) - 1)
    seen[leftover] += 1
    return likely[index]


def _problem(leftover: str, tag: str | None) -> Problem:
    if tag and re.search(r"\balt=", tag):
        hint = "Put it in the text, after the image."
        return Problem(0, "C04", "a citation in the description of an image", hint)
    if not leftover.endswith("]"):
        return Problem(0, "C02", "a citation without its closing bracket", "Write [@key].")
    hint = "Write the text as Markdown, or put the citation after the HTML."
    return Problem(0, "C04", "a citation inside raw HTML", hint)
