"""Whether a YAML file has the shape that a schema describes.

Of JSON Schema (draft 2020-12) it understands the keywords that our schemas use, and no others.
What is said of each rule comes along with the schema: one check serves every kind of file, in the
words of its editors.
"""

import re
from collections.abc import Iterator
from collections.abc import Mapping as Lookup
from typing import Any, NamedTuple

from guidebook.data.yaml_nodes import Listing, Mapping, Node, Text
from guidebook.findings import Finding, nearest
from guidebook.source import Position

Schema = dict[str, Any]

Sentences = Lookup[str, tuple[str, str, str]]
"""Code, message and hint for each rule; what is in braces is filled in.

A rule without a sentence is not checked. `{key}` is the key or the key of the value, and
`{description}` what the schema says of it. The rules: `misspelt` (`{near}`), `unknown` (`{known}`),
`missing`, `alone` (`{other}` needs it), `type` (`{found}`, `{wanted}`), `text` (where one must
stand), `nothing`, `empty text`, `empty list`, `too few` and `too many` (`{count}`, `{least}`,
`{most}`), `form`, `forbidden`, `curly` and `too long` (`{words}`, `{count}`, `{most}`, `{over}`).
"""

_NAMES = {"object": "keys with values", "array": "a list", "string": "a text"}
_KINDS = {Mapping: "object", Listing: "array", Text: "string"}
_CURLY = re.compile("[“”„«»‘][^“”„«»]*[“”„«»’]")


class _Problem(NamedTuple):
    rule: str
    place: Position
    facts: dict[str, Any]


def check(node: Node, path: str, schema: Schema, sentences: Sentences) -> Iterator[Finding]:
    """A finding for every part of the file at `path` that has another shape than the schema's."""
    for rule, place, facts in _check(node, "", schema, schema.get("$defs", {})):
        if rule in sentences:
            code, message, hint = sentences[rule]
            yield Finding(path, *place, code, message.format_map(facts), hint.format_map(facts))


def _check(node: Node, key: str, schema: Schema, defs: Schema) -> Iterator[_Problem]:
    """What is wrong with the value of `key`."""
    schema = _resolved(schema, defs)
    wanted = schema.get("type", list(_NAMES))
    facts = {"key": key, "description": schema.get("description", "")}
    if isinstance(node, Text) and node.is_partial:
        return
    if _KINDS[type(node)] not in wanted:
        yield _other_type(node, wanted, facts)
    elif isinstance(node, Text):
        yield from _text(node, schema, facts)
    elif isinstance(node, Listing):
        yield from _count(node.place, len(node.items), "Items", schema, facts)
        for item in node.items:
            yield from _check(item, key, schema.get("items", {}), defs)
    else:
        yield from _count(node.place, len(node.entries), "Properties", schema, facts)
        yield from _missing(node, schema, defs)
        yield from _entries(node, schema, defs)


def _resolved(schema: Schema, defs: Schema) -> Schema:
    """The schema with what it refers to; its own keywords win."""
    if "$ref" not in schema:
        return schema
    return {**defs[schema["$ref"].rpartition("/")[2]], **schema}


def _other_type(node: Node, wanted: str | list[str], facts: dict[str, Any]) -> _Problem:
    kinds = [wanted] if isinstance(wanted, str) else wanted
    rule = "text" if kinds == ["string"] else "type"
    if isinstance(node, Text) and not node.words:
        rule = "nothing"
    names = " or ".join(_NAMES[kind] for kind in kinds)
    return _Problem(
        rule, node.place, {**facts, "found": _NAMES[_KINDS[type(node)]], "wanted": names}
    )


def _entries(node: Mapping, schema: Schema, defs: Schema) -> Iterator[_Problem]:
    known, others = schema.get("properties", {}), schema.get("additionalProperties", {})
    for word, value in node.entries.items():
        key = node.keys[word]
        if word in known:
            yield from _check(value, word, known[word], defs)
        elif others is False:
            near = nearest(word, known)
            facts = {"key": word, "near": near, "known": ", ".join(known)}
            yield _Problem("misspelt" if near else "unknown", key.place, facts)
        else:
            yield from _check(key, word, schema.get("propertyNames", {}), defs)
            yield from _check(value, word, others, defs)


def _missing(node: Mapping, schema: Schema, defs: Schema) -> Iterator[_Problem]:
    """Keys that must stand here, apart from those that only look misspelt."""
    known = schema.get("properties", {})
    misspelt = {nearest(word, known) for word in node.entries if word not in known}
    for key in known.keys() - node.entries.keys() - misspelt:
        facts = {"key": key, "description": _resolved(known[key], defs).get("description", "")}
        if key in schema.get("required", ()):
            yield _Problem("missing", node.place, facts)
        for other in schema.get("dependentRequired", {}).get(key, ()):
            if other in node.entries:
                yield _Problem("alone", node.keys[other].place, {**facts, "other": other})


def _count(
    place: Position, count: int, unit: str, schema: Schema, facts: dict[str, Any]
) -> Iterator[_Problem]:
    least, most = schema.get(f"min{unit}", 0), schema.get(f"max{unit}", count)
    facts = {**facts, "count": count, "least": least, "most": most}
    if count < least:
        yield _Problem("too few" if count else "empty list", place, facts)
    elif count > most:
        yield _Problem("too many", place, facts)


def _text(node: Text, schema: Schema, facts: dict[str, Any]) -> Iterator[_Problem]:
    words = node.words
    count, most = len(words), schema.get("maxLength", len(words))
    facts = {**facts, "words": words, "count": count, "most": most, "over": count - most}
    if count < schema.get("minLength", 0):
        yield _Problem("empty text", node.place, facts)
    elif not re.search(schema.get("pattern", ""), words) or words not in schema.get(
        "enum", [words]
    ):
        yield _Problem("form", node.place, facts)
    elif re.search(schema.get("not", {}).get("pattern", "$^"), words):
        yield _Problem("forbidden", node.brackets[0] if node.brackets else node.place, facts)
    elif _CURLY.fullmatch(words) and not node.is_quoted:
        yield _Problem("curly", node.place, facts)
    elif count > most:
        yield _Problem("too long", node.place, facts)
