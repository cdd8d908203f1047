"""The words that BibTeX and biblatex know: entry types, field names, months."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


KINDS = _words(
    "article book booklet conference inbook incollection inproceedings manual mastersthesis misc "
    "phdthesis proceedings techreport unpublished "
    "artwork audio bookinbook collection dataset electronic image inreference legislation mvbook "
    "mvcollection mvproceedings online patent periodical reference report review software "
    "standard suppbook suppcollection suppperiodical thesis video webpage www"
)
"""Entry types: BibTeX's own (btxdoc, section 3.1), then the common ones of biblatex."""

SHOWN = _words(
    "address archiveprefix author booktitle checked date doi edition editor eid eprint eprinttype "
    "howpublished institution isbn issue journal journaltitle location note number organization "
    "pages pmid publisher school subtitle title type url urldate volume year"
)
"""Fields that readers see in some form."""

NOT_FOLLOWED = frozenset({"crossref", "xdata"})
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

BOOKS = frozenset({"book", "booklet", "collection", "manual", "mvbook", "proceedings", "reference"})
"""Entry types of works that stand alone in print."""

PARTS = frozenset({"conference", "inbook", "incollection", "inproceedings", "inreference"})
"""Entry types of works that stand inside another one."""

REPORTS = frozenset({"mastersthesis", "phdthesis", "report", "techreport", "thesis"})
"""Entry types of works that an institution gives out."""

MONTHS = {
    "jan": "January",
    "feb": "February",
    "mar": "March",
    "apr": "April",
    "may": "May",
    "jun": "June",
    "jul": "July",
    "aug": "August",
    "sep": "September",
    "oct": "October",
    "nov": "November",
    "dec": "December",
}
"""The abbreviations that every BibTeX style defines, and the text each stands for."""
