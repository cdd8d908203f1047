"""What the flowchart of a decision guide promises, for any guide, in both of its forms."""

import re
from collections import Counter
from itertools import combinations, pairwise
from math import hypot
from xml.parsers.expat import ParserCreate

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given, settings

from decision_guides import OURS, SAMPLE, Tree, good, outcome, question, trees
from guidebook.decision_guide.flowchart import (
    NARROW,
    TEXT_END,
    TEXT_SIZE,
    TEXT_X,
    WIDE,
    Edge,
    Flowchart,
    Form,
    Label,
    Node,
    lay_out,
    width,
    wrap,
)
from guidebook.decision_guide.flowchart_svg import flowcharts, svg

both_forms = pytest.mark.parametrize("form", [WIDE, NARROW], ids=["wide", "narrow"])
any_tree = settings(
    derandomize=True,
    deadline=None,
    max_examples=40,
)

Rectangle = tuple[float, float, float, float]
"""Left, top, right, bottom."""

# Advance widths of DejaVu Sans, in thousandths of its size: the widest font in wide use.
DEJAVU = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:;?!'()-/",
        [
            *(613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635),
            *(411, 521, 392, 634, 592, 818, 592, 592, 525, 684, 686, 698, 770, 632, 575, 775, 752),
            *(295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611),
            *(685, 636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 318, 318, 318, 337, 337, 531),
            *(401, 275, 390, 390, 361, 337),
        ],
        strict=True,
    )
)


def _nodes(chart: Flowchart) -> list[Node]:
    return [part for part in chart.parts if isinstance(part, Node)]


def _labels(chart: Flowchart) -> list[Label]:
    return [part for part in chart.parts if isinstance(part, Label) and part.lines]


def _written(chart: Flowchart) -> list[Node | Label]:
    return [*_nodes(chart), *_labels(chart)]


def _edges(chart: Flowchart) -> list[Edge]:
    return [part for part in chart.parts if isinstance(part, Edge)]


def _room(part: Node | Label) -> Rectangle:
    if isinstance(part, Node):
        return part.x, part.y, part.x + part.width, part.bottom
    wide = max(width(line, TEXT_SIZE) for line in part.lines)
    return part.x, part.y, part.x + wide, part.bottom


def _segments(edge: Edge) -> list[Rectangle]:
    pairs = zip(edge.points, edge.points[1:], strict=False)
    return [(min(a, c), min(b, d), max(a, c), max(b, d)) for (a, b), (c, d) in pairs]


def _meet(one: Rectangle, other: Rectangle) -> bool:
    """Whether they share a point, edges included."""
    across = one[0] <= other[2] and other[0] <= one[2]
    return across and one[1] <= other[3] and other[1] <= one[3]


@both_forms
@any_tree
@given(tree=trees())
def test_no_two_nodes_or_labels_touch(form: Form, tree: Tree) -> None:
    chart = lay_out(tree.decision(), form)
    for one, other in combinations(_written(chart), 2):
        assert not _meet(_room(one), _room(other)), (one, other)


@both_forms
@any_tree
@given(tree=trees())
def test_no_edge_runs_through_a_node_or_a_label(form: Form, tree: Tree) -> None:
    chart = lay_out(tree.decision(), form)
    for edge in _edges(chart):
        for segment in _segments(edge):
            for node in _nodes(chart):
                left, top, right, bottom = _room(node)
                inside = (left + 1, top + 1, right - 1, bottom - 1)
                assert not _meet(segment, inside), (edge, node)
            for label in _labels(chart):
                assert not _meet(segment, _room(label)), (edge, label)


@both_forms
@any_tree
@given(tree=trees())
def test_no_two_edges_cross(form: Form, tree: Tree) -> None:
    for one, other in combinations(_edges(lay_out(tree.decision(), form)), 2):
        if one.points[0] != other.points[0]:
            meetings = [(a, b) for a in _segments(one) for b in _segments(other) if _meet(a, b)]
            assert not meetings, (one, other)


@both_forms
@any_tree
@given(tree=trees())
def test_every_text_fits_its_node_and_the_flowchart(form: Form, tree: Tree) -> None:
    chart = lay_out(tree.decision(), form)
    for part in _written(chart):
        left, top, right, bottom = _room(part)
        assert (max(left, 0), max(top, 0)) == (left, top)
        assert right <= form.width
        assert bottom <= chart.height
    for node in _nodes(chart):
        room = node.width - (TEXT_X + TEXT_END if node.mark else 28)
        assert all(width(line, TEXT_SIZE) <= room for line in node.lines), node
    for label in _labels(chart):
        assert all(width(line, TEXT_SIZE) <= label.width for line in label.lines), label


def _node_at(point: tuple[int, int], chart: Flowchart) -> Node:
    x, y = point
    (found,) = (node for node in _nodes(chart) if _meet((x, y, x, y), _room(node)))
    return found


