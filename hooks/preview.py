"""The live preview: a build after a save makes what the save touches, and is a whole build.

Nothing here knows what depends on what. Each build goes through all events of MkDocs in their
order; what takes long is kept with everything that went into it, and taken again where the same
goes in:

- what Markdown made of a page: of its file, of the data and the addresses of its decision guide,
  and of what it asked the list of files for;
- numbers, lists, checks and the like: in `Memory`, where they are made;
- a page as its template shows it: of the page itself, and of the heads and the addresses of all
  pages, which is all that templates ask of other pages;
- a copied file: of what it holds, or of its time and its size on the disk.

After `--dirty` MkDocs asks each file whether it `is_modified`, and passes over what isn't. Here
these comparisons give the answer. What a build writes goes into an empty folder, and from there
into the served one, where nothing stays that the build neither wrote nor passed over. Where
anything around the pages changes (mkdocs.yml, a template, the day), and where others take part in
a build (plugins, extensions that read files, MkDocs' own checks), all that was kept is forgotten.

Two things are made when a browser asks for them: the files of the search, in which each word
counts by all pages, and the copy to read offline.
"""

import logging
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple, Protocol, cast

from jinja2 import Template
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import get_build_datetime

from guidebook.build import NAME, Build
from guidebook.checks.front_matter import FrontMatter
from guidebook.decision_guide.decision_page import Filled
from guidebook.findings import Finding
from guidebook.memory import Memory
from guidebook.site.whole_folder import Workplace, merge
from guidebook.source import Source

PREVIEW = f"{NAME}-preview"
LAST = -300
"""After all other events of a kind, our own too."""
POLLING, DELAY = 0.2, 0.05
"""How often it is looked for changes, and how long it must be quiet after one, in seconds."""

_RENDERED = ("markdown", "meta", "content", "toc", "_title_from_render")
"""What MkDocs' reading and rendering leaves on a page."""
_PACKAGES = ("markdown.extensions.", "pymdownx.")
_READ_FILES = ("pymdownx.b64", "pymdownx.snippets")
"""Extensions of Markdown by those who make a page of its text alone, but for two."""

log = logging.getLogger(f"mkdocs.plugins.{NAME}")


class Guidebook(Protocol):
    """The events of a build, as a preview knows them."""

    build: Build

    def shown(self, file: File) -> str:
        """The path of a file as findings show it."""

    def parts_of(self, file: File, files: Files) -> tuple[object, ...]:
        """What besides its file goes into the text of a page."""

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


class KnownFile(File):
    """A file that knows whether it is to be made again."""

    is_new = True

    @cached_property
    def content_bytes(self) -> bytes:
        """What is in it, whatever is saved there during the build."""
        return super().content_bytes

    @cached_property
    def _is_page(self) -> bool:
        return super().is_documentation_page()

    def is_documentation_page(self) -> bool:
        """Whether it is written in Markdown."""
        return self._is_page

    def is_modified(self) -> bool:
        """The answer for MkDocs."""
        return self.is_new

    @property
    def state(self) -> object:
        """What tells whether another file holds the same."""
        if self.abs_src_path is None:
            return self.content_bytes
        found = os.stat(self.abs_src_path)  # noqa: PTH116 (a path costs more than the call)
        return found.st_mtime_ns, found.st_size, found.st_ino


class KnownFiles(Files):
    """A list of files that keeps what it is asked for."""

    def __init__(self, files: Iterable[File]) -> None:
        super().__init__(files)
        self.asked: dict[str, object] = {}
        self._answers: dict[str, object] = {}
        for file in files:
            file.__class__ = KnownFile

    def get_file_from_path(self, path: str) -> File | None:
        """The file with that path in `docs/`."""
        self.asked[path] = self.answer(path)
        return super().get_file_from_path(path)

    def answer(self, path: str) -> object:
        """All that a page can learn of a file, by its path."""
        if path not in self._answers:
            file = cast("KnownFile | None", super().get_file_from_path(path))
            state = file.state if file and not file.is_documentation_page() else None
            self._answers[path] = file and (file.url, file.inclusion, state)
        return self._answers[path]


