"""A flowchart as SVG (SVG 2) that also stands alone.

Colours are attributes, so that programs that know no style sheet print it right; a page's style
sheet overrides them by the classes. No ids, so several flowcharts may stand in one document.
"""

from collections.abc import Iterable, Iterator
from html import escape

from guidebook import markup
from guidebook.decision_guide.decision_model import DecisionGuide
from guidebook.decision_guide.flowchart import HEAD, lay_out
from guidebook.decision_guide.flowchart_parts import (
    LETTER,
    LETTERED,
    NARROW,
    RISE,
    SMALL_LINE,
    SMALL_SIZE,
    STOP,
    TEXT_LINE,
    TEXT_SIZE,
    WIDE,
    Box,
    Flowchart,
    Form,
    Label,
    Line,
    Pill,
)
from guidebook.decision_guide.text_width import width

_INK, _PAPER, _SOFT, _EDGE, _ACCENT = "#17242b", "#fff", "#f2f6f5", "#d3dcda", "#00665a"
_TONES = {
    "": _ACCENT,
    "a": "#8a4a00",
    "b": "#a01f52",
    "c": "#66409a",
    "d": "#5c5a00",
    "e": "#17588f",
    "f": "#1d6640",
    "g": "#4c5a60",
}
"""The colours of the site on white, as its stylesheet names them."""
_NAMES = {"question": "asked"}
"""Classes by kind, where the theme has boxes of the kind's own name."""
_STROKES = {"spine": "6", "stub": "2.5", "bus": "2.5", "branch": "2.5"}
_HEADS = {"spine": (12, 8), "branch": (10, 6)}
"""How long an arrowhead is, and half of how wide."""
_SHAPES = {
    "question": f'fill="{_SOFT}" stroke="{_EDGE}"',
    "step": f'fill="{_PAPER}" stroke="{_ACCENT}"',
    "elsewhere": f'fill="{_PAPER}" stroke="{_ACCENT}" stroke-dasharray="5 4"',
}
_CENTRED, _BOLD, _SMALL = 'text-anchor="middle"', 'font-weight="700"', f'font-size="{SMALL_SIZE}"'


def flowcharts(decision: DecisionGuide) -> str:
    """The wide and the narrow flowchart of a decision guide without findings.

    A page shows one of them.
    """
    drawn = "\n".join(svg(lay_out(decision, form), decision) for form in (WIDE, NARROW))
    return f'<div class="{markup.DECISION_PICTURE}">\n{drawn}\n</div>'


