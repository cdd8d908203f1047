"""A decision guide step by step, as HTML: every answer is a link to the step it leads to."""

from collections.abc import Callable, Iterable
from html import escape

from guidebook.citations.placeholder import placeholder
from guidebook.citations.syntax import BRACKET
from guidebook.decision_guide.checking import NOT_SURE
from guidebook.decision_guide.model import DecisionGuide, Outcome, Question
from guidebook.decision_guide.nodes import Text
from guidebook.decision_guide.wording import citations

_NEED = {"any": "Any one is enough:", "several": "Several are needed:", "all": "All are needed:"}


def chart(guide: DecisionGuide, path: str, address: Callable[[str], str]) -> str:
    """The steps of a guide without findings, read from the file at `path`.

    `address` gives the address of a page that a result names, as seen from the guide's page.
    """
    questions = (_question(question, guide, path) for question in guide.questions.values())
    outcomes = (_outcome(outcome, guide, path, address) for outcome in guide.outcomes.values())
    start = guide.start.words
    lines = (
        '<div class="decision-chart">',
        f'<p><a href="#{start}">Start with {guide.name(start)}</a></p>',
        *questions,
        *outcomes,
        "</div>",
    )
    return "\n".join(lines)


def items(texts: Iterable[Text], path: str) -> str:
    """Texts as a list."""
    inside = "\n".join(f"<li>{cited(text, path)}</li>" for text in texts)
    return f"<ul>\n{inside}\n</ul>"


def cited(text: Text, path: str) -> str:
    """A text as HTML, with a placeholder for each citation."""
    parts = [escape(part, quote=False) for part in BRACKET.split(text.words)]
    pairs = zip(parts, [*placeholders(text, path), ""], strict=True)
    return "".join(piece for pair in pairs for piece in pair)


def placeholders(text: Text, path: str) -> list[str]:
    """A placeholder for each citation of a text, which knows its place in the file at `path`."""
    return [placeholder(raw, f"{path}:{at.line}:{at.column}") for raw, at in citations(text)]


def _question(question: Question, guide: DecisionGuide, path: str) -> str:
    lines = [_head(question.id.words, question.ask, guide, "question")]
    if question.signs:
        lines += [f"<p>{_NEED[question.need.words]}</p>", items(question.signs, path)]
    if question.why.words:
        lines.append(f'<p class="decision-why">Why we ask: {cited(question.why, path)}</p>')
    lines += _uncited(question.uncited)
    links = [_answer(answer.say.words, answer.go.words, guide) for answer in question.answers]
    links.append(_answer(NOT_SURE, guide.not_sure.words, guide))
    lines += ['<ul class="decision-answers">', *links, "</ul>", "</section>"]
    return "\n".join(lines)


def _answer(say: str, go: str, guide: DecisionGuide) -> str:
    words = escape(f"{say}: go to {guide.name(go)}", quote=False)
    return f'<li><a href="#{go}">{words}</a></li>'


def _outcome(
    outcome: Outcome, guide: DecisionGuide, path: str, address: Callable[[str], str]
) -> str:
    lines = [_head(outcome.id.words, outcome.title, guide, "result")]
    lines += [f"<p>{cited(text, path)}</p>" for text in outcome.text]
    lines += ["<h4>What comes next</h4>", items(outcome.next, path), *_uncited(outcome.uncited)]
    if outcome.links:
        links = (
            f'<li><a href="{escape(address(link.page.words))}">'
            f"{escape(link.say.words, quote=False)}</a></li>"
            for link in outcome.links
        )
        lines += ["<h4>Read on</h4>", "<ul>", *links, "</ul>"]
    start = guide.start.words
    again = f'<a href="#{start}">Back to the start: {guide.name(start)}</a>'
    lines += [f'<p class="decision-again">{again}</p>', "</section>"]
    return "\n".join(lines)


def _head(step: str, words: Text, guide: DecisionGuide, kind: str) -> str:
    """The opening of a step with its heading."""
    name = f"{kind.capitalize()} {guide.mark(step)}"
    return (
        f'<section class="decision-step decision-{kind}" id="{step}">\n'
        f"<h3><span>{name}:</span> {escape(words.words, quote=False)}</h3>"
    )


def _uncited(uncited: Text) -> list[str]:
    if not uncited.words:
        return []
    return [f'<p class="decision-uncited">{escape(uncited.words, quote=False)}</p>']
