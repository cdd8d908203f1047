"""References, each with its item of CSL-JSON, and a bibliography of them.

The item is what the Vancouver style and the files for other programs are made of. The Citation
Style Language's data schema, version 1.0.2, names what is in it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from guidebook.bibliography.identifiers import doi_address, pmid_address, well_formed
from guidebook.bibliography.names import people
from guidebook.bibliography.tex import to_text
from guidebook.bibliography.vocabulary import NAMES, VARIABLES, entry_type
from guidebook.findings import Finding
from guidebook.source import Source

KEY = re.compile(r"\w[\w.:/+-]*")
"""A reference's key: a letter, digit or underscore, and then also `. : / + -`."""

DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
"""A date as biblatex writes it, after ISO 8601: a year, a month of it or a day."""

CHECKED: Mapping[str, str] = {
    "full record": "full record checked",
    "title and site": "title and site as we found them; the rest not checked",
    "nothing": "not checked",
}
"""Every word that the field `checked` may hold, and what readers see for it."""

Item = Mapping[str, Any]
"""An item of CSL-JSON; it holds no empty value."""

_RANGE = re.compile(r"\s*[-–—]+\s*")
_TEXTS = [name for name in VARIABLES if name not in (*NAMES, "issued", "accessed")]


@dataclass(frozen=True)
class Reference:
    """One usable entry of the file."""

    key: str
    kind: str
    """The entry's type in lower case, as in `article`."""
    fields: Mapping[str, str]
    """By name in lower case, as written: TeX is kept, because people's names are split by it."""
    offset: int = 0
    """Where its at sign stands in the file."""

    def text(self, *names: str) -> str:
        """The first of the named fields that holds something, in plain text, or nothing."""
        return next((text for name in names if (text := to_text(self.fields.get(name, "")))), "")

    @cached_property
    def item(self) -> Item:
        """The reference in CSL's words, in plain text; no identifier but a well-formed one."""
        row = entry_type(self.kind)
        item: dict[str, Any] = {
            "type": row.csl,
            "id": self.key,
            **{name: people(self.fields.get(name, "")) for name in NAMES},
            "issued": _date(self.text("date"), self.text("year")),
            "accessed": _date(self.text("urldate")),
            **{name: self.text(*VARIABLES[name].fields) for name in _TEXTS},
        }
        item["title"] = ": ".join(filter(None, map(self.text, ("title", "subtitle"))))
        if row.form == "part":
            item["container-title"] = self.text(row.container) or item["container-title"]
        item["page"] = _RANGE.sub("-", item["page"])
        item |= well_formed(self.fields)
        del item[row.other_number]
        return {name: value for name, value in item.items() if value}

    @property
    def title(self) -> str:
        """Title and subtitle in plain text."""
        return str(self.item.get("title", ""))

    @property
    def address(self) -> str:
        """Where a reader finds it: by its DOI, else in PubMed, else at its own address."""
        if doi := self.item.get("DOI"):
            return doi_address(doi)
        pmid = self.item.get("PMID")
        return pmid_address(pmid) if pmid else str(self.item.get("URL", ""))

    @property
    def is_article(self) -> bool:
        """Whether it is an article in a journal."""
        return self.kind == "article"


class Bibliography(NamedTuple):
    """A file of references, and what is wrong in it."""

    source: Source
    references: Mapping[str, Reference]
    """The usable entries by key, in the file's order."""
    broken: frozenset[str]
    """Keys whose entry stands in the file but can't be used."""
    findings: tuple[Finding, ...]
    """Everything wrong in it, but for the markers of a merge."""
    unread: tuple[Finding, ...]
    """Those of them that keep something in the file from being used."""

    @property
    def is_whole(self) -> bool:
        """Whether everything in the file could be read."""
        return not self.unread and not self.broken


def year(item: Item) -> str:
    """The year in which something was issued; what was written there where it isn't a date."""
    text = date_text(item, "issued")
    return text[:4] if DATE.fullmatch(text) else text


def date_text(item: Item, name: str) -> str:
    """A date of the item as ISO 8601 writes it, or as it was written where it isn't a date."""
    date = item.get(name, {})
    parts = date.get("date-parts", [[]])[0]
    return "-".join(f"{part:02}" for part in parts) or str(date.get("literal", ""))


def _date(*written: str) -> dict[str, object]:
    """A date of CSL from the first text that is one; otherwise the first text as it is."""
    for text in written:
        if DATE.fullmatch(text):
            return {"date-parts": [[int(part) for part in text.split("-")]]}
    literal = next(filter(None, written), "")
    return {"literal": literal} if literal else {}
