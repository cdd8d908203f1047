"""Everything that MkDocs calls in a build, from top to bottom.

Only this module and `preview` know MkDocs.

A build goes through these events, in this order:

1. `on_config`: a new build begins; Markdown learns citations and readable tables.
2. `on_files`: data is taken out of what is published, files that are made are put in.
3. `on_nav`: the navigation gives the reading order, and is checked.
4. for each page `on_page_read_source`: its file is read, and its head checked;
   `on_page_markdown`: its decision guide is put in;
   `on_page_content`: the flowchart follows when Markdown has run.
5. `on_env`, when every page is rendered and none is written: guides are numbered, listed,
   exported and typeset, and every page gets its references.
6. for each page `on_page_context`: it gets its contents and its structured data;
   `on_post_page`: what it needs of the stylesheet and the fonts is kept.
7. `on_post_build`: links are checked, findings reported, stylesheet and fonts cut to what pages
   need, offline copies packed; last of all what was built takes the site's place.

Two events wait for other plugins, whatever the order of lines in mkdocs.yml: see `LATE`.
"""

import logging
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from fnmatch import fnmatch
from functools import partial
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import TYPE_CHECKING, cast
from urllib.parse import unquote, urljoin

from jinja2 import (
    ChoiceLoader,
    DictLoader,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    TemplateNotFound,
)
from markupsafe import Markup
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents, get_toc
from mkdocs.theme import Theme
from mkdocs.utils import CountHandler, get_build_datetime
from mkdocs.utils.templates import TemplateContext

from guidebook.build import DATA_NAMES, NAME, PAGE_CACHE, Build
from guidebook.checks.allowed_drawing import check_drawing
from guidebook.checks.navigation import check_navigation, field_words
from guidebook.checks.outside_files import check_names, check_unreadable
from guidebook.citations.citation_extension import CitationExtension
from guidebook.citations.placeholder import MARK
from guidebook.citations.reference_lists import Section
from guidebook.decision_guide import decision_page
from guidebook.field import check_fields, read_fields
from guidebook.findings import Finding, did_you_mean, without_echoes
from guidebook.flawless import Flawless
from guidebook.kept import CACHE, forget
from guidebook.kept_markdown import KeptMarkdown, Rendered, kept_markdown
from guidebook.offline_copies import COPY, copied_guides, copy_of, pack
from guidebook.page import Guide, Page, included, reading_order
from guidebook.page_text import (
    after_markdown,
    check_finished_pages,
    read_page,
    with_decision_guide,
)
from guidebook.reviews import spelled_out
from guidebook.settings import read_settings
from guidebook.site.history import committed, last_changes, last_commit
from guidebook.site.link_looks import LinkLookExtension
from guidebook.site.list_looks import CardListExtension, TaskListExtension
from guidebook.site.menu import menu
from guidebook.site.readable_tables import TableExtension
from guidebook.site.structured_data import Publication, structured_data
from guidebook.site.stylesheet import combine
from guidebook.site.whole_folder import (
    Workplace,
    begin,
    discard,
    explained,
    keep_aside,
    publish,
)
from guidebook.source import Source, shown_path
from preview.surroundings import PREVIEW

if TYPE_CHECKING:
    from preview.keeping import Preview

LATE = -200
"""After other plugins, whose part of a page or of the site it is to have."""

BIBLIOGRAPHY = "references.bib"
TEMPLATE_CACHE = f"{CACHE}/templates-escaped"
"""Jinja does not tell by itself that templates were compiled under other settings."""
START_PAGE = "offline-start.html"
"""The template of the page that a guide's offline copy begins with; not every theme has it."""
FLAWLESS = f"{CACHE}/flawless.json"
SEARCH_PAGE = "search.html"
"""The template of the page that searches."""
STYLESHEET = "assets/stylesheets/site.css"
THEME = "assets/stylesheets/main.*.min.css"
PALETTE = "assets/stylesheets/palette.*.min.css"
NOT_LOADED = ("assets/stylesheets/*.map", "assets/javascripts/*")
"""What only Material's own script would load."""

_UNPUBLISHED = (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT)

log = logging.getLogger(f"mkdocs.plugins.{NAME}")


