"""A decision guide as records, read from its file: what it says, each text with its place.

The fields of a record are the keys of the format, under the same names.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from guidebook.citations.citation_syntax import BRACKET
from guidebook.data.yaml_nodes import Text
from guidebook.markup import TONES
from guidebook.source import Position

NOT_SURE = "Not sure"
"""The answer that every question has by itself, unless it says otherwise."""
NONE = "none"
"""What `not_sure` says where there is no such answer."""
NEXT = "Next"
"""What leads on from a step without a choice."""

COUNT = re.compile(r"([0-9]{1,2})(?:(\+)|-([0-9]{1,2}))?")
"""How many signs: `2`, `3+` or `0-1`."""

_NOT_SHOWN = {
    *("id", "need", "have", "go", "back", "then", "page", "web", "call", "guide"),
    *("start", "not_sure"),
}
"""Fields that readers do not see as they are written."""


class Remark(NamedTuple):
    """Something to know before the start."""

    text: Text


class Answer(NamedTuple):
    """An answer and the id of the step it leads to; or the words of a way to go on.

    It has words or a count, and leads on or back.
    """

    say: Text
    have: Text
    """How many signs: `2`, `0-1` or `3+`."""
    go: Text
    back: Text

    @property
    def way(self) -> Text:
        """The id of the step it leads to."""
        return self.go if self.go.words else self.back

    @property
    def words(self) -> str:
        """What readers see."""
        return self.say.words or _counted(self.have.words)


class Choice(NamedTuple):
    """One of the ways on from a step."""

    say: str
    step: str
    is_back: bool


class Question(NamedTuple):
    """A step that asks, or one that says what to do and leaves no choice.

    Its texts may be empty where the format allows it.
    """

    id: Text
    ask: Text
    do: Text
    short: Text
    need: Text
    signs: tuple[Text, ...]
    why: Text
    uncited: Text
    answers: tuple[Answer, ...]
    then: Text
    back: Text
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
    def can_be_unsure(self) -> bool:
        """Whether it has the answer "Not sure"."""
        return not self.do.words and self.not_sure.words != NONE

    @property
    def onward(self) -> tuple[Text, ...]:
        """The ids of the steps that it leads on to, "Not sure" last; without the ways back."""
        if self.do.words:
            return () if self.back.words else (self.then,)
        answered = (answer.go for answer in self.answers if not answer.back.words)
        return (*answered, *((self.not_sure,) if self.can_be_unsure else ()))

    @property
    def backward(self) -> tuple[Text, ...]:
        """The ids of the steps to which it leads back."""
        return tuple(
            back for back in (*(answer.back for answer in self.answers), self.back) if back.words
        )

    @property
    def ways(self) -> tuple[Text, ...]:
        """The ids of all steps that can follow it."""
        return (*self.onward, *self.backward)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What a reader can choose, "Not sure" last."""
        if self.do.words:
            step = self.then.words or self.back.words
            return (Choice(NEXT, step, is_back=bool(self.back.words)),)
        unsure = (Choice(NOT_SURE, self.not_sure.words, is_back=False),)
        answers = (
            Choice(answer.words, answer.way.words, is_back=bool(answer.back.words))
            for answer in self.answers
        )
        return (*answers, *(unsure if self.can_be_unsure else ()))


class Link(NamedTuple):
    """Where to read on, or whom to call: one of a page, an address and a telephone number."""

    page: Text
    """Its path from the folder of the guide, perhaps with a heading's id."""
    web: Text
    call: Text
    say: Text


class Result(NamedTuple):
    """A step that ends, or that goes on in another guide."""

    id: Text
    title: Text
    short: Text
    do: Text
    now: Text
    text: tuple[Text, ...]
    next: tuple[Text, ...]
    guide: Text
    """The path of another decision guide's page, perhaps with a question's id."""
    links: tuple[Link, ...]
    go_on: tuple[Answer, ...]
    uncited: Text
    is_named: bool
    is_whole: bool

    @property
    def statements(self) -> tuple[Text, ...]:
        """The texts that may carry references."""
        return (self.now, *self.text, *self.next)

    @property
    def ways(self) -> tuple[Text, ...]:
        """The ids of the questions to go on with, or to come back to."""
        return tuple(answer.way for answer in self.go_on)

    @property
    def pages(self) -> tuple[Text, ...]:
        """The pages that it leads to."""
        named = (*(link.page for link in self.links), self.guide)
        return tuple(page for page in named if page.words)


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
        """A question's number or a result's letter; after Z comes AA."""
        if step in self.questions:
            return str(list(self.questions).index(step) + 1)
        rest, mark = list(self.results).index(step) + 1, ""
        while rest:
            rest, place = divmod(rest - 1, 26)
            mark = chr(ord("A") + place) + mark
        return mark

    def kind(self, step: str) -> str:
        """`question`, `step` (one without a choice) or `result`."""
        if step in self.results:
            return "result"
        return "step" if self.questions[step].do.words else "question"

    def name(self, step: str) -> str:
        """A step as a sentence names it: `question 2`, `step 3`, `result B`."""
        return f"{self.kind(step)} {self.mark(step)}"

    def short(self, step: str) -> str:
        """A step in a few words."""
        return self._step(step).short.words

    def tone(self, result: str) -> str:
        """The letter of the colours for a result, of which there are five in turn."""
        return TONES[list(self.results).index(result) % len(TONES)]

    def reached(self, starts: Iterable[Text]) -> set[str]:
        """The ids of all steps from `starts` on; going on from a result counts, and going back."""
        found: set[str] = set()
        waiting = [*starts]
        while waiting:
            step = waiting.pop().words
            if step not in found:
                found.add(step)
                waiting += self._step(step).ways
        return found

    def left_open(self) -> dict[str, list[Question]]:
        """By result, the questions with an `open` that a reader may have left open before it."""
        asked = [q for q in self.questions.values() if q.open.words and q.can_be_unsure]
        reached = [(question, self.reached([question.not_sure])) for question in asked]
        return {
            result: [question for question, steps in reached if result in steps]
            for result in self.results
        }

    def before(self) -> dict[str, list[str]]:
        """By result, the other results that a reader may have gone on from before it."""
        following = {step: self.reached(result.ways) for step, result in self.results.items()}
        return {
            result: [step for step in self.results if step != result and result in following[step]]
            for result in self.results
        }

    def _step(self, step: str) -> Question | Result:
        return self.questions.get(step) or self.results[step]


def citations(text: Text) -> Iterator[tuple[str, Position]]:
    """The brackets of a text as written, each with its place in the file."""
    found = BRACKET.findall(text.words)
    places = text.brackets if len(text.brackets) == len(found) else (text.place,) * len(found)
    yield from zip(found, places, strict=True)


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


def _counted(count: str) -> str:
    """A count as readers see it."""
    match COUNT.fullmatch(count):
        case None:
            return count
        case found:
            first, is_open, last = found.groups()
    if is_open:
        return f"{first} or more"
    if not last:
        return first
    return f"{first} {'or' if int(last) == int(first) + 1 else 'to'} {last}"
