"""What a decision guide may hold, and that nothing in it ends in a traceback.

The catalogue of mistakes has what an editor is told of each.
"""

import json
from collections import defaultdict
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from decision_guides import PATH, SAMPLE, Tree, outcome, question, read, trees
from guidebook.decision_guide.decision_format import FORMAT
from guidebook.decision_guide.flowchart_svg import flowcharts
from guidebook.decision_guide.steps import steps
from guidebook.findings import Finding
from minisite import ROOT

any_tree = settings(derandomize=True, deadline=None, max_examples=60)


def _told(data: bytes) -> list[str]:
    return [str(finding).removeprefix(f"{PATH}:") for finding in sorted(read(data)[1])]


def _json(data: dict[str, Any]) -> bytes:
    """The data as JSON, which is YAML, too."""
    return json.dumps(data, indent=1).encode()


def _draw(data: bytes) -> list[Finding]:
    """The file's findings; without any, flowchart and steps are drawn, too."""
    decision, findings = read(data)
    if not findings:
        assert decision
        assert flowcharts(decision)
        assert steps(decision, defaultdict(str))
    return findings


GOOD = {
    "the sample": SAMPLE,
    "a byte order mark": f"\ufeff{SAMPLE}",
    "Windows line ends": SAMPLE.replace("\n", "\r\n"),
    "a comment on its own line": SAMPLE.replace("\nstart:", "\n# The first:\nstart:"),
    "a comment behind a quoted text": SAMPLE.replace('o?"', 'o?" # its name'),
    "a text over several lines": SAMPLE.replace(
        "Air the room.", ">-\n        Air the\n        room."
    ),
    "a colon in quotes": SAMPLE.replace("Air the room.", '"Air: the room."'),
    "a reference first, in quotes": SAMPLE.replace("- Fever [@one]", '- "[@one] Fever"'),
    "a colon without a space": SAMPLE.replace("Air the room.", "Air at 12:30."),
    "smaller and larger": SAMPLE.replace("Air the room.", "Air for < 5 or > 9 minutes & more."),
    "curly quotes inside": SAMPLE.replace("Air the room.", "Air the “room”."),
    "words that YAML takes for other things": SAMPLE.replace("Air the room.", "Yes"),
    "a review": SAMPLE.replace("none", "2027-01-31, Dr A. Name (rheumatology)"),
    "a start further down": SAMPLE.replace("No\n        go: q-dust", "No\n        go: o-dust")
    .replace("not_sure: q-dust", "not_sure: o-unclear")
    .replace("say: No\n        go: o-unclear", "say: No\n        go: q-fever")
    .replace("start: q-fever", "start: q-dust"),
    "a way to go on that leads back": SAMPLE.replace(
        "dust\n        go: q-dust", "one\n        go: q-fever"
    ),
    "a question that only going on leads to": SAMPLE.replace(
        "No\n        go: q-dust", "No\n        go: o-unclear"
    ).replace("not_sure: q-dust", "not_sure: o-unclear"),
    "no default where every question says where Not sure leads": SAMPLE.replace(
        "not_sure: o-unclear\n", ""
    ).replace("\noutcomes:", "\n    not_sure: o-unclear\noutcomes:"),
    "nothing that stays open where Not sure leads to a result": SAMPLE.replace(
        "not_sure: q-dust", "not_sure: o-unclear"
    ).replace("    open: Measure it when it comes back. [@two]\n", ""),
    "a link to a heading": SAMPLE.replace("page: treatment.md", "page: treatment.md#rest"),
}


@pytest.mark.parametrize("source", GOOD.values(), ids=GOOD)
def test_nothing_is_told_of(source: str) -> None:
    assert _told(source.encode()) == []


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "1:1: the file is empty. Write a decision guide, or delete the file. [D02]"),
        (b"# Later\n", "1:1: the file is empty. Write a decision guide, or delete the file. [D02]"),
        (b"- one\n", "1:1: a list here, where keys with values must stand."),
        (
            SAMPLE.replace("Coug", "C\xfcug").encode("latin-1"),
            "1:10: this character is not written in UTF-8. Save the file again as UTF-8.",
        ),
        (
            SAMPLE.encode("utf-16"),
            "1:1: this character is not written in UTF-8. Save the file again as UTF-8.",
        ),
        (
            b"[" * 5000,
            "1:13: lists within lists, too deep to read. Compare with the example. [D11]",
        ),
        (b"a: *a\n" * 2, "1:4: a text that begins with '&', '*' or '!' has a meaning of its own"),
    ],
    ids=["an empty file", "comments alone", "a list", "Latin-1", "UTF-16", "a tower", "an alias"],
)
def test_a_file_that_is_no_guide_has_one_finding(data: bytes, told: str) -> None:
    (finding,) = _told(data)
    assert finding.startswith(told)


