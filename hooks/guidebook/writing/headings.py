"""Headings: no level skipped, none without words, and the page's title only in its front matter."""

import re
from collections.abc import Iterator

from guidebook.findings import Finding
from guidebook.positions import position_at

_HEADING = re.compile(
    r"^(?P<signs>#{1,6})(?P<words>[^\n]*)$"
    r"|(?<=\n\n)(?P<above>[^\s#>|<\-*+][^\n]*)\n(?P<line>=+|-+)[ \t]*$",
    re.MULTILINE,
)
"""Both of Markdown's ways to write one: signs before it, or a line under it."""


def check_headings(text: str, path: str) -> Iterator[Finding]:
    """Findings for the headings of a page; `text` is its Markdown without code."""
    last = 1
    for heading in _HEADING.finditer(text):
        place = position_at(text, heading.start())
        level = _level(heading)
        if not _words(heading):
            yield Finding(path, *place, "M03", "a heading without words", "Write it, or remove it.")
            continue
        if level == 1:
            hint = "The title stands in the front matter. Begin a heading with two signs: ##."
            yield Finding(path, *place, "M02", "a second title on the page", hint)
        elif level > last + 1:
            right = "#" * (last + 1)
            message = f"the heading skips a level: it has {level} signs where {last + 1} fit"
            yield Finding(path, *place, "M01", message, f"Begin it with {right}.")
        last = max(level, 1)


def _level(heading: re.Match[str]) -> int:
    if heading["signs"]:
        return len(heading["signs"])
    return 1 if heading["line"].startswith("=") else 2


def _words(heading: re.Match[str]) -> str:
    words = heading["above"] or heading["words"] or ""
    return re.sub(r"\{[^}]*\}", "", words).strip(" \t#")
