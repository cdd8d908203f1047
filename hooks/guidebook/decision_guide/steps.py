"""A decision guide step by step, as HTML: every answer is a link to the step it leads to."""

from collections.abc import Iterable, Iterator, Mapping
from html import escape

from guidebook import markup
from guidebook.citations.citation_syntax import BRACKET
from guidebook.citations.placeholder import placeholder
from guidebook.data.yaml_nodes import Text
from guidebook.decision_guide.decision_checks import NOT_SURE
from guidebook.decision_guide.decision_model import DecisionGuide, Link, Question, Result, citations

_NEED = {"any": "Any one is enough:", "several": "Several are needed:", "all": "All are needed:"}


def steps(decision: DecisionGuide, addresses: Mapping[str, str]) -> str:
    """The steps of a decision guide without findings.

    `addresses` gives, by file name, the address of each page that a result may name.
    """
    start = decision.start.words
    is_first = start == next(iter(decision.questions))
    lines = (
        '<div class="decision-chart">',
        "" if is_first else f'<p><a href="#{start}">Start with {decision.name(start)}</a></p>',
        *(_question(question, decision) for question in decision.questions.values()),
        *(_result(result, decision, addresses) for result in decision.results.values()),
        "</div>",
    )
    return "\n".join(filter(None, lines))


def items(texts: Iterable[Text], path: str) -> str:
    """Texts from the file at `path` as a list."""
    return _list(f"<li>{_cited(text, path)}</li>" for text in texts)


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
    says = (*(answer.say.words for answer in question.answers), NOT_SURE)
    links = (
        _link(f"#{way.words}", f"{say}: go to {decision.name(way.words)}")
        for say, way in zip(says, question.ways, strict=True)
    )
    lines += [*_uncited(question.uncited), _list(links, "decision-answers")]
    return "\n".join((*lines, "</section>"))


def _result(result: Result, decision: DecisionGuide, addresses: Mapping[str, str]) -> str:
    step, path = result.id.words, decision.path
    lines = [_head(step, result.title, decision, "result"), "<h4>When to be seen</h4>"]
    lines += [f"<p>{_cited(result.seen, path)}</p>", *_before(step, decision)]
    if left_open := decision.left_open(step):
        remarks = (
            f"<li>Question {decision.mark(question.id.words)}: {_cited(question.open, path)}</li>"
            for question in left_open
        )
        lines += [f"<h4>If you answered “{NOT_SURE}”</h4>", _list(remarks)]
    lines.append("<h4>What this can mean</h4>")
    lines += (f"<p>{_cited(text, path)}</p>" for text in result.text)
    lines += ["<h4>What comes next</h4>", items(result.next, path), *_uncited(result.uncited)]
    if result.go_on:
        ways = (
            _link(f"#{go.words}", f"{say.words}: {decision.name(go.words)}")
            for say, go in result.go_on
        )
        lines += ["<h4>More than one result can apply</h4>", _list(ways)]
    if result.links:
        links = (_link(_address(link, addresses), link.say.words) for link in result.links)
        lines += ["<h4>Read on</h4>", _list(links)]
    start = decision.start.words
    again = f'<a href="#{start}">Back to the start: {decision.name(start)}</a>'
    return "\n".join((*lines, f'<p class="decision-again">{again}</p>', "</section>"))


def _head(step: str, words: Text, decision: DecisionGuide, kind: str) -> str:
    """The opening of a step with its heading."""
    name = f"{kind.capitalize()} {decision.mark(step)}"
    return (
        f'<section class="{markup.DECISION_STEP} decision-{kind}" id="{step}">\n'
        f"<h3><span>{name}:</span> {escape(words.words, quote=False)}</h3>"
    )


def _before(step: str, decision: DecisionGuide) -> Iterator[str]:
    """What to say of the results that a reader may have gone on from."""
    if before := decision.before(step):
        links = ", ".join(
            _anchor(f"#{other}", f"{decision.mark(other)} ({decision.short(other)})")
            for other in before
        )
        yield f"<p>If you came from another result, that result counts as well: {links}</p>"


def _address(link: Link, addresses: Mapping[str, str]) -> str:
    page, sign, heading = link.page.words.partition("#")
    return f"{addresses[page]}{sign}{heading}"


def _list(entries: Iterable[str], css_class: str = "") -> str:
    opening = f'<ul class="{css_class}">' if css_class else "<ul>"
    return "\n".join((opening, *entries, "</ul>"))


def _link(address: str, words: str) -> str:
    return f"<li>{_anchor(address, words)}</li>"


def _anchor(address: str, words: str) -> str:
    return f'<a href="{escape(address)}">{escape(words, quote=False)}</a>'


def _uncited(uncited: Text) -> list[str]:
    if not uncited.words:
        return []
    return [f'<p class="decision-uncited">{escape(uncited.words, quote=False)}</p>']