def on_config(config: MkDocsConfig) -> None:
    """Put the plugin among those of this build; MkDocs then goes on with its `on_config`."""
    at_home = (config.site_url or "").startswith(f"http://{config.dev_addr}/")
    if at_home and PREVIEW not in config.plugins:  # `mkdocs serve` gives the site its own address
        # Loaded where it is needed: a server takes long to load.
        from preview.keeping import Preview  # noqa: PLC0415

        config.plugins[PREVIEW] = Preview()
    if NAME not in config.plugins:
        config.plugins[NAME] = Guidebook()


class Guidebook(BasePlugin):  # type: ignore[type-arg,no-untyped-call]  # MkDocs has no types here
    """The events of one site's builds. All that a build knows is in `build`."""

    build: Build
    by_folder: Mapping[str, Sequence[File]]
    """The pages by the folder that they stand in."""
    given: Mapping[str, object]
    """What every template is given, besides the navigation."""
    nav: Navigation
    start_page: Callable[[Guide], str] | None = None
    """What a guide's own copy begins with, where guides have such copies."""
    markdown: KeptMarkdown
    """What Markdown made of pages in earlier builds."""
    place: Workplace | None = None
    """Where the build writes, until it ends."""
    preview: "Preview | None" = None
    """What keeps from build to build what they make, if this build is one of a preview's."""

    def on_config(self, config: MkDocsConfig) -> None:
        """Begin a build, and let Markdown know citations and readable tables."""
        language = config.theme.get("language", "en")
        project = Path(config.config_file_path).parent
        self.preview = cast("Preview | None", config.plugins.get(PREVIEW))
        self.start_page = None
        settings = read_settings(project, config, language, os.environ)
        self.build = Build(settings, Flawless(None if self.preview else project / FLAWLESS))
        if self.preview:
            self.build.memory = self.preview.begin(config)
            self.build.makes_search_later = self.preview.is_serving
        self._check_outside_files(Path(config.docs_dir))
        self.place = begin(Path(config.site_dir), log.info)
        config.site_dir = str(self.place.folder)
        config.theme.get_env = partial(_environment, config.theme)  # type: ignore[method-assign]
        ours = [CitationExtension(), TableExtension(), LinkLookExtension(), CardListExtension()]
        ours.append(TaskListExtension())
        config.markdown_extensions += ours  # type: ignore[arg-type]  # MkDocs takes names and objects

    def _check_outside_files(self, pages: Path) -> None:
        """Check every file before any is read; end the build where one mustn't be read."""
        project = self.build.settings.project
        unreadable = check_unreadable(project, pages, committed(project, CACHE))
        self.build.report(unreadable)
        if unreadable:
            raise PluginError("Nothing was built: first take out what is named above.")
        self.build.report(check_names(project, pages))

    def on_files(self, files: Files, config: MkDocsConfig) -> None:
        """Take out data and what no page loads; put in the stylesheet and the copy's address."""
        self._take_data(files)
        for file in files:
            if file.src_dir == config.docs_dir and fnmatch(file.src_uri.lower(), "*.svg"):
                drawing = self.build.read(self.shown(file), file.content_bytes)
                self.build.check(check_drawing, file.src_uri, drawing)
        if config.theme.name == "material":
            self.build.stylesheet = self._combine_stylesheets(files, config)
        files.append(File.generated(config, COPY, content=b""))

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> None:
        """Check the navigation, and keep the reading order."""
        self.nav = nav
        self.build.order = [page.file.src_uri for page in nav.pages]
        settings = Path(config.config_file_path)
        source = self.build.read(settings.name, settings.read_bytes())
        self.build.configuration = source
        words = field_words(source)
        self.build.fields = read_fields(words)
        self.build.report(check_fields(words, source.path))
        self.build.menu = menu(nav.items, nav.homepage.url if nav.homepage else "")
        self.by_folder = _by_folder(files.documentation_pages())
        self.markdown = _kept_markdown(self.build.settings.project / PAGE_CACHE, config, files)
        listed = files.documentation_pages(inclusion=InclusionLevel.is_in_nav)
        pages = {file.src_uri: self.shown(file) for file in listed}
        self.build.report(check_navigation(source, pages, set(files.src_uris)))

    def on_page_read_source(self, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Read the file of a page, check its head, and mark the places of its citations."""
        return read_page(self.build, self.shown(page.file), page.file.content_bytes)

    def on_page_markdown(
        self, markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Put the decision guide where its marker stands; let Markdown read only what is new."""
        if not self.preview:
            page.render = partial(_render, page, self.markdown)  # type: ignore[method-assign]
        source = self.build.sources[self.shown(page.file)]
        _, addresses = self.parts_of(page.file, files)
        return with_decision_guide(self.build, page.file.src_uri, source, markdown, addresses)

    def parts_of(self, file: File, files: Files) -> tuple[Source | None, Mapping[str, str]]:
        """The data of a page's decision guide, and the addresses of the pages that it may name."""
        data = self.build.decision_data.get(file.src_uri)
        if not data:
            return None, {}
        return data, _neighbours(file, self.by_folder) | _named(data, file, files)

    def on_page_content(
        self, html: str, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Check what Markdown made; put in what it must not see: drawings, a decision guide."""
        file = page.file
        source = self.build.sources[self.shown(file)]
        page.markdown = MARK.sub("", page.markdown or "")  # they take four times its room

        def picture(url: str) -> bytes | None:
            return _content(files, _target(url, file))

        return after_markdown(self.build, file.src_uri, source, html, picture)

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> None:
        """Number, list, export and typeset the guides; every page is rendered, none written."""
        _prepare_templates(env, self.build.settings.project / TEMPLATE_CACHE)
        rendered = {
            file.src_uri: file.page
            for file in files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
            if file.page and file.page.content is not None
        }
        for page in rendered.values():
            _trust(page.toc)
        order = reading_order(self.build.order, rendered)
        project = self.build.settings.project
        changes = self.build.memory.made(last_changes, "", project, last_commit(project))
        self.build.pages = {path: self._page(rendered[path], changes) for path in order}
        for page in rendered.values():
            page.content = ""  # else each text stays in memory twice
        bibliography = self.build.settings.project / BIBLIOGRAPHY
        data = bibliography.read_bytes() if bibliography.exists() else b""
        self.build.list_guides()
        self.build.link_glossary()
        source = self.build.read(BIBLIOGRAPHY, data)
        self.build.cite(self.build.read_entries(source))
        self.build.read_indexes()
        self._check_templates(env, rendered.values())
        searching = (page for page in rendered.values() if page.meta.get("template") == SEARCH_PAGE)
        search_page = next((page.url for page in searching), "")
        if search_page:
            self.build.make_search(search_page)
        self.build.typeset(partial(_typeset, files=files))
        for path, content in self.build.files.items():
            files.append(File.generated(config, path, content=content))
        self._plan_copies(env, config, files)
        self.build.finish()
        for path, page in rendered.items():
            page.content = self.build.pages[path].html
            page.canonical_url = (page.canonical_url or "").removesuffix("index.html")
        self.build.published = {
            file.url: file.src_uri for file in files if file.inclusion not in _UNPUBLISHED
        }
        self._fill_templates(env, config, search_page)

    def _fill_templates(self, env: Environment, config: MkDocsConfig, search_page: str) -> None:
        """Give templates what all pages show, and each letter of a long index a page of its own."""
        config.copyright = Markup(config.copyright or "")  # noqa: S704 (MkDocs says it is HTML)
        offline_copy = "" if self.build.copied else COPY
        self.given = {"search_page": search_page, "offline_copy": offline_copy}
        env.globals.update(self.given, menu_of=self.build.menu)
        _add_letter_pages(env, config, {letter.url for letter in self.build.a_to_z} - {search_page})

    @event_priority(LATE)
    def on_page_context(
        self, context: TemplateContext, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Finish a page: its contents, its structured data, and what else its template prints."""
        path = page.file.src_uri
        record, section = self.build.pages[path], self.build.sections.get(path)
        page.toc = _contents(page, record, section)
        page.content = Markup(page.content or "")  # noqa: S704 (it is HTML, checked)
        if page.content != record.html:  # another plugin had its part
            record = self.build.pages[path] = replace(record, html=page.content)
        where = Publication(
            url=page.canonical_url or "",
            site_name=config.site_name,
            site_url=config.site_url or "",
            language=self.build.settings.language,
            topic=record.section if record.guide else "",
            page_type=self.build.field_of(record).page_type,
        )
        references = section.references if section else ()
        described = structured_data(record, references, where)
        more = {
            "structured_data": Markup(described),  # noqa: S704 (it is escaped for its element)
            "record": record,
            "field": self.build.field_of(record),
            "site_index": self.build.index_for(page.url),
            "spelled_out": spelled_out,
            "day": self.build.settings.day or get_build_datetime().date(),
        }
        if self.build.copied:
            more["offline_copy"] = copy_of(record.guide) if record.guide else ""
        return cast("TemplateContext", {**context, **more})

    @event_priority(LATE)
    def on_post_page(self, output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Keep what the page needs of the stylesheet and the fonts."""
        self.build.note(page.file.src_uri, output)
        page.content = self.build.pages[page.file.src_uri].html  # what was trusted is a copy
        return output

    def on_template_context(
        self, context: TemplateContext, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Give what is written without a page, such as a letter of the index, its words."""
        more = {"site_index": self.build.index_for(template_name)}
        return cast("TemplateContext", {**context, **more})

    @event_priority(LATE)
    def on_post_template(self, output: str, template_name: str, config: MkDocsConfig) -> str:
        """Keep what it needs of the stylesheet and the fonts, too."""
        self.build.note(template_name, output)
        return output

    @event_priority(LATE)
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Check the links of the finished pages, report every finding, and pack the copy."""
        check_finished_pages(self.build)
        forget(self.build.settings.project / PAGE_CACHE)
        self._log_findings()
        site = Path(config.site_dir)
        if self.start_page:
            self.build.note(START_PAGE, self.start_page(self.build.copied[0]))
        if config.theme.name == "material":
            self.build.write_face(site / STYLESHEET)
        if not (self.preview and self.preview.is_serving):
            self.pack(site)
        self._finish(config)

    @property
    def copies(self) -> Sequence[str]:
        """The paths of the copies to read offline, from the site's root."""
        return [unquote(copy_of(guide.name)) for guide in self.build.copied] or [COPY]

    def pack(self, site: Path) -> None:
        """Write these copies of the finished site in a folder."""
        pack(self.build, site, get_build_datetime(), self.start_page)

    def on_build_error(self, error: Exception) -> None:
        """Report the findings so far when something else ends the build early; say what it was."""
        if hasattr(self, "build"):  # else it ended before it began
            self._log_findings()
        self.on_shutdown()
        if sentence := explained(error):
            raise PluginError(sentence)

    def on_shutdown(self) -> None:
        """Leave nothing half written behind, whatever ended the build."""
        if self.place:
            discard(self.place)
            self.place = None

    def _finish(self, config: MkDocsConfig) -> None:
        """Let what was built be the site, unless it has mistakes and mustn't have any."""
        if self.place:
            config.site_dir = str(self.place.site)
            if _fails(config):
                marked = keep_aside(self.place)
                log.info("The site stays as it was. With marks of its mistakes: %s", marked)
            elif self.preview:
                self.preview.publish(self, self.place)
            else:
                publish(self.place)
            self.place = None

    def _plan_copies(self, env: Environment, config: MkDocsConfig, files: Files) -> None:
        """Publish a copy of the whole site, or of each guide where it is too large."""
        self.build.copied = copied_guides(self.build, sum(map(self._size, files)))
        if self.build.copied:
            files.remove(files.src_uris[COPY])
            for path in self.copies:
                files.append(File.generated(config, path, content=b""))
            if _is_template(START_PAGE, env):
                around = get_context(self.nav, [], config, base_url=".")
                template = env.get_template(START_PAGE)
                self.start_page = lambda guide: template.render(around, guide=guide)

    def _size(self, file: File) -> int:
        """How many bytes a file has on the site; a page has those of its text."""
        if file.src_uri in self.build.pages:
            return len(self.build.pages[file.src_uri].html)
        if file.src_uri in self.build.search_names or file.is_documentation_page():
            return 0
        path = file.abs_src_path
        return Path(path).stat().st_size if path else len(file.content_bytes)

    def _check_templates(self, env: Environment, pages: Iterable[MkDocsPage]) -> None:
        """Tell of each template that isn't there, and let its page have the usual one."""
        asking = [page for page in pages if page.meta.get("template")]
        wrong = [page for page in asking if not _is_template(page.meta["template"], env)]
        known = [name for name in env.list_templates() if name.endswith(".html")] if wrong else []
        for page in wrong:
            name = page.meta["template"]
            page.meta = {key: page.meta[key] for key in page.meta if key != "template"}
            path = self.shown(page.file)
            place = self.build.heads[path].places["template"]
            hint = did_you_mean(str(name), known, "Take the line out.")
            message = f"there is no template '{name}'"
            self.build.report([Finding(path, *place, "F11", message, hint)])

    def _log_findings(self) -> None:
        """Log every finding once, sorted by its place; `--strict` counts the warnings."""
        for finding in sorted(without_echoes(self.build.findings) - self.build.logged):
            log.log(logging.INFO if finding.is_notice else logging.WARNING, "%s", finding)
        self.build.logged |= self.build.findings

    def _combine_stylesheets(self, files: Files, config: MkDocsConfig) -> str:
        """Put the stylesheets of theme and site into one, and take out what no page loads."""
        theme, palette = _take(files, THEME), _take(files, PALETTE)
        own = [_take(files, path) for path in config.extra_css]
        made = self.build.memory.made(combine, "", theme, palette, own)
        files.append(File.generated(config, STYLESHEET, content=made))
        config.extra_css = [STYLESHEET]
        for file in [file for file in files if any(fnmatch(file.src_uri, p) for p in NOT_LOADED)]:
            files.remove(file)
        return made

    def _take_data(self, files: Files) -> None:
        """Take the data of decision guides and indexes out of what is published."""
        for file in [file for file in files if _name(file) in DATA_NAMES]:
            files.remove(file)
            data = self.build.read(self.shown(file), file.content_bytes)
            self.build.keep_data(file.src_uri, data, set(files.src_uris))

    def shown(self, file: File) -> str:
        """The path of a file as findings show it."""
        return shown_path(Path(file.abs_src_path or file.src_uri), self.build.settings.project)

    def _page(self, page: MkDocsPage, changes: Mapping[str, date]) -> Page:
        """A rendered page as all parts see it."""
        path = page.file.src_uri
        decision = self.build.decisions.get(path)
        source = self.build.sources[self.shown(page.file)]
        head = self.build.heads[source.path]
        data = self.build.decision_data.get(path)
        changed = [changes[file.path] for file in (source, data) if file and file.path in changes]
        return Page(
            path=path,
            url=page.file.url,
            title=str(page.meta.get("title", page.title)),
            short_title=str(page.title),
            html=page.content or "",
            source=source,
            description=str(page.meta.get("description", "")),
            subject=str(page.meta.get("subject", "")),
            author=str(page.meta.get("author", "")),
            keywords=str(page.meta.get("keywords", "")),
            section=page.parent.title if page.parent else "",
            review=decision.review if decision else head.review,
            review_by=head.review_by[0] if head.review_by else None,
            changed=max(changed, default=None),
            included=tuple(included(source, self.build.read_snippet)),
            search_weight=head.search_weight,
        )


class _VisibleTemplates(FileSystemLoader):
    """Lists no hidden ones: MkDocs publishes none, and the theme has ten thousand icons there."""

    def list_templates(self) -> list[str]:
        """Their paths from the theme's folders, in order."""
        found: set[str] = set()
        for root in self.searchpath:
            for folder, folders, files in os.walk(root):
                folders[:] = [name for name in folders if not name.startswith(".")]
                found.update(Path(folder, name).relative_to(root).as_posix() for name in files)
        return sorted(found)


def _environment(theme: Theme) -> Environment:
    """What MkDocs fills in the templates of a theme with."""
    env = Theme.get_env(theme)
    env.loader = _VisibleTemplates(theme.dirs)
    return env


def _kept_markdown(folder: Path, config: MkDocsConfig, files: Files) -> KeptMarkdown:
    """What keeps pages in a folder. Of MkDocs, addresses go in: those of all files, for links.

    What it may say of links would be said once only: then nothing is kept.
    """
    addresses = [f"{file.src_uri} {file.url} {file.inclusion.name}" for file in files]
    is_silent = all(level <= logging.DEBUG for level in config.validation.links.values())
    extensions = [*config.markdown_extensions, *([] if is_silent else [MkDocsPage])]
    return kept_markdown(folder, extensions, config.mdx_configs, addresses)


def _render(page: MkDocsPage, kept: KeptMarkdown, config: MkDocsConfig, files: Files) -> None:
    """Do what MkDocs does to render a page, or take what came of it in an earlier build."""

    def render() -> Rendered:
        MkDocsPage.render(page, config, files)
        anchors = sorted(page.present_anchor_ids or ())
        return Rendered(page.content or "", _tokens(page.toc), page._title_from_render, anchors)

    made = kept.rendered(page.markdown or "", page.file.src_uri, render)
    page.content, page.toc = made.html, get_toc(made.headings)  # type: ignore[arg-type]
    page._title_from_render, page.present_anchor_ids = made.title, {*made.anchors}


def _tokens(headings: Iterable[AnchorLink]) -> list[dict[str, object]]:
    """Headings as Markdown has them before MkDocs makes a list of contents."""
    return [
        {"level": one.level, "id": one.id, "name": one.title, "children": _tokens(one.children)}
        for one in headings
    ]


def _fails(config: MkDocsConfig) -> bool:
    """Whether this build is strict and has warned: MkDocs counts, and will end it for that."""
    handlers = logging.getLogger("mkdocs").handlers
    counters = [handler for handler in handlers if isinstance(handler, CountHandler)]
    return bool(config.strict and counters and counters[-1].get_counts())


def _prepare_templates(env: Environment, folder: Path) -> None:
    """Let templates escape what they print and leave no empty lines; keep them compiled.

    Jinja compiles anew what has changed.
    """
    env.autoescape = True
    env.trim_blocks = env.lstrip_blocks = True
    folder.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(folder))


def _is_template(name: object, env: Environment) -> bool:
    """Whether a template for pages has this name; to list all, icons too, takes long."""
    with suppress(TemplateNotFound):
        return isinstance(name, str) and name.endswith(".html") and bool(env.get_template(name))
    return False


def _typeset(build: Build, files: Files) -> None:
    """Make the books of every guide, where any are wanted."""
    if build.settings.versions:
        # Loaded where it is needed: a build without books starts without it.
        from guidebook.guide_files import typeset  # noqa: PLC0415

        typeset(build, _reader(files))


def _add_letter_pages(env: Environment, config: MkDocsConfig, urls: set[str]) -> None:
    """Let MkDocs build a page for each letter of the index, where they are not all on one page."""
    page = '{{% set address = "{}" %}}{{% extends "a-to-z-letter.html" %}}'
    pages = {url: page.format(url) for url in urls}
    env.loader = ChoiceLoader([DictLoader(pages), *filter(None, [env.loader])])
    config.theme.static_templates.update(pages)


def _contents(page: MkDocsPage, record: Page, section: Section | None) -> TableOfContents:
    """The headings of a page, the one over its references too, below its title.

    The title stands above them as if it stood in the Markdown. No heading's id holds an at sign,
    so none can be the same.
    """
    title = AnchorLink(record.short_title, f"title@{record.name}", 1)
    title.children = [*page.toc]
    if section and section.heading_id:
        title.children.append(AnchorLink("References", section.heading_id, 2))
    return TableOfContents([title])


def _trust(headings: Iterable[AnchorLink]) -> None:
    """Let templates print the titles of headings as they are: Markdown has escaped them."""
    for heading in headings:
        heading.title = Markup(heading.title)  # noqa: S704 (see above)
        _trust(heading.children)


def _take(files: Files, pattern: str) -> str:
    """The text of the one file that `pattern` names, which leaves the site."""
    (file,) = [file for file in files if fnmatch(file.src_uri, pattern)]
    files.remove(file)
    return file.content_string


def _by_folder(files: Iterable[File]) -> dict[str, list[File]]:
    found: dict[str, list[File]] = {}
    for file in files:
        found.setdefault(file.src_uri.rpartition("/")[0], []).append(file)
    return found


def _neighbours(file: File, by_folder: Mapping[str, Sequence[File]]) -> dict[str, str]:
    """By name, the addresses of the pages in the folder of `file`, as seen from it."""
    others = by_folder[file.src_uri.rpartition("/")[0]]
    return {other.src_uri.rpartition("/")[2]: other.url_relative_to(file) for other in others}


def _name(file: File) -> str:
    return PurePosixPath(file.src_uri).name


def _named(data: Source, file: File, files: Files) -> dict[str, str]:
    """By their paths from the folder of `file`, the addresses of other guides' pages in `data`."""
    folder = PurePosixPath(file.src_uri).parent
    names = decision_page.other_pages(data)
    found = {name: files.get_file_from_path(normpath(folder / name)) for name in names}
    return {name: other.url_relative_to(file) for name, other in found.items() if other}


def _target(url: str, page: File) -> str:
    """What a page's link to a picture leads to: its path in `docs/`."""
    return unquote(urljoin(f"/{page.url}", url)).removeprefix("/")


def _content(files: Files, path: str) -> bytes | None:
    file = files.get_file_from_path(path)
    return file.content_bytes if file else None


def _reader(files: Files) -> Callable[[str], bytes | None]:
    """What reads a file of the site by its address, nothing encoded."""
    by_url = {unquote(file.url): file for file in files}
    return lambda url: by_url[url].content_bytes if url in by_url else None
