"""References for other tools: BibTeX, RIS and CSL-JSON, in the order given."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from guidebook.bibliography import identifiers
from guidebook.bibliography.model import Reference
from guidebook.bibliography.names import Person, parse_name, people, split_names
from guidebook.bibliography.vancouver import pages, title, year
from guidebook.bibliography.vocabulary import SHOWN

_NAMES = ("author", "editor")
_VERBATIM: Mapping[str, Callable[[str], object]] = {
    "doi": identifiers.is_doi,
    "pmid": identifiers.is_pmid,
    "url": identifiers.is_url,
    **dict.fromkeys(("eprint", "eprinttype", "archiveprefix"), re.compile(r"[\w./:-]+").fullmatch),
}
"""Fields that go out as they are, without TeX, where they are well formed."""
_TEX = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    **{sign: f"\\{sign}" for sign in "%&#_$"},
}

_TYPES = {
    "article": ("JOUR", "article-journal"),
    "book": ("BOOK", "book"),
    "booklet": ("PAMP", "pamphlet"),
    "collection": ("BOOK", "book"),
    "conference": ("CPAPER", "paper-conference"),
    "dataset": ("DATA", "dataset"),
    "electronic": ("ELEC", "webpage"),
    "inbook": ("CHAP", "chapter"),
    "incollection": ("CHAP", "chapter"),
    "inproceedings": ("CPAPER", "paper-conference"),
    "inreference": ("ENCYC", "entry-encyclopedia"),
    "manual": ("BOOK", "book"),
    "mastersthesis": ("THES", "thesis"),
    "mvbook": ("BOOK", "book"),
    "online": ("ELEC", "webpage"),
    "patent": ("PAT", "patent"),
    "phdthesis": ("THES", "thesis"),
    "proceedings": ("CONF", "book"),
    "reference": ("BOOK", "book"),
    "report": ("RPRT", "report"),
    "software": ("COMP", "software"),
    "standard": ("STAND", "standard"),
    "techreport": ("RPRT", "report"),
    "thesis": ("THES", "thesis"),
    "unpublished": ("UNPB", "manuscript"),
    "webpage": ("ELEC", "webpage"),
    "www": ("ELEC", "webpage"),
}
"""By entry type: the type in RIS, and in CSL. Everything else is of no special type."""
_NO_TYPE = ("GEN", "document")


def to_bibtex(references: Iterable[Reference]) -> str:
    """BibTeX in UTF-8 with the fields that readers see; what stands in it reads back the same."""
    return "\n".join(_bibtex_entry(reference) for reference in references)


def to_ris(references: Iterable[Reference]) -> str:
    """RIS (Reference Manager's format, 2001), with the line ends CR LF that it asks for."""
    lines = (line for reference in references for line in _ris_lines(reference))
    return "".join(f"{tag}  - {text}\r\n" for tag, text in lines if text or tag == "ER")


def to_csl_json(references: Iterable[Reference]) -> str:
    """CSL-JSON, version 1.0.2 of its schema."""
    items = [_csl_item(reference) for reference in references]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _bibtex_entry(reference: Reference) -> str:
    fields = "".join(f"  {name} = {{{text}}},\n" for name, text in _bibtex_fields(reference))
    return f"@{reference.kind}{{{_one_line(reference.key)},\n{fields}}}\n"


def _bibtex_fields(reference: Reference) -> Iterator[tuple[str, str]]:
    """Fields in the entry's order. Titles get braces of their own, which keep their capitals."""
    for name, written in reference.fields.items():
        if name in _NAMES:
            yield name, " and ".join(_bibtex_names(written))
        elif name in _VERBATIM:
            if _VERBATIM[name](written):
                yield name, written
        elif name in SHOWN and (text := reference.text(name)):
            safe = _bibtex_text(text)
            yield name, f"{{{safe}}}" if name in ("title", "booktitle") else safe


def _bibtex_names(field: str) -> list[str]:
    names, others = split_names(field)
    return [_bibtex_name(parse_name(name)) for name in names] + (["others"] if others else [])


def _bibtex_name(person: Person) -> str:
    if not person.given:
        return f"{{{_bibtex_text(person.family)}}}"
    parts = (person.surname, person.suffix, person.given)
    return ", ".join(_bibtex_text(part) for part in parts if part)


def _bibtex_text(text: str) -> str:
    return re.sub(r"[\\{}~^%&#_$]", lambda sign: _TEX[sign.group()], text)


def _ris_lines(reference: Reference) -> Iterator[tuple[str, str]]:
    text = reference.text
    first, _, last = pages(reference).partition("–")
    pmid = identifiers.pmid(reference)
    yield "TY", _TYPES.get(reference.kind, _NO_TYPE)[0]
    yield "ID", _one_line(reference.key)
    yield from (("AU", _ris_name(one)) for one in people(reference.fields.get("author", "")))
    yield from (("ED", _ris_name(one)) for one in people(reference.fields.get("editor", "")))
    yield "TI", title(reference)
    yield "T2", _container(reference)
    yield "JO", text("journal", "journaltitle")
    yield "PY", year(reference)
    yield "VL", text("volume")
    yield "IS", text("number", "issue")
    yield "SP", first
    yield "EP", last
    yield "ET", text("edition")
    yield "PB", _publisher(reference)
    yield "CY", text("address", "location")
    yield "SN", text("isbn")
    yield "DO", identifiers.doi(reference)
    yield "AN", pmid
    yield "DB", "PubMed" if pmid else ""
    yield "UR", identifiers.url(reference)
    yield "Y2", text("urldate").replace("-", "/")
    yield "N1", text("note")
    yield "ER", ""


def _ris_name(person: Person) -> str:
    return ", ".join(part for part in (person.surname, person.given, person.suffix) if part)


def _csl_item(reference: Reference) -> dict[str, object]:
    text = reference.text
    item: dict[str, object] = {
        "type": _TYPES.get(reference.kind, _NO_TYPE)[1],
        "id": reference.key,
        "author": [_csl_name(one) for one in people(reference.fields.get("author", ""))],
        "editor": [_csl_name(one) for one in people(reference.fields.get("editor", ""))],
        "issued": _csl_date(text("date") or text("year")),
        "accessed": _csl_date(text("urldate")),
        "title": title(reference),
        "container-title": _container(reference),
        "volume": text("volume"),
        "issue": text("number", "issue"),
        "page": pages(reference).replace("–", "-"),
        "edition": text("edition"),
        "publisher": _publisher(reference),
        "publisher-place": text("address", "location"),
        "ISBN": text("isbn"),
        "DOI": identifiers.doi(reference),
        "PMID": identifiers.pmid(reference),
        "URL": identifiers.url(reference),
        "note": text("note"),
    }
    return {name: value for name, value in item.items() if value}


def _csl_name(person: Person) -> dict[str, str]:
    if not person.given:
        return {"literal": person.surname}
    parts = {
        "family": person.family,
        "given": person.given,
        "non-dropping-particle": person.particle,
        "suffix": person.suffix,
    }
    return {name: part for name, part in parts.items() if part}


def _csl_date(written: str) -> dict[str, object]:
    numbers = [int(part) for part in re.findall(r"\d+", written)]
    return {"date-parts": [numbers]} if re.fullmatch(r"\d{4}(-\d\d){0,2}", written) else {}


def _container(reference: Reference) -> str:
    return reference.text("journal", "journaltitle", "booktitle")


def _publisher(reference: Reference) -> str:
    return reference.text("publisher", "institution", "school", "organization")


def _one_line(text: str) -> str:
    return " ".join(text.split())
