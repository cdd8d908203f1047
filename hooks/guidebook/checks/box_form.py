"""Boxes and tabs: their first line, and that their words stand in them.

The forms are those of Markdown's extension `admonition` and of PyMdown's `details` and `tabbed`.
"""

import re
from collections.abc import Iterator

from guidebook.findings import Finding
from guidebook.source import Source

_HEAD = re.compile(
    r"^(?P<indent>[ \t>]*)(?P<sign>!!!+|\?\?\?+\+?|===[+!]*(?=[ \t]*[^\s=]))(?P<rest>[^\n]*)$", re.M
)
_WORDS = r"[\w-]+(?: +(?:inline|end|annotate))*"
_RIGHT = {
    "!": re.compile(rf"!!! ?{_WORDS}(?: +\"[^\n]*\")? *"),
    "?": re.compile(rf"\?\?\?\+? ?(?:(?:{_WORDS})?(?: +\"[^\n]*\")|{_WORDS}) *"),
    "=": re.compile(r"===(?:\+|\+!|!\+|!)? +\"[^\n]*\" *"),
}
"""A whole first line, by its first sign."""
_WITHOUT_QUOTES = re.compile(r"(?:!!!|\?\?\?\+?) ?[\w-]+(?: +[\w-]+)+ *")
_MORE_THAN_A_KIND = re.compile(r"[ \t]*(?P<kind>[a-z][a-z-]*)(?::|[ \t])[ \t]*(?P<title>\S.*)")
_QUOTES = "\"'“”„‟‘’«»:"
_NEXT = re.compile(r"\n(?:[ \t>]*\n)*(?P<indent>[ \t>]*)\S")


def check_boxes(source: Source) -> Iterator[Finding]:
    """Findings for boxes and tabs whose first line isn't right, or that would be empty."""
    for head in _HEAD.finditer(source.prose):
        typed = head["sign"] + head["rest"]
        at = head.start("sign")
        what = "tab" if typed.startswith("=") else "box"
        if not _RIGHT[typed[0]].fullmatch(typed):
            message = f"the first line of the {what} would be shown as plain text"
            if _WITHOUT_QUOTES.fullmatch(typed):
                message = f"the title of the {what} would be lost"
            yield source.finding(at, "M18", message, f"Write {_as_it_should_be(head)}.")
        elif not _has_words(head, source.prose):
            message = f"the {what} would be empty: its words stand outside"
            hint = "Begin each line of its words with four spaces."
            yield source.finding(at, "M17", message, hint)


def _has_words(head: re.Match[str], prose: str) -> bool:
    following = _NEXT.match(prose, head.end())
    return following is not None and _width(following["indent"]) >= _width(head["indent"]) + 4


def _width(indent: str) -> int:
    return len(indent.expandtabs(4))


def _as_it_should_be(head: re.Match[str]) -> str:
    sign, rest = head["sign"], head["rest"].strip()
    if sign.startswith("="):
        return f'=== "{rest.strip(_QUOTES) or "Words"}"'
    named = _MORE_THAN_A_KIND.fullmatch(rest)
    kind = named["kind"] if named else "note"
    title = (named["title"] if named else rest).strip(f"{_QUOTES} ") or "Title"
    return f'{sign[:3]}{"+" * sign.endswith("+")} {kind} "{title}"'
