"""What a manuscript tells the last touches to its PDF, for screen readers."""

from collections.abc import Sequence
from typing import NamedTuple

PLACES = "places: "
"""What begins the words for several links that lead to pages; what they are about follows."""


class Heads(NamedTuple):
    """Which cells of a table are headers of their row, and which of those each other cell has."""

    cells: Sequence[bool]
    """For each cell, row by row, whether it is one."""
    of: Sequence[Sequence[int]]
    """For each cell, the places of its row headers among the cells."""
