"""Checks every link and image, and that every page stands in the navigation."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from guidebook import links, report
from guidebook.checks.navigation import check_navigation
from guidebook.files import decode, shown_path
from guidebook.source import Source

_UNPUBLISHED = (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT)

_files: list[Files] = []


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Check the navigation, and remember the files for the end."""
    _files[:] = [files]
    root = Path(config.config_file_path).parent
    pages = {
        file.src_uri: shown_path(Path(file.abs_src_path or file.src_uri), root)
        for file in files.documentation_pages(inclusion=InclusionLevel.is_in_nav)
    }
    settings = Path(config.config_file_path)
    source = Source(settings.name, settings.read_text(encoding="utf-8"))
    report.add(check_navigation(source, pages, {file.src_uri for file in files}))
    return nav


def on_post_build(config: MkDocsConfig) -> None:
    """Check the links when every page is finished, its references included."""
    root = Path(config.config_file_path).parent
    files = [file for file in _files[0] if file.inclusion not in _UNPUBLISHED]
    pages = [_view(file.page, root) for file in files if file.page and file.page.content]
    report.add(links.check(pages, {file.url: file.src_uri for file in files}))


def _view(page: MkDocsPage, root: Path) -> links.Page:
    """A page as the links see it."""
    file = page.file
    path = shown_path(Path(file.abs_src_path or file.src_uri), root)
    return links.Page(
        path=file.src_uri,
        file=path,
        url=file.url,
        html=page.content or "",
        source=lambda: decode(file.content_bytes, path, "F06")[0],
    )
