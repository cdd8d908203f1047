"""The flowchart of a decision guide: where its boxes, labels and lines stand.

One line, the spine, goes through the numbers of the questions, which stand one below another in
the file's order. It goes on where an answer leads to the next question; where none does, it ends
with the last answer, and a new one begins. Each other answer is an arrow of its own, with its words
on it, to a box that names its target. Neighbours with the same result share its box; elsewhere a
box repeats. So no line passes by another row, none can cross another, and a question's place
depends on its own answers and the rows above it alone: a step added at the end moves no other.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from guidebook.decision_guide.decision_model import DecisionGuide
from guidebook.decision_guide.flowchart_answers import Answers, answers, unsure
from guidebook.decision_guide.flowchart_boxes import label, pill, question_box, target_box
from guidebook.decision_guide.flowchart_parts import (
    SMALL_LINE,
    STOP,
    Box,
    Flowchart,
    Form,
    Label,
    Line,
    Part,
    Pill,
)

MARGIN = 2
HEAD = 9
"""How far before an arrow's tip its line ends."""
_GAP, _ROW_GAP, _LABEL_GAP = 14, 38, 10
"""Between the targets of a question, between rows, and above and below a label."""
_BUS = 12
"""From a question to the line that the answers beside it share."""
_RAIL, _DROP, _PILL = 60, 98, 112
"""The x of the line that answers below a question share, of their arrows, and of their pills."""
_PILL_GAP = 10
"""Above and below a pill beside an arrow that leads down."""
_LINE_SHOWN = 6
"""How much of an arrow shows at least at each side of its pill."""
_BESIDE_SPINE = 18
_MOST_SHARED = 4
"""Of neighbours that share a box: no page of paper can part it."""


class _Row(NamedTuple):
    """A question and what hangs on it."""

    question: Box
    branches: tuple[tuple[Pill, Box], ...]
    label: Label
    """The words of the answer that the spine follows."""
    end: Box | None
    """Where the spine ends, unless it goes on to the next question."""

    @property
    def side_bottom(self) -> int:
        """The y below the question and what its answers lead to."""
        return max(self.question.bottom, *(box.bottom for _, box in self.branches), 0)


def lay_out(decision: DecisionGuide, form: Form) -> Flowchart:
    """The flowchart in one form, for a decision guide without findings."""
    every = answers(decision)
    start, mark = decision.start.words, decision.mark(decision.start.words)
    says = "" if mark == "1" else f"Start with {decision.name(start)}."
    first = label(says, form.question_x, form.question_width)._replace(y=MARGIN)
    rows = list(_rows(decision, every, form, first.bottom + _LABEL_GAP if says else MARGIN))
    if form.answers_beside:
        rows = [row for group in _neighbours(rows) for row in _sharing(group)]
    last = _sentence(unsure(decision, every), rows[-1], form)
    bottom = _bottom(rows[-1])
    height = (max(last.bottom, bottom) if last.lines else bottom) + MARGIN
    lines = [*_spines(rows, form), *(line for row in rows for line in _lines(row, form))]
    read = dict.fromkeys(part for row in rows for part in _read(row))  # a shared box once
    free = [[free] if free.lines else [] for free in (first, last)]
    return Flowchart(form, height, (*lines, *free[0], *read, *free[1]))


def _rows(decision: DecisionGuide, every: Sequence[Answers], form: Form, y: int) -> Iterator[_Row]:
    for each in every:
        row = _row(decision, each, form, y)
        yield row
        y = row.end.bottom + _ROW_GAP if row.end else _next(row)


def _row(decision: DecisionGuide, each: Answers, form: Form, y: int) -> _Row:
    """The row of a question, whose upper side is at `y`."""
    question = question_box(decision, each.step, form)
    starts = form.question_end + (_BUS if len(each.others) > 1 else 0)
    room = (
        form.target_x - HEAD - starts - 2 * _LINE_SHOWN
        if form.answers_beside
        else form.question_end - _PILL
    )
    targets = [target_box(decision, arrow, form) for arrow in each.others]
    pills = [pill(arrow, box.tone, room) for arrow, box in zip(each.others, targets, strict=True)]
    branches = [*zip(pills, targets, strict=True)]
    if form.answers_beside:
        question, branches = _beside(question, branches, form, y)
    else:
        question, branches = _below(question._replace(y=y), branches)
    row = _Row(question, tuple(branches), Label((), 0, 0), None)
    words = "" if question.kind == "step" else each.down.say
    beside = form.spine_x + _BESIDE_SPINE
    said = label(words, beside, form.question_end - beside)
    under = question.bottom if form.answers_beside else row.side_bottom
    row = row._replace(label=said._replace(y=under + _LABEL_GAP))
    end = target_box(decision, each.down, form, is_end=True)._replace(y=_next(row))
    return row._replace(end=end if each.is_end else None)


def _next(row: _Row) -> int:
    """The y of what stands below a row, if the spine goes on."""
    below = row.label.bottom + _LABEL_GAP if row.label.lines else 0
    return max(row.side_bottom + _ROW_GAP, below)


