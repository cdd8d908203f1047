"""What the steps of a decision guide promise, for any guide."""

import re

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given, settings

from decision_guides import OURS, PATH, SAMPLE, Tree, good, trees
from guidebook.decision_guide.decision_model import DecisionGuide
from guidebook.decision_guide.steps import steps
from minisite import texts

any_tree = settings(derandomize=True, deadline=None, max_examples=25)


@pytest.fixture
def sample() -> BeautifulSoup:
    html = steps(good(SAMPLE.encode()), {"treatment.md": "../treatment.md"})
    return BeautifulSoup(html, "html.parser")


def _ours() -> str:
    decision = good(OURS.read_bytes())
    results = decision.results.values()
    pages = [link.page.words.partition("#")[0] for result in results for link in result.links]
    return steps(decision, dict(zip(pages, pages, strict=True)))


def _step(page: BeautifulSoup, name: str) -> Tag:
    (step,) = page.select(f"#{name}")
    return step


@any_tree
@given(tree=trees())
def test_its_paths_are_those_of_the_data(tree: Tree) -> None:
    decision = tree.decision()
    page = BeautifulSoup(steps(decision, {}), "html.parser")
    linked = {
        (str(step["id"]), link.get_text(), str(link["href"]).removeprefix("#"))
        for step in page.select("section")
        for link in step.select(".decision-answers a")
    }
    answers = {
        (step, f"{say} {_leads(decision, go, is_back=is_back)}", go)
        for step in tree.questions
        for say, go, is_back in tree.choices(step)
    }
    assert linked == answers
    assert [step["id"] for step in page.select("section")] == [
        *decision.questions,
        *decision.results,
    ]


def _leads(decision: DecisionGuide, step: str, *, is_back: bool) -> str:
    """What an answer says of the step to which it leads."""
    if step in decision.results:
        return f"Result {decision.mark(step)}: {decision.short(step)}"
    return f"{'Back' if is_back else 'Go'} to {decision.name(step)}"


def test_headings_say_the_question_and_which_it_is(sample: BeautifulSoup) -> None:
    assert texts(sample.select("h2")) == [
        "Question 1 of 2: Fever or chills?",
        "Question 2 of 2: Does it come in dusty rooms?",
        "Result A: This can point to an infection",
        "Result B: This can point to dust",
        "Result C: The pattern is not clear",
    ]


def test_a_step_holds_its_words_and_no_others(sample: BeautifulSoup) -> None:
    assert _step(sample, "q-fever").get_text("|", strip=True).split("|") == [
        *("Question 1 of 2:", "Fever or chills?"),
        *("Do you have any of these? Any one is enough.", "Fever", "Chills"),
        *("Yes", "Result A: Infection"),
        *("No", "Go to question 2"),
        *("Not sure", "Go to question 2"),
        *("Why we ask:", "Fever makes an infection more likely."),
    ]
    assert _step(sample, "o-infection").get_text("|", strip=True).split("|") == [
        *("Result A:", "This can point to an infection"),
        *("What to do now", "It is reasonable to get checked."),
        *("What this can mean", "An infection is more likely than dust."),
        *("What comes next", "Rest."),
        *("More than one result can apply", "Go on with dust: question 2"),
        *("Read on", "How is it treated?"),
        "Back to the start: question 1",
    ]
    assert _step(sample, "o-dust").get_text("|", strip=True).split("|") == [
        *("Result B:", "This can point to dust"),
        *("What to do now", "Get checked if it stays for a month."),
        "If you came from another result, that result counts as well: A (Infection)",
        *("If you answered “Not sure”", "Question 1: Measure it when it comes back."),
        *("What this can mean", "Dust can make people cough."),
        *("What comes next", "Air the room."),
        "The source gives no reference for this.",
        "Back to the start: question 1",
    ]


def test_nothing_stands_between_the_steps(sample: BeautifulSoup) -> None:
    (parts,) = sample.select(".decision-chart")
    assert [part.name for part in parts.find_all(recursive=False)] == ["section"] * 5
    assert "".join(parts.find_all(string=True, recursive=False)).strip() == ""
    assert "".join(sample.find_all(string=True, recursive=False)).strip() == ""


def test_focus_goes_to_a_step_and_one_link_to_all_of_them(sample: BeautifulSoup) -> None:
    assert {step["tabindex"] for step in sample.select("section")} == {"-1"}
    (all_steps, one) = sample.select(".decision-all a")
    assert sample.select(str(all_steps["href"])) == sample.select(".decision-chart")
    assert one["href"] == "#q-fever"


def test_the_step_to_start_with_is_marked() -> None:
    decision = good(_started_at_the_end().encode())
    page = BeautifulSoup(steps(decision, {"treatment.md": ""}), "html.parser")
    assert [step["id"] for step in page.select(".decision-start")] == ["q-dust"]


def test_every_question_can_be_left_without_an_answer(sample: BeautifulSoup) -> None:
    for name, target in (("q-fever", "Go to question 2"), ("q-dust", "Result C: Not clear")):
        answers = texts(_step(sample, name).select(".decision-answers a"))
        assert answers[-1] == f"Not sure {target}"


