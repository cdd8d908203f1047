"""A YAML file's text as nodes that know their place, and what is wrong with it.

Reading ends at the first mistake of syntax. Where a kind of file is to be plain YAML, texts, lists
and keys with values, so is whatever would need an explanation to somebody who knows no YAML: a tab,
an anchor, an alias, a tag.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import yaml

from guidebook.data import yaml_mistakes
from guidebook.data.yaml_mistakes import Said, Sentences, YamlMistakeError, finding
from guidebook.data.yaml_nodes import Listing, Mapping, Node, Text
from guidebook.findings import Finding
from guidebook.source import Position, Source, conflicts

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Twenty times as fast as PyYAML's own reader, where it is there; both explain the same."""

_DEEPEST = 12
"""Levels of lists and mappings; a decision guide has seven."""

_COMMENT_BEHIND = re.compile(r"[ \t]+(?=#)")


def read(
    source: Source,
    sentences: Sentences,
    *,
    part: tuple[int, int] | None = None,
    citation: re.Pattern[str] | None = None,
    only_plain: bool = True,
) -> tuple[Node | None, list[Finding]]:
    """What a file holds, or None where it can't be read or is empty, and its findings.

    `part` gives where the YAML begins and ends, if it is not the whole file; of what fits
    `citation` the places are kept. What a merge left unresolved can't be read, and has its finding.
    """
    start, end = part or (0, len(source.text))
    text = source.text[start:end]
    if any(conflicts(text)):
        return None, []
    next_event = yaml.parse(text, Loader=_LOADER).__next__
    reader = _Reader(source, start, text, next_event, sentences, citation, only_plain, [])
    try:
        return reader.document(), reader.findings
    except yaml.YAMLError as error:
        mistake = yaml_mistakes.explain(error, text)
        reader.report(reader.place(mistake.offset), mistake.said)
        return None, reader.findings


class _Reader(NamedTuple):
    """Makes nodes of PyYAML's events; offsets are those in the part that is YAML."""

    source: Source
    start: int
    text: str
    next_event: Callable[[], Any]
    sentences: Sentences
    citation: re.Pattern[str] | None
    only_plain: bool
    findings: list[Finding]

    def document(self) -> Node | None:
        """The only document of the file."""
        if self.only_plain and "\t" in self.text:
            raise YamlMistakeError(self.text.index("\t"), yaml_mistakes.TAB)
        self.next_event()
        if not isinstance(self.next_event(), yaml.DocumentStartEvent):
            self._find("empty", Position(1, 1))
            return None
        node = self._node(self.next_event(), 1)
        self.next_event()
        if not isinstance(end := self.next_event(), yaml.StreamEndEvent):
            raise YamlMistakeError(end.start_mark.index, yaml_mistakes.SECOND_DOCUMENT)
        return node

    def report(self, place: Position, said: Said) -> None:
        """Keep what is said of a mistake of syntax."""
        code, message, hint = said
        self._find("syntax", place, code=code, message=message, hint=hint)

    def place(self, offset: int) -> Position:
        """The place in the whole file."""
        return self.source.position(self.start + offset)

    def _find(self, rule: str, place: Position, **facts: object) -> None:
        found = finding(self.sentences, rule, self.source.path, place, **facts)
        if found not in self.findings:
            self.findings.append(found)

    def _node(self, event: Any, depth: int) -> Node:
        offset = event.start_mark.index
        if self.only_plain and (event.anchor or event.tag):
            raise YamlMistakeError(offset, yaml_mistakes.NOT_PLAIN)
        if self.only_plain and depth > _DEEPEST:
            raise YamlMistakeError(offset, yaml_mistakes.TOO_DEEP)
        place = self.source.position(self.start + offset)
        if isinstance(event, yaml.ScalarEvent):
            return self._text(event, place)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(place, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return Listing(tuple(self._children(depth)), place)
        return Text("", place, is_partial=True)

    def _children(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := self.next_event(), yaml.CollectionEndEvent):
            yield self._node(event, depth + 1)

    def _mapping(self, place: Position, depth: int) -> Mapping:
        mapping = Mapping({}, {}, place)
        children = self._children(depth)
        for key, value in zip(children, children, strict=True):
            if not isinstance(key, Text):
                self.report(key.place, yaml_mistakes.NO_TEXT_AS_KEY)
            elif "twice" in self.sentences and (first := mapping.keys.get(key.words)):
                lines = {"first": first.place.line, "second": key.place.line}
                self._find("twice", key.place, key=key.words, **lines)
            else:
                mapping.keys[key.words] = key
                mapping.entries[key.words] = value
        return mapping

    def _text(self, event: Any, place: Position) -> Text:
        start, end = event.start_mark.index, event.end_mark.index
        is_quoted = bool(event.style)
        gap = None if is_quoted else _COMMENT_BEHIND.match(self.text, end)
        if gap and "cut off" in self.sentences:
            self._find("cut off", self.place(gap.end()))
            return Text("", place, is_partial=True)
        brackets: tuple[Position, ...] = ()
        if self.citation and "[" in event.value:
            found = self.citation.finditer(self.text, start, end)
            brackets = tuple(self.place(bracket.start()) for bracket in found)
        return Text(event.value.strip(), place, brackets, is_quoted)
