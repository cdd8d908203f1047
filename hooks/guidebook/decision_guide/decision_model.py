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
    """An answer's words and the id of the step it leads to; or those of a way to go on."""

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
    not_sure: Text
    """The id of the step for this answer; the guide's own where the question names none."""
    open: Text
    """What results say to those who were not sure."""
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
        return (self.ask, self.short, *self.statements, self.uncited, *says, self.open)

    @property
    def ways(self) -> tuple[Text, ...]:
        """The ids of the steps that its answers lead to, "Not sure" last."""
        return (*(answer.go for answer in self.answers), self.not_sure)


class Link(NamedTuple):
    """A page of the guide to read on."""

    page: Text
    say: Text


class Result(NamedTuple):
    """A step that ends."""

    id: Text
    title: Text
    short: Text
    seen: Text
    text: tuple[Text, ...]
    next: tuple[Text, ...]
    links: tuple[Link, ...]
    go_on: tuple[Answer, ...]
    uncited: Text
    is_named: bool
    is_whole: bool

    @property
    def statements(self) -> tuple[Text, ...]:
        """The texts that may carry references."""
        return (self.seen, *self.text, *self.next)

    @property
    def texts(self) -> tuple[Text, ...]:
        """Everything that it shows to readers."""
        says = (link.say for link in (*self.links, *self.go_on))
        return (self.title, self.short, *self.statements, self.uncited, *says)

    @property
    def ways(self) -> tuple[Text, ...]:
        """The ids of the questions to go on with."""
        return tuple(way.go for way in self.go_on)


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
        return self._step(step).short.words

    def reached(self, *starts: str) -> set[str]:
        """All steps that can follow from `starts`, with those; going on from a result counts."""
        found: set[str] = set()
        waiting = [*starts]
        while waiting:
            step = waiting.pop()
            if step not in found:
                found.add(step)
                waiting += (way.words for way in self._step(step).ways)
        return found

    def left_open(self, result: str) -> list[Question]:
        """The questions with an `open` that a reader who reaches `result` may have left open."""
        asked = (question for question in self.questions.values() if question.open.words)
        return [question for question in asked if result in self.reached(question.not_sure.words)]

    def before(self, result: str) -> list[str]:
        """The other results that a reader who reaches `result` may have gone on from."""
        return [
            other.id.words
            for other in self.results.values()
            if other.id.words != result
            and result in self.reached(*(way.words for way in other.ways))
        ]

    def _step(self, step: str) -> Question | Result:
        return self.questions.get(step) or self.results[step]


def read(data: Source) -> tuple[DecisionGuide | None, list[Finding]]:
    """The decision guide in its file, and what is wrong with the file's YAML and its shape.

    It is None where the file cannot be read. Whatever has the wrong shape is left empty.
    """
    node, lost = decision_format.read(data)
    if node is None:
        return None, lost
    broken = {finding.line for finding in lost}
    findings = [*lost, *(f for f in decision_format.check(node, data.path) if f.line not in broken)]
    decision = _decision(node, data.path, is_whole=not lost) if isinstance(node, Mapping) else None
    return decision, findings


def citations(text: Text) -> Iterator[tuple[str, Position]]:
    """The brackets of a text as written, each with its place in the file."""
    found = BRACKET.findall(text.words)
    places = text.brackets if len(text.brackets) == len(found) else (text.place,) * len(found)
    yield from zip(found, places, strict=True)


def _decision(node: Mapping, path: str, *, is_whole: bool) -> DecisionGuide:
    start = node.entries.get("start", node)
    is_named = decision_format.has_shape(start, "question_id")
    decision = _record(
        DecisionGuide,
        node,
        path=path,
        start=start if is_named else Text("", start.place),
        questions=_steps(Question, "question", node.entries.get("questions")),
        results=_steps(Result, "outcome", node.entries.get("outcomes")),
        is_whole=is_whole,
    )
    default = decision.not_sure
    if default.words not in decision.results:
        return decision
    questions = {
        step: question if question.not_sure.words else question._replace(not_sure=default)
        for step, question in decision.questions.items()
    }
    return decision._replace(questions=questions)


def _steps(kind: Callable[..., _Record], name: str, node: Node | None) -> dict[str, _Record]:
    """Steps by their ids; `name` is what the format calls their kind."""
    if not isinstance(node, Mapping):
        return {}
    return {
        key.words: _record(
            kind,
            _as_mapping(step),
            id=key,
            is_named=decision_format.has_shape(key, f"{name}_id"),
            is_whole=decision_format.has_shape(step, name),
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
