"""What a build made, for the next build of the same site in this process: a preview's memory.

At each place the last thing is kept that was made there, with all that went into it. It is taken
again where the same goes in, and made anew wherever anything differs: nobody has to know what
depends on what. What goes in is compared, not hashed; most of it is the very object that it was.
What is kept must never be changed.
"""

from collections.abc import Callable, Hashable
from typing import Any, NamedTuple, ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Kept(NamedTuple):
    """What was made at a place, and of what."""

    inputs: tuple[object, ...]
    made: Any


class Memory:
    """What is kept, by its place; a memory that keeps nothing has everything made anew."""

    def __init__(self, *, keeps: bool) -> None:
        self.keeps = keeps
        self._kept: dict[Hashable, Kept] = {}

    def made(self, make: Callable[_P, _T], place: str, *inputs: _P.args, **named: _P.kwargs) -> _T:
        """What `make` gives for these inputs, of which alone it must come; one for each place."""
        given = (inputs, named)
        kept = self.recall((make, place), given)
        made: _T = kept.made if kept else make(*inputs, **named)
        self.keep((make, place), given, made)
        return made

    def last(self, place: Hashable) -> Kept | None:
        """What is kept at a place."""
        return self._kept.get(place)

    def recall(self, place: Hashable, inputs: tuple[object, ...]) -> Kept | None:
        """What is kept at a place, where the same went in."""
        kept = self.last(place)
        return kept if kept and kept.inputs == inputs else None

    def keep(self, place: Hashable, inputs: tuple[object, ...], made: object) -> None:
        """Keep what was made of these inputs."""
        if self.keeps:
            self._kept[place] = Kept(inputs, made)

    def forget(self) -> None:
        """Keep nothing of what was made so far."""
        self._kept.clear()
