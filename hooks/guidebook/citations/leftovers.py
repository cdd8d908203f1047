"""Citations that Markdown did not take for one: half written, or where no link can stand."""

import html
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from itertools import chain
from typing import NamedTuple

from guidebook.bibliography.reference import KEY
from guidebook.citations.citation_syntax import (
    DIRECTIVE,
    OF_OTHERS,
    WITH_A_KEY,
    Problem,
    known_keys,
    problem_of,
)
from guidebook.citations.placeholder import MARK, Placeholder, number_of, offsets
from guidebook.markup import mistake
from guidebook.page import Page
from guidebook.source import Source

_LEFTOVER = re.compile(rf"\[\s*(?:{MARK.pattern})?@[^\[\]<>\"\n]*\]?")
_SPOKEN = r"\b(?:alt|title|aria-label)=[\"']"
_LEFTOVER_IN_TAG = re.compile(rf"{_SPOKEN}[^\"'<>]*?({_LEFTOVER.pattern})")
_WORDS_IN_TAG = re.compile(rf"{_SPOKEN}([^\"'<>]*)")
_PERHAPS = re.compile(r"@|cite|bibliography|refs")
_PERHAPS_HERE = re.compile(rf"&|{MARK.pattern}|{_PERHAPS.pattern}")
"""The same in one piece of HTML, which a mark or a reference to a character may hide."""
_ESCAPED = re.compile(rf"\\\[\s*@({KEY.pattern})?")
_HALF_ESCAPED = re.compile(r"\[[^\[\]\n]*\\\]")
_DULL = rf"[^<>@&\\{{:{MARK.pattern[1:-1]}]"
"""A sign that is in no tag's bounds and in no form of a citation: each form has another one."""
_TOKEN = re.compile(
    r"(?P<code><(pre|code|script|style|kbd|samp)\b.*?</\2>|<!--.*?-->"
    r'|<(span|div) class="arithmatex">.*?</\3>'
    r'|<mark class="guidebook-mistake">.*?</mark>)'
    r"|(?P<dull>(?:<(?!!|(?:pre|code|script|style|kbd|samp|mark)\b|\w+ class=.arithmatex)"
    rf"{_DULL}*+>|{_DULL}++(?![^<]))++)"
    r"|(?P<tag><[^>]*>)|[^<]+|<",
    re.S,
)


class Leftover(NamedTuple):
    """A bracket that became no citation, and why."""

    found: Placeholder
    problem: Problem


class Cleaned(NamedTuple):
    """A page's HTML without leftovers."""

    html: str
    leftovers: Sequence[Leftover]


def clean(page: Page, page_html: str, known: Collection[str], cited: Set[int]) -> Cleaned:
    r"""Replace leftover citations in a page's HTML by marks of a mistake; code stays as it is.

    What the editor escaped in the page's source (`\[@key]`) is meant as text and stays. `known`
    are the keys that stand behind an at sign for no name but a reference, `cited` the marks of the
    brackets that are citations.
    """
    if not _PERHAPS.search(page_html):
        return Cleaned(MARK.sub("", page_html), ())
    files = (page.source, *page.included)
    escaped = Counter(chain.from_iterable(_ESCAPED.findall(file.prose) for file in files))
    leftovers: list[Leftover] = []
    bare: list[str] = []

    def clean_token(token: re.Match[str]) -> str:
        if token["code"] or token["dull"] or not _PERHAPS_HERE.search(token.group()):
            return token.group()
        piece = rest = token.group()
        for text in (_LEFTOVER_IN_TAG if token["tag"] else _LEFTOVER).findall(piece):
            mark = MARK.search(text)
            if not mark and escaped[key := _key_in(text)]:
                escaped[key] -= 1
                continue
            if not (mark or page.included):
                is_told = not token["tag"] and any(known_keys(text, known))
                bare.extend([text.strip("[]")] if is_told else [])
                continue
            leftovers.append(_leftover(text, mark, token["tag"], page.source))
            shown = mistake(f"citation: {leftovers[-1].found.raw.strip('[] @') or 'no key'}")
            piece = piece.replace(text, "" if token["tag"] else shown, 1)
            piece += shown if token["tag"] else ""
            rest = rest.replace(text, "", 1)
        words = " ".join(_WORDS_IN_TAG.findall(rest)) if token["tag"] else rest
        bare.extend(_bare(words, known))
        return piece

    cleaned = _TOKEN.sub(clean_token, page_html)
    marks = {item.found.mark for item in leftovers if item.found.mark is not None}
    leftovers += _placed(bare, page, cited | marks) if bare else ()
    return Cleaned(MARK.sub("", cleaned), leftovers)


