"""What `a-to-z.yml` may hold, and what is said where it holds something else.

The file stands at the top of a guide's folder, and one in `docs/` itself serves the pages that are
in no guide. It is one list, because an index is read and mended as one: marks scattered over the
pages would show nobody that a word is missing or stands there in two spellings, and the steps of a
decision guide have no Markdown to mark.
"""

from typing import Any

from guidebook.data import yaml_reading
from guidebook.data.schema import Schema, check_shape
from guidebook.data.yaml_mistakes import CUT_OFF, Sentences
from guidebook.data.yaml_nodes import Mapping
from guidebook.findings import Finding
from guidebook.source import Position, Source

SEE = "see"
"""In place of a sub-entry: the word that a reader is sent to."""

_PLACES: dict[str, Any] = {"type": ["string", "array"], "minLength": 1, "minItems": 1}
_PLACES["items"] = {"type": "string", "minLength": 1}
_FORMAT: Schema = {
    "type": "object",
    "additionalProperties": {
        **_PLACES,
        "type": ["string", "array", "object"],
        "minProperties": 1,
        "additionalProperties": _PLACES,
    },
}

_FORMS = "Write a place as in page.md#heading, a list of places, or such lines with a word each."
_NOTHING = ("A03", "nothing stands here", _FORMS)

_SENTENCES: Sentences = {
    "syntax": ("A01", "the index can't be read: {message}", "{hint}"),
    "empty": ("A01", "the index holds no word", "Write one, or delete the file."),
    "cut off": ("A01", *CUT_OFF[1:]),
    "twice": (
        "A02",
        "'{key}' stands here and in line {first}",
        "Write all of its places at one of them.",
    ),
    "type": ("A03", "{found} here, where {wanted} must stand", _FORMS),
    "text": ("A03", "{found} here, where one place must stand", _FORMS),
    "nothing": _NOTHING,
    "empty text": _NOTHING,
    "empty list": _NOTHING,
}


def read(source: Source) -> tuple[Mapping, list[Finding]]:
    """The words of an index with what stands after each, as far as it can be read; its findings."""
    node, findings = yaml_reading.read(source, _SENTENCES)
    if node is not None:
        findings += check_shape(node, source.path, _FORMAT, _SENTENCES)
    return node if isinstance(node, Mapping) else Mapping({}, {}, Position(1, 1)), findings
