"""A YAML file's bytes as nodes that know their place, and what is wrong with them.

Only plain YAML 1.1 is read: texts, lists and mappings. Whatever makes a file hard to follow for
somebody who knows no YAML (anchors, aliases, tags, a comment behind a text) is a finding.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from guidebook import yaml_mistakes
from guidebook.citations.citation_syntax import BRACKET
from guidebook.decision_guide.nodes import Listing, Mapping, Node, Text
from guidebook.files import decode
from guidebook.findings import Finding
from guidebook.positions import Position, position_at

MOST_MISTAKES = 20
"""So many mistakes in the YAML itself are told at once; each takes another reading."""

DEEPEST = 12
"""Levels of lists and mappings; a decision guide has seven."""

_FAST = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Twenty times as fast as PyYAML's own reader, where it is there, but it explains less."""

_COMMENT_BEHIND = re.compile(r"[ \t]+#")


class _File(NamedTuple):
    path: str
    source: str
    findings: list[Finding]


def read(data: bytes, path: str) -> tuple[Node | None, list[Finding]]:
    """The file's content, or None where it cannot be read, and its findings at `path`.

    Several mistakes in the YAML are found at once: a sign that must not stand where it stands is
    taken for a letter, and reading goes on.
    """
    source, undecodable = decode(data, path, "D01")
    broken = [mistake.finding(path) for mistake in yaml_mistakes.before_reading(source)]
    if broken:
        return None, undecodable + broken
    node, findings = _read(source, path)
    return node, undecodable + findings


def _read(source: str, path: str) -> tuple[Node | None, list[Finding]]:
    try:
        return _document(source, path, _FAST)
    except yaml.YAMLError:
        return _read_and_mend(source, path)


def _read_and_mend(source: str, path: str) -> tuple[Node | None, list[Finding]]:
    mistakes: list[Finding] = []
    while len(mistakes) < MOST_MISTAKES:
        try:
            node, findings = _document(source, path, yaml.BaseLoader)
        except yaml.YAMLError as error:
            mistake = yaml_mistakes.explain(error, source)
            mistakes.append(mistake.finding(path))
            if not mistake.mendable:
                break
            source = yaml_mistakes.mend(source, mistake)
        else:
            return node, mistakes + findings
    return None, mistakes


def _document(source: str, path: str, loader: Any) -> tuple[Node, list[Finding]]:
    """The only document of the file. Raises YAMLError for whatever is no plain YAML."""
    file = _File(path, source, [])
    events: Iterator[Any] = yaml.parse(source, Loader=loader)
    next(events)
    start = next(events)
    if not isinstance(start, yaml.DocumentStartEvent):
        raise yaml_mistakes.empty_file()
    node = _node(next(events), events, file, depth=1)
    next(events)
    end = next(events)
    if not isinstance(end, yaml.StreamEndEvent):
        raise yaml_mistakes.second_document(end.start_mark)
    return node, file.findings


def _node(event: Any, events: Iterator[Any], file: _File, depth: int) -> Node:
    if getattr(event, "anchor", None) or getattr(event, "tag", None):
        raise yaml_mistakes.no_plain_text(event.start_mark)
    if depth > DEEPEST:
        raise yaml_mistakes.too_deep(event.start_mark)
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(event, events, file, depth)
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Node] = []
        while not isinstance(item := next(events), yaml.SequenceEndEvent):
            items.append(_node(item, events, file, depth + 1))
        return Listing(tuple(items), _place(event.start_mark, file))
    return _text(event, file)


def _mapping(event: Any, events: Iterator[Any], file: _File, depth: int) -> Mapping:
    mapping = Mapping({}, {}, _place(event.start_mark, file))
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _node(event, events, file, depth + 1)
        value = _node(next(events), events, file, depth + 1)
        if not isinstance(key, Text):
            message = "a list or a mapping stands where a key is needed"
            file.findings.append(Finding(file.path, *key.place, "D22", message))
        elif key.words in mapping.keys:
            file.findings.append(_twice(key, mapping.keys[key.words], file.path))
        else:
            mapping.keys[key.words] = key
            mapping.entries[key.words] = value
    return mapping


def _twice(key: Text, first: Text, path: str) -> Finding:
    lines = f"in line {first.place.line} and in line {key.place.line}"
    hint = "Take one of them out, or give it another name."
    return Finding(path, *key.place, "D12", f"'{key.words}' stands twice: {lines}", hint)


def _text(event: Any, file: _File) -> Text:
    start, end = event.start_mark, event.end_mark
    is_plain = event.style is None or event.style == ""
    if is_plain and _COMMENT_BEHIND.match(file.source, end.index):
        file.findings.append(yaml_mistakes.comment_behind(end).finding(file.path))
        return Text("", _place(start, file), is_cut=True)
    brackets: tuple[Position, ...] = ()
    if "[" in event.value:
        brackets = tuple(_brackets(file.source, start.index, end.index))
    return Text(yaml_mistakes.unmend(event.value).strip(), _place(start, file), brackets)


def _brackets(source: str, start: int, end: int) -> Iterator[Position]:
    for match in BRACKET.finditer(yaml_mistakes.unmend(source[start:end])):
        yield position_at(source, start + match.start())


def _place(mark: Any, file: _File) -> Position:
    return position_at(file.source, mark.index)
