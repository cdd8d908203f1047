"""What pages need of the stylesheet and of the fonts, which are cut to it."""

import re
from dataclasses import dataclass, field

from guidebook.site.stylesheet import Names


@dataclass
class Needs:
    """What written pages need of the stylesheet and the fonts."""

    names: Names = field(default_factory=Names)
    """What they have that a rule of the stylesheet may be for."""
    characters: set[str] = field(default_factory=set)
    """Those that they show, beyond ASCII."""

    def merge(self, others: "Needs") -> None:
        """Add what other pages need."""
        self.names.merge(others.names)
        self.characters |= others.characters


def needs_of(output: str) -> Needs:
    """What a written page needs."""
    names = Names()
    names.add(output)
    return Needs(names, set() if output.isascii() else set(re.findall(r"[^\x00-\x7f]", output)))
