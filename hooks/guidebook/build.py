"""What a build knows of its site, and what it makes of the whole once every page is rendered."""

from collections.abc import Callable, Collection, Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from guidebook.as_before import cited_guide, index_of
from guidebook.bibliography.bibtex_reading import read_bibliography
from guidebook.bibliography.entry_checks import uncited
from guidebook.bibliography.reference import Bibliography, Reference
from guidebook.bibliography.same_source import doubled
from guidebook.checks.front_matter import FrontMatter
from guidebook.checks.unseen_signs import check_unseen
from guidebook.citations.citing import CitedGuide
from guidebook.citations.reference_lists import Section, export_files
from guidebook.decision_guide import decision_page
from guidebook.field import Field
from guidebook.findings import Finding
from guidebook.flawless import Flawless
from guidebook.kept import CACHE, digest, once, own_code
from guidebook.kept_entries import kept_bibliography
from guidebook.memory import Memory
from guidebook.page import Guide, Page, guide_of, guides
from guidebook.settings import Settings
from guidebook.site.a_to_z import Letter, Site, a_to_z, listed
from guidebook.site.glossary import GLOSSARY_PAGE, link_words, read_glossary
from guidebook.site.guide_list import with_guide_list
from guidebook.site.menu import Part
from guidebook.site.page_needs import Needs, needs_of
from guidebook.site.search_index import (
    Searched,
    measure,
    search_files,
    search_names,
    stems_of,
)
from guidebook.site.search_text import Place, places
from guidebook.site.search_words import read_readers_words
from guidebook.site.stylesheet import without_unused
from guidebook.site.typeface import FONT_CACHE, subset_fonts
from guidebook.source import Source, decode, shown_path
from guidebook.subject_index import index_entries

DATA_NAMES = (decision_page.DATA_NAME, index_entries.DATA_NAME)
"""Files in `docs/` that are read and not published."""
NAME = "guidebook"
"""Of the plugin that holds a build, among those of MkDocs."""
PAGE_CACHE = f"{CACHE}/pages"
"""The folder of the project in which is kept what pages were made into."""
READERS_WORDS = "editors/readers-words.txt"
"""The list of what readers say for what pages say, from the project's folder."""


