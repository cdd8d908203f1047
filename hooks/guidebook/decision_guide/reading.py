"""A decision guide's file as records, and everything that is wrong with it."""

from collections.abc import Iterable

from guidebook.decision_guide import checking, shape, wording, yaml_reading
from guidebook.decision_guide.model import NO_TEXT, Answer, DecisionGuide, Link, Outcome, Question
from guidebook.decision_guide.nodes import Listing, Mapping, Node, Text
from guidebook.findings import Finding


def read(data: bytes, path: str) -> tuple[DecisionGuide | None, list[Finding]]:
    """The guide in the file's bytes, and the findings of its reading at `path`.

    The guide is None where the file cannot be read at all. Where it has findings, whatever has
    the wrong shape is left empty.
    """
    node, findings = yaml_reading.read(data, path)
    if node is None:
        return None, findings
    broken = {finding.line for finding in findings}
    for check in (shape.check, wording.check):
        more = [finding for finding in check(node, path) if finding.line not in broken]
        findings = _with(findings, more)
    if not isinstance(node, Mapping):
        return None, findings
    guide = _guide(node)
    return guide, _with(findings, checking.check(guide, path, findings))


def _with(findings: list[Finding], more: Iterable[Finding]) -> list[Finding]:
    """The findings with `more` of them, apart from places where something is told already."""
    told = {(finding.line, finding.column) for finding in findings}
    return [*findings, *(f for f in more if (f.line, f.column) not in told)]


def _guide(node: Mapping) -> DecisionGuide:
    return DecisionGuide(
        title=_text(node, "title"),
        about=_text(node, "about"),
        reviewed=_text(node, "reviewed"),
        start=_text(node, "start"),
        not_sure=_text(node, "not_sure"),
        before_you_start=tuple(_text(item, "text") for item in _items(node, "before_you_start")),
        not_covered=tuple(_text(item, "text") for item in _items(node, "not_covered")),
        questions={key.words: _question(key, step) for key, step in _steps(node, "questions")},
        outcomes={key.words: _outcome(key, step) for key, step in _steps(node, "outcomes")},
    )


def _question(key: Text, node: Mapping) -> Question:
    return Question(
        id=key,
        ask=_text(node, "ask"),
        short=_text(node, "short"),
        need=_text(node, "need"),
        signs=_texts(node, "signs"),
        why=_text(node, "why"),
        uncited=_text(node, "uncited"),
        answers=tuple(
            Answer(_text(item, "say"), _text(item, "go")) for item in _items(node, "answers")
        ),
    )


def _outcome(key: Text, node: Mapping) -> Outcome:
    return Outcome(
        id=key,
        title=_text(node, "title"),
        short=_text(node, "short"),
        text=_texts(node, "text"),
        next=_texts(node, "next"),
        links=tuple(
            Link(_text(item, "page"), _text(item, "say")) for item in _items(node, "links")
        ),
        uncited=_text(node, "uncited"),
    )


def _text(node: Mapping, key: str) -> Text:
    value = node.entries.get(key)
    return value if isinstance(value, Text) else NO_TEXT


def _texts(node: Mapping, key: str) -> tuple[Text, ...]:
    return tuple(item for item in _list(node, key) if isinstance(item, Text))


def _items(node: Mapping, key: str) -> tuple[Mapping, ...]:
    return tuple(_as_mapping(item) for item in _list(node, key))


def _list(node: Mapping, key: str) -> tuple[Node, ...]:
    value = node.entries.get(key)
    return value.items if isinstance(value, Listing) else ()


def _steps(node: Mapping, key: str) -> list[tuple[Text, Mapping]]:
    steps = node.entries.get(key)
    if not isinstance(steps, Mapping):
        return []
    return [(steps.keys[word], _as_mapping(step)) for word, step in steps.entries.items()]


def _as_mapping(node: Node) -> Mapping:
    """The node, or nothing in its place, so that what leads to it is still known."""
    return node if isinstance(node, Mapping) else Mapping({}, {}, node.place)
