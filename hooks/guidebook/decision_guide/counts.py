"""Questions that ask how many signs someone has: each number has one answer."""

from collections.abc import Iterator

from guidebook.decision_guide.decision_model import COUNT, Answer, Question
from guidebook.findings import Finding

_COUNTED = "count"


def check_counts(question: Question, path: str) -> Iterator[Finding]:
    """Findings for the counts of a question's answers; `path` is that of its file.

    Nothing is told of a question of which a part could not be read.
    """
    if not question.is_whole:
        return
    is_counted = question.need.words == _COUNTED
    strays = [answer for answer in question.answers if bool(answer.have.words) != is_counted]
    for answer in strays:
        place = (answer.say if is_counted else answer.have).place
        if is_counted:
            message, hint = "an answer without a count", "Write 'have: 0-1' in place of 'say'."
        else:
            message = "a count in a question that counts nothing"
            hint = "Write 'need: count' in the question, or 'say' in place of 'have'."
        yield Finding(path, *place, "D48", message, hint)
    if is_counted and not strays:
        yield from _covered(question, path)


def _covered(question: Question, path: str) -> Iterator[Finding]:
    most = len(question.signs)
    counts = [_numbers(answer, most) for answer in question.answers]
    for number in range(most + 1):
        found = [
            answer
            for answer, count in zip(question.answers, counts, strict=True)
            if number in count
        ]
        if not found:
            message = f"no answer for {number} of the {most} signs"
            yield Finding(path, *question.id.place, "D48", message, "Give each number one answer.")
        for answer in found[1:]:
            message = f"a second answer for {number} of the {most} signs"
            yield Finding(path, *answer.have.place, "D48", message, "Give each number one answer.")
    for answer, count in zip(question.answers, counts, strict=True):
        if not count or count[-1] > most:
            message = f"'{answer.have.words}' is no count of {most} signs"
            yield Finding(path, *answer.have.place, "D48", message, "Write 2, 0-1 or 3+.")


def _numbers(answer: Answer, most: int) -> range:
    """The numbers of signs that an answer stands for."""
    match = COUNT.fullmatch(answer.have.words)
    first, is_open, last = match.groups() if match else ("1", "", "0")
    return range(int(first), (most if is_open else int(last or first)) + 1)
