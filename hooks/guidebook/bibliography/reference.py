"""References, a bibliography of them, and the shapes of the identifiers that find a source.

The Vancouver style and the files for other programs are made of a reference's item of CSL-JSON,
named after the Citation Style Language's data schema, version 1.0.2.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import unescape
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

from guidebook.bibliography.names import people
from guidebook.bibliography.tex import to_marked, to_text
from guidebook.bibliography.tex_reader import bare_address
from guidebook.bibliography.vocabulary import NAMES, VARIABLES, entry_type
from guidebook.findings import Finding, nearest
from guidebook.source import Source

KEY = re.compile(r"\w[\w.:/+-]*")
"""A reference's key: a letter, digit or underscore, and then also `. : / + -`."""

CHECKED: Mapping[str, str] = {
    "full record": "full record checked",
    "title and site": "title and site as we found them; the rest not checked",
    "nothing": "not checked",
}
"""Every word that the field `checked` may hold, and what readers see for it."""

Item = Mapping[str, Any]
"""An item of CSL-JSON; it holds no empty value."""

_LEAP = r"(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
_YEAR = r"(?:1\d|20)\d\d"
"""A year in which a source may have come out: 2201 is a slip."""
_DATE = re.compile(
    r"(?!\d{4}-(?:02-3|(?:0[469]|11)-31))"
    rf"(?!(?!{_LEAP})\d{{4}}-02-29)"
    rf"{_YEAR}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
)
"""A date as biblatex writes it, after ISO 8601: a year, a month of it or a day that there is."""
_HOST = r"(?:\w(?:[\w-]*\w)?\.)+\w(?:[\w-]*\w)?(?::\d{1,5})?"
_IN_DOI = r"[^\s\\{}\"%\u200b-\u200f\ufeff]"
SHAPES: Mapping[str, re.Pattern[str]] = {
    # A prefix, a slash and a suffix (DOI Handbook, section 2.2), without what a sentence ends in.
    "doi": re.compile(
        rf"(?!\S+(?:[,;]10\.\d{{4}}|&#?\w+;))10\.\d{{4,9}}/{_IN_DOI}*"
        rf"(?:(?![.,;:?!…/()<>'”’\]\[]){_IN_DOI}|\([^\s()]+\)|<[^\s<>]+>)"
    ),
    "pmid": re.compile(r"[1-9]\d{0,7}"),
    "pmcid": re.compile(r"PMC[1-9]\d{0,8}"),
    # With a host name, no user before it, and no character that RFC 3986 forbids.
    "url": re.compile(
        rf"(?!\S+[,;]https?://)https?://{_HOST}(?:[/?#][^\s\\{{}}\"<>^`|]*)?", re.IGNORECASE
    ),
    "year": re.compile(_YEAR, re.ASCII),
    "month": re.compile(r"0?[1-9]|1[0-2]|(?!\d+$).*"),
    "day": re.compile(r"0?[1-9]|[12]\d|3[01]|(?!\d+$).*"),
    "date": _DATE,
    "urldate": _DATE,
    "checked": re.compile("|".join(CHECKED)),
}
"""What a field must hold in full; one that isn't named here may hold any text."""

_DOI_BEGINS = re.compile(rf"10\.\d{{4,9}}/{_IN_DOI}{{,400}}")
_ENDS_OF_ADDRESSES = re.compile(r"(?:[./](?:abstract|e?pdf|epub|full|html?|long|xml))+$")
"""What publishers put behind a DOI in an address of theirs."""
_DOI_ADDRESS = re.compile(r"https?://(?:dx\.)?doi\.org/", re.IGNORECASE)
_SITE = re.compile(r"^https?://([^/?#]+(?:/[^?#]+)?).*", re.IGNORECASE)
_RANGE = re.compile(r"\s*[-–—]+\s*")
_ONE_PAGE = re.compile(r"(?<![\w-])([\w.]+)-\1(?![\w-])")
_TEXTS = [name for name in VARIABLES if name not in (*NAMES, "issued", "accessed")]
_LINKS: Mapping[str, tuple[Callable[[str], str], Callable[[str], str]]] = {
    "DOI": (lambda doi: "https://doi.org/" + quote(doi, safe="/:;()-._~"), "doi:{}".format),
    "PMID": ("https://pubmed.ncbi.nlm.nih.gov/{}/".format, "PMID {}".format),
    "PMCID": ("https://pmc.ncbi.nlm.nih.gov/articles/{}/".format, str),
    "URL": (str, lambda url: _SITE.sub(r"\1", url)),
}
"""Where each of CSL's identifiers leads, the best first, and what readers see of it."""
_EPRINTS: Mapping[str, tuple[str, str]] = {
    "arxiv": ("https://arxiv.org/abs/", "arXiv:"),
    "hdl": ("https://hdl.handle.net/", "hdl:"),
    "jstor": ("https://www.jstor.org/stable/", "JSTOR "),
}
"""The same for the archives that biblatex knows (manual, 3.14.7), by `eprinttype`."""
_EPRINT = re.compile(r"(?:arxiv:)?([\w./:-]+)", re.IGNORECASE)


def find_doi(text: str) -> str:
    """The bare DOI in what somebody pasted, or nothing."""
    plain = unquote(unescape(text)).replace("\\", "")
    plain = re.split(r"[?#]", plain)[0] if "://" in plain else plain
    found = _DOI_BEGINS.search(plain)
    doi = re.split(r"[,;]\s*(?:doi:|https?://|10\.\d{4})", found.group())[0] if found else ""
    if "://" in plain:
        doi = _ENDS_OF_ADDRESSES.sub("", doi)
    while doi and not SHAPES["doi"].fullmatch(doi):
        doi = doi[:-1]
    return doi


