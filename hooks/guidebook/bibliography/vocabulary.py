"""The one table of types and fields: what each is in BibTeX, CSL, RIS and the Vancouver style.

BibTeX's names are those of btxdoc and of biblatex's manual, CSL's those of its data schema, version
1.0.2, and RIS's those of Reference Manager (2001).
"""

from calendar import month_name
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
    other_number: str = "number"
    """Which of CSL's `issue` and `number` it doesn't have."""


_OTHER = EntryType("document", "GEN", "page")
_ROWS: Mapping[str, EntryType] = {
    "article": EntryType("article-journal", "JOUR", "article", "journal"),
    "book collection manual mvbook reference": EntryType("book", "BOOK", "book"),
    "booklet": EntryType("pamphlet", "PAMP", "book"),
    "proceedings": EntryType("book", "CONF", "book"),
    "incollection inbook": EntryType("chapter", "CHAP", "part", "booktitle"),
    "inproceedings conference": EntryType("paper-conference", "CPAPER", "part", "booktitle"),
    "inreference": EntryType("entry-encyclopedia", "ENCYC", "part", "booktitle"),
    "report techreport": EntryType("report", "RPRT", "report", other_number="issue"),
    "thesis mastersthesis phdthesis": EntryType("thesis", "THES", "report", other_number="issue"),
    "online electronic webpage www": EntryType("webpage", "ELEC", "page", "organization"),
    "dataset": EntryType("dataset", "DATA", "page"),
    "patent": EntryType("patent", "PAT", "page"),
    "software": EntryType("software", "COMP", "page"),
    "standard": EntryType("standard", "STAND", "page"),
    "unpublished": EntryType("manuscript", "UNPB", "page"),
    "misc artwork audio bookinbook image jurisdiction legal legislation letter movie": _OTHER,
    "music mvcollection mvproceedings mvreference performance periodical review": _OTHER,
    "suppbook suppcollection suppperiodical video": _OTHER,
}
"""By BibTeX's entry types, the one first as which a type of CSL or RIS is read."""


TYPES: Mapping[str, EntryType] = {
    name: row for names, row in _ROWS.items() for name in names.split()
}

_ALSO_READ: Mapping[str, str] = {
    "article": "article-magazine article-newspaper journal-article review EJOUR JFULL MGZN NEWS",
    "book": "monograph edited-book reference-book book-set book-series EBOOK EDBOOK",
    "incollection": "book-chapter book-section book-part book-track ECHAP",
    "inproceedings": "proceedings-article",
    "inreference": "reference-entry entry entry-dictionary DICT",
    "proceedings": "proceedings proceedings-series CONF",
    "report": "report-component report-series GOVDOC",
    "thesis": "dissertation",
    "online": "post post-weblog BLOG WEB",
    "dataset": "database DBASE",
    "standard": "standard-series",
}
"""More types of CSL, of Crossref's records and of RIS, by the type as which they are read."""

_KINDS: Mapping[str, str] = {
    **{name: kind for kind, row in reversed([*TYPES.items()]) for name in (row.csl, row.ris)},
    **{name: kind for kind, names in _ALSO_READ.items() for name in names.split()},
}


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


NAMES = ("author", "editor", "translator")
"""CSL's variables that hold people; in BibTeX they have the same names."""

VARIABLES: Mapping[str, Variable] = {
    "author": Variable(("author",), ("AU", "A1")),
    "editor": Variable(("editor",), ("ED", "A2")),
    "translator": Variable(("translator",), ("A4",)),
    "title": Variable(("title",), ("TI", "T1")),
    "container-title": Variable(
        ("journal", "journaltitle", "booktitle"), ("T2", "JO", "JF", "JA", "BT")
    ),
    "issued": Variable(("year", "date"), ("PY", "Y1", "DA")),
    "volume": Variable(("volume",), ("VL",)),
    "issue": Variable(("number", "issue"), ("IS",)),
    "number": Variable(("number",), ("IS",)),
    "chapter-number": Variable(("chapter",)),
    "page": Variable(("pages", "eid", "articleno"), ("SP", "EP")),
    "number-of-pages": Variable(("pagetotal", "numpages")),
    "number-of-volumes": Variable(("volumes",), ("NV",)),
    "collection-title": Variable(("series",), ("T3",)),
    "event-title": Variable(("eventtitle",)),
    "event-place": Variable(("venue",)),
    "edition": Variable(("edition",), ("ET",)),
    "version": Variable(("version",)),
    "publisher": Variable(("publisher", "institution", "school", "organization"), ("PB",)),
    "publisher-place": Variable(("address", "location"), ("CY",)),
    "genre": Variable(("type",), ("M3",)),
    "ISBN": Variable(("isbn",), ("SN",)),
    "DOI": Variable(("doi",), ("DO",)),
    "PMID": Variable(("pmid",), ("AN",)),
    "PMCID": Variable(("pmcid", "pmc"), ("C2",)),
    "URL": Variable(("url",), ("UR",)),
    "accessed": Variable(("urldate",), ("Y2",)),
    "status": Variable(("pubstate",)),
    "note": Variable(("note",), ("N1",)),
}
"""By CSL's name, in the order in which RIS has them."""

_WITHOUT_A_VARIABLE = (
    "addendum archiveprefix booksubtitle booktitleaddon checked eprint eprinttype eventdate holder "
    "howpublished journalsubtitle mainsubtitle maintitle part subtitle titleaddon"
)
SHOWN = frozenset(_WITHOUT_A_VARIABLE.split()).union(*(one.fields for one in VARIABLES.values()))
"""Fields that readers see in some type; a few have no name in CSL."""

_IN_NO_TYPE = (
    "accessdate afterword annotator article bookauthor commentator editora editorb editorc eissn "
    "foreword introduction issn issuesubtitle issuetitle nameaddon origdate origlanguage "
    "origlocation origpublisher origtitle origyear"
)
UNSEEN = frozenset(_IN_NO_TYPE.split())
"""Fields that say something of a source which the Vancouver style never shows."""

NOT_FOLLOWED = frozenset(("crossref", "xdata"))
"""Fields that borrow from another entry."""

_SILENT = (
    "abstract affiliation annotate annotation annote archive author-email bibsource comment "
    "copyright creationdate date-added date-modified day entryset entrysubtype file groups ids "
    "indextitle institutionid issue_date journal-iso journalabbreviation key keyword keywords "
    "langid language lccn library modificationdate month mrnumber owner pagination price "
    "primaryclass priority rating readstatus related relatedstring relatedtype researcherid- "
    "numbers shortauthor shortjournal shorttitle timestamp unique-id urn usera userb zblnumber"
)
"""Fields in which programs keep their own notes on an entry; a month, for which the year stands."""

FIELDS = SHOWN | UNSEEN | NOT_FOLLOWED | frozenset(_SILENT.split())

MONTHS: Mapping[str, str] = {name[:3].lower(): name for name in month_name[1:]}
"""The abbreviations that every BibTeX style defines, and the text each stands for."""
