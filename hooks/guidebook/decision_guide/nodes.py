"""The nodes of a decision guide's file, by the name that its modules import."""

from guidebook.data.yaml_nodes import Listing, Mapping, Node, Text

__all__ = ["Listing", "Mapping", "Node", "Text"]
