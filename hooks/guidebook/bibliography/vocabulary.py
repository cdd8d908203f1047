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
    container: str = "howpublished"
    """The field that names what it stands in."""

    @property
    def other_number(self) -> str:
        """Which of CSL's `issue` and `number` it doesn't have: a report or thesis has a number."""
        return "issue" if self.form == "report" else "number"


_BOOK = EntryType("book", "BOOK", "book")
_CHAPTER = EntryType("chapter", "CHAP", "part", "booktitle")
_PAPER = EntryType("paper-conference", "CPAPER", "part", "booktitle")
_REPORT = EntryType("report", "RPRT", "report")
_THESIS = EntryType("thesis", "THES", "report")
_WEB_PAGE = EntryType("webpage", "ELEC", "page", "organization")
_OTHER = EntryType("document", "GEN", "page")
_WITHOUT_TYPE = (
    *("misc", "artwork", "audio", "bookinbook", "image", "legislation", "mvcollection"),
    *("mvproceedings", "periodical", "review", "suppbook", "suppcollection", "suppperiodical"),
    "video",
)

TYPES: Mapping[str, EntryType] = {
    "article": EntryType("article-journal", "JOUR", "article", "journal"),
    **dict.fromkeys(("book", "collection", "manual", "mvbook", "reference"), _BOOK),
    "booklet": EntryType("pamphlet", "PAMP", "book"),
    "proceedings": EntryType("book", "CONF", "book"),
    **dict.fromkeys(("incollection", "inbook"), _CHAPTER),
    **dict.fromkeys(("inproceedings", "conference"), _PAPER),
    "inreference": EntryType("entry-encyclopedia", "ENCYC", "part", "booktitle"),
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
    ris: tuple[str, ...] = ()
    """RIS's tags for it, the best first."""


NAMES = ("author", "editor")
"""CSL's variables that hold people; in BibTeX they have the same names."""

VARIABLES: Mapping[str, Variable] = {
    "author": Variable(("author",), ("AU", "A1")),
    "editor": Variable(("editor",), ("ED", "A2")),
    "title": Variable(("title",), ("TI", "T1")),
    "container-title": Variable(
        ("journal", "journaltitle", "booktitle"), ("T2", "JO", "JF", "JA", "BT")
    ),
    "issued": Variable(("year", "date"), ("PY", "Y1", "DA")),
    "volume": Variable(("volume",), ("VL",)),
    "issue": Variable(("number", "issue"), ("IS",)),
    "number": Variable(("number",), ("IS",)),
    "page": Variable(("pages", "eid"), ("SP", "EP")),
    "edition": Variable(("edition",), ("ET",)),
    "publisher": Variable(("publisher", "institution", "school", "organization"), ("PB",)),
    "publisher-place": Variable(("address", "location"), ("CY",)),
    "genre": Variable(("type",)),
    "ISBN": Variable(("isbn",), ("SN",)),
    "DOI": Variable(("doi",), ("DO",)),
    "PMID": Variable(("pmid",), ("AN",)),
    "URL": Variable(("url",), ("UR",)),
    "accessed": Variable(("urldate",), ("Y2",)),
    "note": Variable(("note",), ("N1",)),
}
"""By CSL's name, in the order in which RIS has them."""


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
