"""Records of lines with tags, as publishers and indexes export them, all as RIS's tags.

RIS (Reference Manager, 2001), PubMed's format, the tagged format of a large index (`.ciw`), and
EndNote's `.enw` and XML. `record_formats.yml` says which tag is which.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, fromstring

import yaml

Tags = dict[str, list[str]]
"""The texts of a record by RIS's tags; what has no such tag keeps its own name."""

_OF: Mapping[str, Mapping[str, str]] = yaml.safe_load(
    Path(__file__).with_name("record_formats.yml").read_text("utf-8")
)
"""RIS's tags by the tags of each format, and RIS's types."""


def _sort_out_pubmed(tags: Tags) -> None:
    """Its identifiers say behind them what they are, and its kinds stand one by one."""
    located = {}
    for text in tags.pop("LID", []):
        number, _, kind = text.removesuffix("]").rpartition(" [")
        located[kind] = number
    tags["DO"] = [located["doi"]] if "doi" in located else []
    if "SP" not in tags and "pii" in located:
        tags["C7"] = [located["pii"]]
    kinds = {kind.lower() for kind in tags.pop("PT", [])}
    tags["TY"] = ["BOOK"] if "book" in kinds else ["CHAP"] if tags.get("BT") else ["JOUR"]
    for tag in ("TI", "BT"):
        tags[tag] = [text.removesuffix(".") for text in tags.get(tag, [])]


class _Form(NamedTuple):
    """One format of tagged lines."""

    begins: re.Pattern[str]
    """The line that begins a record, and by which the format is known."""
    line: re.Pattern[str]
    """A tag and its text; another line goes on with the one before."""
    tags: Mapping[str, str]
    """RIS's tags by the format's own, where they differ."""
    lists: frozenset[str] = frozenset()
    """Tags for which a line without a tag is a further text."""
    sort_out: Callable[[Tags], object] = dict.copy
    """What is to be done with a record when its tags are RIS's."""


_RIS_LINE = re.compile(r"^([A-Z][A-Z0-9])  ?- ?(.*)$")
_INDEX_LINE = re.compile(r"^([A-Z][A-Z0-9])(?: (.*))?$")
_LISTS = frozenset(("AU", "AF", "CA", "BE"))
_FORMS = (
    _Form(re.compile(r"^TY  ?-", re.M), _RIS_LINE, {}),
    _Form(
        re.compile(r"^PMID ?- ", re.M),
        re.compile(r"^([A-Z]{2,4}) *- (.*)$"),
        _OF["pubmed"],
        sort_out=_sort_out_pubmed,
    ),
    _Form(re.compile(r"^PT [A-Z]\b", re.M), _INDEX_LINE, _OF["index"], _LISTS),
    _Form(re.compile(r"^%0 ", re.M), re.compile(r"^%(\S) (.*)$"), _OF["refer"]),
)


def read_tagged(text: str) -> list[Tags] | None:
    """Every record of a text in one of the formats, or nothing where it is in none."""
    if re.match(r"\s*<(?:\?xml|xml\b)", text):
        return [_from_xml(record) for record in _parsed(text).iter("record")]
    for form in _FORMS:
        if form.begins.search(text):
            records = _read(text, form)
            for record in records:
                form.sort_out(record)
            return [_as_ris(record) for record in records]
    return None


def _read(text: str, form: _Form) -> list[Tags]:
    records: list[Tags] = []
    last, is_list = "", False
    for line in text.splitlines():
        found = form.line.match(line)
        if form.begins.match(line):
            records.append({})
        if not records or not line.strip():
            continue
        if found:
            last = form.tags.get(found[1], found[1])
            records[-1].setdefault(last, []).append((found[2] or "").strip())
            is_list = found[1] in form.lists
        elif last and is_list:
            records[-1][last].append(line.strip())
        elif last:
            records[-1][last][-1] += f" {line.strip()}"
    return records


def _as_ris(tags: Tags) -> Tags:
    """A record whose type, people and numbers are those of RIS."""
    kind = next(iter(tags.pop("TY", [])), "JOUR")
    tags["TY"] = [_OF["types"].get(kind.lower(), kind)]
    shown = tags.pop("shown", [])
    if shown and "AU" not in tags:
        tags["AU"] = [re.sub(r"(?<!,) ([A-Z]{1,3})$", r", \1", name) for name in shown]
    if "PMID" in tags:
        tags.update(AN=tags.pop("PMID"), DB=["PubMed"])
    return tags


def _parsed(text: str) -> Element:
    """The root of a text of XML; one that declares entities of its own is refused."""
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ValueError("the record declares a document type: save it without one")
    try:
        return fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))  # noqa: S314 (no entities)
    except ParseError as error:
        raise ValueError(f"the record can't be read as XML: {error}") from error


def _from_xml(record: Element) -> Tags:
    tags: Tags = {}
    for path, tag in _OF["xml"].items():
        for element in record.iterfind(f".//{path}"):
            tags.setdefault(tag, []).append(" ".join("".join(element.itertext()).split()))
    kind = record.find("ref-type")
    tags["TY"] = [kind.get("name", "") if kind is not None else ""]
    return _as_ris(tags)