def find_pmid(text: str) -> str:
    """The bare PubMed number, of one to eight digits, in what somebody pasted, or nothing."""
    numbers = re.findall(r"\b(?:pmid)?(\d+)\b", text, re.IGNORECASE)
    return numbers[0] if len(numbers) == 1 and SHAPES["pmid"].fullmatch(numbers[0]) else ""


def find_pmcid(text: str) -> str:
    """The PubMed Central number, with its letters, in what somebody pasted, or nothing."""
    numbers = re.findall(r"(?:\b|PMC)([1-9]\d{0,8})\b", text)
    return f"PMC{numbers[0]}" if len(numbers) == 1 else ""


def _find_url(text: str) -> str:
    bare = bare_address(text).strip().strip("<>")
    return next(filter(SHAPES["url"].fullmatch, (bare, f"https://{bare}")), "")


FINDERS: Mapping[str, Callable[[str], str]] = {
    "doi": find_doi,
    "pmid": find_pmid,
    "pmcid": find_pmcid,
    "url": _find_url,
    "checked": lambda word: nearest(word, CHECKED),
}
"""By field what gives, from a malformed text, what was meant, or nothing."""


def one_range(pages: str) -> str:
    """Pages with one hyphen in a range; a range of one page is that page."""
    return _ONE_PAGE.sub(r"\1", _RANGE.sub("-", pages))


def own_url(text: str, doi: str = "") -> str:
    """The address, where it is one and doesn't only repeat the DOI."""
    repeats = doi and _DOI_ADDRESS.match(text)
    return text if SHAPES["url"].fullmatch(text) and not repeats else ""


@dataclass(frozen=True)
class Reference:
    """One usable entry of the file."""

    key: str
    kind: str
    """The entry's type in lower case, as in `article`."""
    fields: Mapping[str, str] = field(hash=False)
    """By name in lower case, as written: TeX is kept, because people's names are split by it."""
    offset: int = field(default=0, compare=False)
    """Where its at sign stands in the file, which is no part of what it is."""
    reads: Callable[[str], str] = to_text
    """How TeX is read: to plain text, or to one that keeps its scripts."""

    @cached_property
    def marked(self) -> "Reference":
        """The same, read so that its texts keep their scripts."""
        return self if self.reads is to_marked else replace(self, reads=to_marked)

    def text(self, *names: str) -> str:
        """The first of the named fields that holds something, as text, or nothing."""
        texts = (self.reads(self.fields[name]) for name in names if name in self.fields)
        return next(filter(None, texts), "")

    def date(self, *names: str) -> str:
        """The first of the named fields that holds a date, or else the first that holds a text."""
        texts = [text for name in names if (text := self.text(name))]
        return next(filter(_DATE.fullmatch, texts), next(iter(texts), ""))

    @property
    def year(self) -> str:
        """The year in which it was issued; what was written there where it isn't a date."""
        text = self.date("date", "year")
        return text[:4] if _DATE.fullmatch(text) else text

    @cached_property
    def item(self) -> Item:
        """The reference in CSL's words, in plain text; no identifier but a well-formed one."""
        row = entry_type(self.kind)
        item: dict[str, Any] = {
            "type": row.csl,
            "id": self.key,
            **{name: people(self.fields.get(name, "")) for name in NAMES},
            "issued": _csl_date(self.date("date", "year")),
            "accessed": _csl_date(self.date("urldate")),
            **{name: self.text(*VARIABLES[name].fields) for name in _TEXTS},
        }
        item["title"] = ": ".join(filter(None, map(self.text, ("title", "subtitle"))))
        if row.form == "part":
            item["container-title"] = self.text(row.container) or item["container-title"]
        below = self.text("booksubtitle", "journalsubtitle") if item["container-title"] else ""
        item["container-title"] = ": ".join(filter(None, (item["container-title"], below)))
        item["page"] = one_range(item["page"])
        doi, pmid, url = (self.fields.get(name, "") for name in ("doi", self.pmid_field, "url"))
        item["DOI"] = doi if SHAPES["doi"].fullmatch(doi) else ""
        item["PMID"] = pmid if SHAPES["pmid"].fullmatch(pmid) else ""
        item["PMCID"] = find_pmcid(item["PMCID"])
        item["URL"] = own_url(url, item["DOI"])
        del item[row.other_number]
        return {name: value for name, value in item.items() if value}

    @property
    def pmid_field(self) -> str:
        """The field of its PubMed number: for biblatex `eprint` with `eprinttype = {pubmed}`."""
        is_eprint = self._archive == "pubmed" and "pmid" not in self.fields
        return "eprint" if is_eprint else "pmid"

    @property
    def _archive(self) -> str:
        return self.text("eprinttype", "archiveprefix").lower()

    @property
    def eprint(self) -> list[tuple[str, str]]:
        """Where it is found in an archive of preprints, as in `links`, or nothing."""
        number = _EPRINT.fullmatch(self.fields.get("eprint", ""))
        if not number or self._archive not in _EPRINTS:
            return []
        address, name = _EPRINTS[self._archive]
        return [(f"{address}{number[1]}", f"{name}{number[1]}")]

    @property
    def links(self) -> list[tuple[str, str]]:
        """Each address where a reader finds it, the best first, with what is shown of it."""
        found = [(make, self.item[name]) for name, make in _LINKS.items() if name in self.item]
        named = [(address(written), text(written)) for (address, text), written in found]
        return [*named, *self.eprint]

    @property
    def address(self) -> str:
        """The best of its addresses, or nothing."""
        return next((address for address, _ in self.links), "")


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


def _csl_date(text: str) -> dict[str, object]:
    if _DATE.fullmatch(text):
        return {"date-parts": [[int(part) for part in text.split("-")]]}
    return {"literal": text} if text else {}