def test_more_than_forty_questions_are_too_many() -> None:
    data = yaml.safe_load(SAMPLE)
    for number in range(39):
        data["questions"][f"q-{number}"] = data["questions"]["q-dust"]
    (told,) = [told for told in _told(_json(data)) if "[D26]" in told]
    assert "41 here, and at most 40 are allowed. " in told
    assert "A longer guide goes on in another one" in told


def test_every_loop_is_told_at_each_answer_that_leads_back() -> None:
    ways = {"q-a": ["q-b", "q-c"], "q-b": ["q-a", "q-a"], "q-c": ["q-c", "q-d"]}
    ways |= {"q-d": ["q-b", "q-c"], "q-e": ["q-a", "o-infection"]}
    data = yaml.safe_load(SAMPLE)
    data["questions"] = {step: question(step, goes, ["Yes", "No"]) for step, goes in ways.items()}
    data["questions"]["q-e"] |= {"not_sure": "q-e", "open": "Ask."}
    told = [line.partition(": ")[2] for line in _told(_json(data)) if "[D41]" in line]
    hint = "Lead one of these answers to a later step. If readers shall come back, say so: write "
    loops = ["q-a > q-b > q-a", "q-a > q-b > q-a", "q-c > q-c", "q-c > q-d > q-c", "q-e > q-e"]
    assert sorted(told) == [
        f"a loop: {loop}. {hint}'back: {loop[:3]}' in place of 'go' or 'then'. [D41]"
        for loop in loops
    ]


@any_tree
@given(tree=trees(), number=st.integers(0, 10**6))
def test_a_loop_is_told_as_it_leads(tree: Tree, number: int) -> None:
    steps = list(tree.questions)
    back = steps[number % len(steps)]
    answer = _last(tree.data)["answers"][0]
    answer.pop("back", "")
    answer["go"] = back
    told = [finding for finding in read(_json(tree.data))[1] if finding.code == "D41"]
    edges = {(step, go) for step, _, go in tree.edges}
    for finding in told:
        way = finding.message.removeprefix("a loop: ").split(" > ")
        assert way[0] == way[-1] == min(way, key=steps.index)
        assert set(pairwise(way)) <= edges


def test_a_place_is_that_of_the_bracket_in_a_text_of_several_lines() -> None:
    text = ">-\n        Air the room\n        at once. [@one, @two]"
    (finding,) = _told(SAMPLE.replace("Keep track of it for a week.", text).encode())
    assert finding.startswith("68:19: ', @two' does not belong after '@one'")


def test_a_place_is_that_of_the_text_where_a_bracket_is_written_as_an_escape() -> None:
    text = '"Keep track. \\u005b@one, @two]"'
    (finding,) = _told(SAMPLE.replace("Keep track of it for a week.", text).encode())
    assert finding.startswith("66:10: ', @two' does not belong after '@one'")


def test_a_linked_page_must_be_in_the_folder() -> None:
    assert read(SAMPLE.encode(), pages=["treatment.md", "index.md"])[1] == []
    (finding,) = read(SAMPLE.encode(), pages=["treatments.md", "index.md"])[1]
    assert str(finding) == (
        f"{PATH}:45:15: no page 'treatment.md' in this folder. Did you mean 'treatments.md'? [D46]"
    )


@pytest.mark.parametrize(
    ("instead_of", "write", "code"),
    [
        ("A cough can have several causes.", "A cough: it has causes.", "D22"),
        ("    text:\n      - A cough", "    txt:\n      - A cough", "D20"),
        ("A cough can have several causes. [@two]", "Causes [two]", "D31"),
        ("page: treatment.md", "page: https://example.org/treatment.md", "D25"),
    ],
    ids=["a colon", "a misspelt key", "a torn reference", "an address"],
)
def test_nothing_is_told_of_what_could_not_be_read(instead_of: str, write: str, code: str) -> None:
    source = SAMPLE.replace(instead_of, write)
    (finding,) = read(source.encode(), pages=["treatment.md"])[1]
    assert finding.code == code


