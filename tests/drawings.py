"""A flowchart as it is drawn: what tests read of its SVG, with the room that its texts take."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag

from guidebook.decision_guide.text_width import width

HEAD = 9
"""How far before an arrow's tip its line ends."""

RISE = 0.36
"""How far the middle of a text is above its baseline, as a part of its size."""

Point = tuple[float, float]
Rectangle = tuple[float, float, float, float]
"""Left, top, right, bottom."""


class Text(NamedTuple):
    """Words as they are drawn, line by line."""

    lines: tuple[str, ...]
    rooms: tuple[Rectangle, ...]
    is_bold: bool

    @property
    def words(self) -> str:
        return " ".join(self.lines)

    @property
    def room(self) -> Rectangle:
        left, top, right, bottom = zip(*self.rooms, strict=True)
        return min(left), min(top), max(right), max(bottom)


class Shape(NamedTuple):
    """A box with what stands in it; `disc` is round its number or letter."""

    kind: str
    tone: str
    step: str
    room: Rectangle
    disc: Rectangle | None
    texts: tuple[Text, ...]


class Drawing(NamedTuple):
    """One flowchart."""

    width: float
    height: float
    shapes: list[Shape]
    """Boxes and pills, in the order of the document."""
    labels: list[Text]
    lines: list[list[Point]]
    tips: list[Point]

    @property
    def boxes(self) -> list[Shape]:
        return [shape for shape in self.shapes if shape.kind != "pill"]

    @property
    def questions(self) -> list[Shape]:
        return [shape for shape in self.shapes if shape.kind in ("asked", "step")]

    @property
    def pills(self) -> list[Shape]:
        return [shape for shape in self.shapes if shape.kind == "pill"]


def read(svg: str) -> Drawing:
    """What an SVG draws."""
    (root,) = BeautifulSoup(svg, "html.parser").select("svg")
    return Drawing(
        float(str(root["width"])),
        float(str(root["height"])),
        [_shape(part) for part in root.select(":scope > a, :scope > g")],
        [_text(part) for part in root.select(":scope > text")],
        [line for path in root.select(".line") for line in _lines(str(path["d"]))],
        [line[0] for path in root.select(".head") for line in _lines(str(path["d"]))],
    )


def _shape(part: Tag) -> Shape:
    kind, *tone = part.get_attribute_list("class")
    (rect,) = part.select("rect")
    x, y, wide, high = (_number(rect, name) for name in ("x", "y", "width", "height"))
    disc = None
    for circle in part.select("circle"):
        cx, cy, r = (_number(circle, name) for name in ("cx", "cy", "r"))
        disc = (cx - r, cy - r, cx + r, cy + r)
    texts = tuple(map(_text, part.select("text")))
    step = str(part.get("href", "")).removeprefix("#")
    return Shape(kind, "".join(tone), step, (x, y, x + wide, y + high), disc, texts)


def _text(part: Tag) -> Text:
    size = _number(part, "font-size", 16)
    is_bold, is_centred = part.get("font-weight") == "700", part.get("text-anchor") == "middle"
    x, y = _number(part, "x"), _number(part, "y") - RISE * size
    lines, rooms = [], []
    for piece in part.children:
        if isinstance(piece, Tag):
            x, y = _number(piece, "x"), y + _number(piece, "dy")
        words = piece.get_text()
        if words.strip():
            wide = width(words, size, is_bold=is_bold)
            shown = width(words.strip(), size, is_bold=is_bold)
            left = x - wide / 2 if is_centred else x
            lines.append(words.strip())
            rooms.append((left, y - size / 2, left + shown, y + size / 2))
    return Text(tuple(lines), tuple(rooms), is_bold)


def _number(part: Tag, name: str, otherwise: float = 0) -> float:
    return float(str(part.get(name, str(otherwise))))


def _lines(data: str) -> Iterator[list[Point]]:
    """The corners of each line in a path's data."""
    for piece in re.findall(r"M[^M]+", data):
        points: list[Point] = []
        for command, numbers in re.findall("([MHVhvl])([^MHVhvlz]*)", piece):
            first, *others = map(float, re.findall(r"-?[\d.]+", numbers))
            x, y = points[-1] if points else (0, 0)
            places: dict[str, Point] = {
                "M": (first, *others) if others else (0, 0),  # type: ignore[dict-item]
                "H": (first, y),
                "h": (x + first, y),
                "V": (x, first),
                "v": (x, y + first),
                "l": (x + first, y + (others or [0])[0]),
            }
            points.append(places[command])
        yield points


def segments(line: list[Point]) -> list[Rectangle]:
    """The pieces of a line of right angles."""
    return [(min(a, c), min(b, d), max(a, c), max(b, d)) for (a, b), (c, d) in pairwise(line)]


def meet(one: Rectangle, other: Rectangle, slack: float = 0) -> bool:
    """Whether they share a point, edges included, when `slack` is taken off each side of one."""
    across = one[0] + slack <= other[2] and other[0] <= one[2] - slack
    return across and one[1] + slack <= other[3] and other[1] <= one[3] - slack


def holds(outer: Rectangle, inner: Rectangle) -> bool:
    """Whether a rectangle lies inside of another one."""
    return (
        outer[0] <= inner[0]
        and outer[1] <= inner[1]
        and inner[2] <= outer[2]
        and inner[3] <= outer[3]
    )
