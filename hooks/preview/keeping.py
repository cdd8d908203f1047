"""What a preview keeps from build to build, and the events that keep it and take it again."""

import logging
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, NamedTuple, Protocol, cast

from jinja2 import Template
from mkdocs.commands.build import build as build_site
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from guidebook.build import NAME, Build
from guidebook.checks.front_matter import FrontMatter
from guidebook.decision_guide.decision_page import Filled
from guidebook.findings import Finding
from guidebook.memory import Memory
from guidebook.site.whole_folder import Workplace, merge, publish
from guidebook.source import Source
from preview.known_files import KnownFile, KnownFiles, is_copied, pages_of
from preview.serving import Shelf, Unmade, serve
from preview.surroundings import PREVIEW, heads_of, surroundings

LAST = -300
"""After all other events of a kind, our own too."""
_RENDERED = ("markdown", "meta", "content", "toc", "_title_from_render")
"""What MkDocs' reading and rendering leaves on a page."""


class Guidebook(Protocol):
    """The events of a build, as a preview knows them."""

    build: Build
    given: Mapping[str, object]
    """What every template is given, besides the navigation."""

    def shown(self, file: File) -> str:
        """The path of a file as findings show it."""

    def parts_of(self, file: File, files: Files) -> tuple[object, ...]:
        """What goes into the text of a page besides its own file."""

    @property
    def copies(self) -> Collection[str]:
        """The paths of the copies to read offline, from the site's root."""

    def pack(self, site: Path) -> None:
        """Write the copies of the finished site in a folder."""


class Rendering(NamedTuple):
    """A page as Markdown made it, and all that went into it."""

    inputs: tuple[object, ...]
    asked: Mapping[str, object]
    """What the list of files answered, by the path that it was asked for."""
    attributes: Mapping[str, Any]
    """Those of MkDocs' page."""
    source: Source
    head: FrontMatter
    filled: Filled | None
    findings: frozenset[Finding]


class Made(NamedTuple):
    """A template that has been filled in."""

    output: str

    def render(self, _: object) -> str:
        """What came out."""
        return self.output


