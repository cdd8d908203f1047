"""What the flowchart of a decision guide promises, for any guide, in both of its forms.

It is asked of what is drawn, with each text as wide as it is in the site's face.
"""

import re
from collections import Counter
from itertools import combinations, pairwise
from xml.parsers.expat import ParserCreate

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from decision_guides import OURS, SAMPLE, Tree, good, outcome, question, trees
from drawings import HEAD, Drawing, Point, Rectangle, Shape, holds, meet, read, segments
from guidebook.decision_guide.flowchart import lay_out
from guidebook.decision_guide.flowchart_parts import NARROW, WIDE, Form
from guidebook.decision_guide.flowchart_svg import flowcharts, svg
from guidebook.decision_guide.text_width import width, wrap

both_forms = pytest.mark.parametrize("form", [WIDE, NARROW], ids=["wide", "narrow"])
any_tree = settings(derandomize=True, deadline=None, max_examples=30)


def drawn(tree: Tree, form: Form) -> Drawing:
    decision = tree.decision()
    return read(svg(lay_out(decision, form), decision))


def _point(point: Point) -> Rectangle:
    return (*point, *point)


@both_forms
@any_tree
@given(tree=trees())
def test_no_two_boxes_pills_discs_or_labels_touch(form: Form, tree: Tree) -> None:
    chart = drawn(tree, form)
    discs = [shape.disc for shape in chart.questions if shape.disc]
    rooms = [*(shape.room for shape in chart.shapes), *(text.room for text in chart.labels), *discs]
    for one, other in combinations(rooms, 2):
        assert not meet(one, other), (one, other)


@both_forms
@any_tree
@given(tree=trees())
def test_nothing_stands_outside_of_the_picture_or_of_its_box(form: Form, tree: Tree) -> None:
    chart = drawn(tree, form)
    picture = (0, 0, chart.width, chart.height)
    for shape in chart.shapes:
        assert holds(picture, shape.room)
        for text in shape.texts:
            inside = shape.disc if shape.disc and meet(text.room, shape.disc) else shape.room
            assert all(holds(inside, room) for room in text.rooms), text
        assert shape.disc is None or holds(picture, shape.disc)
    for text in chart.labels:
        assert holds(picture, text.room), text
    for line in chart.lines:
        assert all(holds(picture, segment) for segment in segments(line)), line


@both_forms
@any_tree
@given(tree=trees())
def test_no_line_runs_through_a_box_or_touches_words_but_those_on_it(
    form: Form, tree: Tree
) -> None:
    chart = drawn(tree, form)
    crossed: Counter[int] = Counter()
    for line in chart.lines:
        for segment in segments(line):
            for box in chart.boxes:
                assert not meet(box.room, segment, slack=1), (line, box)
            for text in chart.labels:
                assert not meet(text.room, segment, slack=-3), (line, text)
            for number, pill in enumerate(chart.pills):
                crossed[number] += meet(pill.room, segment)
    assert {crossed[number] for number in range(len(chart.pills))} <= {int(form is WIDE)}


@both_forms
@any_tree
@given(tree=trees())
def test_no_two_lines_cross(form: Form, tree: Tree) -> None:
    """One may only begin or end at another one."""
    for one, other in combinations(drawn(tree, form).lines, 2):
        ends = [_point(end) for line in (one, other) for end in (line[0], line[-1])]
        for a in segments(one):
            for b in segments(other):
                if meet(a, b):
                    both = tuple(map(max, a[:2], b[:2])) + tuple(map(min, a[2:], b[2:]))
                    assert both in ends, (one, other)


@both_forms
@any_tree
@given(tree=trees())
def test_arrows_lead_where_the_answers_lead_and_bear_their_words(form: Form, tree: Tree) -> None:
    chart = drawn(tree, form)
    found = Counter((*_source(line, chart), _target(line, chart)) for line in _arrows(chart))
    branches = Counter(
        (step, say, target) for step, say, target in found.elements() if say is not None
    )
    meant: Counter[tuple[str, str, tuple[str, str]]] = Counter()
    down: dict[str, tuple[str, tuple[str, str], bool]] = {}
    for step, following in pairwise((*tree.questions, "")):
        arrows, spine = tree.arrows(step, following)
        down[step] = spine
        for way, say in arrows.items():
            meant[step, "".join(say.split()), way] += 1
    assert branches == meant
    assert _spines(chart) == down


def _arrows(chart: Drawing) -> list[list[Point]]:
    """The lines that end before a tip."""
    return [line for line in chart.lines if _tip(line) in chart.tips]


