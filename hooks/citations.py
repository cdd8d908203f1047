"""Citations: `[@key]` in any page becomes a numbered link, and every list and letter follows.

Pages are rendered once, with placeholders; when all are known and none is written, each guide is
resolved as a whole.
"""

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils.templates import TemplateContext

from guidebook import report
from guidebook.bibliography.bibtex_reading import read_bibliography
from guidebook.bibliography.entry_checks import uncited
from guidebook.bibliography.reference import Bibliography
from guidebook.checks.any_file import check_merge
from guidebook.citations.export_files import export_files
from guidebook.citations.extension import CitationExtension
from guidebook.citations.listing import Listing, list_references
from guidebook.citations.numbering import Page
from guidebook.citations.resolving import resolve
from guidebook.citations.sections import sections
from guidebook.files import decode as decode_page
from guidebook.files import shown_path
from guidebook.guides import by_guide, guide_of, is_references_page, name_in_guide, reading_order
from guidebook.source import decode

BIBLIOGRAPHY = "references.bib"

_nav: list[str] = []


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Let Markdown know citations."""
    config.markdown_extensions.append(CitationExtension())  # type: ignore[arg-type]
    return config


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Remember the reading order."""
    _nav[:] = [page.file.src_uri for page in nav.pages]
    return nav


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Resolve every guide: its numbers, its lists, and its files beside its references page."""
    sections.clear()
    root = Path(config.config_file_path).parent
    bibliography = _read_bibliography(root / BIBLIOGRAPHY)
    known = files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
    pages = {
        file.src_uri: file.page for file in known if file.page and file.page.content is not None
    }
    cited: set[str] = set()
    for paths in by_guide(reading_order(_nav, pages)).values():
        listing = _resolve([pages[path] for path in paths], bibliography, root)
        cited.update(reference.key for reference in listing.references)
        if any(map(is_references_page, paths)):
            for path, text in export_files(guide_of(paths[0]), listing.references).items():
                files.append(File.generated(config, path, content=text))
    report.add(uncited(bibliography, cited))
    return env


@event_priority(-100)
def on_page_context(
    context: TemplateContext, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
) -> TemplateContext:
    """End the page with its references, after the search index has taken the rest."""
    section = sections.get(page.file.src_uri)
    if section:
        page.content = f"{page.content}{section.html}"
        page.meta["references"] = section.references
        if section.heading_id:
            page.toc.items.append(AnchorLink("References", section.heading_id, 2))
    return context


def _read_bibliography(file: Path) -> Bibliography:
    source, findings = decode(file.read_bytes() if file.exists() else b"", file.name)
    bibliography = read_bibliography(source)
    report.add([*findings, *check_merge(source), *bibliography.findings])
    return bibliography


def _resolve(pages: Sequence[MkDocsPage], bibliography: Bibliography, root: Path) -> Listing:
    """Write the numbers of a guide into its pages, keep its lists for later, report findings."""
    views = [_view(page, root) for page in pages]
    resolved = resolve(views, bibliography)
    for page in pages:
        page.content = resolved.html[page.file.src_uri]
    listing = list_references(views, resolved.citations, bibliography.references)
    sections.update(listing.sections)
    report.add([*resolved.findings, *listing.findings])
    return listing


def _view(page: MkDocsPage, root: Path) -> Page:
    """A page as the citations see it."""
    file = page.file
    path = shown_path(Path(file.abs_src_path or file.src_uri), root)
    return Page(
        path=file.src_uri,
        file=path,
        name=name_in_guide(file.src_uri),
        url=file.url,
        title=str(page.title),
        html=page.content or "",
        source=lambda: decode_page(file.content_bytes, path, "F06")[0],
    )