def test_every_result_leads_back_to_the_start(sample: BeautifulSoup) -> None:
    for name in ("o-infection", "o-dust", "o-unclear"):
        (again,) = _step(sample, name).select(".decision-again a")
        assert (again["href"], again.get_text()) == ("#q-fever", "Back to the start: question 1")


@any_tree
@given(tree=trees())
def test_every_result_says_what_may_have_been_left_open_on_the_way(tree: Tree) -> None:
    decision = tree.decision()
    page = BeautifulSoup(steps(decision, {}), "html.parser")
    for result in decision.results:
        words = texts(_step(page, result).select("li"))
        for step, question in tree.questions.items():
            remark = f"Question {decision.mark(step)}: Ask about {step}."
            unsure = question.get("not_sure")
            is_open = "open" in question and result in tree.following([unsure])
            assert words.count(remark) == is_open


@any_tree
@given(tree=trees())
def test_every_result_names_those_from_which_someone_may_have_gone_on(tree: Tree) -> None:
    decision = tree.decision()
    page = BeautifulSoup(steps(decision, {}), "html.parser")
    results = tree.data["outcomes"]
    for result in results:
        before = [step for step in results if result in tree.following(tree.ways[step])]
        names = [f"{decision.mark(o)} ({decision.short(o)})" for o in before if o != result]
        words = f"If you came from another result, that result counts as well: {', '.join(names)}"
        assert (words in [p.get_text() for p in _step(page, result).select("p")]) == bool(names)


def _started_at_the_end() -> str:
    source = SAMPLE.replace("No\n        go: q-dust", "No\n        go: o-dust")
    source = source.replace("say: No\n        go: o-unclear", "say: No\n        go: q-fever")
    source = source.replace("not_sure: q-dust", "not_sure: o-unclear")
    return source.replace("start: q-fever", "start: q-dust")


def test_a_start_that_is_not_the_first_question_is_linked_before_the_steps() -> None:
    decision = good(_started_at_the_end().encode())
    page = BeautifulSoup(steps(decision, {"treatment.md": ""}), "html.parser")
    first = page.select("a")[0]
    assert (first["href"], first.get_text()) == ("#q-dust", "Start with question 2")


@pytest.mark.parametrize(
    ("need", "said"),
    [
        ("any", " Any one is enough."),
        ("several", " Several are needed."),
        ("all", " All are needed."),
        ("count", " Count them."),
    ],
)
def test_a_question_says_how_many_signs_count(need: str, said: str) -> None:
    text = SAMPLE.replace("need: any", f"need: {need}")
    if need == "count":
        text = text.replace("say: Yes", "have: 1-2", 1).replace("say: No", "have: 0", 1)
    decision = good(text.encode())
    page = BeautifulSoup(steps(decision, {"treatment.md": ""}), "html.parser")
    assert f"Do you have any of these?{said}" in texts(_step(page, "q-fever").select("p"))


def test_a_step_without_a_reference_says_so(sample: BeautifulSoup) -> None:
    for name in ("q-dust", "o-dust"):
        (reason,) = _step(sample, name).select(".decision-uncited")
        assert reason.get_text() == "The source gives no reference for this."


def test_a_page_is_linked_at_its_address(sample: BeautifulSoup) -> None:
    (link,) = _step(sample, "o-infection").select("a[href^='..']")
    assert (link["href"], link.get_text()) == ("../treatment.md", "How is it treated?")


def test_a_heading_of_a_page_is_linked_too() -> None:
    decision = good(SAMPLE.replace("page: treatment.md", "page: treatment.md#rest").encode())
    page = BeautifulSoup(steps(decision, {"treatment.md": "../treatment/"}), "html.parser")
    assert [link["href"] for link in page.select("a[href^='..']")] == ["../treatment/#rest"]


def test_every_citation_keeps_its_words_and_its_place(sample: BeautifulSoup) -> None:
    cited = [(cite["data-citation"], cite["data-place"]) for cite in sample.select("cite")]
    assert cited == [
        ("[@one]", f"{PATH}:16:15"),
        ("[@two, p. 4]", f"{PATH}:17:16"),
        ("[@one; @two]", f"{PATH}:18:48"),
        ("[@one]", f"{PATH}:39:43"),
        ("[@one]", f"{PATH}:41:48"),
        ("[@two]", f"{PATH}:25:42"),
        ("[@two]", f"{PATH}:25:42"),
        ("[@two]", f"{PATH}:64:42"),
    ]


def test_no_text_becomes_markup() -> None:
    source = SAMPLE.replace("Air the room.", "Air < 5 & > 2 'rooms'.")
    html = steps(good(source.encode()), {"treatment.md": '"><script>'})
    page = BeautifulSoup(html, "html.parser")
    assert "Air < 5 & > 2 'rooms'." in texts(page.select("li"))
    assert page.select("script") == []


def test_our_own_steps_are_small_and_the_same_on_every_run() -> None:
    assert _ours() == _ours()
    uncited = re.sub("<cite .*?</cite>| data-search-exclude", "", _ours())
    assert len(uncited.encode()) <= 16_500


def test_our_own_sentences_are_short() -> None:
    words = BeautifulSoup(_ours(), "html.parser").get_text(" ").split()
    ends = sum(word.endswith((".", "?", ":")) for word in words)
    assert len(words) / ends <= 20
