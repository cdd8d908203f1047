"""What the file of a decision guide may hold, and what is said where it holds something else.

`decision-guide.schema.json` serves editors, whose programs complete and check with it, and this
check; a description in it is what a finding gives as its hint.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from guidebook.citations.citation_syntax import BRACKET
from guidebook.data import yaml_reading
from guidebook.data.schema import Schema, check_shape
from guidebook.data.yaml_mistakes import CUT_OFF, Sentences
from guidebook.data.yaml_nodes import Mapping, Node
from guidebook.findings import Finding, nearest
from guidebook.source import Source

FORMAT: Schema = json.loads(
    Path(__file__).with_name("decision-guide.schema.json").read_text("utf-8")
)

_SENTENCES: Sentences = {
    "syntax": ("{code}", "{message}", "{hint}"),
    "empty": ("D02", "the file is empty", "Write a decision guide, or delete the file."),
    "twice": (
        "D12",
        "'{key}' stands twice: in line {first} and in line {second}",
        "Take one of them out, or give it another name.",
    ),
    "cut off": CUT_OFF,
    "misspelt": ("D20", "unknown key '{key}'", "Did you mean '{near}'?"),
    "unknown": ("D20", "unknown key '{key}'", "The keys here are: {known}."),
    "missing": ("D21", "the key '{key}' is missing", "{description}"),
    "type": ("D22", "{found} here, where {wanted} must stand", "{description}"),
    "text": (
        "D22",
        "{found} here, where a text must stand",
        "If the text has a colon or brackets, put the whole text in straight double quotes.",
    ),
    "nothing": ("D23", "nothing here, where {wanted} must stand", ""),
    "empty text": ("D23", "an empty text", "{description}"),
    "empty list": ("D23", "an empty list", "{description}"),
    "alone": ("D24", "'{other}' stands without '{key}'", "{description}"),
    "together": ("D24", "'{key}' stands with '{other}'", "Take one of them out."),
    "form": ("D25", "'{words}' cannot stand here", "{description}"),
    "too few": ("D26", "only {count} here, and at least {least} are needed", "{description}"),
    "too many": ("D26", "{count} here, and at most {most} are allowed", "{description}"),
    "too long": ("D27", "too long by {over}: {count} characters, and {most} fit", ""),
    "forbidden": ("D32", "a reference cannot stand in this text", ""),
    "curly": (
        "D13",
        "curly quotes around a text are shown with it",
        "Take them out, or use straight ones.",
    ),
}


def read(source: Source) -> tuple[Node | None, list[Finding]]:
    """What the file holds, or None where it can't be read, and its findings."""
    return yaml_reading.read(source, _SENTENCES, citation=BRACKET)


def check(node: Node, path: str) -> Iterator[Finding]:
    """A finding for every part of the file at `path` that has another shape than it needs."""
    question = FORMAT["$defs"]["question"]
    # What `anyOf` says in the schema. A default that is only misspelt is a finding already.
    if isinstance(node, Mapping) and not nearest("not_sure", node.entries):
        unsure = {"oneOf": [{"required": ["not_sure"]}, {"required": ["do"]}]}
        question = {**question, "allOf": [*question["allOf"], unsure]}
    defs = {**FORMAT["$defs"], "question": question}
    return check_shape(node, path, {**FORMAT, "$defs": defs}, _SENTENCES)


def has_shape(node: Node, name: str) -> bool:
    """Whether a part of the file has the shape to which the format gives that name."""
    schema = {"$defs": FORMAT["$defs"], "$ref": f"#/$defs/{name}"}
    return not any(check_shape(node, "", schema, _SENTENCES))
