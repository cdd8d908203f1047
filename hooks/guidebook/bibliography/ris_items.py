"""A record of RIS as an item of CSL-JSON."""

import re
from collections.abc import Mapping
from itertools import chain
from typing import Any

from guidebook.bibliography.names import Name, is_suffix
from guidebook.bibliography.reference import Item, find_doi
from guidebook.bibliography.vocabulary import NAMES, VARIABLES, entry_type, kind_of

_RIS_TAGS = {"TY", "ER", "ID", "DB", "C7"}.union(*(one.ris for one in VARIABLES.values()))
_WITH_DOI = ("DO", "M3", "L3", "UR", "N1", "L1", "L2", "LK")
"""Tags under which a DOI was met, the best first."""
_INITIALS_LAST = re.compile(r"([^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+)?) ([A-Z]{1,3})")
"""A name as an index shows it: `Lund AB`."""
_JOURNAL = ("JF", "JO", "T2", "JA", "J2")
_PERSON = re.compile(r"((?:[A-Z]\.[\s-]*)+)([^\W\d_].*)")
"""A name that begins with initials: `A. B. Lund`."""


def ris_item(tags: Mapping[str, list[str]]) -> Item:
    """A record of RIS as an item of CSL-JSON; a tag with no place in one keeps its own name."""

    def texts(*names: str) -> list[str]:
        return [text for name in names for text in tags.get(name, ()) if text]

    def first(*names: str) -> str:
        return next(iter(texts(*names)), "")

    row = entry_type(kind_of(first("TY")))
    item: dict[str, Any] = {name: first(*variable.ris) for name, variable in VARIABLES.items()}
    for name in NAMES:
        several = (text.split(";") for text in texts(*VARIABLES[name].ris))
        item[name] = [_ris_name(one.strip()) for one in chain.from_iterable(several) if one.strip()]
    item |= {"type": row.csl, "page": "-".join(filter(None, map(first, VARIABLES["page"].ris)))}
    del item[row.other_number]
    item["DOI"] = next(filter(None, map(find_doi, texts(*_WITH_DOI))), "")
    item["article-number"] = first("C7")
    item["genre"] = next((text for text in texts("M3") if not find_doi(text)), "")
    if row.form == "article":
        item["container-title"] = first(*_JOURNAL)
    if row.form == "book":
        item["collection-title"] = item["collection-title"] or item.pop("container-title")
    if row.form not in ("book", "part"):
        item["ISSN"] = item.pop("ISBN")
    if first("DB").lower() not in ("pubmed", "medline"):
        del item["PMID"]
    return item | {tag: texts(tag) for tag in tags if tag not in {*_RIS_TAGS, *_JOURNAL}}


def _ris_name(text: str) -> Name:
    if person := _PERSON.fullmatch(text):
        return {"family": person[2], "given": person[1].strip()}
    if person := _INITIALS_LAST.fullmatch(text):
        return {"family": person[1], "given": person[2]}
    family, given, suffix = (part.strip() for part in (*text.split(",", 2), "", "")[:3])
    if is_suffix(given) and suffix:
        given, suffix = suffix, given
    return {"family": family, "given": given, "suffix": suffix} if given else {"literal": text}