@both_forms
@any_tree
@given(tree=trees())
def test_edges_lead_where_the_answers_lead(form: Form, tree: Tree) -> None:
    decision = tree.decision()
    chart = lay_out(decision, form)
    drawn: Counter[tuple[str, str]] = Counter()
    for edge in _edges(chart):
        source, target = _node_at(edge.points[0], chart), _node_at(edge.points[-1], chart)
        name = source.step if source.kind == "question" else source.lines[0]
        drawn[name, target.step] += 1
    meant = Counter((step, go) for step, _, go in tree.choices)
    meant["Start", decision.start.words] += 1
    assert drawn == meant


def test_not_sure_joins_an_answer_that_leads_to_the_same_step() -> None:
    drawn = [" ".join(label.lines) for label in _labels(lay_out(good(SAMPLE.encode()), WIDE))]
    assert drawn == ["Yes", "No / Not sure", "Yes", "No / Not sure"]
    elsewhere = SAMPLE.replace("not_sure: q-dust", "not_sure: o-unclear")
    drawn = [" ".join(label.lines) for label in _labels(lay_out(good(elsewhere.encode()), WIDE))]
    assert drawn == ["Yes", "Not sure", "No", "Yes", "No / Not sure"]


def _distance(one: Rectangle, other: Rectangle) -> float:
    across = max(one[0] - other[2], other[0] - one[2], 0)
    return hypot(across, max(one[1] - other[3], other[1] - one[3], 0))


def _arrow(edge: Edge, chart: Flowchart) -> list[Rectangle]:
    """What an edge shares with no other: the line that ends in its arrowhead, and its target."""
    return [_segments(edge)[-1], _room(_node_at(edge.points[-1], chart))]


@both_forms
@any_tree
@given(tree=trees())
def test_a_label_stands_at_its_own_edge(form: Form, tree: Tree) -> None:
    chart = lay_out(tree.decision(), form)
    drawn: Counter[tuple[str, str, str]] = Counter()
    for label in _labels(chart):
        near = [
            (min(_distance(_room(label), room) for room in _arrow(edge, chart)), edge)
            for edge in _edges(chart)
        ]
        (nearest, edge), (second, _) = sorted(near)[:2]
        assert nearest < second, label
        source, target = _node_at(edge.points[0], chart), _node_at(edge.points[-1], chart)
        drawn[source.step, "".join(label.lines).replace(" ", ""), target.step] += 1
    assert drawn == Counter((step, "".join(say.split()), go) for step, say, go in tree.choices)


@both_forms
@any_tree
@given(tree=trees(most=11))
def test_adding_a_step_at_the_end_moves_none_before_it(form: Form, tree: Tree) -> None:
    before = [node for node in _nodes(lay_out(tree.decision(), form)) if node.kind == "question"]
    last = list(tree.questions.values())[-1]["answers"][-1]
    tree.data["questions"]["q-new"] = question("New?", [last["go"], "o-new"], ["Yes", "No"])
    tree.data["outcomes"]["o-new"] = outcome("New")
    last["go"] = "q-new"
    after = [node for node in _nodes(lay_out(tree.decision(), form)) if node.kind == "question"]
    assert after[: len(before)] == before
    assert len(after) == len(before) + 1


@any_tree
@given(tree=trees())
def test_links_are_named_by_the_words_they_show(tree: Tree) -> None:
    decision = tree.decision()
    for link in BeautifulSoup(flowcharts(decision), "html.parser").select("a"):
        step = str(link["href"]).removeprefix("#")
        shown = "".join(link.get_text().split())
        assert shown == "".join(f"{decision.mark(step)}{decision.short(step)}".split())


def _points(path: str) -> list[list[tuple[int, int]]]:
    """The corners of each line in a path's data."""
    lines: list[list[tuple[int, int]]] = []
    for command, numbers in re.findall("([MHVhvl])([-0-9 ]+)", path):
        first, *others = [int(number) for number in re.findall(r"-?\d+", numbers)]
        x, y = lines[-1][-1] if lines else (0, 0)
        if command == "M":
            lines.append([(first, others[0])])
            continue
        ends = {"H": (first, y), "h": (x + first, y), "V": (x, first), "v": (x, y + first)}
        lines[-1].append(ends.get(command) or (x + first, y + others[0]))
    return lines


def _drawn_room(shape: Tag) -> Rectangle:
    if shape.name == "path":
        (corners,) = _points(str(shape["d"]))
        across, down = zip(*corners, strict=True)
        return min(across), min(down), max(across), max(down)
    x, y, wide, high = (int(str(shape[name])) for name in ("x", "y", "width", "height"))
    return x, y, x + wide, y + high


