"""Whether the steps of a decision guide make sense together: references, targets, paths."""

from collections import Counter
from collections.abc import Iterable, Iterator

from guidebook.decision_guide import graph
from guidebook.decision_guide.model import DecisionGuide, Question
from guidebook.decision_guide.wording import is_cited
from guidebook.findings import Finding, did_you_mean
from guidebook.reviews import FORM, parse_review

NOT_SURE = "Not sure"
"""The answer that every question has."""


def check(guide: DecisionGuide, path: str, earlier: list[Finding]) -> Iterator[Finding]:
    """Findings in the file at `path`. What follows from an `earlier` one is not told again."""
    yield from _review(guide, path)
    yield from _references(guide, path, earlier)
    for question in guide.questions.values():
        yield from _same_words(question, path)
        yield from _same_target(question, path)
    yield from _loops(guide, path)
    if guide.questions and guide.outcomes and _all_steps_known(guide, earlier):
        unknown = [*_ends(guide, path), *_unknown_targets(guide, path)]
        yield from unknown
        if not unknown and _all_answers_known(guide, earlier):
            yield from _left_out(guide, path)


def check_links(guide: DecisionGuide, path: str, pages: Iterable[str]) -> Iterator[Finding]:
    """Findings for links to a page that is not among `pages`, the files in the guide's folder."""
    known = set(pages)
    for outcome in guide.outcomes.values():
        for link in outcome.links:
            if link.page.words and link.page.words not in known:
                message = f"no page '{link.page.words}' in this folder"
                hint = did_you_mean(link.page.words, known)
                yield Finding(path, *link.page.place, "D46", message, hint)


def _review(guide: DecisionGuide, path: str) -> Iterator[Finding]:
    try:
        if guide.reviewed.words:
            parse_review(guide.reviewed.words)
    except ValueError as error:
        yield Finding(path, *guide.reviewed.place, "D25", str(error), f"Write {FORM}.")


def _references(guide: DecisionGuide, path: str, earlier: list[Finding]) -> Iterator[Finding]:
    """A step has a reference, or says why it has none."""
    starts = [step.id.place.line for step in guide.steps]
    told = {_step_start(starts, finding.line) for finding in earlier}
    for step in guide.steps:
        if step.id.place.line in told:
            continue
        cited = any(is_cited(text) for text in step.statements)
        if not cited and not step.uncited.words:
            message = f"'{step.id.words}' has no reference"
            hint = "Cite one as in [@key], or say under 'uncited' why there is none."
            yield Finding(path, *step.id.place, "D33", message, hint)
        if cited and step.uncited.words:
            message = f"'{step.id.words}' has a reference, and 'uncited' says that it has none"
            yield Finding(path, *step.uncited.place, "D34", message, "Take one of them out.")


def _step_start(starts: list[int], line: int) -> int:
    """The line where the step begins to which a line belongs, or 0."""
    return max((start for start in starts if start <= line), default=0)


def _same_words(question: Question, path: str) -> Iterator[Finding]:
    said = {NOT_SURE.casefold()}
    for answer in question.answers:
        words = answer.say.words.casefold()
        if words and words in said:
            hint = "Every question has the answer 'Not sure' by itself."
            message = f"the answer '{answer.say.words}' stands twice in this question"
            hint = hint if words == NOT_SURE.casefold() else "Give each answer its own words."
            yield Finding(path, *answer.say.place, "D43", message, hint)
        said.add(words)


def _same_target(question: Question, path: str) -> Iterator[Finding]:
    targets = {answer.go.words for answer in question.answers}
    if len(question.answers) > 1 and len(targets) == 1 and "" not in targets:
        message = f"all answers lead to '{targets.pop()}', so the question decides nothing"
        yield Finding(path, *question.id.place, "D44", message)


def _ends(guide: DecisionGuide, path: str) -> Iterator[Finding]:
    """The first question and the result of 'Not sure'."""
    start, not_sure = guide.start, guide.not_sure
    if start.words and start.words not in guide.questions:
        message = f"'{start.words}' is no question to start with"
        hint = did_you_mean(start.words, guide.questions)
        yield Finding(path, *start.place, "D40", message, hint)
    if not_sure.words and not_sure.words not in guide.outcomes:
        message = f"'{not_sure.words}' is no result for 'Not sure'"
        hint = did_you_mean(not_sure.words, guide.outcomes)
        yield Finding(path, *not_sure.place, "D45", message, hint)


def _unknown_targets(guide: DecisionGuide, path: str) -> Iterator[Finding]:
    known = [*guide.questions, *guide.outcomes]
    for question in guide.questions.values():
        for answer in question.answers:
            if answer.go.words and answer.go.words not in known:
                message = f"unknown step '{answer.go.words}'"
                hint = did_you_mean(answer.go.words, known)
                yield Finding(path, *answer.go.place, "D40", message, hint)


def _loops(guide: DecisionGuide, path: str) -> Iterator[Finding]:
    for loop in graph.loops(guide):
        message = f"a loop: {' > '.join(loop.steps)}"
        hint = "Lead one of these answers to a later step."
        yield Finding(path, *loop.answer.go.place, "D41", message, hint)


def _all_steps_known(guide: DecisionGuide, earlier: list[Finding]) -> bool:
    """Whether every step has an id that answers can name: none is bad, and none was left out."""
    ids = {step.id.place for step in guide.steps}
    left_out = {finding.column for finding in earlier if finding.code == "D12"}
    in_doubt = any((finding.line, finding.column) in ids for finding in earlier)
    return not in_doubt and min(left_out, default=99) > min(ids)[1]


def _all_answers_known(guide: DecisionGuide, earlier: list[Finding]) -> bool:
    """Whether no answer is lost or goes astray, which could be the one that leads to a step."""
    ways = [[answer.go.words for answer in step.answers] for step in guide.questions.values()]
    ends = [guide.start.words, guide.not_sure.words]
    lost = any(finding.code == "D12" for finding in earlier)
    return not lost and all(ends) and all(all(way) and len(set(way)) > 1 for way in ways)


def _left_out(guide: DecisionGuide, path: str) -> Iterator[Finding]:
    reached = Counter(
        answer.go.words for question in guide.questions.values() for answer in question.answers
    )
    reached.update((guide.start.words, guide.not_sure.words))
    for step in guide.steps:
        if not reached[step.id.words]:
            message = f"no answer leads to '{step.id.words}'"
            hint = "Lead an answer to it, or take the step out."
            yield Finding(path, *step.id.place, "D42", message, hint)
