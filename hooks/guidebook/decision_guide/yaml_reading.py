"""A decision guide's bytes as nodes."""

from guidebook.data.yaml_nodes import Node
from guidebook.decision_guide import shape
from guidebook.files import decode
from guidebook.findings import Finding
from guidebook.source import Source


def read(data: bytes, path: str) -> tuple[Node | None, list[Finding]]:
    """The file's content, or None where it cannot be read, and its findings at `path`."""
    text, undecodable = decode(data, path, "D01")
    node, findings = shape.read(Source(path, text))
    return node, undecodable + findings