class Preview(BasePlugin):  # type: ignore[type-arg,no-untyped-call]  # MkDocs has no types here
    """What is kept from build to build, and the events of each; see `preview`."""

    is_serving = False
    """Whether there is a server, which makes later what is asked for; the first build has none."""

    def __init__(self) -> None:
        self.memory = Memory(keeps=True)
        self._around: object = None
        self._heads: object = None
        self._renderings: dict[str, Rendering] = {}
        self._served: Mapping[str, object] = {}
        """What the served folder holds, by the path there, with all that went into it."""
        self._built: dict[str, object] = {}
        """The same of the build that goes on."""
        self._told: set[Finding] = set()
        """What was told before the page that is rendered."""
        self._listening: Build | None = None
        """The build of that page."""
        self._shelf = Shelf()

    def begin(self, config: MkDocsConfig) -> Memory:
        """What a new build may take of the last ones."""
        around = surroundings(config)
        if around is None or around != self._around:
            self.memory.forget()
            self._renderings.clear()
            self._served = {}
        self._around = around
        return self.memory

    def publish(self, guidebook: Guidebook, place: Workplace) -> None:
        """Let what was built be served, and what was passed over stay."""
        if not self.is_serving:
            publish(place)
            self._served = self._built
            return
        same = {path for path, of in self._built.items() if self._served.get(path) == of}
        merge(place, same)
        self._served = self._built
        self._shelf.unmade = [
            Unmade(
                guidebook.build.search_names, lambda: _write_search(guidebook.build, place.site)
            ),
            Unmade(guidebook.copies, lambda: guidebook.pack(place.site)),
        ]

    def on_pre_build(self, config: MkDocsConfig) -> None:
        """Keep MkDocs from warning of `--dirty`: it says nothing else until the files."""
        _silence(True)

    @event_priority(LAST)
    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Let files be asked."""
        _silence(False)
        return KnownFiles(list(files))

    @event_priority(LAST)
    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> None:
        """Take again what Markdown made of each page, where the same goes in."""
        self._nav = nav
        for file in pages_of(files):
            self._take(cast("KnownFile", file), _guidebook(config), cast("KnownFiles", files))

    def _take(self, file: KnownFile, guidebook: Guidebook, files: KnownFiles) -> None:
        kept, build = self._renderings.get(file.src_uri), guidebook.build
        inputs = (file.content_bytes, *guidebook.parts_of(file, files))
        if not (kept and kept.inputs == inputs and files.answer_again(kept.asked)):
            return
        vars(file.page).update(kept.attributes)
        build.sources[kept.source.path] = kept.source
        build.heads[kept.source.path] = kept.head
        if kept.filled:
            build.decisions[file.src_uri] = kept.filled
        build.report(kept.findings)
        file.is_new = False

    def on_pre_page(self, page: MkDocsPage, config: MkDocsConfig, files: Files) -> None:
        """Listen to what is asked and told while a page is rendered."""
        self._listening = build = _guidebook(config).build
        self._told, build.findings = build.findings, set()
        cast("KnownFiles", files).asked = {}

    @event_priority(LAST)
    def on_page_content(
        self, html: str, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> None:
        """Keep what Markdown made of a page."""
        guidebook, name = _guidebook(config), page.file.src_uri
        build, shown = guidebook.build, guidebook.shown(page.file)
        self._renderings[name] = Rendering(
            inputs=(page.file.content_bytes, *guidebook.parts_of(page.file, files)),
            asked=cast("KnownFiles", files).asked,
            attributes={**{key: vars(page)[key] for key in _RENDERED}, "content": html},
            source=build.sources[shown],
            head=build.heads[shown],
            filled=build.decisions.get(name),
            findings=frozenset(build.findings),
        )
        self._hear()

    def _hear(self) -> None:
        """Add what was told of a page to what had been told before."""
        if self._listening:
            self._told |= self._listening.findings
            self._listening.findings = self._told
            self._listening = None

    @event_priority(LAST)
    def on_env(self, env: object, config: MkDocsConfig, files: Files) -> None:
        """See which files are to be written: all pages are finished, and all others made."""
        guidebook = _guidebook(config)
        heads = (heads_of(self._nav, files), guidebook.given)
        self._heads = self._heads if heads == self._heads else heads
        self._built = {}
        later = {*guidebook.copies}
        if guidebook.build.makes_search_later:
            later |= {*guidebook.build.search_names}
        for file in files:
            file.__class__ = KnownFile
            is_page = file.is_documentation_page()
            if file.src_uri in guidebook.build.pages if is_page else is_copied(file):
                self._compare(cast("KnownFile", file), guidebook.build, later)

    def _compare(self, file: KnownFile, build: Build, later: Collection[str]) -> None:
        """See whether the served folder has a file as it would be written."""
        if file.dest_uri in later:
            file.is_new = False
            return
        is_page = file.is_documentation_page()
        self._built[file.dest_uri] = made_of = self._made_of(file, build) if is_page else file.state
        file.is_new = self._served.get(file.dest_uri) != made_of
        if is_page and not file.is_new:
            build.note_again(file.src_uri)

    def _made_of(self, file: File, build: Build) -> tuple[object, ...]:
        """All that the template of a page is given."""
        page, record = cast("MkDocsPage", file.page), build.pages[file.src_uri]
        contents = self._renderings[file.src_uri].attributes["toc"]
        own = (record, build.sections.get(file.src_uri), contents, file.inclusion)
        return (self._heads, build.index_for(page.url), *own)

    def on_pre_template(
        self, template: Template, template_name: str, config: MkDocsConfig
    ) -> Template:
        """Take again what a template without a page gave."""
        made_of = (self._heads, _guidebook(config).build.index_for(template_name))
        kept = self.memory.recall(("template", template_name), made_of)
        return cast("Template", Made(kept.made)) if kept else template

    @event_priority(LAST)
    def on_post_template(self, output: str, template_name: str, config: MkDocsConfig) -> None:
        """Keep it."""
        made_of = (self._heads, _guidebook(config).build.index_for(template_name))
        self.memory.keep(("template", template_name), made_of, output)

    @event_priority(-LAST)
    def on_build_error(self, error: Exception) -> None:
        """Let all be told that was found."""
        _silence(False)
        self._hear()

    def on_serve(
        self, server: LiveReloadServer, config: MkDocsConfig, builder: object
    ) -> LiveReloadServer:
        """Build after each save with what is kept."""
        self.is_serving = True
        return serve(server, config, self._shelf, self._rebuild)

    def _rebuild(self, config: MkDocsConfig) -> None:
        config.plugins[PREVIEW] = self
        build_site(config, serve_url=config.site_url, dirty=True)


def _guidebook(config: MkDocsConfig) -> Guidebook:
    return cast("Guidebook", config.plugins[NAME])


def _silence(is_silent: bool) -> None:
    logging.getLogger(build_site.__module__).disabled = is_silent


def _write_search(build: Build, site: Path) -> None:
    for path, text in build.search().items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, encoding="utf-8")
