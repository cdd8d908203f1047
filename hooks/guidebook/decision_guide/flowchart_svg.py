"""A flowchart as SVG (SVG 2) that also stands alone.

Colours are attributes, so that programs that know no style sheet print it right; a page's style
sheet overrides them by the classes. No ids, so several flowcharts may stand in one document.
"""

from html import escape

from guidebook import markup
from guidebook.decision_guide.decision_model import DecisionGuide
from guidebook.decision_guide.flowchart import (
    NARROW,
    PADDING,
    TEXT_LINE,
    TEXT_SIZE,
    TEXT_X,
    WIDE,
    Edge,
    Flowchart,
    Label,
    Node,
    lay_out,
)

_CUT = 10
"""How much a result's corners are cut."""
_ARROW = 8


def flowcharts(decision: DecisionGuide) -> str:
    """The wide and the narrow flowchart of a decision guide without findings.

    A page shows one of them.
    """
    drawn = "\n".join(svg(lay_out(decision, form), decision) for form in (WIDE, NARROW))
    return f'<div class="{markup.DECISION_PICTURE}">\n{drawn}\n</div>'


def svg(chart: Flowchart, decision: DecisionGuide) -> str:
    """One flowchart. Its links lead to the steps in the same document."""
    width, height = chart.form.width, chart.height
    edges = [part for part in chart.parts if isinstance(part, Edge)]
    drawn = "\n".join(
        _label(part) if isinstance(part, Label) else _node(part)
        for part in chart.parts
        if not isinstance(part, Edge)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{chart.form.css_class}" role="group"'
        f' viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' font-family="sans-serif" font-size="{TEXT_SIZE}" fill="#1c1c1c"'
        ' stroke-width="1.5">\n'
        f"<title>{escape(decision.title.words, quote=False)}</title>\n"
        f"<desc>{escape(decision.about.words, quote=False)}</desc>\n"
        f'<path class="line" fill="none" stroke="#555" d="{"".join(map(_line, edges))}"/>\n'
        f'<path class="head" fill="#555" d="{"".join(map(_head, edges))}"/>\n'
        f"{drawn}\n</svg>"
    )


def _line(edge: Edge) -> str:
    """The path data of an edge, up to its arrowhead."""
    (x, y), *rest = edge.points
    data = f"M{x} {y}"
    for next_x, next_y in rest:
        data += f"V{next_y}" if next_x == x else f"H{next_x}"
        x, y = next_x, next_y
    return data


def _head(edge: Edge) -> str:
    (from_x, _), (x, y) = edge.points[-2:]
    half = _ARROW // 2
    if from_x == x:
        return f"M{x} {y}l-{half}-{_ARROW}h{_ARROW}z"
    return f"M{x} {y}l-{_ARROW}-{half}v{_ARROW}z"


def _label(label: Label) -> str:
    return f"<text>{_lines(label.lines, label.x, label.y + TEXT_SIZE)}</text>"


def _lines(lines: tuple[str, ...], x: int, y: int) -> str:
    """The lines, with a space between two of them for those who hear or copy the text."""
    return " ".join(
        f'<tspan x="{x}" y="{y + TEXT_LINE * number}">{escape(line, quote=False)}</tspan>'
        for number, line in enumerate(lines)
    )


def _node(node: Node) -> str:
    """A step's shape and words as a link, named by its words; a note is none."""
    x = node.x + (TEXT_X if node.mark else PADDING + 4)
    top = node.y + (node.height - TEXT_LINE * len(node.lines)) // 2
    lines = _lines(node.lines, x, top + TEXT_SIZE)
    if not node.mark:
        return f'<g class="note">{_shape(node)}<text>{lines}</text></g>'
    x, y = node.x + TEXT_X // 2, node.middle
    return (
        f'<a class="{node.kind}" href="#{node.step}">{_shape(node)}'
        f'<circle cx="{x}" cy="{y}" r="13" fill="#065"/>'
        f'<text><tspan x="{x}" y="{y + 5}" text-anchor="middle" fill="#fff">{node.mark}</tspan>'
        f" {lines}</text></a>"
    )


def _shape(node: Node) -> str:
    """Rounded for questions, with cut corners for results, dashed for what stands elsewhere."""
    x, y, width, height = node[4:]
    if node.kind == "result":
        across, down = width - 2 * _CUT, height - 2 * _CUT
        data = (
            f"M{x + _CUT} {y}h{across}l{_CUT} {_CUT}v{down}l-{_CUT} {_CUT}"
            f"h-{across}l-{_CUT}-{_CUT}v-{down}z"
        )
        return f'<path d="{data}" fill="#fff" stroke="#065"/>'
    dashes = ' stroke-dasharray="5 4"' if node.kind == "elsewhere" else ""
    fill = "#fff" if node.kind == "note" else "#edf5f4"
    radius = node.height // 2 if node.kind == "note" else PADDING
    return (
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{radius}"'
        f' fill="{fill}" stroke="#065"{dashes}/>'
    )
