"""Whether a decision guide makes sense: its words, references and links, and what leads where."""

import re
from collections.abc import Collection, Iterator

from guidebook.citations.citation_syntax import BRACKET, parse
from guidebook.data.yaml_nodes import Text
from guidebook.decision_guide.counts import check_counts
from guidebook.decision_guide.decision_model import (
    NOT_SURE,
    DecisionGuide,
    Question,
    Result,
    citations,
    shown_texts,
)
from guidebook.decision_guide.decision_ways import check_ways
from guidebook.findings import Finding, did_you_mean
from guidebook.reviews import FORM, parse_review

_NOT_PLAIN = {
    "HTML": re.compile(r"<[A-Za-z/!?]|&#?\w+;"),
    "a link": re.compile(r"\]\(|https?://|\bwww\."),
    "Markdown": re.compile(r"\*\*|__|`|!\["),
}
_ALWAYS_THERE = f"Every question has the answer '{NOT_SURE}' by itself."
_OF_A_REFERENCE = re.compile(r"[\[\]@]")


def check(decision: DecisionGuide, pages: Collection[str]) -> Iterator[Finding]:
    """Findings for a decision guide that knows `pages`, by their paths from its folder.

    Where there is none, every path can end (D41, D49), at a result (D40) that says what to do, as
    the format requires, and that names each question left open on the way (D47). Nothing follows
    from a part that could not be read: that part has its finding already.
    """
    if not decision.is_whole:
        return
    yield from _wording(decision)
    yield from _review(decision)
    yield from _references(decision)
    yield from _links(decision, pages)
    for question in decision.questions.values():
        yield from _same_words(question, decision.path)
        yield from _same_target(question, decision.path)
        yield from check_counts(question, decision.path)
        yield from _lost(question, decision)
    yield from check_ways(decision)


def _wording(decision: DecisionGuide) -> Iterator[Finding]:
    """Texts hold plain words and references, each reference in its bracket."""
    for text in shown_texts(decision):
        name = next((name for name, form in _NOT_PLAIN.items() if form.search(text.words)), "")
        if name:
            hint = "Write plain words; links go under 'links'."
            yield Finding(decision.path, *text.place, "D30", f"{name} inside a text", hint)
        else:
            yield from _brackets(text, decision.path)


def _brackets(text: Text, path: str) -> Iterator[Finding]:
    if stray := _OF_A_REFERENCE.search(BRACKET.sub("", text.words)):
        hint = "A reference is written in square brackets with an at sign: [@key]."
        message = f"the sign {stray[0]} where it is no reference"
        yield Finding(path, *text.place, "D31", message, hint)
    for raw, (line, column) in citations(text):
        for problem in parse(raw).problems:
            yield Finding(path, line, column + problem.offset, *problem[1:4])


def _review(decision: DecisionGuide) -> Iterator[Finding]:
    reviewed = decision.reviewed
    try:
        if reviewed.words:
            parse_review(reviewed.words)
    except ValueError as error:
        yield Finding(decision.path, *reviewed.place, "D25", str(error), f"Write {FORM}.")


def _references(decision: DecisionGuide) -> Iterator[Finding]:
    """A step has a reference, or says why it has none."""
    for step in filter(lambda step: step.is_whole and not _leads_out(step), decision.steps):
        words = " ".join(text.words for text in step.statements)
        if not step.uncited.words and not _OF_A_REFERENCE.search(words):
            hint = "Cite one as in [@key], or say under 'uncited' why there is none."
            message = f"'{step.id.words}' has no reference"
            yield Finding(decision.path, *step.id.place, "D33", message, hint)
        if step.uncited.words and BRACKET.search(words):
            hint = "Take one of them out."
            message = f"'{step.id.words}' has a reference, and 'uncited' says that it has none"
            yield Finding(decision.path, *step.uncited.place, "D34", message, hint)


def _leads_out(step: Question | Result) -> bool:
    return isinstance(step, Result) and bool(step.guide.words)


def _links(decision: DecisionGuide, pages: Collection[str]) -> Iterator[Finding]:
    for result in decision.results.values():
        for named in result.pages if result.is_whole else ():
            page = named.words.partition("#")[0]
            if page not in pages:
                is_far = page.startswith("../")
                where = "" if is_far else " in this folder"
                hint = "Check the folder's name." if is_far else did_you_mean(page, pages)
                yield Finding(decision.path, *named.place, "D46", f"no page '{page}'{where}", hint)


def _same_words(question: Question, path: str) -> Iterator[Finding]:
    said = {NOT_SURE.casefold()}
    for answer in question.answers:
        words = answer.words.casefold()
        if words and words in said:
            is_ours = words == NOT_SURE.casefold()
            hint = _ALWAYS_THERE if is_ours else "Give each answer its own words."
            message = f"the answer '{answer.words}' stands twice in this question"
            place = (answer.say if answer.say.words else answer.have).place
            yield Finding(path, *place, "D43", message, hint)
        said.add(words)


def _same_target(question: Question, path: str) -> Iterator[Finding]:
    targets = {answer.way.words for answer in question.answers}
    if len(question.answers) > 1 and len(targets) == 1 and "" not in targets:
        message = f"all answers lead to '{targets.pop()}', so the question decides nothing"
        yield Finding(path, *question.id.place, "D44", message)


def _lost(question: Question, decision: DecisionGuide) -> Iterator[Finding]:
    """Whoever is not sure and goes on meets a result that knows nothing of it, unless told."""
    leads_on = question.can_be_unsure and question.not_sure.words in decision.questions
    if leads_on and question.is_whole and not question.open.words:
        message = f"'Not sure' leads on from '{question.id.words}', and no result speaks of it"
        hint = "Say under 'open' what a reader should do who was not sure here."
        yield Finding(decision.path, *question.id.place, "D47", message, hint)
