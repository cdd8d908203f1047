"""Everything that MkDocs calls, from top to bottom: the one module that knows it.

A build goes through these events, in this order:

1. `on_config`: a new build begins; Markdown learns citations and readable tables.
2. `on_files`: data is taken out of what is published, files that are made are put in.
3. `on_nav`: the navigation gives the reading order, and is checked.
4. for each page `on_page_read_source`: its file is read, and its head checked;
   `on_page_markdown`: its decision guide is put in;
   `on_page_content`: the flowchart follows when Markdown has run.
5. `on_env`, when every page is rendered and none is written: guides are numbered, listed,
   exported and typeset.
6. for each page `on_page_context`: it gets its references, its contents, its structured data.
7. `on_post_build`: links are checked, findings reported, and the copy packed, last of all.

Two events wait for other plugins, whatever the order of lines in mkdocs.yml: see `LATE`.
"""

import logging
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from fnmatch import filter as matching
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import cast

from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils import get_build_datetime
from mkdocs.utils.templates import TemplateContext

from guidebook.bibliography.bibtex_reading import read_bibliography
from guidebook.book.html_tree import parse, words
from guidebook.book.typesetting import VERSIONS
from guidebook.build import NAME, Build, Settings
from guidebook.checks.front_matter import read_front_matter
from guidebook.checks.links import check_links
from guidebook.checks.navigation import check_navigation
from guidebook.citations.citation_extension import CitationExtension
from guidebook.citations.placeholder import with_marks
from guidebook.decision_guide import decision_page
from guidebook.markup import mistake
from guidebook.page import Page, reading_order
from guidebook.reviews import spelled_out
from guidebook.site.a_to_z import Entry, a_to_z
from guidebook.site.history import last_changes
from guidebook.site.offline_copy import write_copy
from guidebook.site.readable_tables import TableExtension
from guidebook.site.source_marks import SourceMarkExtension
from guidebook.site.structured_data import Publication, structured_data
from guidebook.site.stylesheet import combine
from guidebook.source import Source, shown_path

LATE = -200
"""After Material's search index has read a page, and its offline plugin has written the index."""

BIBLIOGRAPHY = "references.bib"
CACHE = ".cache/templates-trimmed"
"""Jinja does not tell by itself that templates were compiled under other settings."""
COPY = "offline-copy.zip"
STYLESHEET = "assets/stylesheets/site.css"
THEME = "assets/stylesheets/main.*.min.css"
PALETTE = "assets/stylesheets/palette.*.min.css"
NOT_LOADED = ("assets/stylesheets/*.map", "assets/javascripts/[!w]*", "assets/javascripts/*.map")
"""What only Material's own script would load; the worker of its search stays."""
SEARCH_ENGINE = "assets/javascripts/workers/search.*.min.js"

_SNIPPET = re.compile(r'^[ \t]*-+8<-+[ \t]+"([^":\n]+)', re.M)
"""A line that takes in another file (pymdownx.snippets)."""
_UNPUBLISHED = (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT)

log = logging.getLogger(f"mkdocs.plugins.{NAME}")


def on_config(config: MkDocsConfig) -> None:
    """Put the plugin among those of this build; MkDocs then goes on with its `on_config`."""
    if NAME not in config.plugins:
        config.plugins[NAME] = Guidebook()


