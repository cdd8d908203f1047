"""Decision guides for tests: one written by hand, and strategies that write any."""

from collections.abc import Collection, Iterator
from random import Random
from typing import Any, NamedTuple

import yaml
from hypothesis import strategies as st

from catalogue import CATALOGUE, shared_files
from guidebook.decision_guide import decision_reading
from guidebook.decision_guide.decision_checks import check
from guidebook.decision_guide.decision_model import NEXT, NOT_SURE, DecisionGuide, Question
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
    decision, findings = decision_reading.read(source)
    if decision:
        named = (page.words for result in decision.results.values() for page in result.pages)
        linked = {page.partition("#")[0] for page in named}
        findings += check(decision, linked if pages is None else pages)
    return decision, [*undecodable, *findings]


def good(data: bytes) -> DecisionGuide:
    """The decision guide of a file's bytes, which must have no finding."""
    decision, findings = read(data)
    assert findings == []
    assert decision
    return decision


def choices(question: Question) -> list[tuple[str, str]]:
    """The words of each way on from a question and the step it leads to, "Not sure" last."""
    return [(choice.say, choice.step) for choice in question.choices]


class Walk(NamedTuple):
    """What a reader answered, and the results that they reached, in order."""

    answers: tuple[tuple[str, str], ...] = ()
    results: tuple[str, ...] = ()

    @property
    def left_open(self) -> list[str]:
        """The questions to which the answer was "Not sure"."""
        return [step for step, say in self.answers if say == NOT_SURE]


