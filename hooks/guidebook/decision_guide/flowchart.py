"""The flowchart of a decision guide: where its nodes, labels and edges stand.

The layout is a ladder. The questions stand one below another in the file's order. Each answer
hangs on its own question: either it leads down to the next question, or it ends at a node of its
own that names its target. A step that several answers lead to is named by each of them. So no
edge passes by another row, none can cross another, and a row's place depends on the rows above
it alone: a step added at the end moves none. Lengths are pixels where nothing is scaled.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from guidebook import markup
from guidebook.decision_guide.decision_checks import NOT_SURE
from guidebook.decision_guide.decision_model import DecisionGuide, Question


class Form(NamedTuple):
    """One of the two ways to draw the ladder."""

    css_class: str
    width: int
    question_width: int
    label_x: int
    label_width: int
    target_x: int
    answers_beside: bool
    """Whether answers stand to the right of their question, or below it."""


WIDE = Form("decision-wide", 680, 280, 303, 149, 466, answers_beside=True)
NARROW = Form(markup.DECISION_NARROW, 288, 286, 31, 257, 44, answers_beside=False)

MARGIN = 1
TEXT_SIZE, TEXT_LINE = 15, 20
TEXT_X, TEXT_END = 44, 10
"""From a node's left side to its text, behind the mark, and from the text to the right side."""
PADDING = 10
TRUNK = 20
"""From a question's left side to the edge that leads down from it."""
BUS = 14
"""From a question's right side to the line that leads to its answers beside it."""
LABEL_GAP = 4
GAP = 12
ROW_GAP = 30
ARROW_ROOM = 20
START_WIDTH, START_HEIGHT = 76, 30

_WIDTHS = (
    (0.37, " .,|'ijlf"),
    (0.46, ":;!Irt‘’·"),
    (0.50, '()[]-/\\"J`°'),
    (0.58, "cszLF“”–?"),
    (0.65, "abdeghknopquvxy0123456789*_$€£«»"),
    (0.70, "PSYTEKZABCRXV{}"),
    (0.80, "DGHNU&§†"),
    (0.87, "w+=<>~^#OQ×≤≥±"),
    (1.08, "mMW@%—…"),
)
"""A page's font is whatever the reader's device has. These are the widths of Verdana and DejaVu
Sans, the widest common fonts for screens, rounded up: a text drawn in any other one is narrower.
"""
_EM = {character: width for width, characters in _WIDTHS for character in characters}
_OTHER = 1.40
"""Of any other character: scripts with wide letters, emoji."""


class Node(NamedTuple):
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
        """The y of its lower side."""
        return self.y + self.height

    @property
    def middle(self) -> int:
        """The y of its middle."""
        return self.y + self.height // 2


class Label(NamedTuple):
    """An answer's words beside their edge. `y` is above the first line."""

    lines: tuple[str, ...]
    x: int
    y: int
    width: int
    """The room that its lines were broken for."""

    @property
    def bottom(self) -> int:
        """The y below its last line."""
        return self.y + TEXT_LINE * len(self.lines)


class Edge(NamedTuple):
    """A line of right angles that ends in an arrowhead."""

    points: tuple[tuple[int, int], ...]


Part = Node | Label | Edge
_Choice = tuple[str, str]
"""An answer's words, and the id of the step it leads to."""


class Flowchart(NamedTuple):
    """A whole flowchart: its parts in the order in which they are read."""

    form: Form
    height: int
    parts: tuple[Part, ...]


def lay_out(decision: DecisionGuide, form: Form) -> Flowchart:
    """The flowchart of a decision guide without findings."""
    parts: list[Part] = []
    y = MARGIN
    for step, following in pairwise((*decision.questions, "")):
        if step == decision.start.words:
            start = Node("note", step, "", ("Start",), MARGIN, y, START_WIDTH, START_HEIGHT)
            y = start.bottom + ARROW_ROOM
            parts += [start, _down(start, y)]
        question = _node("question", step, decision, (MARGIN, y, form.question_width))
        row, y = _row(question, following, decision, form)
        parts += [question, *row]
    return Flowchart(form, y - ROW_GAP + MARGIN, tuple(parts))