def _bottom(row: _Row) -> int:
    return row.end.bottom if row.end else row.side_bottom


def _sentence(words: str, row: _Row, form: Form) -> Label:
    """Words about the whole, beside the box where the last spine ends, or below it."""
    end = row.end or row.question
    if form.answers_beside:
        x = form.question_end + _BUS
        said = label(words, x, form.width - x)
        return said._replace(y=max(end.y, end.middle - SMALL_LINE * len(said.lines) // 2))
    x = form.spine_x - STOP
    return label(words, x, form.width - x)._replace(y=end.bottom + _LABEL_GAP)


def _beside(
    question: Box, branches: Sequence[tuple[Pill, Box]], form: Form, y: int
) -> tuple[Box, list[tuple[Pill, Box]]]:
    """Targets to the right of their question, all of them as a block in its middle."""
    heights = [max(said.height, box.height) for said, box in branches]
    block = sum(heights) + _GAP * (len(heights) - 1) if heights else 0
    middle = y + max(question.height, block) // 2
    starts = form.question_end + (_BUS if len(branches) > 1 else 0)
    room = form.target_x - HEAD - starts
    top, placed = middle - block // 2, []
    for (said, box), height in zip(branches, heights, strict=True):
        centre = top + height // 2
        x = starts + (room - said.width) // 2
        on_it = said._replace(x=x, y=centre - said.height // 2)
        placed.append((on_it, box._replace(y=centre - box.height // 2)))
        top += height + _GAP
    return question._replace(y=middle - question.height // 2), placed


def _below(
    question: Box, branches: Sequence[tuple[Pill, Box]]
) -> tuple[Box, list[tuple[Pill, Box]]]:
    """Targets below their question, each with its pill above it."""
    y, placed = question.bottom, []
    for said, box in branches:
        above = said._replace(x=_PILL, y=y + _PILL_GAP)
        below = box._replace(y=above.bottom + _PILL_GAP)
        placed.append((above, below))
        y = below.bottom + _GAP
    return question, placed


def _neighbours(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """Rows in groups that share a result's box."""
    group: list[_Row] = []
    for row in rows:
        if group and (group[-1].end or len(group) == _MOST_SHARED or _sole(row) != _sole(group[0])):
            yield group
            group = []
        group.append(row)
        if not _sole(row):
            yield group
            group = []
    if group:
        yield group


def _sole(row: _Row) -> str:
    """The id of the result that a row's only arrow leads to, or nothing."""
    boxes = [box for _, box in row.branches]
    return boxes[0].step if len(boxes) == 1 and boxes[0].kind == "result" else ""


def _sharing(group: Sequence[_Row]) -> Iterator[_Row]:
    """The rows with one box for all of them."""
    if len(group) == 1:
        yield group[0]
        return
    (_, first), (_, last) = group[0].branches[0], group[-1].branches[0]
    box = first._replace(height=last.bottom - first.y)
    for row in group:
        yield row._replace(branches=((row.branches[0][0], box),))


def _spines(rows: Sequence[_Row], form: Form) -> Iterator[Line]:
    """Through the numbers, from each beginning to the box where it ends."""
    top = rows[0].question.middle
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        if row.end:
            x, y = form.spine_x, row.end.middle
            yield Line("spine", "", ((x, top), (x, y), (row.end.x, y)), has_head=True)
            top = following.question.middle if following else 0


def _lines(row: _Row, form: Form) -> Iterator[Line]:
    """What leads from the spine to a question, and from it to its targets."""
    question, end = row.question, form.question_end
    yield Line("stub", "", ((form.spine_x, question.middle), (question.x, question.middle)))
    if form.answers_beside:
        yield from _lines_beside(row, end)
    else:
        yield from _lines_below(row)


def _lines_beside(row: _Row, x: int) -> Iterator[Line]:
    middles = [said.middle for said, _ in row.branches]
    if len(middles) > 1:
        y, bus = row.question.middle, x + _BUS
        yield Line("bus", "", ((x, y), (bus, y)))
        yield Line("bus", "", ((bus, middles[0]), (bus, middles[-1])))
        x = bus
    for (said, box), y in zip(row.branches, middles, strict=True):
        yield Line("branch", said.tone, ((x, y), (box.x, y)), has_head=True)


def _lines_below(row: _Row) -> Iterator[Line]:
    y = row.question.bottom
    elbows = [said.y - _PILL_GAP for said, _ in row.branches]
    if len(elbows) > 1:
        yield Line("bus", "", ((_RAIL, y), (_RAIL, elbows[-1])))
    for (said, box), elbow in zip(row.branches, elbows, strict=True):
        corner = () if elbow == y else ((_RAIL, elbow),)
        yield Line("branch", said.tone, (*corner, (_DROP, elbow), (_DROP, box.y)), has_head=True)


def _read(row: _Row) -> Iterator[Part]:
    """What is read of a row, in its order."""
    yield row.question
    for branch in row.branches:
        yield from branch
    if row.label.lines:
        yield row.label
    if row.end:
        yield row.end
