"""A decision guide as records: what the file says, with the place of every text."""

from typing import NamedTuple

from guidebook.decision_guide.nodes import Text
from guidebook.source import Position

NO_TEXT = Text("", Position(1, 1))
"""Stands for a text that the file leaves out."""


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

    @property
    def statements(self) -> tuple[Text, ...]:
        """The texts that may carry references."""
        return (*self.signs, *((self.why,) if self.why.words else ()))


class Link(NamedTuple):
    """A page of the guide to read on."""

    page: Text
    say: Text


class Outcome(NamedTuple):
    """A step that ends: a result."""

    id: Text
    title: Text
    short: Text
    text: tuple[Text, ...]
    next: tuple[Text, ...]
    links: tuple[Link, ...]
    uncited: Text

    @property
    def statements(self) -> tuple[Text, ...]:
        """The texts that may carry references."""
        return self.text + self.next


class DecisionGuide(NamedTuple):
    """Questions by their ids and results by theirs, in the file's order."""

    title: Text
    about: Text
    reviewed: Text
    start: Text
    not_sure: Text
    before_you_start: tuple[Text, ...]
    not_covered: tuple[Text, ...]
    questions: dict[str, Question]
    outcomes: dict[str, Outcome]

    @property
    def steps(self) -> list[Question | Outcome]:
        """The questions and then the results."""
        return [*self.questions.values(), *self.outcomes.values()]

    @property
    def cited_texts(self) -> list[Text]:
        """Every text that may carry references."""
        steps = [text for step in self.steps for text in step.statements]
        return [*self.before_you_start, *self.not_covered, *steps]

    def mark(self, step: str) -> str:
        """A question's number or a result's letter."""
        if step in self.questions:
            return str(list(self.questions).index(step) + 1)
        return chr(ord("A") + list(self.outcomes).index(step))

    def name(self, step: str) -> str:
        """A step as a sentence names it: `question 2`, `result B`."""
        kind = "question" if step in self.questions else "result"
        return f"{kind} {self.mark(step)}"

    def short(self, step: str) -> str:
        """A step in a few words."""
        found = self.questions.get(step) or self.outcomes[step]
        return found.short.words
