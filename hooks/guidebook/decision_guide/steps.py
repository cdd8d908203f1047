"""A decision guide step by step, as HTML: every answer is a link to the step it leads to.

Every step is in the page. The page's stylesheet shows the one that is the target, or the first;
print, and browsers that can't, show all.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import chain

from guidebook import markup
from guidebook.citations.citation_syntax import BRACKET
from guidebook.citations.placeholder import placeholder
from guidebook.data.yaml_nodes import Text
from guidebook.decision_guide.decision_model import (
    NOT_SURE,
    Choice,
    DecisionGuide,
    Link,
    Question,
    Result,
    citations,
)

_ASIDE = f" {markup.NOT_SEARCHED}"
"""Of what only names other steps."""
ALL = "all-steps"
"""The id of the element that holds all steps."""
_NEED = {
    "": "",
    "any": "Any one is enough.",
    "several": "Several are needed.",
    "all": "All are needed.",
    "count": "Count them.",
}


def steps(decision: DecisionGuide, addresses: Mapping[str, str]) -> str:
    """The steps of a decision guide without findings.

    `addresses` gives the address of each page that a result may name, by its path from the folder.
    """
    is_first = decision.mark(decision.start.words) == "1"
    start = _link(f"#{decision.start.words}", "Show one at a time")
    return _joined(
        f'<div class="decision-chart" id="{ALL}">',
        "" if is_first else f'<p class="decision-all">{_to_start("Start with", decision)}</p>',
        *(_question(question, decision) for question in decision.questions.values()),
        *_results(decision, addresses),
        "</div>",
        f'<p class="{markup.DECISION_ALL}">'
        f"{_link(f'#{ALL}', 'Show all questions and results')} {start}</p>",
    )


def items(texts: Iterable[Text], path: str) -> str:
    """Texts from the file at `path` as a list."""
    return _list(_cited(text, path) for text in texts)


def _question(question: Question, decision: DecisionGuide) -> str:
    """A question, under its short form where the long one only asks for signs; or what to do."""
    asked, path = question.do if question.do.words else question.ask, decision.path
    lead = f"{escape(asked.words, quote=False)} {_NEED[question.need.words]}"
    why = _cited(question.why, path)
    count = f"{_upper(decision.name(question.id.words))} of {len(decision.questions)}"
    answers = (_answer(choice, decision) for choice in question.choices)
    return _joined(
        _head(question.id.words, count, question.short if question.signs else asked, decision),
        f"<p>{lead}</p>" if question.signs else "",
        items(question.signs, path) if question.signs else "",
        _list(answers, f' class="{markup.DECISION_ANSWERS}"'),
        f'<p class="decision-why"><b>Why we ask:</b> {why}</p>' if why else "",
        _uncited(question.uncited),
        "</section>",
    )


def _answer(choice: Choice, decision: DecisionGuide) -> str:
    """An answer, with what it leads to."""
    name = decision.name(choice.step)
    if choice.step in decision.results:
        leads = f"{_upper(name)}: {decision.short(choice.step)}"
    else:
        leads = f"{'Back' if choice.is_back else 'Go'} to {name}"
    said, leads = (escape(words, quote=False) for words in (choice.say, leads))
    return f'<a href="#{choice.step}"><b>{said}</b> <span>{leads}</span></a>'


def _results(decision: DecisionGuide, addresses: Mapping[str, str]) -> Iterator[str]:
    left_open, before = decision.left_open(), decision.before()
    for step, result in decision.results.items():
        opens = (
            f"Question {decision.mark(question.id.words)}: {_cited(question.open, decision.path)}"
            for question in left_open[step]
        )
        yield _joined(
            _head(step, f"Result {decision.mark(step)}", result.title, decision),
            _now(result, decision, before[step]),
            _part(f"If you answered “{NOT_SURE}”", opens, _ASIDE),
            _meaning(result, decision.path),
            _uncited(result.uncited),
            _ways_on(result, decision, addresses),
            "</section>",
        )


def _now(result: Result, decision: DecisionGuide, before: Sequence[str]) -> str:
    """What to do, and what to say of the results that a reader may have gone on from."""
    names = ", ".join(f"{decision.mark(other)} ({decision.short(other)})" for other in before)
    words = f"If you came from another result, that result counts as well: {names}"
    return _joined(
        f"<h3>What to do now</h3>\n<p>{_cited(result.now, decision.path)}</p>"
        if result.now.words
        else "",
        f"<p {markup.NOT_SEARCHED}>{escape(words, quote=False)}</p>" if before else "",
    )


def _meaning(result: Result, path: str) -> str:
    if not result.text:
        return ""
    return _joined(
        "<h3>What this can mean</h3>",
        *(f"<p>{_cited(text, path)}</p>" for text in result.text),
        _part("What comes next", (_cited(text, path) for text in result.next)),
    )


def _ways_on(result: Result, decision: DecisionGuide, addresses: Mapping[str, str]) -> str:
    """Where a result leads."""
    on, back = (
        [
            _link(f"#{way.way.words}", f"{way.say.words}: {decision.name(way.way.words)}")
            for way in result.go_on
            if bool(way.back.words) == is_back
        ]
        for is_back in (False, True)
    )
    return _joined(
        _part("Go on in another guide", _other_guide(result, addresses)),
        _part("More than one result can apply", on, _ASIDE),
        _part("Come back later", back, _ASIDE),
        _part("Read on", (_shown(link, addresses) for link in result.links)),
        f'<p class="{markup.DECISION_AGAIN}">{_to_start("Back to the start:", decision)}</p>',
    )


def _other_guide(result: Result, addresses: Mapping[str, str]) -> list[str]:
    words = result.short.words
    return [_link(_address(result.guide, addresses), words)] if result.guide.words else []


def _shown(link: Link, addresses: Mapping[str, str]) -> str:
    """A link of a result; a number to call is shown, for those who can't from where they read."""
    if link.call.words:
        digits = re.sub(r"[^+0-9]", "", link.call.words)
        return _link(f"tel:{digits}", f"{link.say.words}: {link.call.words}")
    return _link(link.web.words or _address(link.page, addresses), link.say.words)


