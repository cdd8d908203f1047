"""A decision guide as records, read from its file: what it says, each text with its place.

The fields of a record are the keys of the format, under the same names.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, TypeVar, get_args, get_type_hints

from guidebook.citations.citation_syntax import BRACKET
from guidebook.data.yaml_nodes import Listing, Mapping, Node, Text
from guidebook.decision_guide import decision_format
from guidebook.findings import Finding
from guidebook.source import Position, Source

_Record = TypeVar("_Record")


class Remark(NamedTuple):
    """Something to know before the start."""

    text: Text


class Answer(NamedTuple):
    """An answer's words and the id of the step it leads to."""

    say: Text
    go: Text


class Question(NamedTuple):
    """A step that asks. Its texts may be empty where the format allows it."""

    id: Text
    ask: Text
    short: Text
    need: Text
    signs: tuple[Text, ...]
    why: Text
    uncited: Text
    answers: tuple[Answer, ...]
    is_named: bool
    """Whether its id is one that answers can name."""
    is_whole: bool
    """Whether all of it has the format's shape, so that nothing it says is missing here."""

    @property
    def statements(self) -> tuple[Text, ...]:
        """The texts that may carry references."""
        return (*self.signs, self.why)

    @property
    def texts(self) -> tuple[Text, ...]:
        """Everything that it shows to readers."""
        says = (answer.say for answer in self.answers)
        return (self.ask, self.short, *self.statements, self.uncited, *says)


class Link(NamedTuple):
    """A page of the guide to read on."""

    page: Text
    say: Text


class Result(NamedTuple):
    """A step that ends."""

    id: Text
    title: Text
    short: Text
    text: tuple[Text, ...]
    next: tuple[Text, ...]
    links: tuple[Link, ...]
    uncited: Text
    is_named: bool
    is_whole: bool

    @property
    def statements(self) -> tuple[Text, ...]:
        """The texts that may carry references."""
        return self.text + self.next

    @property
    def texts(self) -> tuple[Text, ...]:
        """Everything that it shows to readers."""
        says = (link.say for link in self.links)
        return (self.title, self.short, *self.statements, self.uncited, *says)


class DecisionGuide(NamedTuple):
    """Questions by their ids and results by theirs, in the file's order."""

    path: str
    """Its file, as findings show it."""
    title: Text
    about: Text
    reviewed: Text
    start: Text
    not_sure: Text
    before_you_start: tuple[Remark, ...]
    not_covered: tuple[Remark, ...]
    questions: dict[str, Question]
    results: dict[str, Result]
    is_whole: bool
    """Whether the file could be read to its end, and no part of it was lost on the way."""

    @property
    def steps(self) -> tuple[Question | Result, ...]:
        """The questions and then the results."""
        return (*self.questions.values(), *self.results.values())

    @property
    def texts(self) -> tuple[Text, ...]:
        """Everything that it shows to readers."""
        remarks = (remark.text for remark in (*self.before_you_start, *self.not_covered))
        texts = (text for step in self.steps for text in step.texts)
        return (self.title, self.about, self.reviewed, *remarks, *texts)

    def mark(self, step: str) -> str:
        """A question's number or a result's letter."""
        if step in self.questions:
            return str(list(self.questions).index(step) + 1)
        return chr(ord("A") + list(self.results).index(step))

    def name(self, step: str) -> str:
        """A step as a sentence names it: `question 2`, `result B`."""
        kind = "question" if step in self.questions else "result"
        return f"{kind} {self.mark(step)}"

    def short(self, step: str) -> str:
        """A step in a few words."""
        found = self.questions.get(step) or self.results[step]
        return found.short.words


def read(data: Source) -> tuple[DecisionGuide | None, list[Finding]]:
    """The decision guide in its file, and what is wrong with the file's YAML and its shape.

    It is None where the file cannot be read. Whatever has the wrong shape is left empty.
    """
    node, lost = decision_format.read(data)
    if node is None:
        return None, lost
    findings = [*lost, *decision_format.check(node, data.path)]
    decision = _decision(node, data.path, is_whole=not lost) if isinstance(node, Mapping) else None
    return decision, findings


def citations(text: Text) -> Iterator[tuple[str, Position]]:
    """The brackets of a text as written, each with its place in the file."""
    found = BRACKET.findall(text.words)
    places = text.brackets if len(text.brackets) == len(found) else (text.place,) * len(found)
    yield from zip(found, places, strict=True)


def _decision(node: Mapping, path: str, *, is_whole: bool) -> DecisionGuide:
    start = node.entries.get("start", node)
    return _record(
        DecisionGuide,
        node,
        path=path,
        start=start if _has_shape(start, "question_id") else Text("", start.place),
        questions=_steps(Question, "question", node.entries.get("questions")),
        results=_steps(Result, "outcome", node.entries.get("outcomes")),
        is_whole=is_whole,
    )


def _steps(kind: Callable[..., _Record], name: str, node: Node | None) -> dict[str, _Record]:
    """Steps by their ids; `name` is what the format calls their kind."""
    if not isinstance(node, Mapping):
        return {}
    return {
        key.words: _record(
            kind,
            _as_mapping(step),
            id=key,
            is_named=_has_shape(key, f"{name}_id"),
            is_whole=_has_shape(step, name),
        )
        for key, step in zip(node.keys.values(), node.entries.values(), strict=True)
    }


def _record(kind: Callable[..., _Record], node: Mapping, **given: Any) -> _Record:
    """A record of the values that `node` has under the names of its fields, and of those given."""
    fields = {name: form for name, form in get_type_hints(kind).items() if name not in given}
    values = {name: _value(node.entries.get(name, node), form) for name, form in fields.items()}
    return kind(**values, **given)


def _value(node: Node, form: Any) -> Any:
    """What a field of the type `form` holds; nothing where the file has something else."""
    if form is Text:
        return node if isinstance(node, Text) else Text("", node.place)
    kind, _ = get_args(form)
    items = node.items if isinstance(node, Listing) else ()
    if kind is Text:
        return tuple(item for item in items if isinstance(item, Text))
    return tuple(_record(kind, _as_mapping(item)) for item in items)


def _as_mapping(node: Node) -> Mapping:
    """The node, or nothing in its place, so that what leads to it is still known."""
    return node if isinstance(node, Mapping) else Mapping({}, {}, node.place)


def _has_shape(node: Node, name: str) -> bool:
    """Whether a part of the file has the shape to which the format gives that name."""
    return not any(decision_format.check(node, "", {"$ref": f"#/$defs/{name}"}))
