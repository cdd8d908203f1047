"""Records of lines with tags, as publishers and indexes export them, all as RIS's tags.

RIS (Reference Manager, 2001), PubMed's format (NLM, MEDLINE data element descriptions), the tagged
format of a large index (`.ciw`), and EndNote's `.enw` and XML.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, fromstring

Tags = dict[str, list[str]]
"""The texts of a record by RIS's tags; what has no such tag keeps its own name."""


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


def _pairs(text: str) -> Mapping[str, str]:
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


_PUBMED = _pairs(
    "FAU AU CN AU AU shown FED ED JT T2 TA JA DP PY VI VL IP IS PG SP AID LID PMID AN IS ISSN"
    " BTI BT CTI BT ISBN SN EN ET"
)
_INDEX = _pairs(
    "PT TY AF AU AU shown CA AU BE ED SO T2 BP SP DI DO AR C7 PU PB PI CY BN SN SN ISSN PM PMID"
)
_REFER = _pairs("0 TY A AU E ED T TI J T2 B T2 D PY V VL N IS P SP R DO U UR I PB C CY 7 ET @ SN")
_INDEX_BEGINS, _LISTS = re.compile(r"^PT [A-Z]\b", re.M), frozenset(("AU", "AF", "CA", "BE"))
_FORMS = (
    _Form(re.compile(r"^TY  ?-", re.M), re.compile(r"^([A-Z][A-Z0-9])  ?- ?(.*)$"), {}),
    _Form(re.compile(r"^PMID ?- ", re.M), re.compile(r"^([A-Z]{2,4}) *- (.*)$"), _PUBMED),
    _Form(_INDEX_BEGINS, re.compile(r"^([A-Z][A-Z0-9])(?: (.*))?$"), _INDEX, _LISTS),
    _Form(re.compile(r"^%0 ", re.M), re.compile(r"^%(\S) (.*)$"), _REFER),
)
_KINDS = _pairs(
    "j JOUR b BOOK s CHAP p PAT journal-article JOUR book BOOK book-section CHAP edited-book BOOK"
    " report RPRT thesis THES conference-paper CPAPER conference-proceedings CONF web-page ELEC"
    " electronic-article JOUR magazine-article MGZN newspaper-article NEWS dataset DATA patent PAT"
    " standard STAND computer-program COMP online-database ELEC journal JOUR"
)
"""RIS's types for those of the index and of EndNote."""
_XML_TAGS = _pairs(
    "authors/author AU secondary-authors/author ED titles/title TI titles/secondary-title T2"
    " periodical/full-title JF dates/year PY volume VL number IS pages SP edition ET publisher PB"
    " pub-location CY isbn SN electronic-resource-num DO related-urls/url UR access-date Y2"
)


def read_tagged(text: str) -> list[Tags] | None:
    """Every record of a text in one of the formats, or nothing where it is in none."""
    if re.match(r"\s*<(?:\?xml|xml\b)", text):
        return [_from_xml(record) for record in _parsed(text).iter("record")]
    for form in _FORMS:
        if form.begins.search(text):
            return [_as_ris(record) for record in _read(text, form)]
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
    tags["TY"] = [_KINDS.get(kind.lower().replace(" ", "-"), kind)]
    shown = tags.pop("shown", [])
    if shown and "AU" not in tags:
        tags["AU"] = [re.sub(r" ([A-Z]{1,3})$", r", \1", name) for name in shown]
    if "LID" in tags or "PT" in tags:  # PubMed's
        _sort_out_pubmed(tags)
    if "PMID" in tags:
        tags.update(AN=tags.pop("PMID"), DB=["PubMed"])
    return tags


def _sort_out_pubmed(tags: Tags) -> None:
    tags["DB"] = ["PubMed"]
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
    for path, tag in _XML_TAGS.items():
        for element in record.iterfind(f".//{path}"):
            tags.setdefault(tag, []).append(" ".join("".join(element.itertext()).split()))
    kind = record.find("ref-type")
    tags["TY"] = [kind.get("name", "") if kind is not None else ""]
    return _as_ris(tags)