def svg(chart: Flowchart, decision: DecisionGuide) -> str:
    """One flowchart. Its links lead to the steps in the same document."""
    form, height = chart.form, chart.height
    lines = [part for part in chart.parts if isinstance(part, Line)]
    drawn = "\n".join((*_paths(lines), *_read(chart)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{form.css_class}" role="group"'
        f' viewBox="0 0 {form.width} {height}" width="{form.width}" height="{height}"'
        f' font-family="sans-serif" font-size="{TEXT_SIZE}" fill="{_INK}"'
        ' stroke-width="1.5">\n'
        f"<title>{escape(decision.title.words, quote=False)}</title>\n"
        f"<desc>{escape(decision.about.words, quote=False)}</desc>\n"
        f"{drawn}\n</svg>"
    )


def _paths(lines: Iterable[Line]) -> Iterator[str]:
    """Lines and their arrowheads, all of one look in one path."""
    looks: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        looks.setdefault((_STROKES[line.kind], line.tone), []).append(line)
    for (stroke, tone), alike in looks.items():
        data = "".join(map(_line, alike))
        name, colour = _class("line", tone), _TONES[tone]
        yield f'<path {name} fill="none" stroke="{colour}" stroke-width="{stroke}" d="{data}"/>'
        if heads := "".join(_head(line) for line in alike if line.has_head):
            yield f'<path {_class("head", tone)} fill="{colour}" d="{heads}"/>'


def _class(name: str, tone: str) -> str:
    return f'class="{name} tone-{tone}"' if tone else f'class="{name}"'


def _line(line: Line) -> str:
    """The path data of a line, which ends inside its arrowhead."""
    (x, y), *rest = line.points
    data = f"M{x} {y}"
    for number, (next_x, next_y) in enumerate(rest, 1):
        short = HEAD if line.has_head and number == len(rest) else 0
        data += f"V{next_y - short}" if next_x == x else f"H{next_x - short}"
        x, y = next_x, next_y
    return data


def _head(line: Line) -> str:
    length, half = _HEADS[line.kind]
    (from_x, _), (x, y) = line.points[-2:]
    if from_x == x:
        return f"M{x} {y}l-{half}-{length}h{2 * half}z"
    return f"M{x} {y}l-{length}-{half}v{2 * half}z"


def _read(chart: Flowchart) -> Iterator[str]:
    """What is read, each part by itself."""
    for part in chart.parts:
        if isinstance(part, Label):
            y = part.y + SMALL_LINE // 2
            yield _text(part.lines, part.x, y, _SMALL)
        elif isinstance(part, Pill):
            yield _pill(part)
        elif isinstance(part, Box):
            drawn = _result(part) if part.kind == "result" else _question(part, chart.form)
            fill = f' fill="{_PAPER}"' if part.tone else ""
            look = _class(_NAMES.get(part.kind, part.kind), part.tone)
            yield f'<a {look}{fill} href="#{part.step}">{drawn}</a>'


def _text(lines: tuple[str, ...], x: float, y: float, attributes: str) -> str:
    """Lines, the first with its middle at `y`.

    A space stands between two of them for those who hear or copy the text.
    """
    first, *others = (escape(line, quote=False) for line in lines)
    is_centred, is_small = _CENTRED in attributes, _SMALL in attributes
    baseline = round(y + RISE * (SMALL_SIZE if is_small else TEXT_SIZE), 2)
    # The space counts where a line is centred.
    aside = width(" ", SMALL_SIZE) / 2 if is_centred else 0
    begins = [x + aside] * len(others) + [x]
    height = SMALL_LINE if is_small else TEXT_LINE
    spans = "".join(
        f' <tspan x="{begin:g}" dy="{height}">{line}</tspan>'
        for begin, line in zip(begins[1:], others, strict=True)
    )
    attributes = f" {attributes}" if attributes else ""
    return f'<text x="{begins[0]:g}" y="{baseline:.7g}"{attributes}>{first}{spans}</text>'


def _pill(pill: Pill) -> str:
    x, y = pill.x + pill.width / 2, pill.middle - SMALL_LINE / 2 * (len(pill.lines) - 1)
    return (
        f"<g {_class('pill', pill.tone)}>"
        f'<rect x="{pill.x}" y="{pill.y}" width="{pill.width}" height="{pill.height}" rx="12"'
        f' fill="{_PAPER}" stroke="{_TONES[pill.tone]}"/>'
        f"{_text(pill.lines, x, y, f'{_SMALL} {_CENTRED}')}</g>"
    )


def _rectangle(box: Box, attributes: str) -> str:
    return (
        f'<rect x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" rx="6"'
        f" {attributes}/>"
    )


def _words(box: Box, title: str, more: str) -> str:
    """The lines of a box; `title` and `more` are attributes."""
    top = box.middle - (TEXT_LINE * len(box.title) + SMALL_LINE * len(box.more)) / 2
    below = top + TEXT_LINE * len(box.title) + SMALL_LINE / 2
    words = _text(box.title, box.text_x, top + TEXT_LINE / 2, title)
    return f"{words} {_text(box.more, box.text_x, below, more)}" if box.more else words


def _question(box: Box, form: Form) -> str:
    """A question or a step with its number on the spine, or a note of where one stands."""
    shape = _rectangle(box, _SHAPES[box.kind])
    if not box.mark:
        return shape + _words(box, f'{_BOLD} class="accent" fill="{_ACCENT}"', _SMALL)
    x, y = form.spine_x, box.middle
    disc = f'<circle cx="{x}" cy="{y}" r="{STOP}" fill="{_ACCENT}"/>'
    number = _text((box.mark,), x, y, f'fill="{_PAPER}" {_BOLD} {_CENTRED}')
    return f"{shape}{disc}{number} {_words(box, '', '')}"


def _result(box: Box) -> str:
    """A result, filled with its tone, with its letter."""
    colour, x, y = _TONES[box.tone], box.x + LETTERED // 2, box.middle
    disc = f'<circle cx="{x}" cy="{y}" r="{LETTER}"/>'
    letter = _text((box.mark,), x, y, f'fill="{colour}" {_BOLD} {_CENTRED}')
    shape = _rectangle(box, f'fill="{colour}"')
    return f"{shape}{disc}{letter} {_words(box, _BOLD, _SMALL)}"
