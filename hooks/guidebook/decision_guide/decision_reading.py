"""A decision guide's records, made of its file.

The fields of a record are the keys of the format, under the same names.
"""

from collections.abc import Callable
from typing import Any, TypeVar, get_args, get_type_hints

from guidebook.data.yaml_nodes import Listing, Mapping, Node, Text
from guidebook.decision_guide import decision_format
from guidebook.decision_guide.decision_model import NONE, DecisionGuide, Question, Result
from guidebook.findings import Finding
from guidebook.source import Source

_Record = TypeVar("_Record")


def read(data: Source) -> tuple[DecisionGuide | None, list[Finding]]:
    """The decision guide in its file, and what is wrong with the file's YAML and its shape.

    It is None where the file cannot be read. Whatever has the wrong shape is left empty.
    """
    node, lost = decision_format.read(data)
    if node is None:
        return None, lost
    findings = [*lost, *decision_format.check(node, data.path)]
    decision = _decision(node, data.path, is_whole=not lost) if isinstance(node, Mapping) else None
    return decision, findings


def _decision(node: Mapping, path: str, *, is_whole: bool) -> DecisionGuide:
    results = _steps(Result, "outcome", node.entries.get("outcomes"), {})
    default = _value(node.entries.get("not_sure", node), Text)
    own = {"not_sure": default} if default.words in {*results, NONE} else {}
    questions = _steps(Question, "question", node.entries.get("questions"), own)
    return _record(
        DecisionGuide, node, path=path, questions=questions, results=results, is_whole=is_whole
    )


def _steps(
    kind: Callable[..., _Record], name: str, node: Node | None, own: dict[str, Node]
) -> dict[str, _Record]:
    """Steps by their ids; `name` is what the format calls their kind.

    `own` has the values of keys that a step may leave out.
    """
    if not isinstance(node, Mapping):
        return {}
    return {
        key.words: _record(
            kind,
            Mapping({**own, **_as_mapping(step).entries}, {}, step.place),
            id=key,
            is_named=decision_format.has_shape(key, f"{name}_id"),
            is_whole=decision_format.has_shape(step, name),
        )
        for key, step in zip(node.keys.values(), node.entries.values(), strict=True)
    }


def _record(kind: Callable[..., _Record], node: Mapping, **given: Any) -> _Record:
    """A record of the values that `node` has under the names of its fields, and of those given."""
    fields = {name: form for name, form in get_type_hints(kind).items() if name not in given}
    values = {name: _value(node.entries.get(name, node), form) for name, form in fields.items()}
    return kind(**values, **given)


def _value(node: Node, form: Any) -> Any:
    """What a field of the type `form` holds; nothing where the file has something else."""
    if form is Text:
        return node if isinstance(node, Text) else Text("", node.place)
    kind, _ = get_args(form)
    items = node.items if isinstance(node, Listing) else ()
    if kind is Text:
        return tuple(item for item in items if isinstance(item, Text))
    return tuple(_record(kind, _as_mapping(item)) for item in items)


def _as_mapping(node: Node) -> Mapping:
    """The node, or nothing in its place, so that what leads to it is still known."""
    return node if isinstance(node, Mapping) else Mapping({}, {}, node.place)
