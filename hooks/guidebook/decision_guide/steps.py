"""A decision guide step by step, as HTML: every answer is a link to the step it leads to."""

from collections.abc import Iterable, Mapping
from html import escape

from guidebook import markup
from guidebook.citations.citation_syntax import BRACKET
from guidebook.citations.placeholder import placeholder
from guidebook.data.yaml_nodes import Text
from guidebook.decision_guide.decision_checks import NOT_SURE
from guidebook.decision_guide.decision_model import DecisionGuide, Question, Result, citations

_NEED = {"any": "Any one is enough:", "several": "Several are needed:", "all": "All are needed:"}


def steps(decision: DecisionGuide, addresses: Mapping[str, str]) -> str:
    """The steps of a decision guide without findings.

    `addresses` gives, by file name, the address of each page that a result may name.
    """
    start = decision.start.words
    lines = (
        '<div class="decision-chart">',
        f'<p><a href="#{start}">Start with {decision.name(start)}</a></p>',
        *(_question(question, decision) for question in decision.questions.values()),
        *(_result(result, decision, addresses) for result in decision.results.values()),
        "</div>",
    )
    return "\n".join(lines)


def items(texts: Iterable[Text], path: str) -> str:
    """Texts from the file at `path` as a list."""
    return "\n".join(("<ul>", *(f"<li>{_cited(text, path)}</li>" for text in texts), "</ul>"))


def placeholders(text: Text, path: str) -> list[str]:
    """A placeholder for each citation of a text, which knows its place in the file at `path`."""
    return [placeholder(raw, path, at) for raw, at in citations(text)]


def _cited(text: Text, path: str) -> str:
    """A text as HTML, with a placeholder for each citation."""
    parts = (escape(part, quote=False) for part in BRACKET.split(text.words))
    pairs = zip(parts, [*placeholders(text, path), ""], strict=True)
    return "".join(piece for pair in pairs for piece in pair)


def _question(question: Question, decision: DecisionGuide) -> str:
    lines = [_head(question.id.words, question.ask, decision, "question")]
    if question.signs:
        lines += [f"<p>{_NEED[question.need.words]}</p>", items(question.signs, decision.path)]
    if question.why.words:
        why = _cited(question.why, decision.path)
        lines.append(f'<p class="decision-why">Why we ask: {why}</p>')
    answers = [(answer.say.words, answer.go.words) for answer in question.answers]
    links = (
        _link(f"#{go}", f"{say}: go to {decision.name(go)}")
        for say, go in (*answers, (NOT_SURE, decision.not_sure.words))
    )
    lines += [*_uncited(question.uncited), '<ul class="decision-answers">', *links]
    return "\n".join((*lines, "</ul>", "</section>"))


def _result(result: Result, decision: DecisionGuide, addresses: Mapping[str, str]) -> str:
    lines = [_head(result.id.words, result.title, decision, "result")]
    lines += [f"<p>{_cited(text, decision.path)}</p>" for text in result.text]
    lines += ["<h4>What comes next</h4>", items(result.next, decision.path)]
    lines += _uncited(result.uncited)
    if result.links:
        links = (_link(addresses[link.page.words], link.say.words) for link in result.links)
        lines += ["<h4>Read on</h4>", "<ul>", *links, "</ul>"]
    start = decision.start.words
    again = f'<a href="#{start}">Back to the start: {decision.name(start)}</a>'
    return "\n".join((*lines, f'<p class="{markup.DECISION_AGAIN}">{again}</p>', "</section>"))


def _head(step: str, words: Text, decision: DecisionGuide, kind: str) -> str:
    """The opening of a step with its heading."""
    name = f"{kind.capitalize()} {decision.mark(step)}"
    return (
        f'<section class="{markup.DECISION_STEP} decision-{kind}" id="{step}">\n'
        f"<h3><span>{name}:</span> {escape(words.words, quote=False)}</h3>"
    )


def _link(address: str, words: str) -> str:
    return f'<li><a href="{escape(address)}">{escape(words, quote=False)}</a></li>'


def _uncited(uncited: Text) -> list[str]:
    if not uncited.words:
        return []
    return [f'<p class="decision-uncited">{escape(uncited.words, quote=False)}</p>']
