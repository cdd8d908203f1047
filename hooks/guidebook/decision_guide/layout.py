"""Where everything in the picture of a decision guide stands: boxes, labels and connectors.

The layout is a ladder. The questions stand one below another in the file's order. Each answer
hangs on its own question: either it leads down to the next question, or it ends at a box of its
own that names its target. A step that several answers lead to is named by each of them. So no
connector passes by another row, none can cross another, and a row's place depends on the rows
above it alone: a step added at the end moves none. Lengths are pixels where nothing is scaled.
"""

from collections.abc import Iterator
from typing import NamedTuple

from guidebook.decision_guide.checking import NOT_SURE
from guidebook.decision_guide.measure import wrap
from guidebook.decision_guide.model import Answer, DecisionGuide


class Form(NamedTuple):
    """One of the two ways to draw the ladder."""

    name: str
    width: int
    question_width: int
    target_x: int
    answers_beside: bool
    """Whether answers stand to the right of their question, or below it."""


WIDE = Form("wide", 680, 280, 466, answers_beside=True)
NARROW = Form("narrow", 288, 286, 44, answers_beside=False)

EDGE = 1
TEXT_SIZE, TEXT_LINE = 15, 20
LABEL_SIZE, LABEL_LINE = 14, 18
TEXT_X, TEXT_END = 44, 10
"""From a box's left edge to its text, behind the mark, and from the text to the right edge."""
PADDING = 10
TRUNK = 20
"""From a question's left edge to the line that leads down from it."""
BUS = 14
"""From a question's right edge to the line that leads to its answers beside it."""
GAP = 12
ROW_GAP = 30
ARROW_ROOM = 20
START_WIDTH, START_HEIGHT = 76, 30
NOT_SURE_NOTE = (f"{NOT_SURE} at any question",)


class Box(NamedTuple):
    """A step, or a note where no step is named."""

    kind: str
    """`question`, `result`, `elsewhere` (names a question that stands elsewhere) or `note`."""
    step: str
    """The id of the step it leads to."""
    mark: str
    """The step's number or letter, or nothing."""
    lines: tuple[str, ...]
    x: int
    y: int
    width: int
    height: int

    @property
    def bottom(self) -> int:
        """The y of its lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> int:
        """The y of its middle."""
        return self.y + self.height // 2


class Label(NamedTuple):
    """An answer's words beside their connector. `y` is the upper edge of the first line."""

    lines: tuple[str, ...]
    x: int
    y: int
    width: int
    """The room that its lines were broken for."""

    @property
    def bottom(self) -> int:
        """The y below its last line."""
        return self.y + LABEL_LINE * len(self.lines)


class Connector(NamedTuple):
    """A line of right angles that ends in an arrowhead."""

    points: tuple[tuple[int, int], ...]


class Layout(NamedTuple):
    """A whole picture: its parts in the order in which they are read."""

    form: Form
    height: int
    parts: tuple[Box | Label | Connector, ...]


class _Branch(NamedTuple):
    """An answer with a box of its own. Its connector ends at the box's left edge."""

    label: Label
    box: Box


def lay_out(guide: DecisionGuide, form: Form) -> Layout:
    """The picture of a guide without findings."""
    parts: list[Box | Label | Connector] = []
    y = EDGE
    order = list(guide.questions)
    for step, following in zip(order, [*order[1:], ""], strict=True):
        if step == guide.start.words:
            start = Box("note", step, "", ("Start",), EDGE, y, START_WIDTH, START_HEIGHT)
            y = start.bottom + ARROW_ROOM
            parts += [start, _down(start, y)]
        box = _step_box(step, guide, form, y, is_target=False)
        row, y = _row(box, guide.questions[step].answers, following, guide, form)
        parts += [box, *row]
    height = TEXT_LINE + 2 * PADDING
    note = Box(
        "note", guide.not_sure.words, "", NOT_SURE_NOTE, EDGE, y, form.question_width, height
    )
    not_sure = Answer(guide.not_sure._replace(words=""), guide.not_sure)
    row, y = _row(note, (not_sure,), "", guide, form)
    return Layout(form, y - ROW_GAP + EDGE, (*parts, note, *row))