def _choices(question: Question) -> list[_Choice]:
    """All answers; "Not sure" joins the last one that leads to the same step."""
    choices = [(answer.say.words, answer.go.words) for answer in question.answers]
    not_sure = question.not_sure.words
    for number, (say, go) in reversed([*enumerate(choices)]):
        if go == not_sure:
            choices[number] = f"{say} / {NOT_SURE}", go
            return choices
    return [*choices, (NOT_SURE, not_sure)]


def _row(node: Node, following: str, decision: DecisionGuide, form: Form) -> tuple[list[Part], int]:
    """What hangs on a question's node, and the y of the row below it."""
    choices = _choices(decision.questions[node.step])
    down = next((choice for choice in choices if choice[1] == following), None)
    beside = (choice for choice in choices if choice is not down)
    branches = list(_branches(node, beside, decision, form))
    parts: list[Part] = []
    for label, target in branches:
        parts += [_across(node, branches[0][1], target, form), label, target]
    bottom = max(node.bottom, *(target.bottom for _, target in branches))
    y = bottom + ROW_GAP
    if down:
        x, label_y = node.x + TRUNK + 10, (node.bottom if form.answers_beside else bottom) + GAP
        label = _label(down[0], x, label_y, form.question_width - TRUNK - 10)
        y = max(label.bottom + ARROW_ROOM, y)
        parts += [_down(node, y), label]
    return parts, y


def _branches(
    node: Node, choices: Iterable[_Choice], decision: DecisionGuide, form: Form
) -> Iterator[tuple[Label, Node]]:
    """For each choice its label, and the node at whose left side its edge ends."""
    y = node.y if form.answers_beside else node.bottom + GAP
    width = form.width - MARGIN - form.target_x
    for say, go in choices:
        kind = "elsewhere" if go in decision.questions else "result"
        target = _node(kind, go, decision, (form.target_x, y, width))
        label = _label(say, form.label_x, y, form.label_width)
        if form.answers_beside:
            line = max(label.bottom + LABEL_GAP, target.middle, node.middle if y == node.y else 0)
            label = label._replace(y=line - LABEL_GAP - (label.bottom - label.y))
            target = target._replace(y=line - target.height // 2)
        else:
            target = target._replace(y=label.bottom + LABEL_GAP)
        yield label, target
        y = target.bottom + GAP


def _node(kind: str, step: str, decision: DecisionGuide, room: tuple[int, int, int]) -> Node:
    """The node of a step, with its `room`: x, y and width."""
    x, y, width = room
    lines = wrap(decision.short(step), TEXT_SIZE, width - TEXT_X - TEXT_END)
    height = TEXT_LINE * len(lines) + 2 * PADDING
    return Node(kind, step, decision.mark(step), lines, x, y, width, height)


def _label(say: str, x: int, y: int, width: int) -> Label:
    return Label(wrap(say, TEXT_SIZE, width), x, y, width)


def _across(node: Node, first: Node, target: Node, form: Form) -> Edge:
    """From a question to an answer's node, on the line that all of its answers share."""
    arrow = (target.x, target.middle)
    if not form.answers_beside:
        trunk = node.x + TRUNK
        return Edge(((trunk, node.bottom), (trunk, target.middle), arrow))
    right, leave = node.x + node.width, min(first.middle, node.bottom - PADDING)
    if leave == target.middle:
        return Edge(((right, leave), arrow))
    bus = right + BUS
    return Edge(((right, leave), (bus, leave), (bus, target.middle), arrow))


def _down(node: Node, y: int) -> Edge:
    trunk = node.x + TRUNK
    return Edge(((trunk, node.bottom), (trunk, y)))


def width(text: str, size: float) -> float:
    """The width of `text` at the font size `size`, in the unit of `size`."""
    characters = unicodedata.normalize("NFD", text)
    return size * sum(_EM.get(c, _OTHER) for c in characters if not unicodedata.combining(c))


def wrap(text: str, size: float, room: float) -> tuple[str, ...]:
    """The text in lines no wider than `room`. A word wider than that is cut."""
    lines: list[str] = []
    for word in text.split():
        longer = " ".join((*lines[-1:], word))
        if width(longer, size) <= room:
            lines[-1:] = [longer]
        else:
            lines += _pieces(word, size, room)
    return tuple(lines)


def _pieces(word: str, size: float, room: float) -> list[str]:
    pieces = [""]
    for character in word:
        if pieces[-1] and width(pieces[-1] + character, size) > room:
            pieces.append("")
        pieces[-1] += character
    return pieces
