"""Citations that Markdown did not take for one: half written, or where no link can stand."""

import html
import re
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from typing import NamedTuple

from guidebook.bibliography.reference import KEY
from guidebook.citations.citation_syntax import Problem, known_keys
from guidebook.citations.placeholder import MARK, Placeholder, number_of, offsets
from guidebook.markup import mistake
from guidebook.source import Source

_LEFTOVER = re.compile(rf"\[\s*(?:{MARK.pattern})?@[^\[\]<>\"\n]*\]?")
_LEFTOVER_IN_TAG = re.compile(rf"\b(?:alt|title|aria-label)=[\"'][^\"'<>]*?({_LEFTOVER.pattern})")
_ESCAPED = re.compile(r"\\\[\s*@")
_OTHER_FORM = re.compile(
    rf"@\[{KEY.pattern}\]|@\{{{KEY.pattern}\}}|\\\w*cite\w*\{{{KEY.pattern}\}}"
)
"""Citations as they are written elsewhere: turned round, in Pandoc's braces, and in TeX."""
_TOKEN = re.compile(
    r"(?P<code><(pre|code|script|style|kbd|samp)\b.*?</\2>|<!--.*?-->"
    r'|<(span|div) class="arithmatex">.*?</\3>'
    r'|<mark class="guidebook-mistake">.*?</mark>)|(?P<tag><[^>]*>)|[^<]+|<',
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


def clean(page_html: str, source: Source, known: Collection[str], cited: Set[int]) -> Cleaned:
    r"""Replace leftover citations in a page's HTML by marks of a mistake; code stays as it is.

    What the editor escaped in the page's `source` (`\[@key]`) is meant as text and stays. `known`
    are the keys that stand behind an at sign for no name but a reference, `cited` the marks of the
    brackets that are citations.
    """
    if "@" not in page_html and "cite" not in page_html:
        return Cleaned(MARK.sub("", page_html), ())
    escaped = len(_ESCAPED.findall(source.prose))
    leftovers: list[Leftover] = []
    bare: list[str] = []

    def clean_token(token: re.Match[str]) -> str:
        nonlocal escaped
        if token["code"]:
            return token.group()
        piece, shown = token.group(), ""
        for text in (_LEFTOVER_IN_TAG if token["tag"] else _LEFTOVER).findall(piece):
            mark = MARK.search(text)
            if not mark:
                is_told = not (token["tag"] or escaped) and any(known_keys(text, known))
                bare.extend([text.strip("[]")] if is_told else [])
                escaped -= bool(escaped)
                continue
            leftovers.append(_leftover(text, mark, token["tag"]))
            shown = mistake(f"citation: {MARK.sub('', text).strip('[] @') or 'no key'}")
            piece = piece.replace(text, "" if token["tag"] else shown, 1)
            piece += shown if token["tag"] else ""
        if not (token["tag"] or shown):
            bare.extend(_bare(piece, known))
        return piece

    cleaned = _TOKEN.sub(clean_token, page_html)
    marks = {item.found.mark for item in leftovers if item.found.mark is not None}
    leftovers += _placed(bare, source, cited | marks) if bare else ()
    return Cleaned(MARK.sub("", cleaned), leftovers)


def _bare(text: str, known: Collection[str]) -> Iterator[str]:
    """What in a text is a known key behind an at sign, and no bracket of its own."""
    text = MARK.sub("", html.unescape(text))
    for found in known_keys(text, known):
        if not text[: found.start()].rstrip().endswith("["):
            yield f"@{found[1] if found[1] in known else found[1].rstrip('.:/+-')}"
    for found in _OTHER_FORM.finditer(text):
        if _key_of(found.group()) in known:
            yield found.group()


def _key_of(text: str) -> str:
    return re.split(r"[@{\[]+", text)[-1].strip("]}")


def _placed(bare: Iterable[str], source: Source, told: Set[int]) -> Iterator[Leftover]:
    """Each at its place in the file, as far as there is one; the same text in its order."""
    brackets = [(at, source.text.find("]", at)) for at in map(offsets(source).__getitem__, told)]
    places = {text: iter(_places(text, source, brackets)) for text in dict.fromkeys(bare)}
    for text in bare:
        place = (source.path, source.position(next(places[text], 0)))
        hint = f"Write [@{_key_of(text)}]."
        problem = Problem(0, "C08", f"'{text}' is no citation", hint)
        yield Leftover(Placeholder(text, None, place, is_inside_link=False), problem)


def _places(text: str, source: Source, brackets: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Where a text stands and is neither told already nor escaped."""
    pattern = re.compile(rf"(?<![\w.+/])(?<!\\\[)\\?{re.escape(text)}(?!\w)")
    for found in pattern.finditer(source.prose, source.body):
        if not any(start <= found.start() <= end for start, end in brackets):
            yield found.start()


def _leftover(text: str, mark: re.Match[str] | None, tag: str | None) -> Leftover:
    number = number_of(mark.group()) if mark else None
    raw = html.unescape(MARK.sub("", text))
    return Leftover(Placeholder(raw, number, None, is_inside_link=False), _problem(raw, tag))


def _problem(leftover: str, tag: str | None) -> Problem:
    if tag and re.search(r"\balt=", tag):
        hint = "Put it in the text, after the image."
        return Problem(0, "C04", "a citation in the description of an image", hint)
    if not leftover.endswith("]"):
        return Problem(0, "C02", "a citation without its closing bracket", "Write [@key].")
    hint = "Write the text as Markdown, or put the citation after the HTML."
    return Problem(0, "C04", "a citation inside raw HTML", hint)
