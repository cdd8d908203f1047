"""Decision guides for tests: one written by hand, and strategies that write any."""

from collections.abc import Collection, Iterator
from random import Random
from typing import Any, NamedTuple

import yaml
from hypothesis import strategies as st

from catalogue import CATALOGUE, shared_files
from guidebook.decision_guide import decision_model
from guidebook.decision_guide.decision_checks import NOT_SURE, check
from guidebook.decision_guide.decision_model import DecisionGuide, Question
from guidebook.findings import Finding
from guidebook.source import decode
from minisite import ROOT

_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

PATH = "docs/cough/decision-guide.yml"

SAMPLE = shared_files(CATALOGUE / "decision-guide.txt")[PATH].decode()
"""The guide that the catalogue of mistakes changes."""

OURS = ROOT / "docs" / "lupus-back-pain" / "decision-guide.yml"


def read(
    data: bytes, path: str = PATH, pages: Collection[str] | None = None
) -> tuple[DecisionGuide | None, list[Finding]]:
    """The decision guide of a file's bytes, and all that is wrong with it.

    Without `pages`, its folder holds all the pages that it links to.
    """
    source, undecodable = decode(data, path)
    decision, findings = decision_model.read(source)
    if decision:
        results = decision.results.values()
        pages_and_headings = (link.page.words for result in results for link in result.links)
        linked = {page.partition("#")[0] for page in pages_and_headings}
        findings += check(decision, linked if pages is None else pages)
    return decision, [*undecodable, *findings]


def good(data: bytes) -> DecisionGuide:
    """The decision guide of a file's bytes, which must have no finding."""
    decision, findings = read(data)
    assert findings == []
    assert decision
    return decision


def choices(question: Question) -> list[tuple[str, str]]:
    """The words of each answer to a question and the step it leads to, "Not sure" last."""
    says = [*(answer.say.words for answer in question.answers), NOT_SURE]
    return list(zip(says, [way.words for way in question.ways], strict=True))


class Walk(NamedTuple):
    """What a reader answered, and the results that they reached, in order."""

    answers: tuple[tuple[str, str], ...] = ()
    results: tuple[str, ...] = ()

    @property
    def left_open(self) -> list[str]:
        """The questions to which the answer was "Not sure"."""
        return [step for step, say in self.answers if say == NOT_SURE]


def walks(decision: DecisionGuide, step: str, walk: Walk = Walk()) -> Iterator[Walk]:  # noqa: B008
    """Every walk from a step, up to each result on it; it goes on from each result once."""
    if step in decision.questions:
        for say, go in choices(decision.questions[step]):
            answered = walk._replace(answers=(*walk.answers, (step, say)))
            yield from walks(decision, go, answered)
        return
    is_first = step not in walk.results
    walk = walk._replace(results=(*walk.results, step))
    yield walk
    for way in decision.results[step].ways if is_first else ():
        yield from walks(decision, way.words, walk)


class Tree(NamedTuple):
    """A decision guide's data before it is written as YAML."""

    data: dict[str, Any]

    @property
    def questions(self) -> dict[str, Any]:
        return dict(self.data["questions"])

    @property
    def edges(self) -> set[tuple[str, str, str]]:
        """Every answer, "Not sure" too: its question, its words, and where it leads."""
        return {
            (step, say, go)
            for step, question in self.questions.items()
            for say, go in [
                *((answer["say"], answer["go"]) for answer in question["answers"]),
                ("Not sure", question.get("not_sure", self.data.get("not_sure"))),
            ]
        }

    @property
    def choices(self) -> set[tuple[str, str, str]]:
        """The same as a flowchart draws it: "Not sure" joins what leads to the same step."""
        drawn = set(self.edges)
        for step, say, go in [edge for edge in self.edges if edge[1] == "Not sure"]:
            same = [
                answer["say"] for answer in self.questions[step]["answers"] if answer["go"] == go
            ]
            if same:
                drawn -= {(step, say, go), (step, same[-1], go)}
                drawn.add((step, f"{same[-1]} / {say}", go))
        return drawn

    @property
    def ways(self) -> dict[str, set[str]]:
        """By step, the steps that can follow it; going on from a result counts."""
        ways = {
            step: {way["go"] for way in result.get("go_on", [])}
            for step, result in self.data["outcomes"].items()
        }
        for step, _, go in self.edges:
            ways.setdefault(step, set()).add(go)
        return ways

    def following(self, starts: Collection[str]) -> set[str]:
        """The steps that can follow from `starts`, with those."""
        reached = set(starts)
        while more := {go for step in reached for go in self.ways[step]} - reached:
            reached |= more
        return reached

    def source(self) -> bytes:
        return yaml.dump(self.data, Dumper=_DUMPER, sort_keys=False, allow_unicode=True).encode()

    def decision(self) -> DecisionGuide:
        return good(self.source())


