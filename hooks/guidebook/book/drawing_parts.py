"""A high drawing in parts that each fit on a sheet, cut where nothing but lines goes through."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple
from xml.etree import ElementTree

_SVG = "http://www.w3.org/2000/svg"
_MARGIN = 2  # for the stroke of what stands at the edge


class Part(NamedTuple):
    """A part of a drawing."""

    markup: str
    width: int
    """In pixels."""


def parts(markup: str, most: int) -> list[Part]:
    """A drawing in parts that are at most so high, in pixels, if it can be cut so.

    Words stand in one part only. What has no words and no box, as the lines between boxes, stands
    in every part, where only a piece of it is seen.
    """
    root = ElementTree.fromstring(markup)  # noqa: S314 (it is ours)
    width, height = (round(float(root.get(name, "0"))) for name in ("width", "height"))
    if height <= most:
        return [Part(markup, width)]
    ElementTree.register_namespace("", _SVG)
    spans = {child: span for child in root if (span := _span(child))}
    cuts = list(_cuts(sorted(spans.values()), height, most))
    return [Part(_cut_out(root, spans, width, start, end), width) for start, end in pairwise(cuts)]


def _span(element: ElementTree.Element) -> tuple[float, float] | None:
    """From where to where a box with its words reaches; nothing for what is only lines."""
    heights: list[float] = []
    for part in element.iter():
        tag = part.tag.rpartition("}")[2]
        if tag == "rect":
            top = float(part.get("y", "0"))
            heights += [top, top + float(part.get("height", "0"))]
        elif tag in ("text", "tspan") and part.get("y"):
            baseline = float(part.get("y", "0"))
            heights += [baseline - 15, baseline + 5]
    return (min(heights), max(heights)) if heights else None


def _cuts(spans: Sequence[tuple[float, float]], height: int, most: int) -> Iterator[float]:
    """Where to cut: each time as low as a part may reach, between two boxes."""
    yield 0
    start = 0.0
    while height - start > most:
        free = [
            top - _MARGIN
            for top, _ in spans
            if start < top - _MARGIN <= start + most
            and not any(other < top - _MARGIN < end for other, end in spans)
        ]
        start = max(free, default=start + most)
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