class Guidebook(BasePlugin):  # type: ignore[type-arg,no-untyped-call]  # MkDocs has no types here
    """The events of one site's builds. All that a build knows is in `build`."""

    build: Build

    def on_config(self, config: MkDocsConfig) -> None:
        """Begin a build, and let Markdown know citations and readable tables."""
        self.build = Build(_settings(config))
        ours = [CitationExtension(), TableExtension(), SourceMarkExtension()]
        config.markdown_extensions += ours  # type: ignore[arg-type]  # MkDocs takes names and objects

    def on_files(self, files: Files, config: MkDocsConfig) -> None:
        """Take out data and what no page loads; put in the stylesheet and the copy's address."""
        self._take_decision_data(files)
        if config.theme.name == "material":
            _combine_stylesheets(files, config)
        files.append(File.generated(config, COPY, content=b""))

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> None:
        """Check the navigation, and keep the reading order."""
        self.build.order = [page.file.src_uri for page in nav.pages]
        settings = Path(config.config_file_path)
        source = self.build.read(settings.name, settings.read_bytes())
        self.build.configuration = source
        listed = files.documentation_pages(inclusion=InclusionLevel.is_in_nav)
        pages = {file.src_uri: self._shown(file) for file in listed}
        self.build.report(check_navigation(source, pages, set(files.src_uris)))

    def on_page_read_source(self, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Read the file of a page, check its head, and mark the places of its citations."""
        source = self.build.read(self._shown(page.file), page.file.content_bytes)
        head = read_front_matter(source)
        self.build.report(head.findings)
        self.build.heads[source.path] = head
        text = with_marks(source)
        if not head.is_broken:
            return text
        return f"{mistake('the head of this page is broken')}\n\n{text[source.body :]}"

    def on_page_markdown(
        self, markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Put the decision guide where its marker stands."""
        path = page.file.src_uri
        source = self.build.sources[self._shown(page.file)]
        data = self.build.decision_data.get(path)
        self.build.report(decision_page.check_marker(source, has_data=bool(data)))
        if not (data and decision_page.markers(markdown)):
            return markdown
        filled = decision_page.fill(markdown, data, _neighbours(page.file, files))
        self.build.report(filled.findings)
        self.build.decisions[path] = filled
        return filled.markdown

    def on_page_content(
        self, html: str, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Put in what Markdown must not see of a decision guide."""
        filled = self.build.decisions.get(page.file.src_uri)
        if not filled:
            return html
        self.build.report(decision_page.check_ids(html, self._shown(page.file)))
        return decision_page.insert(html, filled)

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> None:
        """Number, list, export and typeset the guides; every page is rendered, none written."""
        _prepare_templates(env, self.build.settings.project / CACHE)
        rendered = {
            file.src_uri: file.page
            for file in files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
            if file.page and file.page.content is not None
        }
        order = reading_order(self.build.order, rendered)
        changes = last_changes(self.build.settings.project)
        self.build.pages = {path: self._page(rendered[path], changes) for path in order}
        self.build.entries = [entry for path in order for entry in _entries(rendered[path])]
        bibliography = self.build.settings.project / BIBLIOGRAPHY
        data = bibliography.read_bytes() if bibliography.exists() else b""
        self.build.cite(read_bibliography(self.build.read(BIBLIOGRAPHY, data)))
        self.build.link_glossary()
        self.build.typeset(_reader(files))
        for path, page in rendered.items():
            page.content = self.build.pages[path].html
            page.canonical_url = (page.canonical_url or "").removesuffix("index.html")
        for path, content in self.build.files.items():
            files.append(File.generated(config, path, content=content))
        self.build.published = {
            file.url: file.src_uri for file in files if file.inclusion not in _UNPUBLISHED
        }
        env.globals["site_index"] = a_to_z(self.build.entries)
        env.globals["search_engine"] = "".join(matching(files.src_uris, SEARCH_ENGINE))

    @event_priority(LATE)
    def on_page_context(
        self, context: TemplateContext, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Finish a page: first its references, then its contents, then its structured data."""
        path = page.file.src_uri
        record, section = self.build.pages[path], self.build.sections.get(path)
        if section:
            page.content = f"{page.content}{section.html}"
            if section.heading_id:
                page.toc.items.append(AnchorLink("References", section.heading_id, 2))
        # The title stands above the headings as if it stood in the Markdown. No heading's id
        # holds an at sign, so none can be the same.
        title = AnchorLink(record.short_title, f"title@{record.name}", 1)
        title.children = page.toc.items
        page.toc.items = [title]
        self.build.pages[path] = finished = replace(record, html=page.content or "")
        where = Publication(
            url=page.canonical_url or "",
            site_name=config.site_name,
            site_url=config.site_url or "",
            topic=record.section if record.guide else "",
        )
        references = section.references if section else ()
        described = structured_data(finished, references, where)
        more = {
            "structured_data": described,
            "record": record,
            "spelled_out": spelled_out,
            "day": self.build.settings.day or get_build_datetime().date(),
        }
        return cast("TemplateContext", {**context, **more})

    @event_priority(LATE)
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Check the links of the finished pages, report every finding, and pack the copy."""
        pages = [page for page in self.build.pages.values() if page.url in self.build.published]
        self.build.report(check_links(pages, self.build.published))
        self._log_findings()
        site = Path(config.site_dir)
        write_copy(site, site / COPY, get_build_datetime())

    def on_build_error(self, error: Exception) -> None:
        """Report the findings so far when something else ends the build early."""
        self._log_findings()

    def _log_findings(self) -> None:
        """Log every finding once, sorted by its place; `--strict` counts the warnings."""
        for finding in sorted(self.build.findings - self.build.logged):
            log.log(logging.INFO if finding.is_notice else logging.WARNING, "%s", finding)
        self.build.logged |= self.build.findings

    def _take_decision_data(self, files: Files) -> None:
        """Take the data of decision guides out of the files; each belongs to the page beside it."""
        for file in [file for file in files if _is_decision_data(file)]:
            files.remove(file)
            data = self.build.read(self._shown(file), file.content_bytes)
            page = str(PurePosixPath(file.src_uri).with_name(decision_page.PAGE_NAME))
            self.build.decision_data[page] = data
            if page not in files.src_uris:
                self.build.report([decision_page.no_page(data)])

    def _shown(self, file: File) -> str:
        """The path of a file as findings show it."""
        return shown_path(Path(file.abs_src_path or file.src_uri), self.build.settings.project)

    def _page(self, page: MkDocsPage, changes: Mapping[str, date]) -> Page:
        """A rendered page as all parts see it."""
        path = page.file.src_uri
        decision = self.build.decisions.get(path)
        source = self.build.sources[self._shown(page.file)]
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
            author=str(page.meta.get("author", "")),
            keywords=str(page.meta.get("keywords", "")),
            section=page.parent.title if page.parent else "",
            review=decision.review if decision else head.review,
            review_by=head.review_by[0] if head.review_by else None,
            changed=max(changed, default=None),
            included=self._included(source),
        )

    def _included(self, source: Source) -> tuple[Source, ...]:
        """The files that a page takes in by the Snippets extension, from the project's folder."""
        project = self.build.settings.project.resolve()
        files = [(project / path).resolve() for path in _SNIPPET.findall(source.prose)]
        here = (file for file in files if file.is_relative_to(project) and file.is_file())
        shown = ((shown_path(file, project), file) for file in here)
        return tuple(self.build.read(path, file.read_bytes()) for path, file in shown)


def _settings(config: MkDocsConfig) -> Settings:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return Settings(
        project=Path(config.config_file_path).parent,
        name=config.site_name,
        url=config.site_url.rstrip("/") + "/" if config.site_url else "",
        notice=words(parse(config.copyright or "").text),
        language=config.theme.get("language", "en").partition("-")[0],
        day=datetime.fromtimestamp(int(epoch), UTC).date() if epoch else None,
        versions=_versions(config),
        fonts=tuple(config.extra.get("fonts", ())),
    )


def _versions(config: MkDocsConfig) -> tuple[str, ...]:
    """What books are typeset for: every paper, or fewer where only the findings count."""
    if os.environ.get("PDF") == "0":
        return ()
    return tuple(config.extra.get("versions", VERSIONS))


def _combine_stylesheets(files: Files, config: MkDocsConfig) -> None:
    """Put the stylesheets of theme and site into one, and take out what no page loads."""
    theme, palette = _take(files, THEME), _take(files, PALETTE)
    made = combine(theme, palette, [_take(files, path) for path in config.extra_css])
    files.append(File.generated(config, STYLESHEET, content=made.css))
    for name, picture in made.pictures.items():
        files.append(File.generated(config, f"assets/stylesheets/{name}", content=picture))
    config.extra_css = [STYLESHEET]
    for file in [file for file in files if any(fnmatch(file.src_uri, p) for p in NOT_LOADED)]:
        files.remove(file)


def _prepare_templates(env: Environment, folder: Path) -> None:
    """Let templates leave no empty lines, and keep them compiled for the next build.

    Jinja compiles anew what has changed.
    """
    env.trim_blocks = env.lstrip_blocks = True
    folder.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(folder))


def _take(files: Files, pattern: str) -> str:
    """The text of the one file that `pattern` names, which leaves the site."""
    (file,) = [file for file in files if fnmatch(file.src_uri, pattern)]
    files.remove(file)
    return file.content_string


def _neighbours(file: File, files: Files) -> dict[str, str]:
    """By name, the addresses of the pages in the folder of `file`, as seen from it."""
    folder = PurePosixPath(file.src_uri).parent
    return {
        other.src_uri.rpartition("/")[2]: other.url_relative_to(file)
        for other in files.documentation_pages()
        if PurePosixPath(other.src_uri).parent == folder
    }


def _is_decision_data(file: File) -> bool:
    return PurePosixPath(file.src_uri).name == decision_page.DATA_NAME


def _entries(page: MkDocsPage) -> list[Entry]:
    """The page, and its headings at every level, for the list from A to Z."""
    entries = [Entry(str(page.title), page.url)]
    headings = list(page.toc)
    while headings:
        heading = headings.pop()
        entries.append(Entry(heading.title, f"{page.url}{heading.url}", str(page.title)))
        headings.extend(heading.children)
    return entries


def _reader(files: Files) -> Callable[[str], bytes | None]:
    """What reads a file of the site by its address."""
    by_url = {file.url: file for file in files}
    return lambda url: by_url[url].content_bytes if url in by_url else None