@dataclass
class Build:
    """One build from its beginning to its end; the events fill it, in their order."""

    settings: Settings
    flawless: Flawless
    memory: Memory = field(default_factory=lambda: Memory(keeps=False))
    """What was made in the last build of a preview; any other build makes all anew."""
    findings: set[Finding] = field(default_factory=set)
    logged: set[Finding] = field(default_factory=set)
    """Those of the findings that MkDocs' log has."""
    sources: dict[str, Source] = field(default_factory=dict)
    """Every text file read so far, by its path as findings show it: each is read once."""
    heads: dict[str, FrontMatter] = field(default_factory=dict)
    """The front matter of every page, by the same path."""
    decision_data: dict[str, Source] = field(default_factory=dict)
    """The data of decision guides, by the path in `docs/` of the page that shows it."""
    decisions: dict[str, decision_page.Filled] = field(default_factory=dict)
    """What stands on the pages of decision guides, by their path in `docs/`."""
    fields: dict[str, Field] = field(default_factory=lambda: {"": Field()})
    """The words of the site's field, by guide; those for all under nothing."""
    menu: Callable[[Any], list[Part]] = lambda _: []
    """What gives the navigation of a page."""
    index_data: dict[str, Source] = field(default_factory=dict)
    """The files of indexes, by their guide; nothing names that of the pages in no guide."""
    index: dict[str, list[index_entries.IndexEntry]] = field(default_factory=dict)
    """The entries of every index that has a file, by the same name, in the file's order."""
    order: list[str] = field(default_factory=list)
    """The paths of the pages that the navigation names, in its order."""
    pages: dict[str, Page] = field(default_factory=dict)
    """Every page by its path in `docs/`, in reading order, as far as it is finished."""
    configuration: Source = Source("", "")  # noqa: RUF009 (it never changes)
    """mkdocs.yml."""
    bibliography: Source = Source("", "")  # noqa: RUF009 (it never changes)
    references: Mapping[str, Reference] = field(default_factory=dict)
    """Its usable entries by key, each with its place."""
    guides: list[CitedGuide] = field(default_factory=list)
    """Every guide with its numbers, until its pages are whole."""
    sections: dict[str, Section] = field(default_factory=dict)
    """The list of references that ends a page, by the page's path in `docs/`."""
    files: dict[str, str | bytes] = field(default_factory=dict)
    """Files made for the site, by their path from its root."""
    makes_search_later: bool = False
    """Whether the files that a search reads are made when they are asked for."""
    search: Callable[[], dict[str, str]] = dict
    """What makes the files that a search reads, by their path from the site's root."""
    search_names: Collection[str] = ()
    """The paths of these files."""
    published: dict[str, str] = field(default_factory=dict)
    """The path in `docs/` of every file of the site, by its address from the site's root."""
    stylesheet: str = ""
    """All rules of the theme and the site."""
    needs: Needs = field(default_factory=Needs)
    """What the written pages need of the stylesheet and the fonts."""
    a_to_z: list[Letter] = field(default_factory=list)
    """The index of the whole site."""
    searched: list[str] = field(default_factory=list)
    """The paths in `docs/` of the pages that a search finds, in the order of its numbers."""
    copied: list[Guide] = field(default_factory=list)
    """The guides that have an offline copy of their own; none where the whole site has one."""

    def report(self, findings: Iterable[Finding]) -> None:
        """Keep findings; the same one reported twice is kept once."""
        self.findings.update(findings)

    def check(
        self, check: Callable[..., Iterable[Finding]], path: str, *given: object
    ) -> list[Finding]:
        """Keep and give what a check finds on a page; it looks at nothing but what it is given."""
        again = partial(self.memory.made, _found, f"{check.__name__} {path}", check, *given)
        found = self.flawless.check(check.__name__, given, again)
        self.report(found)
        return found

    def read_entries(self, source: Source) -> Bibliography:
        """The entries in a file, read anew where it changed; a preview keeps the last ones only."""
        if self.memory.keeps:
            return self.memory.made(read_bibliography, "", source)
        return kept_bibliography(source, self.settings.project / PAGE_CACHE)

    def read(self, path: str, data: bytes) -> Source:
        """A file's text, checked as any file's; `path` is what findings show."""
        self.sources[path], findings = self.memory.made(_read, path, data, path)
        self.report(findings)
        return self.sources[path]

    def keep_data(self, path: str, data: Source, pages: Set[str]) -> None:
        """Keep a file of data, at a path in `docs/`, for the page or the guide that it belongs to.

        `pages` are the paths of all pages.
        """
        beside = PurePosixPath(path)
        if beside.name == decision_page.DATA_NAME:
            page = str(beside.with_name(decision_page.PAGE_NAME))
            self.decision_data[page] = data
            self.report([] if page in pages else [decision_page.no_page(data)])
        elif path == str(PurePosixPath(guide_of(path), index_entries.DATA_NAME)):
            self.index_data[guide_of(path)] = data
        else:
            self.report([index_entries.misplaced(data)])

    def read_snippet(self, name: str) -> Source | None:
        """A file that a page takes in, where it is in the project's folder, or nothing."""
        project = self.settings.project.resolve()
        files = [(project / base / name).resolve() for base in self.settings.snippets]
        here = (file for file in files if file.is_relative_to(project) and file.is_file())
        file = next(here, None)
        return self.read(shown_path(file, project), file.read_bytes()) if file else None

    def field_of(self, page: Page) -> Field:
        """The words of the field that a page belongs to."""
        return self.fields.get(page.guide, self.fields[""])

    def cite(self, bibliography: Bibliography) -> None:
        """Number every guide, and make the files of its references."""
        again = partial(self.memory.made, _found, "doubled", doubled, bibliography)
        told = self.flawless.check("doubled", bibliography.source, again)
        self.report([*bibliography.findings, *told])
        self.bibliography, self.references = bibliography.source, bibliography.references
        every = guides(self.pages.values())
        for guide in sorted(every, key=lambda guide: not guide.name):
            cited = cited_guide(guide, bibliography, self.guides, self.memory)
            self.report(cited.findings)
            self.guides.append(cited)
            self.sections.update(cited.sections)
            self.pages.update({page.path: page for page in cited.guide.pages})
            files = self.memory.made(export_files, guide.first.path, guide, cited.references)
            self.files.update(files)
        known = {reference.key for cited in self.guides for reference in cited.references}
        self.report(uncited(bibliography, known))

    def list_guides(self) -> None:
        """Put the list of all guides on the pages that ask for it."""
        named = [guide for guide in guides(self.pages.values()) if guide.name]
        for path, page in self.pages.items():
            self.pages[path] = replace(page, html=with_guide_list(page, named))

    def link_glossary(self) -> None:
        """Link the first use of each of the glossary's words on every other page."""
        glossary = self.pages.get(GLOSSARY_PAGE)
        words = read_glossary(glossary.html) if glossary else {}
        for path, page in self.pages.items():
            if glossary and path != GLOSSARY_PAGE:
                html = self.memory.made(link_words, path, page, glossary, words)
                self.pages[path] = replace(page, html=html)

    def read_indexes(self) -> None:
        """Read the index of every guide, whose pages are rendered."""
        for guide, source in self.index_data.items():
            self.index[guide], findings = index_of(source, self.pages, guide, self.memory)
            self.report(findings)

    def make_search(self, url: str) -> None:
        """Make the files that the search page reads, and the index from A to Z on it, at `url`.

        A preview makes the files when somebody searches: each word counts by all pages.
        """
        pages = {path: page for path, page in self.pages.items() if page.search_weight}
        self.searched = list(pages)
        found = {path: self.places_of(page) for path, page in pages.items()}
        titles = {cited.guide.name: cited.guide.title for cited in self.guides if cited.guide.name}
        searched = [
            Searched(page, titles.get(page.guide, ""), found[path]) for path, page in pages.items()
        ]
        measured = [self.memory.made(measure, each.page.path, each) for each in searched]
        known = stems_of(measured)
        source = self._readers_words()
        readers, findings = read_readers_words(source, known) if source else ({}, [])
        self.report(findings)
        make = partial(search_files, searched, measured, readers)
        self.search_names = frozenset(search_names(searched, known))
        if self.makes_search_later:
            self.search, made = make, dict.fromkeys(self.search_names, "")
        else:
            made = make()
        self.files.update(made)
        shown = {path: listed(page, found[path]) for path, page in pages.items()}
        site = Site(self.index, shown, titles)
        self.a_to_z = self.memory.made(a_to_z, "", site, url)

    def index_for(self, url: str) -> list[Letter]:
        """The index with the words that stand on the page at `url`; of others only the letters."""
        return [
            letter if letter.url == url else letter._replace(terms=()) for letter in self.a_to_z
        ]

    def finish(self) -> None:
        """Let every page end with its references; its HTML is whole then, and nowhere else."""
        self.guides = []
        for path, section in self.sections.items():
            page = self.pages[path]
            self.pages[path] = replace(page, html=f"{page.html}{section.html}")
            self.sections[path] = section._replace(html="")

    def note(self, path: str, output: str) -> None:
        """Keep what a written page, or another file at a path, needs of stylesheet and fonts."""
        self.needs.merge(self.memory.made(needs_of, path, output))

    def note_again(self, path: str) -> None:
        """Keep the same of what stays as it was written by the last build."""
        kept = self.memory.last((needs_of, path))
        if kept:
            self.needs.merge(kept.made)

    def places_of(self, page: Page) -> list[Place]:
        """What a page says; the list that makes up a references page is part of it."""
        section = self.sections.get(page.path) if page.lists_references else None
        whole = f"{page.html}{section.html}" if section else page.html
        return self.memory.made(places, page.path, whole)

    def typeset(self, make: Callable[["Build"], None]) -> None:
        """Let `make` make the books of every guide, of all that is known by then."""
        make(self)

    def write_face(self, sheet: Path) -> None:
        """Cut the stylesheet to what the pages use, and write it and the fonts beside it."""
        names = self.needs.names
        cut = partial(self.memory.made, without_unused, "", self.stylesheet, names)
        key = digest("face", own_code(), self.stylesheet, names.looked_up(self.stylesheet))
        css = once(self.settings.project / PAGE_CACHE, key, cut)
        sheet.parent.mkdir(parents=True, exist_ok=True)
        sheet.write_text(css, encoding="utf-8")
        cache = self.settings.project / FONT_CACHE
        fonts = self.memory.made(subset_fonts, "", self.needs.characters, cache)
        for name, font in fonts.items():
            (sheet.parent / name).write_bytes(font)

    def _readers_words(self) -> Source | None:
        file = self.settings.project / READERS_WORDS
        return self.read(READERS_WORDS, file.read_bytes()) if file.exists() else None


def _read(data: bytes, path: str) -> tuple[Source, tuple[Finding, ...]]:
    """A file's text, and what is wrong with it whatever it holds."""
    source, findings = decode(data, path)
    return source, (*findings, *check_unseen(source))


def _found(check: Callable[..., Iterable[Finding]], *given: object) -> list[Finding]:
    return list(check(*given))
