"""A decision guide step by step, as HTML: every answer is a link to the step it leads to."""

from collections.abc import Iterable, Mapping
from html import escape
from itertools import chain

from guidebook import markup
from guidebook.citations.citation_syntax import BRACKET
from guidebook.citations.placeholder import placeholder
from guidebook.data.yaml_nodes import Text
from guidebook.decision_guide.decision_checks import NOT_SURE
from guidebook.decision_guide.decision_model import DecisionGuide, Link, Question, Result, citations

_NEED = {"any": "Any one is enough:", "several": "Several are needed:", "all": "All are needed:"}
_ASIDE = f" {markup.NOT_SEARCHED}"
"""Of what only names other steps."""


def steps(decision: DecisionGuide, addresses: Mapping[str, str]) -> str:
    """The steps of a decision guide without findings.

    `addresses` gives, by file name, the address of each page that a result may name.
    """
    is_first = decision.start.words == next(iter(decision.questions))
    return _joined(
        '<div class="decision-chart">',
        "" if is_first else f"<p>{_to_start('Start with', decision)}</p>",
        *(_question(question, decision) for question in decision.questions.values()),
        *(_result(result, decision, addresses) for result in decision.results.values()),
        "</div>",
    )


def items(texts: Iterable[Text], path: str) -> str:
    """Texts from the file at `path` as a list."""
    return _list(_cited(text, path) for text in texts)


def _question(question: Question, decision: DecisionGuide) -> str:
    says = (*(answer.say.words for answer in question.answers), NOT_SURE)
    answers = (
        _link(f"#{way.words}", f"{say}: go to {decision.name(way.words)}")
        for say, way in zip(says, question.ways, strict=True)
    )
    why = _cited(question.why, decision.path)
    return _joined(
        _head(question.id.words, question.ask, decision, "question"),
        f"<p>{_NEED[question.need.words]}</p>" if question.signs else "",
        items(question.signs, decision.path) if question.signs else "",
        f'<p class="decision-why">Why we ask: {why}</p>' if why else "",
        _uncited(question.uncited),
        _list(answers, f' class="{markup.DECISION_ANSWERS}"'),
        "</section>",
    )


def _result(result: Result, decision: DecisionGuide, addresses: Mapping[str, str]) -> str:
    step, path = result.id.words, decision.path
    left_open = (
        f"Question {decision.mark(question.id.words)}: {_cited(question.open, path)}"
        for question in decision.left_open(step)
    )
    ways = (
        _link(f"#{way.go.words}", f"{way.say.words}: {decision.name(way.go.words)}")
        for way in result.go_on
    )
    links = (_link(_address(link, addresses), link.say.words) for link in result.links)
    return _joined(
        _head(step, result.title, decision, "result"),
        f"<h4>When to be seen</h4>\n<p>{_cited(result.seen, path)}</p>",
        _before(step, decision),
        _part(f"If you answered “{NOT_SURE}”", left_open, _ASIDE),
        "<h4>What this can mean</h4>",
        *(f"<p>{_cited(text, path)}</p>" for text in result.text),
        _part("What comes next", (_cited(text, path) for text in result.next)),
        _uncited(result.uncited),
        _part("More than one result can apply", ways, _ASIDE),
        _part("Read on", links),
        f'<p class="{markup.DECISION_AGAIN}">{_to_start("Back to the start:", decision)}</p>',
        "</section>",
    )


def _head(step: str, words: Text, decision: DecisionGuide, kind: str) -> str:
    """The opening of a step with its heading."""
    name = f"{kind.capitalize()} {decision.mark(step)}"
    return (
        f'<section class="{markup.DECISION_STEP} decision-{kind}" id="{step}">\n'
        f"<h3><span {markup.NOT_SEARCHED}>{name}:</span> {escape(words.words, quote=False)}</h3>"
    )


def _before(step: str, decision: DecisionGuide) -> str:
    """What to say of the results that a reader may have gone on from."""
    before = decision.before(step)
    names = ", ".join(f"{decision.mark(other)} ({decision.short(other)})" for other in before)
    words = f"If you came from another result, that result counts as well: {names}"
    return f"<p {markup.NOT_SEARCHED}>{escape(words, quote=False)}</p>" if before else ""


def _address(link: Link, addresses: Mapping[str, str]) -> str:
    page, sign, heading = link.page.words.partition("#")
    return f"{addresses[page]}{sign}{heading}"


def _to_start(words: str, decision: DecisionGuide) -> str:
    start = decision.start.words
    return _link(f"#{start}", f"{words} {decision.name(start)}")


def _cited(text: Text, path: str) -> str:
    """A text as HTML, with a placeholder for each citation that knows its place in the file."""
    parts = (escape(part, quote=False) for part in BRACKET.split(text.words))
    placeholders = [placeholder(raw, path, place) for raw, place in citations(text)]
    return "".join(chain.from_iterable(zip(parts, [*placeholders, ""], strict=True)))


def _uncited(uncited: Text) -> str:
    words = escape(uncited.words, quote=False)
    return f'<p class="decision-uncited">{words}</p>' if words else ""


def _part(heading: str, entries: Iterable[str], attributes: str = "") -> str:
    """A list under its heading, or nothing where there is nothing to list."""
    entries = [*entries]
    return f"<h4>{heading}</h4>\n{_list(entries, attributes)}" if entries else ""


def _list(entries: Iterable[str], attributes: str = "") -> str:
    return _joined(f"<ul{attributes}>", *(f"<li>{entry}</li>" for entry in entries), "</ul>")


def _link(address: str, words: str) -> str:
    return f'<a href="{escape(address)}">{escape(words, quote=False)}</a>'


def _joined(*lines: str) -> str:
    return "\n".join(filter(None, lines))
