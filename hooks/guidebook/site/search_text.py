"""What a page says, place by place, as a search finds it and shows it."""

import re
from html import unescape
from typing import NamedTuple

from guidebook.markup import (
    BACKLINKS,
    CITATION,
    DECISION_AGAIN,
    DECISION_ANSWERS,
    DECISION_PICTURE,
    NOT_SEARCHED,
    SOURCE_MARK,
)

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "dt")
_LEFT_OUT = frozenset(
    (BACKLINKS, CITATION, DECISION_AGAIN, DECISION_ANSWERS, DECISION_PICTURE, SOURCE_MARK)
).union({"headerlink"})
_UNSEEN = frozenset({NOT_SEARCHED, "hidden", "popover"})
"""Attributes."""
_BLOCKS = frozenset({"dd", "div", "li", "p", "section", "table", "td", "th", "ul", "ol"})
_VOID = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"})

_TOKEN = re.compile(
    r"<!--.*?-->|<(?P<silent>button|form|noscript|script|style|svg|template)\b.*?</(?P=silent)\s*>"
    r"|<(?P<end>/?)(?P<tag>[a-z][a-z0-9-]*)(?P<attributes>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>"
    r"|(?P<text>[^<]+|<)",
    re.S,
)
"""What says nothing to a reader of words, a tag, or the text between."""
_ATTRIBUTE = re.compile(r"([\w-]+)(?:=(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
_SPACE_BEFORE = re.compile(r" (?=[:;,.!?)])")
_DOUBLE_END = re.compile(r"([:;,.!?])[:;]+")


class Place(NamedTuple):
    """A heading of a page or a word of a list of words, with the text below it."""

    anchor: str
    """The id that a link names, or nothing for what stands above the first heading."""
    heading: str
    text: str
    """Words with single spaces; a semicolon ends a line of a list or a cell, if no sign does."""


def places(html: str) -> list[Place]:
    """The places of a page's content, in their order; the first has no heading."""
    reader = _Reader()
    for token in _TOKEN.finditer(html):
        reader.read(token)
    return [Place(anchor, _words(heading), _words(text)) for anchor, heading, text in reader.found]


def _words(parts: list[str]) -> str:
    text = " ".join(unescape("".join(parts)).split())
    return _DOUBLE_END.sub(r"\1", _SPACE_BEFORE.sub("", text)).strip(":; ")


class _Reader:
    """Keeps the words between headings, without what is no part of the text."""

    def __init__(self) -> None:
        self.found: list[tuple[str, list[str], list[str]]] = [("", [], [])]
        self._section = ""
        self._silent: list[str] = []
        self._into = self.found[0][2]

    def read(self, token: re.Match[str]) -> None:
        """Go on with the next tag, or the text up to it."""
        text, tag = token["text"], token["tag"]
        if tag and tag not in _VOID and self._silent:
            self._pass_over(tag, is_end=bool(token["end"]))
        elif tag and not token["end"]:
            self._open(tag, dict(_ATTRIBUTE.findall(token["attributes"])))
        elif tag:
            self._close(tag)
        elif text and not self._silent:
            self._into.append(text)

    def _pass_over(self, tag: str, *, is_end: bool) -> None:
        if not is_end:
            self._silent.append(tag)
        elif tag in self._silent:
            del self._silent[len(self._silent) - 1 - self._silent[::-1].index(tag) :]

    def _open(self, tag: str, attributes: dict[str, str]) -> None:
        name = attributes.get("id", "").strip("\"'")
        if tag in _VOID:
            self._into.append(" ")
        elif attributes and _is_silent(attributes):
            self._silent.append(tag)
        elif tag in ("ol", "ul"):
            self._into.append(": ")
        elif tag == "section":
            self._section = name
        elif tag in _HEADINGS and (name or self._section):
            self.found.append((unescape(name or self._section), [], []))
            self._into, self._section = self.found[-1][1], ""

    def _close(self, tag: str) -> None:
        if tag in _HEADINGS:
            self._into = self.found[-1][2]
            self._into.append(": ")
        elif tag in _BLOCKS:
            self._into.append("; ")


def _is_silent(attributes: dict[str, str]) -> bool:
    return bool(
        not _UNSEEN.isdisjoint(attributes)
        or attributes.get("aria-hidden", "").strip("\"'") == "true"
        or not _LEFT_OUT.isdisjoint(attributes.get("class", "").strip("\"'").split())
    )
