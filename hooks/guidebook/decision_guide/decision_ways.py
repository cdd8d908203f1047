"""What leads where in a decision guide: every path can end, and every step can be reached."""

from collections.abc import Collection, Iterator

from guidebook.data.yaml_nodes import Text
from guidebook.decision_guide.decision_model import NONE, DecisionGuide
from guidebook.findings import Finding, did_you_mean

_MARK_THE_WAY_BACK = (
    "Lead one of these answers to a later step. If readers shall come back, say so: write "
    "'back: {}' in place of 'go' or 'then'."
)


def check_ways(decision: DecisionGuide) -> Iterator[Finding]:
    """Findings for where answers lead: loops, unknown steps, and steps that are not reached."""
    loops = list(_loops(decision))
    yield from loops
    if decision.questions and decision.results and all(step.is_named for step in decision.steps):
        yield from list(_unknown(decision)) or _astray(decision, has_loops=bool(loops))


def _loops(decision: DecisionGuide) -> Iterator[Finding]:
    """The answers that lead from the last question of a loop back to its first in the file.

    "Not sure" is an answer. A marked way back makes no loop. A way to go on is none: whoever takes
    it has seen a result.
    """
    order, seen = [*decision.questions], set[str]()
    for loop in {loop for step in order for loop in _round(step, (), decision, seen)}:
        start = loop.index(min(loop, key=order.index))
        first, last = loop[start], loop[start - 1]
        for way in decision.questions[last].onward:
            if way.words == first:
                message = f"a loop: {' > '.join((*loop[start:], *loop[:start], first))}"
                hint = _MARK_THE_WAY_BACK.format(first)
                yield Finding(decision.path, *way.place, "D41", message, hint)


def _round(
    step: str, path: tuple[str, ...], decision: DecisionGuide, seen: set[str]
) -> Iterator[tuple[str, ...]]:
    """The loops met from `step` on, which `path` leads to; what is `seen` is not walked again."""
    if step in path:
        yield path[path.index(step) :]
    elif step in decision.questions and step not in seen:
        seen.add(step)
        for way in decision.questions[step].onward:
            yield from _round(way.words, (*path, step), decision, seen)


def _unknown(decision: DecisionGuide) -> Iterator[Finding]:
    """Ids that are none of a step, or of a step of the other kind."""
    questions, results = decision.questions, decision.results
    steps = {**questions, **results}
    answered = (way for question in questions.values() for way in question.ways)
    going_on = (way for result in results.values() for way in result.ways)
    named: list[tuple[Text, Collection[str], str, str]] = [
        (decision.start, questions, "D40", "'{}' is no question to start with"),
        (decision.not_sure, {*results, NONE}, "D45", "'{}' is no result for 'Not sure'"),
        *((way, steps, "D40", "unknown step '{}'") for way in answered),
        *((way, questions, "D40", "'{}' is no question to go on with") for way in going_on),
    ]
    for name, known, code, message in named:
        if name.words and name.words not in known:
            hint = did_you_mean(name.words, known)
            yield Finding(decision.path, *name.place, code, message.format(name.words), hint)


def _astray(decision: DecisionGuide, *, has_loops: bool) -> Iterator[Finding]:
    """Ways back that lead nowhere, or else steps that are not reached.

    Nothing is told where an answer is wrong that could be meant for them.
    """
    questions = decision.questions.values()
    targets = [{answer.way.words for answer in q.answers} for q in questions if not q.do.words]
    ways = {way.words for step in decision.steps for way in step.ways}
    if "" not in {decision.start.words, *ways} and all(len(target) > 1 for target in targets):
        trapped = [] if has_loops else list(_backward(decision))
        yield from trapped or _unreached(decision)


def _backward(decision: DecisionGuide) -> Iterator[Finding]:
    """Ways back that lead to no step before, and steps from which no result can be reached."""
    for step in decision.questions.values():
        for back in step.backward:
            is_known = back.words in decision.questions
            if is_known and step.id.words not in decision.reached([back]):
                message = f"'{back.words}' does not come before this step, so it is no way back"
                hint = "Write 'go' in place of 'back', or 'then' in a step without a choice."
                yield Finding(decision.path, *back.place, "D49", message, hint)
        if decision.results.keys().isdisjoint(decision.reached([step.id])):
            message = f"no result can be reached from '{step.id.words}'"
            hint = "Lead one of its ways on instead of back."
            yield Finding(decision.path, *step.id.place, "D49", message, hint)


def _unreached(decision: DecisionGuide) -> Iterator[Finding]:
    """Steps that nothing leads to."""
    answered = {way.words for q in decision.questions.values() for way in q.ways}
    reached = decision.reached([decision.start]) | answered
    for step in decision.steps:
        if step.id.words not in reached:
            message = f"no answer leads to '{step.id.words}'"
            hint = "Lead an answer to it, or take the step out."
            yield Finding(decision.path, *step.id.place, "D42", message, hint)
