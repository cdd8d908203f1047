"""That our own decision guide is safe to follow: every path through it, walked in its data.

A path takes any answer, "Not sure" too, and may go on from each result that it reaches. What a
result says is taken from what readers see.
"""

import pytest
from bs4 import BeautifulSoup, Tag

from decision_guides import OURS, Walk, good, walks
from guidebook.citations.citation_syntax import BRACKET
from guidebook.decision_guide.decision_model import DecisionGuide
from guidebook.decision_guide.steps import steps
from minisite import texts

FRACTURE = "q-fracture"
FRACTURE_RESULT = "o-fracture"
FRACTURE_PAGE = "look-alikes.md"


@pytest.fixture(scope="module")
def guide() -> DecisionGuide:
    return good(OURS.read_bytes())


@pytest.fixture(scope="module")
def paths(guide: DecisionGuide) -> list[Walk]:
    return list(walks(guide, guide.start.words))


@pytest.fixture(scope="module")
def shown(guide: DecisionGuide) -> dict[str, Tag]:
    """Each result as readers see it; a link to a page leads to the page's file."""
    links = (link.page.words for result in guide.results.values() for link in result.links)
    pages = {page.partition("#")[0] for page in links}
    page = BeautifulSoup(steps(guide, {page: page for page in pages}), "html.parser")
    return {result: page.select(f"#{result}")[0] for result in guide.results}


def _words(result: Tag) -> str:
    return " ".join(result.get_text(" ").split())


def _below(result: Tag, heading: str) -> list[str]:
    """The paragraphs or items below a heading of a result, up to the next one."""
    (found,) = (title for title in result.select("h3") if title.get_text() == heading)
    parts = []
    for part in found.find_next_siblings():
        if part.name == "h3":
            break
        parts += texts(part.select("li") or [part])
    return parts


def test_the_paths_reach_every_result_and_leave_every_question_open(
    guide: DecisionGuide, paths: list[Walk]
) -> None:
    assert {walk.results[-1] for walk in paths} == set(guide.results)
    assert {step for walk in paths for step in walk.left_open} == set(guide.questions)
    assert max(len(walk.results) for walk in paths) == len(guide.results) - 1


def test_every_path_ends_at_a_result_that_says_when_to_be_seen_and_what_to_do(
    paths: list[Walk], shown: dict[str, Tag]
) -> None:
    for walk in paths:
        result = shown[walk.results[-1]]
        when, *_ = _below(result, "What to do now")
        assert "checked" in when or "medical check" in when, walk
        assert _below(result, "What comes next"), walk


def test_no_path_loses_a_question_that_was_left_open(
    guide: DecisionGuide, paths: list[Walk], shown: dict[str, Tag]
) -> None:
    for walk in paths:
        for step in walk.left_open:
            advice = BRACKET.sub("", guide.questions[step].open.words).strip()
            remarks = _below(shown[walk.results[-1]], "If you answered “Not sure”")
            assert f"Question {guide.mark(step)}: {advice}" in remarks, (walk, step)


def test_no_path_loses_a_result_that_was_reached_before(
    guide: DecisionGuide, paths: list[Walk], shown: dict[str, Tag]
) -> None:
    for walk in paths:
        _, *more = _below(shown[walk.results[-1]], "What to do now")
        for earlier in walk.results[:-1]:
            (counts,) = more
            assert "counts as well" in counts
            assert f"{guide.mark(earlier)} ({guide.short(earlier)})" in counts, (walk, earlier)


def test_no_path_on_which_a_sign_of_a_fracture_is_possible_ends_without_saying_so(
    guide: DecisionGuide, paths: list[Walk], shown: dict[str, Tag]
) -> None:
    no = guide.questions[FRACTURE].answers[-1].say.words
    concerned = [walk for walk in paths if (FRACTURE, no) not in walk.answers]
    assert 0 < len(concerned) < len(paths)
    for walk in concerned:
        result = shown[walk.results[-1]]
        assert "get checked" in _words(result).lower(), walk
        assert result.select(f"a[href^='{FRACTURE_PAGE}']"), walk
        assert FRACTURE in walk.left_open or FRACTURE_RESULT in walk.results, walk


def test_what_someone_with_signs_of_a_fracture_is_told_does_not_depend_on_time(
    guide: DecisionGuide, shown: dict[str, Tag]
) -> None:
    for words in (
        *_below(shown[FRACTURE_RESULT], "What to do now"),
        guide.questions[FRACTURE].open.words,
    ):
        assert words.startswith("Get checked")


def test_other_signs_of_lupus_are_asked_of_all_who_have_no_result_before(
    guide: DecisionGuide, paths: list[Walk]
) -> None:
    for walk in paths:
        asked = {step for step, _ in walk.answers}
        assert "q-lupus-signs" in asked or walk.results[-1] in (FRACTURE_RESULT, "o-inflammation")
