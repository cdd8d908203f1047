"""Records from elsewhere, as CSL-JSON, RIS or BibTeX, become entries of ours."""

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any, NamedTuple

from guidebook.bibliography.identifiers import find_doi, find_pmid, is_url
from guidebook.bibliography.reading import read_bibliography
from guidebook.bibliography.ris import read_ris
from guidebook.bibliography.vocabulary import SHOWN

_KINDS = {
    "article-journal": "article",
    "journal-article": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "book-chapter": "incollection",
    "entry-encyclopedia": "inreference",
    "paper-conference": "inproceedings",
    "proceedings-article": "inproceedings",
    "report": "report",
    "thesis": "thesis",
    "dissertation": "thesis",
    "dataset": "dataset",
    "software": "software",
    "webpage": "online",
    "post": "online",
    "post-weblog": "online",
}
"""By the type in CSL or in Crossref's records; everything else is @misc."""
_PLAIN = {
    "volume": "volume",
    "issue": "number",
    "edition": "edition",
    "publisher": "publisher",
    "publisher-place": "address",
    "article-number": "eid",
    "ISBN": "isbn",
}
"""CSL's names of texts that go over as they are, and ours."""
_USED = {
    *_PLAIN,
    *("author", "editor", "title", "container-title", "issued", "page", "DOI", "PMID", "URL"),
    *("type", "id"),
}
_SPECIAL = {
    "\\": r"{\textbackslash}",
    "{": r"\{",
    "}": r"\}",
    "~": r"{\textasciitilde}",
    "$": r"\$",
}

_UNREADABLE = frozenset({"B01", "B02", "B03", "B04", "B05", "B06"})
"""Codes of findings that keep an entry from being read."""


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
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if start in ("{", "["):
        return list(_from_json(text))
    if re.search(r"^TY  ?-", text.lstrip("\ufeff"), re.M):
        return [_from_csl(item) for item in read_ris(text)]
    if "@" in text:
        return list(_from_bibtex(text))
    raise ValueError("this is no record: it must be RIS, BibTeX or CSL-JSON")


def _from_json(text: str) -> Iterator[Record]:
    try:
        read = json.loads(text.lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        raise ValueError(
            f"the record can't be read, in line {error.lineno}: {error.msg}"
        ) from error
    for item in read if isinstance(read, list) else [read]:
        if not isinstance(item, dict) or not item.get("title"):
            raise ValueError("the record has no title")
        yield _from_csl(item)


def _from_csl(item: Mapping[str, Any]) -> Record:
    """A record from an item of CSL-JSON, version 1.0.2 of its schema, or one of Crossref's."""
    kind = _KINDS.get(str(item.get("type", "")), "misc")
    fields = {
        "author": " and ".join(_names(item.get("author"))),
        "editor": " and ".join(_names(item.get("editor"))),
        "title": _text(item.get("title")),
        _container(kind): _text(item.get("container-title")),
        "year": _year(item.get("issued")),
        "pages": re.sub(r"\s*[-–—]+\s*", "--", _text(item.get("page"))),
        "doi": find_doi(str(item.get("DOI", ""))),
        "pmid": find_pmid(str(item.get("PMID", ""))),
        "url": _url(item),
        **{ours: _text(item.get(theirs)) for theirs, ours in _PLAIN.items()},
    }
    left_out = sorted(name for name, value in item.items() if value and name not in _USED)
    return Record(kind, {name: text for name, text in fields.items() if text}, tuple(left_out))


def _from_bibtex(text: str) -> Iterator[Record]:
    bibliography = read_bibliography(text, "the record")
    broken = [finding for finding in bibliography.findings if finding.code in _UNREADABLE]
    if broken or not bibliography.references:
        raise ValueError(str(broken[0]) if broken else "the record holds no entry")
    for reference in bibliography.references.values():
        fields = {name: text for name, text in reference.fields.items() if text}
        kept = {name: text for name, text in fields.items() if name in SHOWN - {"checked"}}
        yield Record(reference.kind, kept, tuple(sorted(fields.keys() - kept.keys())))


def _container(kind: str) -> str:
    if kind in ("incollection", "inproceedings", "inreference"):
        return "booktitle"
    return {"article": "journal", "online": "organization"}.get(kind, "howpublished")


def _names(people: object) -> Iterator[str]:
    """People as BibTeX writes them; an organisation in braces of its own."""
    for person in people if isinstance(people, list) else []:
        family, given = _text(person.get("family")), _text(person.get("given"))
        particle = _text(person.get("non-dropping-particle") or person.get("dropping-particle"))
        whole = family or _text(person.get("literal") or person.get("name"))
        if family and given:
            surname = f"{particle} {family}".strip()
            yield ", ".join(filter(None, [surname, _text(person.get("suffix")), given]))
        elif whole:
            yield f"{{{whole}}}"


def _text(value: object) -> str:
    """A text on one line without markup, safe in braces; of a list its first item."""
    if isinstance(value, list):
        value = value[0] if value else ""
    plain = unescape(re.sub(r"</?\w[^<>]*>", "", str(value if value is not None else "")))
    return re.sub(r"[\\{}~$]", lambda sign: _SPECIAL[sign.group()], " ".join(plain.split()))


def _year(issued: object) -> str:
    found = re.search(r"\d{4}", json.dumps(issued)) if issued else None
    return found.group() if found else ""


def _url(item: Mapping[str, Any]) -> str:
    """The address, where it isn't only the DOI's."""
    address = str(item.get("URL", ""))
    return address if is_url(address) and not re.search(r"//(dx\.)?doi\.org/", address) else ""
