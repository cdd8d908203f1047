"""What a flowchart is made of. Lengths are pixels where nothing is scaled."""

from typing import NamedTuple

from guidebook import markup


class Form(NamedTuple):
    """One of the two ways to draw a decision guide."""

    css_class: str
    width: int
    spine_x: int
    question_x: int
    question_width: int
    target_x: int
    target_width: int
    answers_beside: bool
    """Whether answers stand to the right of their question, or below it."""

    @property
    def question_end(self) -> int:
        """The x of the questions' right side."""
        return self.question_x + self.question_width


WIDE = Form("decision-wide", 682, 20, 48, 236, 430, 250, answers_beside=True)
NARROW = Form(markup.DECISION_NARROW, 334, 20, 46, 286, 74, 258, answers_beside=False)
"""So wide that a book can show small letters in 10 points, and the smallest phone in 12 pixels."""

TEXT_SIZE, TEXT_LINE = 16, 20
SMALL_SIZE, SMALL_LINE = 14, 18
RISE = 0.36
"""How far the middle of capitals is above the baseline, as a part of the size."""
PADDING = 12
"""From a box's left side to its text, and from the text to its right side."""
LETTERED = 46
"""From a result's left side to its text, behind the letter."""
STOP, LETTER = 17, 14
"""The radius of the disc with a question's number, and of that with a result's letter."""


class Box(NamedTuple):
    """A step, or a note of where an answer leads."""

    kind: str
    """`question`, `step` (one without a choice), `result` or `elsewhere`."""
    step: str
    """The id of the step it leads to."""
    mark: str
    """The number or the letter in its disc, or nothing."""
    tone: str
    """The letter of its colours, or nothing."""
    title: tuple[str, ...]
    more: tuple[str, ...]
    """Smaller lines below the title."""
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

    @property
    def text_x(self) -> int:
        """Where its words begin."""
        return self.x + (LETTERED if self.kind == "result" else PADDING)


class Label(NamedTuple):
    """Words that stand free: an answer's beside the spine, or a sentence about the whole."""

    lines: tuple[str, ...]
    x: int
    y: int
    """Above the first line."""

    @property
    def bottom(self) -> int:
        """The y below its last line."""
        return self.y + SMALL_LINE * len(self.lines)


class Pill(NamedTuple):
    """An answer's words on its arrow."""

    lines: tuple[str, ...]
    tone: str
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


class Line(NamedTuple):
    """A line of right angles."""

    kind: str
    """`spine`, `stub` (from the spine to a question), `bus` (that answers share) or `branch`."""
    tone: str
    points: tuple[tuple[int, int], ...]
    has_head: bool = False


Part = Box | Label | Pill | Line


class Flowchart(NamedTuple):
    """A flowchart of any height: its lines, and then what is read, in that order."""

    form: Form
    height: int
    parts: tuple[Part, ...]
