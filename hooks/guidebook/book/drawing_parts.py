"""A high drawing in parts that each fit on a sheet, cut where nothing but lines goes through."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple
from xml.etree import ElementTree

_SVG = "http://www.w3.org/2000/svg"
_MARGIN = 2  # for the stroke of what stands at the edge
_ABOVE, _BELOW = 16, 4  # a line of text, from its baseline


class Part(NamedTuple):
    """A part of a drawing."""

    markup: str
    width: int
    """In pixels, at which it is no higher than asked for."""


def parts(markup: str, most: int) -> list[Part]:
    """A drawing in parts that are at most so high, in pixels.

    Words stand in one part only. What has no words and no box, as the lines between boxes, stands
    in every part, where only a piece of it is seen. A part that can't be cut is made smaller.
    """
    root = ElementTree.fromstring(markup)  # noqa: S314 (it is ours)
    width, height = (round(float(root.get(name, "0"))) for name in ("width", "height"))
    if height <= most:
        return [Part(markup, width)]
    ElementTree.register_namespace("", _SVG)
    spans = {child: span for child in root if (span := _span(child))}
    held = [child.tag.rpartition("}")[2] == "g" for child in spans]
    cuts = list(_cuts([*spans.values()], held, height, most))
    return [
        Part(_cut_out(root, spans, width, start, end), round(width * min(1, most / (end - start))))
        for start, end in pairwise(cuts)
    ]


def _span(element: ElementTree.Element) -> tuple[float, float] | None:
    """From where to where a box with its words reaches; nothing for what is only lines."""
    heights: list[float] = []
    for part in element.iter():
        tag = part.tag.rpartition("}")[2]
        if tag == "rect":
            top = float(part.get("y", "0"))
            heights += [top, top + float(part.get("height", "0"))]
        elif tag == "text" and part.get("y"):
            baseline = round(float(part.get("y", "0")))
            lines = [float(line.get("dy", "0")) for line in part]
            heights += [baseline - _ABOVE, baseline + sum(lines) + _BELOW]
    return (min(heights), max(heights)) if heights else None


def _cuts(
    spans: Sequence[tuple[float, float]], held: Sequence[bool], height: int, most: int
) -> Iterator[float]:
    """Where to cut: each time as low as a part may reach, or else at the next place.

    `spans` come as they are read; nothing is read before what an earlier part holds. What is
    `held`, as the words on an arrow, stays with what follows it.
    """
    reached = accumulate((bottom + _MARGIN for _, bottom in spans), max)
    tops = [*accumulate((top - _MARGIN for top, _ in reversed(spans)), min)][::-1]
    places = zip(reached, tops[1:], held, strict=False)
    free = [top for bottom, top, is_held in places if bottom < top and not is_held]
    start = 0.0
    yield start
    while height - start > most and (later := [place for place in free if place > start]):
        start = max((place for place in later if place <= start + most), default=later[0])
        yield start
    yield height


def _cut_out(
    root: ElementTree.Element,
    spans: dict[ElementTree.Element, tuple[float, float]],
    width: int,
    start: float,
    end: float,
) -> str:
    part = ElementTree.Element(root.tag, dict(root.attrib))
    part.set("viewBox", f"0 {start:g} {width} {end - start:g}")
    part.set("height", f"{end - start:g}")
    part.extend(child for child in root if child not in spans or start <= spans[child][0] < end)
    return ElementTree.tostring(part, encoding="unicode")
