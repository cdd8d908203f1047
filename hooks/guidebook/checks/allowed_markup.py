"""HTML that may come from a page's Markdown: an explicit list, whatever wrote it.

What is checked is what Markdown made, so that HTML typed into a page, attribute lists and every
extension are held to the same list. Places are looked up in the page's file only when something is
wrong.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html.parser import HTMLParser
from typing import NamedTuple

from guidebook.checks.allowed_drawing import DRAWING_ATTRIBUTES, DRAWING_ELEMENTS, is_harmless
from guidebook.findings import Finding, did_you_mean
from guidebook.markup import OUR_CLASSES
from guidebook.source import Source

_TEXT = "a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q rp rt ruby s samp small"
_MORE_TEXT = "span strong sub sup time u var wbr"
_BLOCKS = "address article aside blockquote div figcaption figure h1 h2 h3 h4 h5 h6 hr p pre"
_LISTS = "dd details dl dt li ol section summary ul"
_TABLES = "caption col colgroup table tbody td tfoot th thead tr"
_TABS = "input label"

ELEMENTS = frozenset(" ".join((_TEXT, _MORE_TEXT, _BLOCKS, _LISTS, _TABLES, _TABS)).split())
"""The elements of HTML that a page may hold."""

EVERYWHERE = frozenset(("class", "dir", "id", "lang", "markdown", "role", "tabindex", "title"))
"""Attributes that every element may have, besides those of `PREFIXES`."""
PREFIXES = ("aria-", "data-")

ATTRIBUTES: Mapping[str, frozenset[str]] = {
    name: frozenset(attributes.split())
    for name, attributes in {
        "a": "download href hreflang rel target",
        "blockquote": "cite",
        "col": "span",
        "colgroup": "span",
        "del": "cite datetime",
        "details": "name open",
        "img": "align alt decoding height loading src width",
        "input": "checked name type",
        "ins": "cite datetime",
        "label": "for",
        "li": "value",
        "ol": "reversed start type",
        "q": "cite",
        "td": "align colspan headers rowspan",
        "th": "align abbr colspan headers rowspan scope",
        "time": "datetime",
    }.items()
}
"""The other attributes, by the element that may have them."""

_VALUES = {
    "class": re.compile(
        r"(?!(?:.*\s)?(?:md-(?!button|icon)"
        rf"|(?:{'|'.join(sorted(OUR_CLASSES))})(?:\s|\Z))).*",
        re.DOTALL,
    ),
    "name": re.compile(r"(?!__)|__tabbed_\d+"),
    "role": re.compile(
        r"group|img|list|listitem|none|note|presentation|region|separator"
        r"|table|rowgroup|row|columnheader|rowheader|cell"
    ),
    "tabindex": re.compile(r"0|-1"),
    "target": re.compile(r"_blank|_self"),
    "type": re.compile(r"[1aAiI]|radio"),
}
"""What the whole value must be, where not every value is harmless.

The classes are those with which the theme lays its parts over a page, and those that say of a
number that it leads to a source.
"""

_CHUNK = re.compile(
    r"<!--.*?(?:-->|\Z)|<[a-zA-Z](?:[^>\"']++|\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))*+>?", re.DOTALL
)
"""A remark, or a tag and what its quotes may hide; each sign is looked at once."""
_OURS = re.compile(r"\bdata-(?:citation|mark|place|inside-link|decision-)")
"""Names of attributes with which our own parts leave word for one another."""
_ODD_REMARK = re.compile(r"<!--?>|<!--->|--!>|<!\[")
"""Remarks that browsers and other programs end at different places, and so could hide something."""
_ELSEWHERE = re.compile(r"\s*https?:", re.IGNORECASE)
_MARKDOWN = "Write it as Markdown, or take it out."


class _Tag(NamedTuple):
    name: str
    attributes: list[tuple[str, str | None]]
    written: str


class _Wrong(NamedTuple):
    """What isn't allowed, and how it may be written, the likeliest first."""

    code: str
    message: str
    hint: str
    written: tuple[str, ...]


