"""The words of a site's field: who reviews its pages, and what readers are told of every page.

They stand under `extra: field:` in mkdocs.yml. Without them a site speaks of no field.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from guidebook.data import yaml_nodes as yaml
from guidebook.data.schema import Schema, check_shape
from guidebook.data.yaml_mistakes import Sentences
from guidebook.findings import Finding

_WORDS: Schema = {
    "page_type": {"type": "string", "minLength": 1},
    "reviewer": {"type": "string", "minLength": 1},
    "cautions": {"type": "array", "items": {"type": "string", "minLength": 1}},
    "questions": {"type": "array", "items": {"type": "string", "minLength": 1}},
}
_SCHEMA: Schema = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        **_WORDS,
        "guides": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "additionalProperties": False,
                "properties": _WORDS,
            },
        },
    },
}
_SENTENCES: Sentences = {
    "misspelt": ("N06", "unknown word of the field '{key}'", "Did you mean '{near}'?"),
    "unknown": ("N06", "unknown word of the field '{key}'", "The words are: {known}."),
    "type": ("N06", "{found} here, where {wanted} must stand", ""),
    "empty text": ("N06", "'{key}' has no words", "Write some, or take the line out."),
}


class Field(NamedTuple):
    """What a site, or one of its guides, says of its field."""

    page_type: str = "WebPage"
    """What search engines are told that a guide's page is: a type of schema.org."""
    reviewer: str = ""
    """Who is to review a page, with an article: `a clinician`."""
    cautions: tuple[str, ...] = ()
    """What a reader must know before relying on a page."""
    questions: tuple[str, ...] = ()
    """What a reader may ask at an appointment; without any, a guide has no sheet for one."""

    @property
    def not_reviewed(self) -> str:
        """What a page says that nobody has reviewed, without its full stop."""
        return f"Not yet reviewed by {self.reviewer}" if self.reviewer else "Not yet reviewed"


def read_fields(node: yaml.Node | None) -> dict[str, Field]:
    """The words by guide, by its folder; those of the site under nothing."""
    own = _field(node, Field())
    guides = node.entries.get("guides") if isinstance(node, yaml.Mapping) else None
    others = guides.entries if isinstance(guides, yaml.Mapping) else {}
    return {"": own, **{name: _field(words, own) for name, words in others.items()}}


def check_fields(node: yaml.Node | None, path: str) -> Iterator[Finding]:
    """Findings for the words in the settings at `path`."""
    if node is not None:
        yield from check_shape(node, path, _SCHEMA, _SENTENCES)


def _field(node: yaml.Node | None, otherwise: Field) -> Field:
    entries: Mapping[str, yaml.Node] = node.entries if isinstance(node, yaml.Mapping) else {}
    return Field(
        _text(entries.get("page_type"), otherwise.page_type),
        _text(entries.get("reviewer"), otherwise.reviewer),
        _texts(entries.get("cautions"), otherwise.cautions),
        _texts(entries.get("questions"), otherwise.questions),
    )


def _texts(node: yaml.Node | None, otherwise: tuple[str, ...]) -> tuple[str, ...]:
    if not isinstance(node, yaml.Listing):
        return otherwise
    return tuple(_text(item, "") for item in node.items)


def _text(node: yaml.Node | None, otherwise: str) -> str:
    return node.words if isinstance(node, yaml.Text) and node.words else otherwise