def _tip(line: list[Point]) -> Point:
    (_, y), (end_x, end_y) = line[-2:]
    return (end_x + HEAD, end_y) if y == end_y else (end_x, end_y + HEAD)


def _target(line: list[Point], chart: Drawing) -> tuple[str, str]:
    """The step whose box an arrow touches, and how it speaks of going there."""
    (box,) = [box for box in chart.boxes if meet(_point(_tip(line)), box.room)]
    return box.step, _manner(box)


def _manner(box: Shape) -> str:
    return box.texts[0].words.split(" to ")[0] if box.kind == "elsewhere" else "Result"


def _source(line: list[Point], chart: Drawing) -> tuple[str, str | None]:
    """The question that an arrow comes from, and the words on it; none on a spine."""
    if any(disc and meet(_point(line[0]), disc) for disc in (q.disc for q in chart.questions)):
        return "", None
    reached, seen = [[line[0]]], [line]
    while reached:
        way = reached.pop()
        rooms = segments(way) or [_point(way[0])]
        for box in chart.questions:
            if any(meet(room, box.room) for room in rooms):
                return box.step, _said(line, chart)
        for other in chart.lines:
            touches = any(meet(room, segment) for room in rooms for segment in segments(other))
            if other not in seen and touches and _tip(other) not in chart.tips:
                seen.append(other)
                reached.append(other)
    raise AssertionError(line)


def _said(line: list[Point], chart: Drawing) -> str:
    """The words in the pill on an arrow or beside its end."""
    (left, top), (right, bottom) = line[-2:]
    near = (left, top, right + 20, bottom) if left == right else (left, top, right, bottom)
    (pill,) = [pill for pill in chart.pills if meet(pill.room, near)]
    box = _target(line, chart)[0]
    tone = next(shape.tone for shape in chart.boxes if shape.step == box and shape.kind != "asked")
    assert pill.tone == tone or not tone
    return "".join(pill.texts[0].words.split())


def _spines(chart: Drawing) -> dict[str, tuple[str, tuple[str, str], bool]]:
    """By question, the words beside the spine below it, and where it leads."""
    found = {}
    for line in _arrows(chart):
        if _source(line, chart)[1] is not None:
            continue
        x, top = line[0]
        stops = [q for q in chart.questions if q.disc and meet((x, top, x, line[1][1]), q.disc)]
        ends = [(box.step, "Go", True) for box in stops[1:]] + [(*_target(line, chart), False)]
        for stop, (step, manner, goes_on) in zip(stops, ends, strict=True):
            below = next((q.room[1] for q in stops if q.room[1] > stop.room[1]), line[-1][1])
            said = [
                text.words
                for text in chart.labels
                if stop.room[3] < text.room[1] < below and x + 3 < text.room[0] < stop.room[2]
            ]
            found[stop.step] = ("".join("".join(said).split()), (step, manner), goes_on)
    return found


def test_not_sure_is_one_sentence_where_it_follows_the_spine() -> None:
    says = [text.words for text in read(_wide(SAMPLE)).labels]
    assert says == ["No", "No", "Not sure at a question? Go on down the line."]
    elsewhere = SAMPLE.replace("not_sure: q-dust", "not_sure: o-unclear")
    chart = read(_wide(elsewhere))
    assert chart.labels[-1].words == "Not sure at question 2? Go on down the line."
    assert [pill.texts[0].words for pill in chart.pills] == ["Yes", "Not sure", "Yes"]
    never = SAMPLE.replace("not_sure: q-dust", "not_sure: none").replace("o-unclear\nb", "none\nb")
    assert [text.words for text in read(_wide(never)).labels] == ["No", "No"]


def test_the_sentence_beside_the_last_box_stands_in_its_middle() -> None:
    chart = read(_wide(SAMPLE))
    sentence = chart.labels[-1].room
    ends = max(box.room[3] for box in chart.boxes)
    (last,) = [box.room for box in chart.boxes if box.room[3] == ends]
    assert abs(sum(sentence[1::2]) - sum(last[1::2])) <= 4


def test_neighbours_share_the_box_of_a_result() -> None:
    chart = read(_wide(SAMPLE.replace("go: o-infection", "go: o-dust").replace(_INFECTION, "")))
    assert [box.step for box in chart.boxes] == ["q-fever", "o-dust", "q-dust", "o-unclear"]
    shared = chart.boxes[1].room
    assert all(shared[1] < (q.room[1] + q.room[3]) / 2 < shared[3] for q in chart.questions)


_INFECTION = SAMPLE[SAMPLE.index("  o-infection:\n") : SAMPLE.index("  o-dust:\n")]


