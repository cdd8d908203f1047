"""The one table of types and fields: what each is in BibTeX, CSL, RIS and the Vancouver style.

BibTeX's names are those of btxdoc and of biblatex's manual, CSL's those of its data schema, version
1.0.2, and RIS's those of Reference Manager (2001).
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple


class EntryType(NamedTuple):
    """What one of BibTeX's entry types is elsewhere."""

    csl: str
    ris: str
    form: Literal["article", "book", "part", "report", "page"]
    """Which form of the Vancouver style it has. A part stands in another work."""


_BOOK = EntryType("book", "BOOK", "book")
_CHAPTER = EntryType("chapter", "CHAP", "part")
_PAPER = EntryType("paper-conference", "CPAPER", "part")
_REPORT = EntryType("report", "RPRT", "report")
_THESIS = EntryType("thesis", "THES", "report")
_WEB_PAGE = EntryType("webpage", "ELEC", "page")
_OTHER = EntryType("document", "GEN", "page")

_WITHOUT_TYPE = (
    *("misc", "artwork", "audio", "bookinbook", "image", "legislation", "mvcollection"),
    *("mvproceedings", "periodical", "review", "suppbook", "suppcollection", "suppperiodical"),
    "video",
)
TYPES: Mapping[str, EntryType] = {
    "article": EntryType("article-journal", "JOUR", "article"),
    **dict.fromkeys(("book", "collection", "manual", "mvbook", "reference"), _BOOK),
    "booklet": EntryType("pamphlet", "PAMP", "book"),
    "proceedings": EntryType("book", "CONF", "book"),
    **dict.fromkeys(("incollection", "inbook"), _CHAPTER),
    **dict.fromkeys(("inproceedings", "conference"), _PAPER),
    "inreference": EntryType("entry-encyclopedia", "ENCYC", "part"),
    **dict.fromkeys(("report", "techreport"), _REPORT),
    **dict.fromkeys(("thesis", "mastersthesis", "phdthesis"), _THESIS),
    **dict.fromkeys(("online", "electronic", "webpage", "www"), _WEB_PAGE),
    "dataset": EntryType("dataset", "DATA", "page"),
    "patent": EntryType("patent", "PAT", "page"),
    "software": EntryType("software", "COMP", "page"),
    "standard": EntryType("standard", "STAND", "page"),
    "unpublished": EntryType("manuscript", "UNPB", "page"),
    **dict.fromkeys(_WITHOUT_TYPE, _OTHER),
}
"""By BibTeX's entry type. The first that has a type of CSL or RIS is the one it is read as."""

_KINDS: Mapping[str, str] = {
    **{name: kind for kind, row in reversed([*TYPES.items()]) for name in (row.csl, row.ris)},
    **dict.fromkeys(("article-magazine", "article-newspaper", "journal-article"), "article"),
    **dict.fromkeys(("JFULL", "MGZN", "NEWS"), "article"),
    "book-chapter": "incollection",
    **dict.fromkeys(("proceedings-article", "CONF"), "inproceedings"),
    "dissertation": "thesis",
    **dict.fromkeys(("post", "post-weblog"), "online"),
}
"""BibTeX's entry type by that of CSL, of Crossref's records, or of RIS."""


def entry_type(kind: str) -> EntryType:
    """What BibTeX's entry type `kind` is elsewhere."""
    return TYPES.get(kind, _OTHER)


def kind_of(name: str) -> str:
    """BibTeX's entry type for a type of CSL, of Crossref or of RIS."""
    return _KINDS.get(name, "misc")


class Variable(NamedTuple):
    """Where else one of CSL's variables stands."""

    fields: tuple[str, ...]
    """BibTeX's fields for it, the best first."""
    ris: tuple[str, ...]
    """RIS's tags for it, the best first."""


def _variable(fields: str, ris: str = "") -> Variable:
    return Variable(tuple(fields.split()), tuple(ris.split()))


NAMES = ("author", "editor")
"""CSL's variables that hold people; in BibTeX they have the same names."""

VARIABLES: Mapping[str, Variable] = {
    "author": _variable("author", "AU A1"),
    "editor": _variable("editor", "ED A2"),
    "title": _variable("title", "TI T1"),
    "container-title": _variable("journal journaltitle booktitle", "T2 JO JF JA BT"),
    "issued": _variable("year date", "PY Y1 DA"),
    "volume": _variable("volume", "VL"),
    "issue": _variable("number issue", "IS"),
    "number": _variable("number"),
    "page": _variable("pages eid", "SP EP"),
    "edition": _variable("edition", "ET"),
    "publisher": _variable("publisher institution school organization", "PB"),
    "publisher-place": _variable("address location", "CY"),
    "genre": _variable("type"),
    "ISBN": _variable("isbn", "SN"),
    "DOI": _variable("doi", "DO"),
    "PMID": _variable("pmid", "AN"),
    "URL": _variable("url", "UR"),
    "accessed": _variable("urldate", "Y2"),
    "note": _variable("note", "N1"),
}
"""By CSL's name, in the order in which RIS has them. `number` is that of a report or thesis."""


def container_field(kind: str) -> str:
    """The field that names what a source of this type stands in."""
    row = entry_type(kind)
    by_form = {"article": "journal", "part": "booktitle"}
    return "organization" if row == _WEB_PAGE else by_form.get(row.form, "howpublished")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SHOWN = _words("archiveprefix checked eprint eprinttype howpublished subtitle").union(
    *(variable.fields for variable in VARIABLES.values())
)
"""Fields that readers see in some form; a few have no name in CSL."""

NOT_FOLLOWED = _words("crossref xdata")
"""Fields that borrow from another entry, which this bibliography doesn't do."""

_SILENT = _words(
    "abstract accessdate addendum affiliation afterword annotate annotation annote archive article "
    "articleno author-email bibsource bookauthor booksubtitle booktitleaddon chapter comment "
    "copyright creationdate date-added date-modified eissn entrysubtype eventdate eventtitle file "
    "foreword groups holder institutionid introduction issn issue_date issuetitle journal-iso "
    "journalabbreviation journalsubtitle key keyword keywords langid language lccn library "
    "mainsubtitle maintitle modificationdate month mrnumber nameaddon numpages origdate origyear "
    "owner pagetotal pagination part pmc pmcid price priority pubstate rating readstatus "
    "researcherid-numbers series shortauthor shortjournal shorttitle timestamp titleaddon "
    "translator unique-id urn usera userb venue version volumes zblnumber"
)
"""Fields that reference managers write and readers don't see."""

FIELDS = SHOWN | NOT_FOLLOWED | _SILENT

MONTHS: Mapping[str, str] = {
    name[:3].lower(): name
    for name in (
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December"),
    )
}
"""The abbreviations that every BibTeX style defines, and the text each stands for."""
