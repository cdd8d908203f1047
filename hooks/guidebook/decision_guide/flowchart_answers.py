"""Which answers of a question a flowchart draws as one, and which of them its spine follows."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from guidebook.decision_guide.decision_model import NOT_SURE, Choice, DecisionGuide

_Way = tuple[str, bool]
"""The id of a step, and whether the way leads back to it."""


class Arrow(NamedTuple):
    """All answers to a question that lead the same way."""

    say: str
    step: str
    is_back: bool


class Answers(NamedTuple):
    """What leads on from a step."""

    step: str
    """The id of the step itself."""
    down: Arrow
    """What the spine follows."""
    others: tuple[Arrow, ...]
    is_end: bool
    """Whether the spine ends where `down` leads, and doesn't go on to the next question."""
    is_unsure: bool
    """Whether `down` is the way of those who are not sure, too; its words don't say so."""


def answers(decision: DecisionGuide) -> list[Answers]:
    """The answers of each question, in the file's order.

    The spine follows the answer that leads to the next question, or else the last one.
    """
    return [_answers(decision, *pair) for pair in pairwise((*decision.questions, ""))]


def _answers(decision: DecisionGuide, step: str, following: str) -> Answers:
    choices = decision.questions[step].choices
    said = [choice for choice in choices if choice.say != NOT_SURE]
    ways = [*map(_way, said)]
    down = (following, False) if (following, False) in ways else ways[-1]
    is_unsure = len(said) < len(choices) and _way(choices[-1]) == down
    shown = said if is_unsure else choices
    others = (way for way in dict.fromkeys(map(_way, shown)) if way != down)
    return Answers(
        step,
        _arrow(shown, down),
        tuple(_arrow(shown, way) for way in others),
        is_end=down != (following, False),
        is_unsure=is_unsure,
    )


def _way(choice: Choice) -> _Way:
    return choice.step, choice.is_back


def _arrow(choices: Iterable[Choice], way: _Way) -> Arrow:
    says = (choice.say for choice in choices if _way(choice) == way)
    return Arrow(" / ".join(says), *way)


def unsure(decision: DecisionGuide, every: Sequence[Answers]) -> str:
    """What those can do who are not sure, where the spine shows it; nothing where it doesn't."""
    asked = [step for step, question in decision.questions.items() if question.can_be_unsure]
    along = [each.step for each in every if each.is_unsure]
    if not along:
        return ""
    *others, last = map(decision.mark, along)
    marks = f"{', '.join(others)} or {last}" if others else last
    where = "a question" if along == asked else f"question {marks}"
    return f"{NOT_SURE} at {where}? Go on down the line."