def _address(named: Text, addresses: Mapping[str, str]) -> str:
    page, sign, heading = named.words.partition("#")
    return f"{addresses[page]}{sign}{heading}"


def _head(step: str, count: str, words: Text, decision: DecisionGuide) -> str:
    """The opening of a step with its heading. Focus goes to the step where a link leads to it."""
    kind = " decision-start" if step == decision.start.words else ""
    if step in decision.results:
        kind = f" {markup.DECISION_RESULT} tone-{decision.tone(step)}"
    return (
        f'<section class="{markup.DECISION_STEP}{kind}" id="{step}" tabindex="-1">\n'
        f"<h2><span {markup.NOT_SEARCHED}>{count}:</span> {escape(words.words, quote=False)}</h2>"
    )


def _to_start(words: str, decision: DecisionGuide) -> str:
    start = decision.start.words
    return _link(f"#{start}", f"{words} {decision.name(start)}")


def _cited(text: Text, path: str) -> str:
    """A text as HTML, with a placeholder for each citation that knows its place in the file."""
    parts = (escape(part, quote=False) for part in BRACKET.split(text.words))
    placeholders = [placeholder(raw, path, place) for raw, place in citations(text)]
    return "".join(chain.from_iterable(zip(parts, [*placeholders, ""], strict=True)))


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def _uncited(uncited: Text) -> str:
    words = escape(uncited.words, quote=False)
    return f'<p class="decision-uncited">{words}</p>' if words else ""


def _part(heading: str, entries: Iterable[str], attributes: str = "") -> str:
    """A list under its heading, or nothing where there is nothing to list."""
    entries = [*entries]
    return f"<h3>{heading}</h3>\n{_list(entries, attributes)}" if entries else ""


def _list(entries: Iterable[str], attributes: str = "") -> str:
    return _joined(f"<ul{attributes}>", *(f"<li>{entry}</li>" for entry in entries), "</ul>")


def _link(address: str, words: str) -> str:
    return f'<a href="{escape(address)}">{escape(words, quote=False)}</a>'


def _joined(*lines: str) -> str:
    return "\n".join(filter(None, lines))
