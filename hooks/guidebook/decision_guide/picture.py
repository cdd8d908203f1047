"""A laid-out decision guide as SVG (SVG 2) that also stands alone.

Colours are attributes, so that programs that know no style sheet print it right; a page's style
sheet overrides them by the classes. No ids, so several pictures may stand in one document.
"""

from html import escape

from guidebook.decision_guide.layout import (
    LABEL_LINE,
    LABEL_SIZE,
    NARROW,
    PADDING,
    TEXT_LINE,
    TEXT_SIZE,
    TEXT_X,
    WIDE,
    Box,
    Connector,
    Label,
    Layout,
    lay_out,
)
from guidebook.decision_guide.model import DecisionGuide

_CUT = 10
"""How much a result's corners are cut."""
_ARROW = 8


def pictures(guide: DecisionGuide) -> str:
    """The wide and the narrow picture of a guide without findings; a page shows one of them."""
    drawn = "\n".join(svg(lay_out(guide, form), guide) for form in (WIDE, NARROW))
    return f'<div class="decision-picture">\n{drawn}\n</div>'


def svg(layout: Layout, guide: DecisionGuide) -> str:
    """One picture. Its links lead to the steps of the chart in the same document."""
    width, height = layout.form.width, layout.height
    connectors = [part for part in layout.parts if isinstance(part, Connector)]
    drawn = "\n".join(
        _label(part) if isinstance(part, Label) else _box(part)
        for part in layout.parts
        if not isinstance(part, Connector) and part.lines
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="decision-{layout.form.name}"'
        f' role="group" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' font-family="sans-serif" font-size="{TEXT_SIZE}" fill="#1c1c1c" stroke-width="1.5">\n'
        f"<title>{escape(guide.title.words, quote=False)}</title>\n"
        f"<desc>{escape(guide.about.words, quote=False)}</desc>\n"
        f'<path class="line" fill="none" stroke="#5a5a5a"'
        f' d="{"".join(map(_line, connectors))}"/>\n'
        f'<path class="head" fill="#5a5a5a" d="{"".join(map(_head, connectors))}"/>\n'
        f"{drawn}\n</svg>"
    )


def _line(connector: Connector) -> str:
    """The path's data of a connector, up to its arrowhead."""
    (x, y), *rest = connector.points
    data = f"M{x} {y}"
    for next_x, next_y in rest:
        data += f"V{next_y}" if next_x == x else f"H{next_x}"
        x, y = next_x, next_y
    return data


def _head(connector: Connector) -> str:
    (from_x, _), (x, y) = connector.points[-2:]
    half = _ARROW // 2
    if from_x == x:
        return f"M{x} {y}l-{half}-{_ARROW}h{_ARROW}z"
    return f"M{x} {y}l-{_ARROW}-{half}v{_ARROW}z"


def _label(label: Label) -> str:
    lines = _lines(label.lines, label.x, label.y + LABEL_SIZE, LABEL_LINE)
    return f'<text font-size="{LABEL_SIZE}">{lines}</text>'


def _lines(lines: tuple[str, ...], x: int, y: int, step: int) -> str:
    """The lines, with a space between two of them for those who hear or copy the text."""
    return " ".join(
        f'<tspan x="{x}" y="{y + step * number}">{escape(line, quote=False)}</tspan>'
        for number, line in enumerate(lines)
    )


def _box(box: Box) -> str:
    """A step's shape and words as a link, named by its words; a note is none."""
    x = box.x + (TEXT_X if box.mark else PADDING + 4)
    top = box.y + (box.height - TEXT_LINE * len(box.lines)) // 2
    lines = _lines(box.lines, x, top + TEXT_SIZE, TEXT_LINE)
    if not box.mark:
        return f'<g class="note">{_shape(box)}<text>{lines}</text></g>'
    x, y = box.x + TEXT_X // 2, box.middle
    return (
        f'<a class="{box.kind}" href="#{box.step}">{_shape(box)}'
        f'<circle cx="{x}" cy="{y}" r="13" fill="#00695c"/>'
        f'<text><tspan x="{x}" y="{y + 5}" text-anchor="middle" fill="#fff">{box.mark}</tspan>'
        f" {lines}</text></a>"
    )


def _shape(box: Box) -> str:
    """Rounded for questions, with cut corners for results, dashed for what stands elsewhere."""
    x, y, width, height = box[4:]
    if box.kind == "result":
        side, rise = width - 2 * _CUT, height - 2 * _CUT
        data = (
            f"M{x + _CUT} {y}h{side}l{_CUT} {_CUT}v{rise}l-{_CUT} {_CUT}"
            f"h-{side}l-{_CUT}-{_CUT}v-{rise}z"
        )
        return f'<path d="{data}" fill="#fff" stroke="#00695c"/>'
    dashes = ' stroke-dasharray="5 4"' if box.kind == "elsewhere" else ""
    colours = "#fff" if box.kind == "note" else "#edf5f4"
    round_ = height // 2 if box.kind == "note" else PADDING
    return (
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{round_}"'
        f' fill="{colours}" stroke="#00695c"{dashes}/>'
    )
