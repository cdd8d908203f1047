"""Whether a file has the shape that `format.schema.json` describes.

The one schema serves editors, whose programs complete and check with it, and this check, which
says what is wrong in plain words and where. Of JSON Schema (draft 2020-12) it understands the
keywords that the format uses, and no others; a description is what a finding gives as its hint.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from guidebook.decision_guide.nodes import Listing, Mapping, Node, Text
from guidebook.findings import Finding, did_you_mean

Schema = dict[str, Any]

FORMAT: Schema = json.loads(Path(__file__).with_name("format.schema.json").read_text("utf-8"))

_NAMES = {
    "object": (Mapping, "keys with values"),
    "array": (Listing, "a list"),
    "string": (Text, "a text"),
}
_CURLY = re.compile("[“”„«»][^“”„«»]*[“”„«»]")


def check(node: Node, path: str, schema: Schema = FORMAT) -> Iterator[Finding]:
    """A finding for every part of the file at `path` that has another shape than the schema's."""
    schema = _resolved(schema)
    kind, name = _NAMES[schema["type"]]
    if not isinstance(node, kind):
        yield _other_type(node, name, schema, path)
    elif isinstance(node, Text):
        if not node.is_cut:
            yield from _text(node, path, schema)
    elif isinstance(node, Listing):
        yield from _count(node, len(node.items), "Items", schema, path)
        for item in node.items:
            yield from check(item, path, schema["items"])
    else:
        yield from _mapping(node, path, schema)


def _resolved(schema: Schema) -> Schema:
    """The schema with what it refers to; its own keywords win."""
    if "$ref" not in schema:
        return schema
    name = schema["$ref"].rpartition("/")[2]
    return {**FORMAT["$defs"][name], **schema}


def _other_type(node: Node, name: str, schema: Schema, path: str) -> Finding:
    found = next(words for kind, words in _NAMES.values() if isinstance(node, kind))
    if isinstance(node, Text) and not node.words:
        return Finding(path, *node.place, "D23", f"nothing here, where {name} must stand")
    hint = schema.get("description", "")
    if schema["type"] == "string":
        hint = "If the text has a colon or brackets, put the whole text in straight double quotes."
    return Finding(path, *node.place, "D22", f"{found} here, where {name} must stand", hint)


def _mapping(node: Mapping, path: str, schema: Schema) -> Iterator[Finding]:
    yield from _count(node, len(node.entries), "Properties", schema, path)
    yield from _missing(node, path, schema)
    known = schema.get("properties", {})
    for word, value in node.entries.items():
        key = node.keys[word]
        if word in known:
            yield from check(value, path, known[word])
        elif schema["additionalProperties"] is False:
            hint = did_you_mean(word, known) or f"The keys here are: {', '.join(known)}."
            yield Finding(path, *key.place, "D20", f"unknown key '{word}'", hint)
        else:
            yield from check(key, path, schema["propertyNames"])
            yield from check(value, path, schema["additionalProperties"])


def _missing(node: Mapping, path: str, schema: Schema) -> Iterator[Finding]:
    """Keys that must stand here, apart from those that only look misspelt."""
    known = schema.get("properties", {})
    hints = {did_you_mean(word, known) for word in node.entries if word not in known}
    absent = [k for k in known if k not in node.entries and f"Did you mean '{k}'?" not in hints]
    for key in absent:
        hint = _resolved(known[key])["description"]
        if key in schema.get("required", ()):
            yield Finding(path, *node.place, "D21", f"the key '{key}' is missing", hint)
        for other in schema.get("dependentRequired", {}).get(key, ()):
            if other in node.entries:
                message = f"'{other}' stands without '{key}'"
                yield Finding(path, *node.keys[other].place, "D24", message, hint)


def _count(
    node: Listing | Mapping, count: int, unit: str, schema: Schema, path: str
) -> Iterator[Finding]:
    least, most = schema.get(f"min{unit}", 0), schema.get(f"max{unit}", count)
    hint = schema.get("description", "")
    if count == 0 < least:
        yield Finding(path, *node.place, "D23", "an empty list", hint)
    elif count < least:
        message = f"only {count} here, and at least {least} are needed"
        yield Finding(path, *node.place, "D26", message, hint)
    elif count > most:
        message = f"{count} here, and at most {most} are allowed"
        yield Finding(path, *node.place, "D26", message, hint)


def _text(node: Text, path: str, schema: Schema) -> Iterator[Finding]:
    words, most = node.words, schema.get("maxLength", len(node.words))
    hint = schema.get("description", "")
    if not words:
        yield Finding(path, *node.place, "D23", "an empty text", hint)
    elif not re.search(schema.get("pattern", ""), words) or words not in schema.get(
        "enum", [words]
    ):
        yield Finding(path, *node.place, "D25", f"'{words}' cannot stand here", hint)
    elif re.search(schema.get("not", {}).get("pattern", "$^"), words):
        place = node.brackets[0] if node.brackets else node.place
        yield Finding(path, *place, "D32", "a reference cannot stand in this text")
    elif _CURLY.fullmatch(words):
        message = "curly quotes around a text are shown with it"
        yield Finding(path, *node.place, "D13", message, "Take them out, or use straight ones.")
    elif len(words) > most:
        message = f"too long by {len(words) - most}: {len(words)} characters, and {most} fit"
        yield Finding(path, *node.place, "D27", message)


def _has_form(words: str, schema: Schema) -> bool:
    matches = re.search(schema.get("pattern", ""), words)
    return bool(matches) and words in schema.get("enum", [words])
