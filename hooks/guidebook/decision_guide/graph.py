"""The steps of a decision guide as a directed graph: what leads where, and whether it ends."""

from collections.abc import Iterator
from typing import NamedTuple

from guidebook.decision_guide.model import Answer, DecisionGuide


class Loop(NamedTuple):
    """Steps that lead back to the first of them, which stands at the end again."""

    steps: tuple[str, ...]
    answer: Answer
    """The answer that leads back."""


def loops(guide: DecisionGuide) -> Iterator[Loop]:
    """Every answer that leads back to a step on the way to it, found depth first."""
    finished: set[str] = set()
    for start in guide.questions:
        if start not in finished:
            yield from _loops_from(start, guide, finished)


def _loops_from(start: str, guide: DecisionGuide, finished: set[str]) -> Iterator[Loop]:
    way = [start]
    ahead = [iter(guide.questions[start].answers)]
    while way:
        answer = next(ahead[-1], None)
        if answer is None:
            finished.add(way.pop())
            ahead.pop()
        elif answer.go.words in way:
            back = way.index(answer.go.words)
            yield Loop((*way[back:], answer.go.words), answer)
        elif answer.go.words in guide.questions and answer.go.words not in finished:
            way.append(answer.go.words)
            ahead.append(iter(guide.questions[answer.go.words].answers))