def _key_in(bracket: str) -> str:
    found = KEY.match(bracket.lstrip("[@ "))
    return found.group() if found else ""


def in_source(source: Source, known: Collection[str]) -> Iterator[Leftover]:
    """What is no text in a page's HTML: known keys behind an at sign in its head, and directives.

    Brackets in the head are told elsewhere.
    """
    head = source.text[: source.body]
    for found in known_keys(head, known):
        if head[: found.start()].rstrip()[-1:] != "[":
            message, hint = f"'@{found[1]}' does nothing here", "Cite in the text of the page."
            yield _at((source, found.start()), found.group(), Problem(0, "C04", message, hint))
    for found in DIRECTIVE.finditer(source.text, source.body):
        yield _at((source, found.start(1)), found[1], problem_of(found[1], ""))


def _bare(text: str, known: Collection[str]) -> Iterator[str]:
    """What in a text is a known key behind an at sign, and no bracket of its own."""
    text = MARK.sub("", html.unescape(text))
    for found in known_keys(text, known):
        if not text[: found.start()].rstrip().endswith("["):
            yield f"@{found[1] if found[1] in known else found[1].rstrip('.:/+-')}"
    yield from (found.group() for found in WITH_A_KEY.finditer(text) if found[1] in known)
    yield from (found.group() for found in OF_OTHERS.finditer(text))


def _placed(bare: Iterable[str], page: Page, told: Set[int]) -> Iterator[Leftover]:
    """Each at its place in the page's file or in what it takes in, as far as there is one."""
    starts = offsets(page.source)
    citations = [(page.source, [starts[mark] for mark in told])]
    citations += [(file, [*offsets(file)]) for file in page.included]
    brackets = [
        (file, [(at, file.text.find("]", at)) for at in begins]) for file, begins in citations
    ]
    places = {text: _places(text, brackets) for text in dict.fromkeys(bare)}
    for text in bare:
        file, offset = next(places[text], (page.source, 0))
        yield _at((file, offset), text, problem_of(text, file.text[offset:].lstrip("\\")))


def _at(place: tuple[Source, int], raw: str, problem: Problem) -> Leftover:
    source, offset = place
    position = (source.path, source.position(offset))
    return Leftover(Placeholder(raw, None, position, is_inside_link=False), problem)


def _places(
    text: str, brackets: Iterable[tuple[Source, Sequence[tuple[int, int]]]]
) -> Iterator[tuple[Source, int]]:
    """Where a text stands in files, outside their brackets and not escaped."""
    written = re.sub(r"[\W_]", lambda sign: rf"\\?{re.escape(sign.group())}", text)
    end = r"(?!\w)" if text[-1].isalnum() else ""
    pattern = re.compile(rf"(?<![\w.+/])(?<!\\\[){written}{end}")
    for source, spans in brackets:
        for found in pattern.finditer(source.prose, source.body):
            if not any(start <= found.start() <= last for start, last in spans):
                yield source, found.start()


def _leftover(text: str, mark: re.Match[str] | None, tag: str | None, source: Source) -> Leftover:
    number = number_of(mark.group()) if mark else None
    raw = html.unescape(MARK.sub("", text))
    found = Placeholder(raw, number, None, is_inside_link=False)
    if number is not None and _HALF_ESCAPED.match(source.text, offsets(source)[number]):
        problem = Problem(0, "C02", "a backslash before the closing bracket", f"Write {raw}.")
        return Leftover(found, problem)
    return Leftover(found, _problem(raw, tag))


def _problem(leftover: str, tag: str | None) -> Problem:
    if tag and re.search(r"\balt=", tag):
        hint = "Put it in the text, after the image."
        return Problem(0, "C04", "a citation in the description of an image", hint)
    if not leftover.endswith("]"):
        return Problem(0, "C02", "a citation without its closing bracket", "Write [@key].")
    hint = "Write the text as Markdown, or put the citation after the HTML."
    return Problem(0, "C04", "a citation inside raw HTML", hint)
