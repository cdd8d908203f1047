"""The navigation in mkdocs.yml: it names pages that exist, and every page."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence, Set
from collections.abc import Mapping as Lookup
from functools import lru_cache

from guidebook.data.schema import Schema, check_shape
from guidebook.data.yaml_nodes import Listing, Mapping, Node, Text
from guidebook.data.yaml_reading import read
from guidebook.findings import Finding, did_you_mean
from guidebook.source import Position, Source

_NAV: Schema = {
    "type": "array",
    "items": {"$ref": "#/$defs/entry"},
    "$defs": {
        "entry": {
            "type": ["string", "object"],
            "minLength": 1,
            "maxProperties": 1,
            "additionalProperties": {
                "type": ["string", "array"],
                "minLength": 1,
                "items": {"$ref": "#/$defs/entry"},
            },
        }
    },
}
"""An entry is a page, or a title with its page or with entries below it."""

_HOME = frozenset(("index.md", "README.md"))
"""What MkDocs takes for the page that a site is entered by."""
PLAIN = re.compile(r"[A-Za-z][\w ,.()'?-]*")
"""A title that needs no quotes in YAML (1.2, 7.3.3)."""

_SENTENCES = {
    "syntax": ("N01", "it can't be read: {message}", "{hint}"),
    "empty": ("N01", "it can't be read: the file is empty", "Write one setting a line."),
    "type": ("N05", "{found} here, where {wanted} must stand", ""),
    "empty text": ("N05", "an entry without a page", ""),
    "too many": ("N05", "{count} titles in one entry", "Begin each with a dash of its own."),
}


@lru_cache(maxsize=2)
def read_settings(source: Source) -> tuple[Mapping | None, tuple[Finding, ...]]:
    """What mkdocs.yml says, or None where it can't be read, and the findings of its reading.

    Of its parts only `nav` is ours: the others may hold whatever MkDocs understands.
    """
    node, findings = read(source, _SENTENCES, only_plain=False)
    if not isinstance(node, Mapping):
        return None, tuple(findings)
    nav = node.entries.get("nav")
    if isinstance(nav, Listing):
        findings += check_shape(nav, source.path, _NAV, _SENTENCES)
    return node, tuple(findings)


def field_words(source: Source) -> Node | None:
    """What stands under `extra: field:` in mkdocs.yml, or None."""
    settings, _ = read_settings(source)
    extra = settings.entries.get("extra") if settings else None
    return extra.entries.get("field") if isinstance(extra, Mapping) else None


def place_of_setting(source: Source, name: str) -> Position:
    """Where a setting stands in mkdocs.yml, or its first line."""
    settings, _ = read_settings(source)
    return settings.keys[name].place if settings and name in settings.keys else Position(1, 1)


def check_navigation(source: Source, pages: Lookup[str, str], files: Set[str]) -> Iterator[Finding]:
    """Findings for the `nav` of mkdocs.yml, given as `source`.

    `pages` holds the file of every page, as findings show it, by its path in `docs/`; `files`
    are the paths of all files there. Without a `nav` MkDocs makes one, and nothing is wrong.
    """
    nav = _nav(source)
    if nav is None:
        return
    listed = [text for text in _targets(nav) if text.words]
    if not _HOME & (files | {text.words for text in listed}):
        hint = "Write one: docs/index.md, and list it first under nav."
        yield Finding(source.path, *nav.place, "N08", "the site has no home page", hint)
    unlisted = pages.keys() - {text.words for text in listed}
    yield from _check_twice(listed, source.path)
    for text in listed:
        if text.words not in files and "://" not in text.words:
            message = f"the navigation names '{text.words}', and there is no such page"
            hint = did_you_mean(text.words, unlisted, "It may have been renamed or removed.")
            yield Finding(source.path, *text.place, "N02", message, hint)
    for page in sorted(unlisted):
        message = "no reader finds this page by the navigation"
        hint = f"Add it under nav in {source.path}: {page}"
        yield Finding(pages[page], 1, 1, "N03", message, hint)


def _check_twice(listed: Iterable[Text], path: str) -> Iterator[Finding]:
    first: dict[str, Position] = {}
    for text in listed:
        place = first.setdefault(text.words, text.place)
        if place is not text.place and text.words.endswith(".md"):
            message = f"'{text.words}' stands in line {place.line}, too"
            yield Finding(path, *text.place, "N07", message, "Take one of the two lines out.")


def with_guide(source: Source, title: str, pages: Sequence[str]) -> str:
    """The text of mkdocs.yml with a guide in its `nav`, if it has one, behind the last guide.

    `pages` are the guide's, by their paths in `docs/`. Where there is no guide, it stands behind
    the first page.
    """
    nav, lines = _nav(source), source.text.split("\n")
    if nav is None or lines[nav.place.line - 1][nav.place.column - 1] == "[":
        return source.text
    parts = [item for item in nav.items if _has_pages(item)] or nav.items[:1]
    end = max(text.place.line for text in _targets(parts[-1]))
    dash = " " * (nav.place.column - 1) + "- "
    shown = title if PLAIN.fullmatch(title) else json.dumps(title, ensure_ascii=False)
    added = [f"{dash}{shown}:", *(f"    {dash}{page}" for page in pages)]
    return "\n".join([*lines[:end], *added, *lines[end:]])


def _has_pages(item: Node) -> bool:
    entries = item.entries.values() if isinstance(item, Mapping) else ()
    return any(isinstance(value, Listing) for value in entries)


def _nav(source: Source) -> Listing | None:
    settings, _ = read_settings(source)
    nav = settings.entries.get("nav") if settings else None
    return nav if isinstance(nav, Listing) else None


def _targets(node: Node) -> Iterator[Text]:
    """Every page or address that the navigation names."""
    if isinstance(node, Text):
        yield node
        return
    for part in node.items if isinstance(node, Listing) else node.entries.values():
        yield from _targets(part)