class Unmade(NamedTuple):
    """Files that are made when one of them is asked for."""

    paths: Collection[str]
    """From the site's root."""
    make: Callable[[], None]


class Made(NamedTuple):
    """A template that has been filled in."""

    output: str

    def render(self, _: object) -> str:
        """What came out."""
        return self.output


class Preview(BasePlugin):  # type: ignore[type-arg,no-untyped-call]  # MkDocs has no types here
    """What a preview keeps from build to build, and the events that keep it."""

    def __init__(self) -> None:
        self.memory = Memory(keeps=True)
        self._around: object = None
        self._renderings: dict[str, Rendering] = {}
        self._heads: object = None
        self._served: dict[str, object] = {}
        """What the served folder holds, by the path there, with all that went into it."""
        self._built: dict[str, object] = {}
        self._unchanged: set[str] = set()
        self._unmade: list[Unmade] = []
        """What the served folder lacks until it is asked for, each after those before it."""
        self._listening: Build | None = None
        self._lock = Lock()
        """Held by what writes into the served folder."""

    def begin(self, config: MkDocsConfig) -> Memory:
        """What a new build may take of the last ones."""
        around = _around(config)
        if around is None or around != self._around:
            self.memory.forget()
            self._renderings.clear()
            self._served.clear()
        self._around = around
        return self.memory

    def publish(self, guidebook: Guidebook, place: Workplace) -> None:
        """Let what was built be served."""
        merge(place, self._unchanged)
        self._served = self._built
        self._unmade = [
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
        for file in files.documentation_pages(inclusion=_is_served):
            if file.page:
                self._take(file, file.page, _guidebook(config), cast("KnownFiles", files))

    def _take(self, file: File, page: MkDocsPage, guidebook: Guidebook, files: KnownFiles) -> None:
        kept, build = self._renderings.get(file.src_uri), guidebook.build
        inputs = (file.content_bytes, *guidebook.parts_of(file, files))
        asked = kept.asked.items() if kept else ()
        if kept and kept.inputs == inputs and all(files.answer(path) == was for path, was in asked):
            vars(page).update(kept.attributes)
            build.sources[kept.source.path] = kept.source
            build.heads[kept.source.path] = kept.head
            if kept.filled:
                build.decisions[file.src_uri] = kept.filled
            build.report(kept.findings)
            cast("KnownFile", file).is_new = False

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
        asked = cast("KnownFiles", files).asked
        self._renderings[name] = Rendering(
            inputs=(page.file.content_bytes, *guidebook.parts_of(page.file, files)),
            asked=asked,
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
        build, heads = guidebook.build, _heads(self._nav, files)
        self._heads = self._heads if heads == self._heads else heads
        self._built, self._unchanged = {}, set()
        later = {*build.search_names, *guidebook.copies}
        for file in files:
            file.__class__ = KnownFile
            if file.dest_uri in later:
                cast("KnownFile", file).is_new = False
            elif _is_served(file.inclusion):
                self._compare(cast("KnownFile", file), build)

    def _compare(self, file: KnownFile, build: Build) -> None:
        """See whether the served folder has a file as it would be written."""
        made_of = self._made_of(file, build) if file.is_documentation_page() else file.state
        self._built[file.dest_uri] = made_of
        file.is_new = self._served.get(file.dest_uri) != made_of
        if not file.is_new:
            self._unchanged.add(file.dest_uri)
            if file.is_documentation_page():
                build.note_again(file.src_uri)

    def _made_of(self, file: File, build: Build) -> tuple[object, ...]:
        """All that the template of a page is given."""
        page, record = cast("MkDocsPage", file.page), build.pages[file.src_uri]
        kept = self._renderings[file.src_uri].attributes
        own = (record, build.sections.get(file.src_uri), kept["toc"], page.meta, file.inclusion)
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
        """Let all be told."""
        _silence(False)
        self._hear()

    def on_serve(
        self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]
    ) -> LiveReloadServer:
        """Serve by this preview, unless the command line says more than mkdocs.yml does."""
        plain = load_config(config.config_file_path)
        given = ("strict", "use_directory_urls")
        if (
            any(plain[name] != config[name] for name in given)
            or plain.theme.name != config.theme.name
        ):
            return server
        server.server_close()
        host, port = config.dev_addr
        previewing = LiveReloadServer(
            lambda: self._rebuild(previewing, config.config_file_path),
            host,
            port,
            server.root,
            server.mount_path,
            polling_interval=POLLING,
        )
        previewing.build_delay, previewing.error_handler = DELAY, server.error_handler
        previewing.set_app(lambda asked, answer: self._serve(previewing, asked, answer))
        for path in (config.docs_dir, config.config_file_path, *_own_templates(config)):
            previewing.watch(path)
        return previewing

    def _rebuild(self, server: LiveReloadServer, settings: str) -> None:
        config = load_config(settings, site_dir=server.root)
        config.site_url = server.url
        config.plugins[PREVIEW] = self
        with self._lock:
            build(config, serve_url=server.url, dirty=True)

    def _serve(
        self, server: LiveReloadServer, asked: dict[str, Any], answer: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Answer a browser; first make what it asks for, if that isn't there yet."""
        path = asked["PATH_INFO"].removeprefix(server.mount_path)
        with self._lock:
            while any(path in unmade.paths for unmade in self._unmade):
                self._unmade.pop(0).make()
        return server.serve_request(asked, answer)


def _guidebook(config: MkDocsConfig) -> Guidebook:
    return cast("Guidebook", config.plugins[NAME])


def _silence(is_silent: bool) -> None:
    logging.getLogger(build.__module__).disabled = is_silent


def _is_served(level: InclusionLevel) -> bool:
    return bool(level.value >= InclusionLevel.DRAFT.value)


def _write_search(build: Build, site: Path) -> None:
    for path, text in build.search().items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, encoding="utf-8")


def _heads(nav: Navigation, files: Files) -> object:
    """What templates may ask of other pages than theirs, and of the navigation."""
    pages = [
        (file.src_uri, page.url, page.title, page.meta, page.canonical_url)
        for file in files.documentation_pages(inclusion=_is_served)
        for page in [cast("MkDocsPage", file.page)]
    ]
    return pages, list(_entries(nav.items))


def _entries(items: Iterable[Any], depth: int = 0) -> Iterator[tuple[object, ...]]:
    for item in items:
        yield item.title, item.is_section or item.url, depth
        yield from _entries(item.children or (), depth + 1)


def _around(config: MkDocsConfig) -> object:
    """What counts for all pages, or None where it can't be told."""
    settings = Path(config.config_file_path).read_bytes()
    if b"INHERIT" in settings or not _is_ours_alone(config):
        return None
    templates = [file for folder in _own_templates(config) for file in Path(folder).rglob("*")]
    read = {str(file): file.read_bytes() for file in sorted(templates) if file.is_file()}
    return settings, read, get_build_datetime().date()


def _own_templates(config: MkDocsConfig) -> list[str]:
    return [config.theme.custom_dir] if config.theme.custom_dir else []


def _is_ours_alone(config: MkDocsConfig) -> bool:
    """Whether nothing takes part in a build but what is known to."""
    hooks = cast("Mapping[str, object]", config.hooks)
    others = config.plugins.keys() - hooks.keys() - {NAME, PREVIEW}
    checks = max(config.validation.links.values(), default=logging.DEBUG)
    return (
        not (others or config.extra_templates or config.strict)
        and len(hooks) == 1
        and checks <= logging.DEBUG
        and all(map(_reads_its_text_alone, config.markdown_extensions))
    )


def _reads_its_text_alone(extension: str) -> bool:
    if "." in extension:
        return extension.startswith(_PACKAGES) and extension not in _READ_FILES
    return find_spec(f"{_PACKAGES[0]}{extension}") is not None
