"""Books that tests look at, with the pages they were made from."""

from pathlib import Path
from typing import NamedTuple

from bs4 import BeautifulSoup

from minisite import Site

SCREEN_ONLY = (
    ".headerlink, .footnote-backref, .footnote, .tabbed-labels, .decision-narrow, .guide-pdf, "
    ".decision-again, .decision-all, .page-date, .reference-files, .page-status, .rely, "
    ".sidenote, .cite, .cite-note, "
    "svg title, svg desc, script, style, [hidden]"
)
OUR_PAGES = (
    *("index", "causes", "inflammatory-or-mechanical", "key-points", "decision-guide"),
    *("sacroiliitis", "look-alikes", "at-home", "clinician", "treatment", "references"),
)
TORTURE_PAGES = ("index", "second", "decision-guide", "treatment", "hostile", "references")


class Book(NamedTuple):
    """A built book and the pages it was made from, in its order."""

    site: Site
    guide: str
    paper: str
    page_names: tuple[str, ...]
    content: str
    """What selects a page's own text, in CSS."""
    address: str
    """The site's own."""

    @property
    def pdf(self) -> Path:
        return self.site.folder / self.guide / f"{self.guide}-{self.paper}.pdf"

    def page(self, name: str) -> BeautifulSoup:
        built = self.site.page(f"{self.guide}/{name}.html")
        unread = SCREEN_ONLY if name == "references" else f"{SCREEN_ONLY}, [role=doc-bibliography]"
        for element in built.select(unread):
            element.decompose()
        return built
