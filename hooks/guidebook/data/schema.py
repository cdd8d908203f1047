"""Whether a YAML file has the shape that a schema describes.

Of JSON Schema (draft 2020-12) it understands the keywords that our schemas use, and no others;
`allOf` holds nothing but `oneOf`s that each name keys of which one must stand.
What is said of each rule comes along with the schema: one check serves every kind of file, in the
words of its editors, and a rule without a sentence is not checked. The rules:

`misspelt` (`{near}`), `unknown` (`{known}`), `missing`, `alone` (`{other}` needs it), `together`
(`{other}` excludes it), `type` and `text` (`{found}` instead of what is `{wanted}`, a text),
`nothing`, `empty text`, `empty list`, `too few` and `too many` (`{count}`, `{least}`, `{most}`),
`form`, `forbidden`, `curly` and `too long` (`{words}`, `{count}`, `{most}`, `{over}`). All know the
`{key}` and its `{description}`.
"""

import re
from collections.abc import Iterator
from typing import Any

from guidebook.data.yaml_mistakes import Sentences, finding
from guidebook.data.yaml_nodes import Listing, Mapping, Node, Text
from guidebook.findings import Finding, nearest
from guidebook.source import Position

Schema = dict[str, Any]

_Broken = tuple[str, Position, Schema, dict[str, Any]]
"""A rule that is broken, where, the schema that makes it, and what was found."""

_NAMES = {"object": "keys with values", "array": "a list", "string": "a text"}
_KINDS = {Mapping: "object", Listing: "array", Text: "string"}
_CURLY = re.compile("[“”„«»‘][^“”„«»]*[“”„«»’]")


def check_shape(node: Node, path: str, schema: Schema, sentences: Sentences) -> Iterator[Finding]:
    """A finding for every part of the file at `path` that has another shape than the schema's."""
    for rule, place, part, facts in _check(node, "", schema, schema.get("$defs", {})):
        if rule in sentences:
            description = part.get("description", "")
            yield finding(sentences, rule, path, place, description=description, **facts)


def _check(node: Node, key: str, schema: Schema, defs: Schema) -> Iterator[_Broken]:
    """What is wrong with the value of `key`."""
    schema = _resolved(schema, defs)
    wanted = schema.get("type", _NAMES)
    if isinstance(node, Text) and node.is_partial:
        return
    if _KINDS[type(node)] not in wanted:
        yield _other_type(node, key, schema)
    elif isinstance(node, Text):
        yield from _text(node, key, schema)
    elif isinstance(node, Listing):
        yield from _count(node, len(node.items), "Items", key, schema)
        for item in node.items:
            yield from _check(item, key, schema.get("items", {}), defs)
    else:
        yield from _count(node, len(node.entries), "Properties", key, schema)
        yield from _missing(node, schema, defs)
        yield from _entries(node, schema, defs)


def _resolved(schema: Schema, defs: Schema) -> Schema:
    """The schema with what it refers to; its own keywords win."""
    if "$ref" not in schema:
        return schema
    return {**defs[schema["$ref"].rpartition("/")[2]], **schema}


def _other_type(node: Node, key: str, schema: Schema) -> _Broken:
    kinds = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    rule = "text" if kinds == ["string"] else "type"
    if isinstance(node, Text) and not node.words:
        rule = "nothing"
    wanted = " or ".join(_NAMES[kind] for kind in kinds)
    facts = {"key": key, "found": _NAMES[_KINDS[type(node)]], "wanted": wanted}
    return rule, node.place, schema, facts


def _entries(node: Mapping, schema: Schema, defs: Schema) -> Iterator[_Broken]:
    known, others = schema.get("properties", {}), schema.get("additionalProperties", {})
    for word, value in node.entries.items():
        key = node.keys[word]
        if word in known:
            yield from _check(value, word, known[word], defs)
        elif others is False:
            near = nearest(word, known)
            facts = {"key": word, "near": near, "known": ", ".join(known)}
            yield "misspelt" if near else "unknown", key.place, schema, facts
        else:
            yield from _check(key, word, schema.get("propertyNames", {}), defs)
            yield from _check(value, word, others, defs)


def _missing(node: Mapping, schema: Schema, defs: Schema) -> Iterator[_Broken]:
    """Keys that must stand here, apart from those that only look misspelt."""
    known = schema.get("properties", {})
    misspelt = {nearest(word, known) for word in node.entries if word not in known}
    there = {*node.entries, *misspelt}
    for key in schema.get("required", ()):
        if key in known and key not in there:
            yield "missing", node.place, _resolved(known[key], defs), {"key": key}
    for other, keys in schema.get("dependentRequired", {}).items():
        for key in keys:
            if other in node.entries and key not in there:
                facts = {"key": key, "other": other}
                yield "alone", node.keys[other].place, _resolved(known[key], defs), facts
    yield from _one_of(node, there, schema, defs)


def _one_of(node: Mapping, there: set[str], schema: Schema, defs: Schema) -> Iterator[_Broken]:
    """Keys of which one must stand here, and no other with it."""
    known, together = schema.get("properties", {}), dict[str, str]()
    for group in schema.get("allOf", ()):
        keys = [key for option in group["oneOf"] for key in option["required"]]
        if there.isdisjoint(keys):
            yield "missing", node.place, _resolved(known[keys[0]], defs), {"key": keys[0]}
        first, *others = [key for key in keys if key in node.entries] or [""]
        together |= {key: first for key in others if key not in together}
    for key, other in together.items():
        yield "together", node.keys[key].place, schema, {"key": key, "other": other}


def _count(node: Node, count: int, unit: str, key: str, schema: Schema) -> Iterator[_Broken]:
    least, most = schema.get(f"min{unit}", 0), schema.get(f"max{unit}", count)
    if not least <= count <= most:
        rule = "too many" if count > most else "too few" if count else "empty list"
        yield rule, node.place, schema, {"key": key, "count": count, "least": least, "most": most}


def _text(node: Text, key: str, schema: Schema) -> Iterator[_Broken]:
    words, place, rule = node.words, node.place, ""
    count, most = len(words), schema.get("maxLength", len(words))
    has_form = re.search(schema.get("pattern", ""), words) and words in schema.get("enum", [words])
    if count < schema.get("minLength", 0):
        rule = "empty text"
    elif not has_form:
        rule = "form"
    elif "not" in schema and re.search(schema["not"]["pattern"], words):
        rule, place = "forbidden", node.brackets[0] if node.brackets else place
    elif not node.is_quoted and _CURLY.fullmatch(words):
        rule = "curly"
    elif count > most:
        rule = "too long"
    if rule:
        facts = {"key": key, "words": words, "count": count, "most": most, "over": count - most}
        yield rule, place, schema, facts