@both_forms
@any_tree
@given(tree=trees())
def test_what_is_laid_out_is_drawn(form: Form, tree: Tree) -> None:
    decision = tree.decision()
    chart = lay_out(decision, form)
    page = BeautifulSoup(svg(chart, decision), "html.parser")
    (drawn,) = page.select("svg")
    size = f"{form.width} {chart.height}"
    assert (drawn["viewbox"], f"{drawn['width']} {drawn['height']}") == (f"0 0 {size}", size)
    shapes = [node.find(["rect", "path"]) for node in page.select("a, .note")]
    assert [_drawn_room(shape) for shape in shapes if isinstance(shape, Tag)] == [
        _room(node) for node in _nodes(chart)
    ]
    lines, heads = (_points(str(page.select(name)[0]["d"])) for name in (".line", ".head"))
    assert [tuple(line) for line in lines] == [edge.points for edge in _edges(chart)]
    for (tip, one, other), edge in zip(heads, _edges(chart), strict=True):
        middle = ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2)
        assert tip == edge.points[-1]
        assert _meet((*middle, *middle), _segments(edge)[-1])


@any_tree
@given(tree=trees())
def test_a_step_has_its_mark_in_a_circle(tree: Tree) -> None:
    page = BeautifulSoup(flowcharts(tree.decision()), "html.parser")
    for link in page.select("a"):
        circle, mark = link.select("circle")[0], link.select("[text-anchor]")[0]
        left, top, right, bottom = _drawn_room(link.select("rect, path")[0])
        (x, y, radius) = (int(str(circle[name])) for name in ("cx", "cy", "r"))
        assert (left < x - radius, x + radius < right) == (True, True)
        assert (top < y - radius, y + radius < bottom) == (True, True)
        assert int(str(mark["x"])) == x
        assert y < int(str(mark["y"])) < y + radius


@both_forms
@any_tree
@given(tree=trees())
def test_every_line_of_text_is_drawn_where_it_has_room(form: Form, tree: Tree) -> None:
    decision = tree.decision()
    chart = lay_out(decision, form)
    texts = BeautifulSoup(svg(chart, decision), "html.parser").select("text")
    for part, text in zip((p for p in chart.parts if p in _written(chart)), texts, strict=True):
        lines = [line for line in text.select("tspan") if not line.has_attr("text-anchor")]
        assert tuple(line.get_text() for line in lines) == part.lines
        left, top, right, bottom = _room(part)
        for line in lines:
            assert left <= int(str(line["x"])) < right
            assert top < int(str(line["y"])) < bottom
        below = [int(str(line["y"])) for line in lines]
        assert all(other - one >= TEXT_SIZE for one, other in pairwise(below))


SHAPES = {
    "question": "a rounded box",
    "elsewhere": "a rounded, dashed box",
    "result": "a box with cut corners",
    "note": "a box with round ends",
}


def _shape(node: Tag) -> str:
    """What is drawn around the words of a node."""
    shape = node.find(["rect", "path"])
    assert isinstance(shape, Tag)
    if shape.name == "path":
        (corners,) = _points(str(shape["d"]))
        slants = [
            one[0] != two[0] and one[1] != two[1] for one, two in pairwise([*corners, corners[0]])
        ]
        return "a box with cut corners" if slants == [False, True] * 4 else "a path"
    radius, height = int(str(shape["rx"])), int(str(shape["height"]))
    if 2 * radius == height:
        return "a box with round ends"
    form = "rounded" if radius else "sharp"
    return f"a {form}, dashed box" if shape.get("stroke-dasharray") else f"a {form} box"


@any_tree
@given(tree=trees())
def test_questions_and_results_keep_their_shapes(tree: Tree) -> None:
    page = BeautifulSoup(flowcharts(tree.decision()), "html.parser")
    for node in page.select("a, .note"):
        assert _shape(node) == SHAPES[" ".join(node["class"])]
    for link in page.select("a"):
        assert (link["class"] == ["result"]) == str(link["href"]).startswith("#o-")
    for drawn in page.select("svg"):
        questions = [str(link["href"]) for link in drawn.select("a.question")]
        assert questions == [f"#{step}" for step in tree.questions]


def test_it_is_well_formed_xml() -> None:
    decision = good(SAMPLE.replace("Dust\n", "Dust & <5 mites\n").encode())
    for form in (WIDE, NARROW):
        assert ParserCreate().Parse(svg(lay_out(decision, form), decision), True) == 1


@pytest.mark.parametrize("sign", DEJAVU)
def test_no_font_is_wider_than_we_measure(sign: str) -> None:
    assert width(sign, 1000) >= DEJAVU[sign]


@pytest.mark.parametrize("text", ["W" * 52, "ß" * 30, "漢" * 20, "a\u0301" * 40, "👩‍⚕️" * 9])
def test_a_word_without_a_space_is_cut_to_fit(text: str) -> None:
    lines = wrap(text, 15, 200)
    assert "".join(lines) == text
    assert all(width(line, 15) <= 200 for line in lines)


def test_our_own_flowchart_is_small_and_the_same_on_every_run() -> None:
    drawn = flowcharts(good(OURS.read_bytes()))
    assert drawn == flowcharts(good(OURS.read_bytes()))
    assert len(drawn.encode()) <= 12_000
