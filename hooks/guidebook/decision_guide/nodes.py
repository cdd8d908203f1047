"""What a YAML file holds, each part with its place: texts, lists, and keys with values."""

from typing import NamedTuple

from guidebook.positions import Position


class Text(NamedTuple):
    """One text. Numbers, dates and words such as `yes` are texts too."""

    words: str
    place: Position
    brackets: tuple[Position, ...] = ()
    """Where the citations in it stand, in their order."""
    is_cut: bool = False
    """Whether a mistake took a part of it away, which is a finding already."""


class Listing(NamedTuple):
    """A list, in its order."""

    items: tuple["Node", ...]
    place: Position


class Mapping(NamedTuple):
    """Keys with values, in the file's order."""

    entries: dict[str, "Node"]
    keys: dict[str, Text]
    place: Position


Node = Text | Listing | Mapping
