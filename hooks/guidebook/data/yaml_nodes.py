"""What a YAML file holds, each part with its place: texts, lists, and keys with values."""

from typing import NamedTuple

from guidebook.source import Position


class Text(NamedTuple):
    """One text. Numbers, dates and words such as `yes` are texts too."""

    words: str
    place: Position
    brackets: tuple[Position, ...] = ()
    """Where the citations in it stand, in their order."""
    is_quoted: bool = False
    """Whether YAML's own quotes stand round it, or it is a block of lines."""
    is_partial: bool = False
    """Whether the words are not all of it: a mistake that is a finding already, or a tag."""


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
