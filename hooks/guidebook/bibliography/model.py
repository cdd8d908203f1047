"""What the bibliography knows: references, and a file of them."""

from collections.abc import Mapping
from typing import NamedTuple

from guidebook.bibliography.tex import to_text
from guidebook.findings import Finding

CHECKED: Mapping[str, str] = {
    "full record": "full record checked",
    "title and site": "title and site as given by the source; the rest not checked",
    "nothing": "not checked",
}
"""Every word that the field `checked` may hold, and what readers see for it."""


class Reference(NamedTuple):
    """One usable entry of the file."""

    key: str
    kind: str
    """The entry's type in lower case, as in `article`."""
    fields: Mapping[str, str]
    """By name in lower case, as written: TeX is kept, because people's names are split by it."""
    line: int
    column: int
    """Of the entry's at sign, both counted from 1."""

    def text(self, *names: str) -> str:
        """The first of the named fields that holds something, in plain text, or nothing."""
        return next((text for name in names if (text := to_text(self.fields.get(name, "")))), "")


class Bibliography(NamedTuple):
    """A file of references, and what is wrong in it."""

    path: str
    references: Mapping[str, Reference]
    """The usable entries by key, in the file's order."""
    broken: frozenset[str]
    """Keys whose entry stands in the file but can't be used; a finding says why."""
    findings: tuple[Finding, ...]
