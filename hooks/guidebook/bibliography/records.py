"""Records from elsewhere, as CSL-JSON, RIS or BibTeX, become entries of ours."""

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any, NamedTuple

from guidebook.bibliography.bibtex_reading import read_bibliography
from guidebook.bibliography.names import Name, bibtex_name
from guidebook.bibliography.reference import Item, find_doi, find_pmid, own_url
from guidebook.bibliography.tex import to_tex
from guidebook.bibliography.vocabulary import NAMES, SHOWN, VARIABLES, entry_type, kind_of
from guidebook.source import Source

_NOT_TAKEN = frozenset({"accessed", "genre", "note"})
"""CSL's variables that say when or how somebody else worked with the source."""
_RIS_LINE = re.compile(r"^([A-Z][A-Z0-9])  ?- ?(.*)$")
_RIS_TAGS = {"TY", "ER", "ID", "DB"}.union(*(variable.ris for variable in VARIABLES.values()))


class Record(NamedTuple):
    """A record, ready to become an entry."""

    kind: str
    fields: Mapping[str, str]
    """By our names, as BibTeX, without the braces round each."""
    left_out: tuple[str, ...]
    """The names of what stood in the record and has no place in an entry."""


def read_records(text: str) -> list[Record]:
    """Every record in a text of CSL-JSON, RIS or BibTeX.

    Raises ValueError where the text is none of them, with a message for the editor.
    """
    text = text.lstrip("\ufeff")
    if text.lstrip()[:1] in ("{", "["):
        return [_from_csl(item) for item in _read_json(text)]
    if re.search(r"^TY  ?-", text, re.M):
        return [_from_csl(item) for item in map(_ris_item, _read_ris(text))]
    if "@" in text:
        return list(_from_bibtex(text))
    raise ValueError("this is no record: it must be RIS, BibTeX or CSL-JSON")


def _from_bibtex(text: str) -> Iterator[Record]:
    bibliography = read_bibliography(Source("the record", text))
    if bibliography.unread:
        raise ValueError(str(bibliography.unread[0]))
    if bibliography.broken or not bibliography.references:
        torn = "a merge left its markers in the record"
        raise ValueError(torn if bibliography.broken else "the record holds no entry")
    for reference in bibliography.references.values():
        fields = {name: text for name, text in reference.fields.items() if text}
        kept = {name: text for name, text in fields.items() if name in SHOWN - {"checked"}}
        yield Record(reference.kind, kept, tuple(sorted(fields.keys() - kept.keys())))


def _read_ris(text: str) -> list[dict[str, list[str]]]:
    """The texts of each record by their tags; a line without a tag goes on with the one before."""
    records: list[dict[str, list[str]]] = []
    last = ""
    for line in text.splitlines():
        if found := _RIS_LINE.match(line):
            last = found[1]
            if last == "TY":
                records.append({})
            if records:
                records[-1].setdefault(last, []).append(found[2].strip())
        elif records and line.strip():
            records[-1][last][-1] += f" {line.strip()}"
    return records


def _ris_item(tags: Mapping[str, list[str]]) -> Item:
    """A record of RIS as an item of CSL-JSON; a tag with no place in one keeps its own name."""

    def texts(*names: str) -> list[str]:
        return [text for name in names for text in tags.get(name, ()) if text]

    def first(*names: str) -> str:
        return next(iter(texts(*names)), "")

    row = entry_type(kind_of(first("TY")))
    item: dict[str, Any] = {name: first(*variable.ris) for name, variable in VARIABLES.items()}
    item |= {name: [_ris_name(text) for text in texts(*VARIABLES[name].ris)] for name in NAMES}
    item |= {"type": row.csl, "page": "-".join(filter(None, map(first, VARIABLES["page"].ris)))}
    del item[row.other_number]
    if row.form not in ("book", "part"):
        item["ISSN"] = item.pop("ISBN")
    if first("DB").lower() not in ("pubmed", "medline"):
        del item["PMID"]
    return item | {tag: texts(tag) for tag in tags if tag not in _RIS_TAGS}


def _ris_name(text: str) -> Name:
    family, given, suffix = (part.strip() for part in (*text.split(",", 2), "", "")[:3])
    return {"family": family, "given": given, "suffix": suffix} if given else {"literal": text}


def _read_json(text: str) -> Iterator[Item]:
    try:
        read = json.loads(text)
    except json.JSONDecodeError as error:
        message = f"the record can't be read, in line {error.lineno}: {error.msg}"
        raise ValueError(message) from error
    for item in read if isinstance(read, list) else [read]:
        if not isinstance(item, dict) or not item.get("title"):
            raise ValueError("the record has no title")
        yield item


def _from_csl(item: Item) -> Record:
    """A record from an item of CSL-JSON, or from one of Crossref's."""
    kind = kind_of(str(item.get("type", "")))
    row = entry_type(kind)
    taken = [name for name in VARIABLES if name not in {*_NOT_TAKEN, row.other_number}]
    doi = find_doi(str(item.get("DOI", "")))
    texts = {name: _text(item.get(name)) for name in taken} | {
        **{name: " and ".join(_names(item.get(name))) for name in NAMES},
        "issued": "".join(re.findall(r"\d{4}", json.dumps(item.get("issued")))[:1]),
        "page": re.sub(r"\s*[-–—]+\s*", "--", _text(item.get("page"))),
        "DOI": doi,
        "PMID": find_pmid(str(item.get("PMID", ""))),
        "URL": own_url(str(item.get("URL", "")), doi),
    }
    container = texts.pop("container-title")
    fields = {
        **{VARIABLES[name].fields[0]: text for name, text in texts.items()},
        row.container: container,
        # Crossref's own name for what stands in the place of pages.
        "eid": _text(item.get("article-number")),
    }
    known = {*taken, "type", "id", "article-number"}
    left_out = sorted(name for name, value in item.items() if value and name not in known)
    return Record(kind, {name: text for name, text in fields.items() if text}, tuple(left_out))


def _names(people: object) -> Iterator[str]:
    """People as BibTeX writes them."""
    for person in people if isinstance(people, list) else []:
        particle = person.get("non-dropping-particle") or person.get("dropping-particle")
        name = {part: _text(person.get(part)) for part in ("family", "given", "suffix")}
        name["non-dropping-particle"] = _text(particle)
        name["literal"] = _text(person.get("literal") or person.get("name"))
        if name["family"] or name["literal"]:
            yield bibtex_name(name)


def _text(value: object) -> str:
    """A text on one line without markup, safe in braces; of a list its first item."""
    if isinstance(value, list):
        value = value[0] if value else ""
    plain = unescape(re.sub(r"</?\w[^<>]*>", "", str(value if value is not None else "")))
    return to_tex(" ".join(plain.split()), as_editors_write=True)