# Ways to break a valid guide's data; each must be told.
BREAKS: dict[str, Callable[[dict[str, Any]], object]] = {
    "start": lambda data: data.update(start="q-none"),
    "not_sure": lambda data: data.update(not_sure="o-none"),
    "a question's not_sure": lambda data: _last(data).update(not_sure="o-none"),
    "a not_sure that leads back": lambda data: _last(data).update(
        not_sure=data["start"], open="A."
    ),
    "now": lambda data: _result(data).pop("now"),
    "a way to go on": lambda data: _result(data).update(go_on=[{"say": "On", "go": "o-a"}]),
    "open": lambda data: _unsure(data).pop("open"),
    "title": lambda data: data.pop("title"),
    "outcomes": lambda data: data.pop("outcomes"),
    "questions": lambda data: data.update(questions=[]),
    "answers": lambda data: _last(data).update(answers=[]),
    "an answer": lambda data: _last(data)["answers"][0].pop("say"),
    "a target": lambda data: _led(data)[0].update(go="o-none"),
    "a way back": lambda data: _led(data)[0].update(go=data["start"]),
    "no way on": lambda data: _last(data).update(answers=[], then="o-a"),
    "a step alone": lambda data: data["outcomes"].update({"o-z": outcome("Alone")}),
    "words": lambda data: _last(data)["answers"][0].update(say=_last(data)["answers"][1]["say"]),
    "a reason": lambda data: _last(data).pop("uncited"),
    "a number": lambda data: _last(data).update(short=7, ask={}),
}


def _last(data: dict[str, Any]) -> dict[str, Any]:
    """The last question that has answers."""
    return next(q for q in reversed(data["questions"].values()) if "answers" in q)


def _led(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Its answers that lead on."""
    return [answer for answer in _last(data)["answers"] if "go" in answer]


def _result(data: dict[str, Any]) -> dict[str, Any]:
    result: dict[str, Any] = next(iter(data["outcomes"].values()))
    return result


def _unsure(data: dict[str, Any]) -> dict[str, Any]:
    """A question before all others, from which "Not sure" leads on."""
    first = question("First?", [data["start"], "o-first"], ["Yes", "No"])
    first |= {"not_sure": data["start"], "open": "Ask."}
    data["questions"]["q-first"] = first
    data["outcomes"]["o-first"] = outcome("First")
    data["start"] = "q-first"
    return first


@pytest.mark.parametrize("broken", BREAKS)
@settings(any_tree, max_examples=10)
@given(tree=trees())
def test_a_broken_guide_has_a_finding(broken: str, tree: Tree) -> None:
    BREAKS[broken](tree.data)
    assert _draw(_json(tree.data))


@any_tree
@given(data=st.data())
def test_no_text_whatever_ends_in_a_traceback(data: st.DataObject) -> None:
    lines = SAMPLE.splitlines(keepends=True)
    number = data.draw(st.integers(0, len(lines) - 1))
    column = data.draw(st.integers(0, len(lines[number])))
    junk = data.draw(st.text(" \t\n:-#[]{}@&*!|>'\"%`?,aq\0\x85\u2028é", max_size=8))
    lines[number] = lines[number][:column] + junk + lines[number][column:]
    _draw("".join(lines).encode())


@any_tree
@given(data=st.binary(max_size=60))
def test_no_bytes_whatever_end_in_a_traceback(data: bytes) -> None:
    assert _draw(data)


def test_the_example_for_editors_is_right() -> None:
    page = (ROOT / "editors/decision-guide.md").read_text("utf-8")
    example = page.split("```yaml\n")[1].split("```")[0]
    assert _told(example.encode()) == []


def test_every_key_is_explained_to_editors() -> None:
    page = (ROOT / "editors/decision-guide.md").read_text("utf-8")
    kinds = (
        FORMAT,
        *(FORMAT["$defs"][name] for name in ("question", "answer", "outcome", "way", "link")),
    )
    keys = {key for kind in kinds for key in kind["properties"]}
    assert {key for key in keys if f"{key}" not in page} == set()