def check_markup(html: str, page: Source) -> Iterator[Finding]:
    """Findings for the HTML that Markdown made of a page, given its file as well."""
    seen: Counter[str] = Counter()
    for chunk in _CHUNK.findall(html):
        for wrong in _check_chunk(chunk):
            offset = _offset(wrong, page, seen)
            yield page.finding(offset, wrong.code, wrong.message, wrong.hint)
    for found in _OURS.finditer(page.prose):
        message = f"the attribute '{found.group()}' has a meaning of its own here"
        yield page.finding(found.start(), "T02", message, "Take it out.")
    if odd := _ODD_REMARK.search(html):
        wrong = _Wrong("T01", f"'{odd.group()}' is no remark", _MARKDOWN, (re.escape(odd.group()),))
        yield page.finding(_offset(wrong, page, seen), wrong.code, wrong.message, wrong.hint)


@lru_cache(maxsize=4096)
def _check_chunk(chunk: str) -> tuple[_Wrong, ...]:
    """What is wrong with a piece of HTML; most pages are made of the same few."""
    return tuple(wrong for tag in _tags(chunk) for wrong in _check_tag(tag))


def _check_tag(tag: _Tag) -> Iterator[_Wrong]:
    is_drawing = tag.name in DRAWING_ELEMENTS and tag.name not in ELEMENTS
    if tag.name not in ELEMENTS and not is_drawing:
        message = f"a page can't hold the element '{tag.name}'"
        yield _Wrong("T01", message, _MARKDOWN, (re.escape(tag.written), rf"(?i:<{tag.name}\b)"))
        return
    if tag.name == "input" and dict(tag.attributes).get("type") != "radio":
        yield _Wrong("T01", "a page can't hold a field to fill in", _MARKDOWN, ("(?i:<input)",))
        return
    for name, value in tag.attributes:
        written = (rf"(?i:(?<![\w<-]){re.escape(name)}(?![\w-]))", re.escape(tag.written))
        if not (_is_allowed(tag.name, name) or (is_drawing and name in DRAWING_ATTRIBUTES)):
            message = f"the element '{tag.name}' can't have the attribute '{name}'"
            yield _Wrong("T02", message, _hint(tag.name, name), written)
        elif not _has_good_value(name, value or "", is_drawing=is_drawing):
            message = f"the attribute '{name}' can't be '{_short(value or '')}'"
            classes = [rf"\.{re.escape(one)}(?![\w-])" for one in _bad_classes(name, value or "")]
            yield _Wrong("T02", message, "Take it out.", (*classes, *written))
        elif name == "src" and _ELSEWHERE.match(value or ""):
            message = f"'{_short(value or '')}' would be loaded from another site"
            hint = "Put the file into docs/, and name it there; or link to it."
            yield _Wrong("T03", message, hint, (re.escape(value or ""), *written))


def _is_allowed(element: str, attribute: str) -> bool:
    return (
        attribute in EVERYWHERE
        or attribute.startswith(PREFIXES)
        or attribute in ATTRIBUTES.get(element, ())
    )


def _has_good_value(name: str, value: str, *, is_drawing: bool) -> bool:
    if is_drawing and not is_harmless(name, value):
        return False
    return name not in _VALUES or bool(_VALUES[name].fullmatch(value))


def _bad_classes(name: str, value: str) -> list[str]:
    return [one for one in value.split() if name == "class" and not _VALUES[name].fullmatch(one)]


def _hint(element: str, attribute: str) -> str:
    if attribute.startswith("on"):
        return "No script runs on a page. Take it out."
    known = {*EVERYWHERE, *ATTRIBUTES.get(element, ())}
    return did_you_mean(attribute, known, "Take it out; words in curly brackets are attributes.")


def _short(text: str) -> str:
    return text if len(text) < 60 else f"{text[:57]}…"


def _offset(wrong: _Wrong, page: Source, seen: Counter[str]) -> int:
    """Where the next such thing is written in a page's file; where its text begins, if nowhere."""
    for pattern in wrong.written:
        found = [match.start() for match in re.finditer(pattern, page.prose)]
        if found:
            seen[pattern] += 1
            return found[min(seen[pattern], len(found)) - 1]
    return page.body


def _tags(html: str) -> list[_Tag]:
    parser = _TagParser()
    parser.feed(html)
    parser.close()
    return parser.tags


class _TagParser(HTMLParser):
    """Keeps every start tag."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[_Tag] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(_Tag(tag, attrs, self.get_starttag_text() or ""))