def _row(
    box: Box, answers: tuple[Answer, ...], following: str, guide: DecisionGuide, form: Form
) -> tuple[list[Box | Label | Connector], int]:
    """What hangs on `box`, and the y of the row below it."""
    down = next((answer for answer in answers if answer.go.words == following), None)
    branches = list(_branches(box, [a for a in answers if a is not down], guide, form))
    parts: list[Box | Label | Connector] = []
    for branch in branches:
        parts += [_across(box, branches[0].box, branch.box, form), branch.label, branch.box]
    bottom = max(part.box.bottom for part in branches) if branches else box.bottom
    row_end = max(box.bottom, bottom) + ROW_GAP
    if down:
        label = _down_label(box, down, bottom, form)
        row_end = max(label.bottom + ARROW_ROOM, row_end)
        parts += [_down(box, row_end), label]
    return parts, row_end


def _branches(
    box: Box, answers: list[Answer], guide: DecisionGuide, form: Form
) -> Iterator[_Branch]:
    y = box.y if form.answers_beside else box.bottom + GAP
    for answer in answers:
        end = _step_box(answer.go.words, guide, form, y, is_target=True)
        label = _branch_label(answer, y, form)
        if form.answers_beside:
            line = max(label.bottom + 4, y + end.height // 2)
            line = max(line, box.middle) if y == box.y else line
            label = label._replace(y=line - 4 - (label.bottom - label.y))
            end = end._replace(y=line - end.height // 2)
        else:
            end = end._replace(y=label.bottom + 4)
        yield _Branch(label, end)
        y = end.bottom + GAP


def _step_box(step: str, guide: DecisionGuide, form: Form, y: int, *, is_target: bool) -> Box:
    kind, x, width = "question", EDGE, form.question_width
    if is_target:
        kind = "elsewhere" if step in guide.questions else "result"
        x, width = form.target_x, form.width - EDGE - form.target_x
    lines = wrap(guide.short(step), TEXT_SIZE, width - TEXT_X - TEXT_END)
    height = TEXT_LINE * len(lines) + 2 * PADDING
    return Box(kind, step, guide.mark(step), lines, x, y, width, height)


def _branch_label(answer: Answer, y: int, form: Form) -> Label:
    if form.answers_beside:
        x = EDGE + form.question_width + BUS + 8
        width = form.target_x - x - 14
    else:
        x = EDGE + TRUNK + 10
        width = form.width - x
    lines = wrap(answer.say.words, LABEL_SIZE, width) if answer.say.words else ()
    return Label(lines, x, y, width)


def _down_label(box: Box, answer: Answer, bottom: int, form: Form) -> Label:
    x = box.x + TRUNK + 10
    width = form.question_width - TRUNK - 10
    y = (box.bottom if form.answers_beside else bottom) + GAP
    return Label(wrap(answer.say.words, LABEL_SIZE, width), x, y, width)


def _across(box: Box, first: Box, end: Box, form: Form) -> Connector:
    """From a question to an answer's box, on the line that all of its answers share."""
    arrow = (end.x, end.middle)
    if not form.answers_beside:
        trunk = box.x + TRUNK
        return Connector(((trunk, box.bottom), (trunk, end.middle), arrow))
    right, leave = box.x + box.width, min(first.middle, box.bottom - PADDING)
    if leave == end.middle:
        return Connector(((right, leave), arrow))
    bus = right + BUS
    return Connector(((right, leave), (bus, leave), (bus, end.middle), arrow))


def _down(box: Box, y: int) -> Connector:
    trunk = box.x + TRUNK
    return Connector(((trunk, box.bottom), (trunk, y)))
