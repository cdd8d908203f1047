"""Puts a guide's decision guide, written in YAML, where the marker stands on its page."""

from pathlib import Path, PurePosixPath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from guidebook import report
from guidebook.decision_guide import page as guide_page
from guidebook.files import decode, shown_path


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Take the data out of what is published, and find data that no page shows."""
    for file in list(files):
        source = PurePosixPath(file.src_uri)
        if source.name == guide_page.DATA_NAME:
            files.remove(file)
            if not files.get_file_from_path(str(source.with_name(guide_page.PAGE_NAME))):
                report.add([guide_page.no_page(_path(file.src_uri, config))])
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Replace the marker by the picture and the chart."""
    source = PurePosixPath(page.file.src_uri)
    data = Path(config.docs_dir, source.with_name(guide_page.DATA_NAME))
    has_data = source.name == guide_page.PAGE_NAME and data.is_file()
    path = _path(page.file.src_uri, config)
    text, _ = decode(page.file.content_bytes, path, "F06")
    report.add(guide_page.check_marker(text, path, has_data=has_data))
    if not (has_data and guide_page.markers(markdown)):
        return markdown
    path = _path(source.with_name(guide_page.DATA_NAME), config)
    addresses = _addresses(data.parent, page, files)
    filled = guide_page.fill(markdown, guide_page.Data(data.read_bytes(), path, addresses))
    report.add(filled.findings)
    page.meta["reviewed"] = filled.reviewed or "none"
    return filled.markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Find headings that took the id of a step."""
    if page.file.src_uri.endswith(guide_page.PAGE_NAME):
        report.add(guide_page.check_ids(html, _path(page.file.src_uri, config)))


def _path(source: str | PurePosixPath, config: MkDocsConfig) -> str:
    """The path of a file in docs/, as findings show it."""
    return shown_path(Path(config.docs_dir, source), Path(config.config_file_path).parent)


def _addresses(folder: Path, page: Page, files: Files) -> dict[str, str]:
    """By name, the addresses of the pages in `page`'s folder, as seen from it."""
    source = PurePosixPath(page.file.src_uri)
    pages = (
        (path.name, files.get_file_from_path(str(source.with_name(path.name))))
        for path in sorted(folder.glob("*.md"))
    )
    return {name: file.url_relative_to(page.file) for name, file in pages if file}
