"""What a page says, place by place, as a search finds it and shows it."""

import re
from html.parser import HTMLParser
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
_SILENT = frozenset({"button", "form", "noscript", "script", "style", "svg", "template"})
_LEFT_OUT = frozenset(
    (BACKLINKS, CITATION, DECISION_AGAIN, DECISION_ANSWERS, DECISION_PICTURE, SOURCE_MARK)
).union({"headerlink"})
_HIDDEN = {("aria-hidden", "true"), ("hidden", ""), ("hidden", None)}
_BLOCKS = frozenset({"dd", "div", "li", "p", "section", "table", "td", "th", "ul", "ol"})
_VOID = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"})
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
    reader.feed(html)
    reader.close()
    return [Place(anchor, _words(heading), _words(text)) for anchor, heading, text in reader.found]


def _words(parts: list[str]) -> str:
    text = " ".join("".join(parts).split())
    return _DOUBLE_END.sub(r"\1", _SPACE_BEFORE.sub("", text)).strip(":; ")


class _Reader(HTMLParser):
    """Keeps the words between headings, without what is no part of the text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[str], list[str]]] = [("", [], [])]
        self._section = ""
        self._silent: list[str] = []
        self._into = self.found[0][2]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self._into.append(" ")
        elif self._silent or _is_silent(tag, attrs):
            self._silent.append(tag)
        elif tag in ("ol", "ul"):
            self._into.append(": ")
        elif tag in _HEADINGS or tag == "section":
            name = dict(attrs).get("id") or ""
            if tag == "section":
                self._section = name
            elif name := name or self._section:
                self._section = ""
                self.found.append((name, [], []))
                self._into = self.found[-1][1]

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if tag in self._silent:
                del self._silent[len(self._silent) - 1 - self._silent[::-1].index(tag) :]
        elif tag in _HEADINGS:
            self._into = self.found[-1][2]
            self._into.append(": ")
        elif tag in _BLOCKS:
            self._into.append("; ")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._into.append(data)


def _is_silent(tag: str, attrs: list[tuple[str, str | None]]) -> bool:
    if tag in _SILENT:
        return True
    names = dict(attrs)
    return bool(
        NOT_SEARCHED in names
        or "popover" in names
        or _HIDDEN.intersection(attrs)
        or _LEFT_OUT.intersection((names.get("class") or "").split())
    )
