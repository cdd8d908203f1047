"""What may stand inside a text: plain words and references, each reference in its bracket."""

import re
from collections.abc import Iterator

from guidebook.citations.syntax import BRACKET, parse
from guidebook.decision_guide.nodes import Listing, Node, Text
from guidebook.findings import Finding
from guidebook.source import Position

_NOT_PLAIN = {
    "HTML": re.compile(r"<[A-Za-z/!?]|&#?\w+;"),
    "a link": re.compile(r"\]\(|https?://|\bwww\."),
    "Markdown": re.compile(r"\*\*|__|`|!\["),
}


def check(node: Node, path: str) -> Iterator[Finding]:
    """Findings for every text below `node`, in the file at `path`."""
    if isinstance(node, Text):
        yield from _check_text(node, path)
        return
    children = node.items if isinstance(node, Listing) else node.entries.values()
    for child in children:
        yield from check(child, path)


def citations(text: Text) -> Iterator[tuple[str, Position]]:
    """The brackets of a text as written, each with its place in the file."""
    found = BRACKET.findall(text.words)
    places = text.brackets if len(text.brackets) == len(found) else (text.place,) * len(found)
    yield from zip(found, places, strict=True)


def is_cited(text: Text) -> bool:
    """Whether at least one reference stands in the text."""
    return any(parse(raw).citations for raw in BRACKET.findall(text.words))


def _check_text(text: Text, path: str) -> Iterator[Finding]:
    for name, pattern in _NOT_PLAIN.items():
        if pattern.search(text.words):
            hint = "Write plain words; links go under 'links'."
            yield Finding(path, *text.place, "D30", f"{name} inside a text", hint)
            return
    yield from _stray(text, path)
    for raw, place in citations(text):
        for problem in parse(raw).problems:
            column = place.column + problem.offset
            yield Finding(path, place.line, column, problem.code, problem.message, problem.hint)


def _stray(text: Text, path: str) -> Iterator[Finding]:
    """A bracket or an at sign that belongs to no citation."""
    rest = BRACKET.sub("", text.words)
    if sign := re.search(r"[\[\]@]", rest):
        hint = "A reference is written in square brackets with an at sign: [@key]."
        message = f"the sign {sign[0]} where it is no reference"
        yield Finding(path, *text.place, "D31", message, hint)