_CHARACTERS = "aeimstlWMÜé-,.?0 "


@st.composite
def trees(draw: st.DrawFn, most: int = 12) -> Tree:
    """Valid guides: 1 to `most` questions in any order, 2 to 4 answers, any shape of targets.

    "Not sure" leads to any later question or to a result, and a result on to any question.
    """
    return tree(draw(st.randoms(use_true_random=True)), draw(st.integers(1, most)))


def tree(random: Random, count: int) -> Tree:
    """A valid guide of `count` questions, the same for the same state of `random`."""
    ids = [f"q-{number}" for number in range(count)]
    targets = _targets(random, ids)
    used = sorted({go for goes in targets.values() for go in goes if go.startswith("o-")})
    questions = {step: _question(random, targets[step]) for step in ids}
    for number, step in enumerate(ids):
        if random.random() < 0.7:
            questions[step]["not_sure"] = random.choice([*ids[number + 1 :], *used])
            questions[step]["open"] = f"Ask about {step}. [@one]"
    order = random.sample(ids, count)
    data: dict[str, Any] = {
        "title": "A guide",
        "about": "What it sorts.",
        "reviewed": "none",
        "start": "q-0",
        "not_sure": random.choice(used),
        "before_you_start": [{"text": "Read this."}],
        "not_covered": [{"text": "Other things."}],
        "questions": {step: questions[step] for step in order},
        "outcomes": {step: outcome(_words(random, 52)) for step in used},
    }
    for result in data["outcomes"].values():
        if random.random() < 0.4:
            result["go_on"] = [{"say": "Go on", "go": random.choice(ids)}]
    return Tree(data)


def _targets(random: Random, ids: list[str]) -> dict[str, list[str]]:
    """For each question the steps it leads to; every question is led to by an earlier one."""
    targets: dict[str, list[str]] = {step: [] for step in ids}
    for number, step in enumerate(ids[1:], start=1):
        parents = [earlier for earlier in ids[:number] if len(targets[earlier]) < 4]
        targets[random.choice(parents)].append(step)
    for number, step in enumerate(ids):
        others = [*ids[number + 1 :], *(f"o-{letter}" for letter in "abcdef")]
        missing = max(0, random.randint(2, 4) - len(targets[step]))
        targets[step] += random.choices(others, k=missing)
        while len(set(targets[step])) < 2:
            targets[step][0] = random.choice(others)
        random.shuffle(targets[step])
    return targets


def _words(random: Random, most: int) -> str:
    """A text up to the longest that the format allows, often with a long word."""
    length = random.randint(1, most)
    return "".join(random.choices(_CHARACTERS, k=length)).strip() or "W" * length


def _question(random: Random, targets: list[str]) -> dict[str, Any]:
    says: dict[str, str] = {}
    while len(says) < len(targets):
        words = _words(random, 40)
        says[words.casefold()] = words
    return question(_words(random, 52), targets, list(says.values()))


def question(short: str, targets: list[str], says: list[str]) -> dict[str, Any]:
    answers = [{"say": say, "go": go} for say, go in zip(says, targets, strict=True)]
    return {"ask": "What?", "short": short, "uncited": "It asks.", "answers": answers}


def outcome(short: str) -> dict[str, Any]:
    return {
        "title": "It is so",
        "short": short,
        "seen": "Get checked.",
        "text": ["So. [@one]"],
        "next": ["Go on."],
    }
