"""RIS, the format of Reference Manager (2001), read into items of CSL-JSON."""

import re
from collections.abc import Iterator
from typing import Any

from guidebook.bibliography.names import Name
from guidebook.bibliography.reference import Item
from guidebook.bibliography.vocabulary import NAMES, VARIABLES, entry_type, kind_of

_LINE = re.compile(r"^([A-Z][A-Z0-9])  ?- ?(.*)$")
_KNOWN = {tag for variable in VARIABLES.values() for tag in variable.ris} | {"TY", "ER", "ID", "DB"}


def read_ris(text: str) -> Iterator[Item]:
    """Every record as an item of CSL-JSON; a tag with no place in one keeps its own name."""
    for tags in _records(text):
        yield {name: value for name, value in _item(tags).items() if value}


def _records(text: str) -> list[dict[str, list[str]]]:
    """The texts of each record by their tags; a line without a tag goes on with the one before."""
    records: list[dict[str, list[str]]] = []
    last = ""
    for line in text.splitlines():
        if found := _LINE.match(line):
            last = found[1]
            if last == "TY":
                records.append({})
            if records:
                records[-1].setdefault(last, []).append(found[2].strip())
        elif records and line.strip():
            records[-1][last][-1] += f" {line.strip()}"
    return records


def _item(tags: dict[str, list[str]]) -> dict[str, Any]:
    def texts(*names: str) -> Iterator[str]:
        return (text for name in names for text in tags.get(name, ()) if text)

    def first(*names: str) -> str:
        return next(texts(*names), "")

    row = entry_type(kind_of(first("TY")))
    item: dict[str, Any] = {name: first(*variable.ris) for name, variable in VARIABLES.items()}
    item |= {name: [_person(text) for text in texts(*VARIABLES[name].ris)] for name in NAMES}
    item |= {"type": row.csl, "page": "-".join(filter(None, map(first, VARIABLES["page"].ris)))}
    if row.form == "report":
        item["number"] = item.pop("issue")
    if row.form not in ("book", "part"):
        item["ISSN"] = item.pop("ISBN")
    if first("DB").lower() not in ("pubmed", "medline"):
        del item["PMID"]
    return item | {tag: values for tag, values in tags.items() if tag not in _KNOWN}


def _person(text: str) -> Name:
    family, _, rest = text.partition(",")
    given, _, suffix = rest.partition(",")
    if not given.strip():
        return {"literal": text.strip()}
    return {"family": family.strip(), "given": given.strip(), "suffix": suffix.strip()}
