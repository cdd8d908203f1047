"""A decision guide as records, read from its file: what it says, each text with its place.

The fields of a record are the keys of the format, under the same names.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, TypeVar, get_args, get_type_hints

from guidebook.citations.citation_syntax import BRACKET
from guidebook.data.yaml_nodes import Listing, Mapping, Node, Text
from guidebook.decision_guide import decision_format
from guidebook.findings import Finding
from guidebook.source import Position, Source

_Record = TypeVar("_Record")

_NOT_SHOWN = {"id", "need", "go", "page", "start", "not_sure"}
"""Fields that readers do not see as they are written."""


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

    def reached(self, starts: Iterable[Text]) -> set[str]:
        """The ids of all steps from `starts` on; going on from a result counts."""
        found: set[str] = set()
        waiting = [*starts]
        while waiting:
            step = waiting.pop().words
            if step not in found:
                found.add(step)
                waiting += self._step(step).ways
        return found

    def left_open(self, result: str) -> list[Question]:
        """The questions with an `open` that a reader who reaches `result` may have left open."""
        asked = (question for question in self.questions.values() if question.open.words)
        return [question for question in asked if result in self.reached([question.not_sure])]

    def before(self, result: str) -> list[str]:
        """The other results that a reader who reaches `result` may have gone on from."""
        others = (step for step in self.results if step != result)
        return [step for step in others if result in self.reached(self.results[step].ways)]

    def _step(self, step: str) -> Question | Result:
        return self.questions.get(step) or self.results[step]


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
    results = _steps(Result, "outcome", node.entries.get("outcomes"), {})
    default = _value(node.entries.get("not_sure", node), Text)
    own = {"not_sure": default} if default.words in results else {}
    questions = _steps(Question, "question", node.entries.get("questions"), own)
    return _record(
        DecisionGuide, node, path=path, questions=questions, results=results, is_whole=is_whole
    )


def shown_texts(part: object) -> Iterator[Text]:
    """The texts of a decision guide, or of a part of it, that readers see."""
    if isinstance(part, Text):
        yield part
    elif isinstance(part, tuple | dict):
        names = getattr(part, "_fields", range(len(part)))
        values = part.values() if isinstance(part, dict) else part
        for name, value in zip(names, values, strict=True):
            if name not in _NOT_SHOWN:
                yield from shown_texts(value)


def _steps(
    kind: Callable[..., _Record], name: str, node: Node | None, own: dict[str, Node]
) -> dict[str, _Record]:
    """Steps by their ids; `name` is what the format calls their kind.

    `own` has the values of keys that a step may leave out.
    """
    if not isinstance(node, Mapping):
        return {}
    return {
        key.words: _record(
            kind,
            Mapping({**own, **_as_mapping(step).entries}, {}, step.place),
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
