"""Front matter, the lines between `---` at the head of a page: what may stand in them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from guidebook.citations.citation_syntax import BRACKET
from guidebook.data.schema import Schema, check_shape
from guidebook.data.yaml_nodes import Listing, Node, Text
from guidebook.data.yaml_nodes import Mapping as Entries
from guidebook.data.yaml_reading import read
from guidebook.findings import Finding
from guidebook.page import Page
from guidebook.reviews import FORM, Review, parse_date, parse_review
from guidebook.source import FRONT_MATTER, Position, Source

_T = TypeVar("_T")

_DAY = "a day as in 2027-01-31"

_TEXT: Schema = {"type": "string", "not": {"pattern": BRACKET.pattern}}

_SEARCH: Schema = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "boost": {
            "type": "string",
            "pattern": r"^\d+(\.\d+)?$",
            "description": "Write a number as in 0.5, for half as much as usual.",
        },
        "exclude": {
            "type": "string",
            "enum": ["true", "false"],
            "description": "Write true, or take the line out.",
        },
    },
}

_SCHEMA: Schema = {
    "type": "object",
    "additionalProperties": False,
    "required": ["title", "description"],
    "properties": {
        "author": _TEXT,
        "description": {**_TEXT, "minLength": 1},
        "hide": {},
        "keywords": _TEXT,
        "review_by": _TEXT,
        "reviewed": _TEXT,
        "search": _SEARCH,
        "subject": _TEXT,
        "template": _TEXT,
        "title": {**_TEXT, "minLength": 1},
    },
}
"""What a page may say of itself; `hide` and `template` are Material's and MkDocs' own."""

_MISSING = ("F03", "the page has no {key}", "Add a line to the front matter: {key}: …")

_SENTENCES = {
    "none": (
        "F03",
        "the page has no front matter",
        "Begin the file with three dashes, a title, a description and three dashes again.",
    ),
    "syntax": ("F01", "the front matter can't be read: {message}", "{hint}"),
    "empty": ("F01", "the front matter has no keys", "Write one a line: title: …"),
    "twice": ("F02", "'{key}' stands here and in line {first}", "Take one of them out."),
    "misspelt": ("F02", "unknown key '{key}'", "Did you mean '{near}'?"),
    "unknown": ("F02", "unknown key '{key}'", "Use {known}."),
    "missing": _MISSING,
    "empty text": _MISSING,
    "type": ("F05", "'{key}' has its own lines below it", "Write exclude or boost there."),
    "form": ("F09", "'{words}' cannot stand after '{key}'", "{description}"),
    "text": ("F05", "'{key}' must be one text", "Put quotes round it."),
    "curly": (
        "F07",
        "readers would see the quotes round '{key}'",
        'Type straight quotes ("…") instead, or none.',
    ),
    "forbidden": ("C04", "a citation in '{key}' does nothing", "Cite in the text of the page."),
}


class FrontMatter(NamedTuple):
    """What the head of a page says."""

    findings: list[Finding]
    is_broken: bool = False
    """Whether it can't be read; MkDocs would print it as the page's text."""
    review: Review | None = None
    review_by: tuple[date, Position] | None = None
    """The day by which the page is to be reviewed again, and where it stands."""
    search_weight: float = 1
    """How much what a search finds on the page counts; 0: no search finds it."""
    places: Mapping[str, Position] = MappingProxyType({})
    """Where the value of each key stands."""


def read_front_matter(source: Source) -> FrontMatter:
    """Read and check the head of a page, given its whole file."""
    head = FRONT_MATTER.match(source.text)
    if not head:
        return FrontMatter([source.finding(0, *_SENTENCES["none"])])
    node, findings = read(source, _SENTENCES, part=head.span("yaml"))
    if not isinstance(node, Entries):
        if isinstance(node, Text | Listing):
            findings.append(source.finding(0, *_SENTENCES["empty"]))
        return FrontMatter(findings, is_broken=True)
    # A missing key has no place of its own: it is reported in the first line.
    findings += check_shape(node._replace(place=Position(1, 1)), source.path, _SCHEMA, _SENTENCES)
    review, no_review = _parsed(node, "reviewed", parse_review, FORM, source.path)
    day, no_day = _parsed(node, "review_by", parse_date, _DAY, source.path)
    review_by = (day, node.entries["review_by"].place) if day else None
    found = sorted([*findings, *no_review, *no_day])
    weight = _search_weight(node.entries.get("search"))
    places = {key: value.place for key, value in node.entries.items()}
    return FrontMatter(found, False, review, review_by, weight, places)


def _search_weight(said: Node | None) -> float:
    if not isinstance(said, Entries):
        return 1
    texts = {key: value.words for key, value in said.entries.items() if isinstance(value, Text)}
    boost = re.fullmatch(_SEARCH["properties"]["boost"]["pattern"], texts.get("boost", ""))
    usual = float(boost[0]) if boost else 1
    return 0 if texts.get("exclude") == "true" else usual


def _parsed(
    node: Entries, key: str, parse: Callable[[str], _T], form: str, path: str
) -> tuple[_T | None, list[Finding]]:
    """What the text of a key says, or the finding where it has another form."""
    value = node.entries.get(key)
    if not isinstance(value, Text) or value.is_partial:
        return None, []
    try:
        return parse(value.words), []
    except ValueError as error:
        return None, [Finding(path, *value.place, "F04", str(error), f"Write {form}.")]


def check_titles(pages: Iterable[Page], places: Mapping[str, Position]) -> Iterator[Finding]:
    """Findings for pages with the title of an earlier one, where readers choose between the two.

    That is in one guide, and between guides and the pages in none. `places` say where each page
    that has a title says it, by the path of its file.
    """
    first: dict[tuple[str, str], Page] = {}
    for page in (page for page in pages if page.source.path in places):
        groups = {page.guide, ""} if page.name == "index" else {page.guide}
        earlier = [first.setdefault((group, page.title.casefold()), page) for group in groups]
        if other := next((one for one in earlier if one is not page), None):
            path = page.source.path
            message = f"'{other.source.path}' has the same title"
            hint = "Say in each what only this page tells."
            yield Finding(path, *places[path], "F10", message, hint)
