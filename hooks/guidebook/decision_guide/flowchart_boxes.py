"""The boxes, pills and labels of a flowchart, as large as their words need and without a place."""

from math import ceil

from guidebook.decision_guide.decision_model import DecisionGuide
from guidebook.decision_guide.flowchart_answers import Arrow
from guidebook.decision_guide.flowchart_parts import (
    LETTERED,
    PADDING,
    SMALL_LINE,
    SMALL_SIZE,
    TEXT_LINE,
    TEXT_SIZE,
    Box,
    Form,
    Label,
    Pill,
)
from guidebook.decision_guide.text_width import width, wrap

_AROUND = 26
"""The space above and below a question's words, together; a target's is two less."""
_PILL_PADDING = 10
_PILL_HEIGHT = 24
"""Of a pill with one line."""


def question_box(decision: DecisionGuide, step: str, form: Form) -> Box:
    """The box of a question, or of a step without a choice."""
    lines = wrap(decision.short(step), TEXT_SIZE, form.question_width - 2 * PADDING)
    height = TEXT_LINE * len(lines) + _AROUND
    kind, mark = decision.kind(step), decision.mark(step)
    return Box(kind, step, mark, "", lines, (), form.question_x, 0, form.question_width, height)


def target_box(decision: DecisionGuide, arrow: Arrow, form: Form, *, is_end: bool = False) -> Box:
    """The box to which an arrow leads; where the spine ends, it stands below the questions."""
    mark, short = decision.mark(arrow.step), decision.short(arrow.step)
    if arrow.step in decision.questions:
        goes = "Back to" if arrow.is_back else "Go to"
        box = Box("elsewhere", arrow.step, "", "", (f"{goes} {mark}",), (short,), 0, 0, 0, 0)
    else:
        result = decision.results[arrow.step]
        more = result.do.words or ("This goes on in another guide" if result.guide.words else "")
        tone = decision.tone(arrow.step)
        box = Box("result", arrow.step, mark, tone, (short,), (more,), 0, 0, 0, 0)
    if is_end:
        return _filled(box, form.question_x, form.question_width)
    return _filled(box, form.target_x, form.target_width)


def _filled(box: Box, x: int, box_width: int) -> Box:
    """The box with its words in lines."""
    room = box_width - PADDING - (LETTERED if box.kind == "result" else PADDING)
    title = wrap(box.title[0], TEXT_SIZE, room, is_bold=True)
    more = wrap(box.more[0], SMALL_SIZE, room)
    height = TEXT_LINE * len(title) + SMALL_LINE * len(more) + _AROUND - 2
    return box._replace(title=title, more=more, x=x, width=box_width, height=height)


def pill(arrow: Arrow, tone: str, room: int) -> Pill:
    """The words of an arrow in a pill that is at most `room` wide."""
    lines = wrap(arrow.say, SMALL_SIZE, room - 2 * _PILL_PADDING)
    longest = max(width(line, SMALL_SIZE) for line in lines)
    height = _PILL_HEIGHT + SMALL_LINE * (len(lines) - 1)
    return Pill(lines, tone, 0, 0, 2 * ceil(longest / 2) + 2 * _PILL_PADDING, height)


def label(words: str, x: int, room: int) -> Label:
    """Words that stand free, from `x` on, at most `room` wide."""
    return Label(wrap(words, SMALL_SIZE, room), x, 0)
