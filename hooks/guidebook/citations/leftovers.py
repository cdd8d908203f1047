"""Citations that Markdown did not take for one: half written, or where no link can stand."""

import html
import re
from collections.abc import Sequence
from typing import NamedTuple

from guidebook.citations.citation_syntax import Problem
from guidebook.citations.placeholder import MARK, Placeholder, number_of
from guidebook.markup import mistake

_LEFTOVER = re.compile(rf"\[\s*(?:{MARK.pattern})?@[^\[\]<>\"\n]*\]?")
_LEFTOVER_IN_TAG = re.compile(rf"\b(?:alt|title|aria-label)=[\"'][^\"'<>]*?({_LEFTOVER.pattern})")
_ESCAPED = re.compile(r"\\\[\s*@")
_TOKEN = re.compile(
    r"(?P<code><(pre|code|script|style|kbd|samp)\b.*?</\2>|<!--.*?-->"
    r'|<(span|div) class="arithmatex">.*?</\3>)|(?P<tag><[^>]*>)|[^<]+|<',
    re.S,
)


class Leftover(NamedTuple):
    """A bracket that became no citation, and why."""

    found: Placeholder
    problem: Problem


class Cleaned(NamedTuple):
    """A page's HTML without leftovers."""

    html: str
    leftovers: Sequence[Leftover]


def clean(page_html: str, prose: str) -> Cleaned:
    r"""Replace leftover citations in a page's HTML by marks of a mistake; code stays as it is.

    `prose` is the page's Markdown without its code. What the editor escaped there (`\[@key]`) is
    meant as text and stays.
    """
    if not _LEFTOVER.search(page_html):
        return Cleaned(MARK.sub("", page_html), ())
    escaped = len(_ESCAPED.findall(prose))
    leftovers: list[Leftover] = []

    def clean_token(token: re.Match[str]) -> str:
        nonlocal escaped
        if token["code"]:
            return token.group()
        piece, shown = token.group(), ""
        for text in (_LEFTOVER_IN_TAG if token["tag"] else _LEFTOVER).findall(piece):
            mark = MARK.search(text)
            if not mark and escaped:
                escaped -= 1
                continue
            leftovers.append(_leftover(text, mark, token["tag"]))
            shown = mistake(f"citation: {MARK.sub('', text).strip('[] @') or 'no key'}")
            piece = piece.replace(text, "" if token["tag"] else shown, 1)
            piece += shown if token["tag"] else ""
        return piece

    cleaned = _TOKEN.sub(clean_token, page_html)
    return Cleaned(MARK.sub("", cleaned), leftovers)


def _leftover(text: str, mark: re.Match[str] | None, tag: str | None) -> Leftover:
    number = number_of(mark.group()) if mark else None
    raw = html.unescape(MARK.sub("", text))
    return Leftover(Placeholder(raw, number, None, is_inside_link=False), _problem(raw, tag))


def _problem(leftover: str, tag: str | None) -> Problem:
    if tag and re.search(r"\balt=", tag):
        hint = "Put it in the text, after the image."
        return Problem(0, "C04", "a citation in the description of an image", hint)
    if not leftover.endswith("]"):
        return Problem(0, "C02", "a citation without its closing bracket", "Write [@key].")
    hint = "Write the text as Markdown, or put the citation after the HTML."
    return Problem(0, "C04", "a citation inside raw HTML", hint)
