"""RIS, the format of Reference Manager (2001), read into items of CSL-JSON."""

import re
from collections.abc import Iterator
from typing import Any

_LINE = re.compile(r"^([A-Z][A-Z0-9])  ?- ?(.*)$")
_TYPES = {
    "JOUR": "article-journal",
    "JFULL": "article-journal",
    "MGZN": "article-magazine",
    "NEWS": "article-newspaper",
    "BOOK": "book",
    "CHAP": "chapter",
    "CPAPER": "paper-conference",
    "CONF": "paper-conference",
    "RPRT": "report",
    "THES": "thesis",
    "DATA": "dataset",
    "COMP": "software",
    "ELEC": "webpage",
    "ENCYC": "entry-encyclopedia",
}
_TEXTS = {
    "title": ("TI", "T1"),
    "container-title": ("T2", "JO", "JF", "JA", "BT"),
    "issued": ("PY", "Y1", "DA"),
    "volume": ("VL",),
    "issue": ("IS",),
    "edition": ("ET",),
    "publisher": ("PB",),
    "publisher-place": ("CY",),
    "DOI": ("DO",),
    "URL": ("UR",),
}
"""By CSL's name, the tags that hold it, the best first."""
_PEOPLE = {"author": ("AU", "A1"), "editor": ("ED", "A2")}
_OTHERS = {"TY", "ER", "ID", "SP", "EP", "AN", "DB", "SN"}


def read_ris(text: str) -> Iterator[dict[str, Any]]:
    """Every record as an item of CSL-JSON; a tag with no place in one keeps its own name."""
    for tags in _records(text):
        yield {name: value for name, value in _item(tags).items() if value}


def _records(text: str) -> list[dict[str, list[str]]]:
    """The texts of each record by their tags; a line without a tag goes on with the one before."""
    records: list[dict[str, list[str]]] = []
    last = ""
    for line in text.lstrip("\ufeff").splitlines():
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
    def first(*names: str) -> str:
        return next((text for name in names for text in tags.get(name, ()) if text), "")

    is_pubmed = first("DB").lower() in ("pubmed", "medline")
    is_book = first("TY") in ("BOOK", "CHAP")
    known = {tag for names in (*_TEXTS.values(), *_PEOPLE.values()) for tag in names} | _OTHERS
    return {
        "type": _TYPES.get(first("TY"), ""),
        "page": "-".join(filter(None, (first("SP"), first("EP")))),
        "PMID": first("AN") if is_pubmed else "",
        "ISBN": first("SN") if is_book else "",
        **{name: first(*names) for name, names in _TEXTS.items()},
        **{
            name: [_person(text) for tag in names for text in tags.get(tag, ())]
            for name, names in _PEOPLE.items()
        },
        **{tag: texts for tag, texts in tags.items() if tag not in known},
    }


def _person(text: str) -> dict[str, str]:
    family, _, rest = text.partition(",")
    given, _, suffix = rest.partition(",")
    if not given.strip():
        return {"literal": text.strip()}
    return {"family": family.strip(), "given": given.strip(), "suffix": suffix.strip()}