def walks(decision: DecisionGuide, step: str, walk: Walk = Walk()) -> Iterator[Walk]:  # noqa: B008
    """Every walk from a step, up to each result on it.

    It goes on from each result once, and takes each marked way back once.
    """
    if step in decision.questions:
        for choice in decision.questions[step].choices:
            taken = (step, choice.say)
            if not (choice.is_back and taken in walk.answers):
                answered = walk._replace(answers=(*walk.answers, taken))
                yield from walks(decision, choice.step, answered)
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

    def choices(self, step: str) -> list[tuple[str, str, bool]]:
        """What leads on from a question: its words, where it leads, and whether that is back."""
        question = self.questions[step]
        if "do" in question:
            return [(NEXT, question.get("then") or question["back"], "back" in question)]
        said = [
            (answer["say"], answer.get("go") or answer["back"], "back" in answer)
            for answer in question["answers"]
        ]
        unsure = question.get("not_sure", self.data.get("not_sure"))
        return [*said, *([] if unsure == "none" else [(NOT_SURE, unsure, False)])]

    @property
    def edges(self) -> set[tuple[str, str, str]]:
        """Every answer, "Not sure" too: its question, its words, and where it leads."""
        return {(step, say, go) for step in self.questions for say, go, _ in self.choices(step)}

    def arrows(
        self, step: str, following: str
    ) -> tuple[dict[tuple[str, str], str], tuple[str, tuple[str, str], bool]]:
        """What a flowchart draws of a question: beside it, and along its spine.

        Beside it, by where it leads and how, the words. Along the spine the words, where it
        leads and how, and whether that is the next question. "Not sure" is left out there.
        """
        said = self.choices(step)
        unsure = [choice for choice in said if choice[0] == NOT_SURE]
        said = [choice for choice in said if choice[0] != NOT_SURE]
        ways = [self._manner(go, is_back) for _, go, is_back in said]
        down = (following, "Go") if (following, "Go") in ways else ways[-1]
        if unsure and self._manner(unsure[0][1], False) != down:
            said += unsure
        arrows: dict[tuple[str, str], str] = {}
        for say, go, is_back in said:
            way = self._manner(go, is_back)
            arrows[way] = f"{arrows[way]} / {say}" if way in arrows else say
        words = "" if "do" in self.questions[step] else arrows[down]
        del arrows[down]
        return arrows, ("".join(words.split()), down, down == (following, "Go"))

    def _manner(self, go: str, is_back: bool) -> tuple[str, str]:
        return go, "Back" if is_back else "Result" if go.startswith("o-") else "Go"

    @property
    def ways(self) -> dict[str, set[str]]:
        """By step, the steps that can follow it; going on from a result counts."""
        ways = {
            step: {way.get("go") or way["back"] for way in result.get("go_on", [])}
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
def trees(draw: st.DrawFn, most: int = 40) -> Tree:
    """Valid guides: 1 to `most` questions in any order, few of them as a rule; 2 to 8 answers.

    Some steps have no choice, and some answers lead back. "Not sure" leads to any later question
    or to a result, or is none, and a result leads on to any question.
    """
    few = st.integers(1, min(7, most))
    return tree(
        draw(st.randoms(use_true_random=True)), draw(few | few | few | st.integers(1, most))
    )


def tree(random: Random, count: int) -> Tree:
    """A valid guide of `count` questions, the same for the same state of `random`."""
    ids = [f"q-{number}" for number in range(count)]
    targets, parents = _targets(random, ids)
    used = sorted({go for goes in targets.values() for go in goes if go.startswith("o-")})
    questions = {step: _question(random, targets[step]) for step in ids}
    for number, step in enumerate(ids):
        if "do" in questions[step]:
            continue
        if random.random() < 0.7:
            questions[step]["not_sure"] = random.choice([*ids[number + 1 :], *used])
            questions[step]["open"] = f"Ask about {step}. [@one]"
        elif random.random() < 0.3:
            questions[step]["not_sure"] = "none"
        if random.random() < 0.3:
            _lead_back(random, questions[step], step, parents)
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
        if random.random() < 0.5:
            result["do"] = _words(random, 60)
    return Tree(data)


def _lead_back(
    random: Random, question: dict[str, Any], step: str, parents: dict[str, str]
) -> None:
    """Add an answer that leads back to a step before, if there is room for one."""
    before = [step]
    while before[-1] in parents:
        before.append(parents[before[-1]])
    says = {answer["say"].casefold() for answer in question["answers"]}
    if len(says) < 8 and "back!" not in says:
        question["answers"].append({"say": "Back!", "back": random.choice(before)})
        random.shuffle(question["answers"])


def _targets(random: Random, ids: list[str]) -> tuple[dict[str, list[str]], dict[str, str]]:
    """For each question the steps it leads to; every question is led to by an earlier one.

    Also, by question, the one that leads to it. One with a single target is a step without choice.
    """
    targets: dict[str, list[str]] = {step: [] for step in ids}
    most = {step: 1 if random.random() < 0.15 else 8 for step in ids} | {ids[0]: 8}
    parents: dict[str, str] = {}
    for number, step in enumerate(ids[1:], start=1):
        near = [earlier for earlier in ids[:number] if len(targets[earlier]) < most[earlier]]
        parents[step] = random.choice([near[-1], random.choice(near)])
        targets[parents[step]].append(step)
    for number, step in enumerate(ids):
        others = [*ids[number + 1 :], *(f"o-{letter}" for letter in "abcdefg")]
        wanted = 1 if most[step] == 1 else random.choice([2, 2, 2, 3, 4, 8])
        targets[step] += random.choices(others, k=max(0, wanted - len(targets[step])))
        while most[step] > 1 and len(set(targets[step])) < 2:
            targets[step][0] = random.choice(others)
        random.shuffle(targets[step])
    if not any(go.startswith("o-") for goes in targets.values() for go in goes):
        raise AssertionError("no result")
    return targets, parents


def _words(random: Random, most: int) -> str:
    """A text up to the longest that the format allows, often with a long word."""
    length = random.randint(1, most)
    return "".join(random.choices(_CHARACTERS, k=length)).strip() or "W" * length


def _question(random: Random, targets: list[str]) -> dict[str, Any]:
    if len(targets) == 1:
        short = _words(random, 52)
        return {"do": "Do it.", "short": short, "uncited": "It says.", "then": targets[0]}
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
        "now": "Get checked.",
        "text": ["So. [@one]"],
        "next": ["Go on."],
    }
