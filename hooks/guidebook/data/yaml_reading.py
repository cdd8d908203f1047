"""A YAML file's text as nodes that know their place, and what is wrong with it.

Only plain YAML 1.1 is read: texts, lists and mappings. Whatever makes a file hard to follow for
somebody who knows no YAML (anchors, aliases, tags, a comment behind a text) is a finding. Reading
ends at the first mistake after which the rest makes no sense.
"""

import re
from typing import Any, NamedTuple

import yaml

from guidebook.data import yaml_mistakes
from guidebook.data.yaml_mistakes import Mistake, UnreadableError
from guidebook.data.yaml_nodes import Listing, Mapping, Node, Text
from guidebook.findings import Finding
from guidebook.source import Position, Source

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Twenty times as fast as PyYAML's own reader, where it is there; both explain the same."""

_COMMENT_BEHIND = re.compile(r"[ \t]+(?=#)")


class Kind(NamedTuple):
    """What differs between kinds of files."""

    empty: tuple[str, str, str]
    """Code, message and hint for a file that holds nothing."""
    twice: tuple[str, str, str] = ("", "", "")
    """The same for a `{key}` that stands in the lines `{first}` and `{second}`."""
    code: str = ""
    """What every mistake of syntax is called, where they have no codes of their own."""
    prefix: str = ""
    """What its message begins with."""
    citation: re.Pattern[str] | None = None
    """The citations in a text whose places are kept."""
    is_ours: bool = True
    """Whether everything in it is for us; else what is no plain YAML is left alone."""
    deepest: int = 12
    """So many lists and mappings may stand in each other."""


def read(
    source: Source, kind: Kind, part: tuple[int, int] | None = None
) -> tuple[Node | None, list[Finding]]:
    """What a file holds, or None where it can't be read or is empty, and its findings.

    `part` gives where the YAML begins and ends, if it is not the whole file.
    """
    start, end = part or (0, len(source.text))
    reader = _Reader(source, kind, start, source.text[start:end])
    try:
        return reader.document(), reader.findings
    except UnreadableError as error:
        reader.report(error.mistake)
    except yaml.YAMLError as error:
        reader.report(yaml_mistakes.explain(error, reader.text))
    return None, reader.findings


class _Reader:
    """Makes nodes from PyYAML's events; offsets are those of the part that is YAML."""

    def __init__(self, source: Source, kind: Kind, start: int, text: str) -> None:
        self.source, self.kind, self.start, self.text = source, kind, start, text
        self.events: Any = yaml.parse(text, Loader=_LOADER)
        self.findings: list[Finding] = []

    def report(self, mistake: Mistake) -> None:
        code, message = self.kind.code or mistake.code, self.kind.prefix + mistake.message
        finding = self.source.finding(self.start + mistake.offset, code, message, mistake.hint)
        if finding not in self.findings:
            self.findings.append(finding)

    def document(self) -> Node | None:
        """The only document of the file."""
        if self.kind.is_ours and "\t" in self.text:
            raise UnreadableError(yaml_mistakes.tab(self.text.index("\t")))
        next(self.events)
        if not isinstance(next(self.events), yaml.DocumentStartEvent):
            self.findings.append(self.source.finding(0, *self.kind.empty))
            return None
        node = self._node(next(self.events), 1)
        next(self.events)
        if not isinstance(end := next(self.events), yaml.StreamEndEvent):
            raise UnreadableError(yaml_mistakes.second_document(end.start_mark.index))
        return node

    def _node(self, event: Any, depth: int) -> Node:
        tag, offset = getattr(event, "tag", None), event.start_mark.index
        if self.kind.is_ours and (tag or event.anchor):
            raise UnreadableError(yaml_mistakes.not_plain(offset))
        if depth > self.kind.deepest:
            raise UnreadableError(yaml_mistakes.too_deep(offset))
        node: Node = Text("", self._place(offset), is_partial=True)
        if isinstance(event, yaml.ScalarEvent):
            node = self._text(event)
        elif isinstance(event, yaml.SequenceStartEvent):
            node = self._listing(event, depth)
        elif isinstance(event, yaml.MappingStartEvent):
            node = self._mapping(event, depth)
        return Text("", node.place, is_partial=True) if tag else node

    def _text(self, event: Any) -> Text:
        start, end = event.start_mark.index, event.end_mark.index
        is_quoted = bool(event.style)
        gap = None if is_quoted else _COMMENT_BEHIND.match(self.text, end)
        if gap and self.kind.is_ours:
            self.report(yaml_mistakes.comment_behind(gap.end()))
            return Text("", self._place(start), is_partial=True)
        brackets: tuple[Position, ...] = ()
        if self.kind.citation and "[" in event.value:
            found = self.kind.citation.finditer(self.text, start, end)
            brackets = tuple(self._place(bracket.start()) for bracket in found)
        return Text(event.value.strip(), self._place(start), brackets, is_quoted)

    def _listing(self, event: Any, depth: int) -> Listing:
        items: list[Node] = []
        while not isinstance(item := next(self.events), yaml.SequenceEndEvent):
            items.append(self._node(item, depth + 1))
        return Listing(tuple(items), self._place(event.start_mark.index))

    def _mapping(self, event: Any, depth: int) -> Mapping:
        mapping = Mapping({}, {}, self._place(event.start_mark.index))
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self.events), depth + 1)
            if not isinstance(key, Text):
                raise UnreadableError(yaml_mistakes.no_text_as_key(event.start_mark.index))
            if self.kind.is_ours and key.words in mapping.keys:
                self._report_twice(key, mapping.keys[key.words])
            else:
                mapping.keys[key.words] = key
                mapping.entries[key.words] = value
        return mapping

    def _report_twice(self, key: Text, first: Text) -> None:
        code, message, hint = self.kind.twice
        said = message.format(key=key.words, first=first.place.line, second=key.place.line)
        self.findings.append(Finding(self.source.path, *key.place, code, said, hint))

    def _place(self, offset: int) -> Position:
        return self.source.position(self.start + offset)