def _wide(source: str) -> str:
    decision = good(source.encode())
    return svg(lay_out(decision, WIDE), decision)


@both_forms
@any_tree
@given(tree=trees(most=39))
def test_a_step_added_behind_the_last_question_moves_no_other(form: Form, tree: Tree) -> None:
    before = drawn(tree, form).questions
    last = [*tree.questions.values()][-1]
    end = last if "do" in last else last["answers"][-1]
    key = "then" if "do" in last else "go"
    if key not in end:
        return
    tree.data["questions"]["q-new"] = question("New?", [end[key], "o-new"], ["Yes", "No"])
    tree.data["outcomes"]["o-new"] = outcome("New")
    end[key] = "q-new"
    after = drawn(tree, form).questions
    assert after[: len(before) - 1] == before[:-1]
    assert len(after) == len(before) + 1


@any_tree
@given(tree=trees())
def test_links_are_named_by_the_words_they_show(tree: Tree) -> None:
    decision = tree.decision()
    for link in BeautifulSoup(flowcharts(decision), "html.parser").select("a"):
        step = str(link["href"]).removeprefix("#")
        shown, short = "".join(link.get_text().split()), "".join(decision.short(step).split())
        if link["class"] == ["elsewhere"]:
            assert shown in (f"{goes}{decision.mark(step)}{short}" for goes in ("Goto", "Backto"))
        else:
            assert shown.startswith(f"{decision.mark(step)}{short}")


@any_tree
@given(tree=trees())
def test_a_step_has_its_mark_in_a_disc_and_a_result_the_colours_of_its_letter(tree: Tree) -> None:
    decision = tree.decision()
    for form in (WIDE, NARROW):
        for box in drawn(tree, form).boxes:
            mark, *_ = box.texts
            if box.kind == "elsewhere":
                assert box.disc is None
                continue
            assert mark.words == decision.mark(box.step)
            assert box.disc
            middles = [sum(room[side::2]) / 2 for room in (box.disc, mark.room) for side in (0, 1)]
            assert middles[:2] == pytest.approx(middles[2:])
            assert (box.tone != "") == (box.kind == "result") == (box.step in decision.results)


@any_tree
@given(tree=trees())
def test_words_stand_in_the_middle_of_their_box(tree: Tree) -> None:
    for form in (WIDE, NARROW):
        for shape in drawn(tree, form).shapes:
            _, top, _, bottom = zip(
                *(text.room for text in shape.texts[bool(shape.disc) :]), strict=True
            )
            assert abs(min(top) + max(bottom) - shape.room[1] - shape.room[3]) <= 4


def test_a_line_down_is_the_widest() -> None:
    strokes = re.findall('stroke-width="(.*?)"', _wide(SAMPLE))
    assert max(map(float, strokes)) == 6


def test_its_colours_are_colours() -> None:
    colours = re.findall('(?:fill|stroke)="(.*?)"', _wide(SAMPLE))
    assert all(re.fullmatch("none|#(?:[0-9a-f]{3}){1,2}", colour) for colour in colours)


def test_it_is_well_formed_xml() -> None:
    decision = good(SAMPLE.replace("Dust\n", "Dust & <5 mites\n").encode())
    for form in (WIDE, NARROW):
        assert ParserCreate().Parse(svg(lay_out(decision, form), decision), True) == 1


@given(text=st.text("abcMW iléß≥漢"))
def test_a_text_is_as_wide_as_its_characters_in_the_face(text: str) -> None:
    assert width(text, 16) == pytest.approx(sum(width(character, 16) for character in text))


@pytest.mark.parametrize(
    ("text", "bold", "wide"), [("Yes, at least one", False, 101.304), ("Possible", True, 56.812)]
)
def test_widths_are_those_of_the_font(text: str, bold: bool, wide: float) -> None:
    assert width(text, 14, is_bold=bold) == pytest.approx(wide)


@pytest.mark.parametrize("text", ["W" * 52, "ß" * 30, "漢" * 20, "a\u0301" * 40, "👩‍⚕️" * 9])
def test_a_word_without_a_space_is_cut_to_fit(text: str) -> None:
    lines = wrap(text, 15, 200)
    assert "".join(lines) == text
    assert all(width(line, 15) <= 200 for line in lines)


def test_our_own_flowchart_is_small_and_the_same_on_every_run() -> None:
    pictures = flowcharts(good(OURS.read_bytes()))
    assert pictures == flowcharts(good(OURS.read_bytes()))
    assert len(pictures.encode()) <= 17_500
