"""Puts a guide's decision guide, written in YAML, where the marker stands on its page."""

from pathlib import Path, PurePosixPath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from guidebook import report
from guidebook.decision_guide import decision_page
from guidebook.source import Source, decode, shown_path


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Take the data out of what is published, and find data that no page shows."""
    for file in list(files):
        source = PurePosixPath(file.src_uri)
        if source.name == decision_page.DATA_NAME:
            files.remove(file)
            if not files.get_file_from_path(str(source.with_name(decision_page.PAGE_NAME))):
                report.add([decision_page.no_page(Source(_path(file.src_uri, config), ""))])
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Replace the marker by the decision guide."""
    source = PurePosixPath(page.file.src_uri)
    data = Path(config.docs_dir, source.with_name(decision_page.DATA_NAME))
    has_data = source.name == decision_page.PAGE_NAME and data.is_file()
    text, _ = decode(page.file.content_bytes, _path(page.file.src_uri, config))
    report.add(decision_page.check_marker(text, has_data=has_data))
    if not (has_data and decision_page.markers(markdown)):
        return markdown
    path = _path(source.with_name(decision_page.DATA_NAME), config)
    read, undecodable = decode(data.read_bytes(), path)
    filled = decision_page.fill(markdown, read, _addresses(data.parent, page, files))
    report.add([*undecodable, *filled.findings])
    review = filled.review
    page.meta["reviewed"] = f"{review.date}, {review.reviewer}" if review else "none"
    page.meta["decision_guide"] = filled
    return filled.markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the flowchart in, and find headings that took the id of a step."""
    if page.file.src_uri.endswith(decision_page.PAGE_NAME):
        report.add(decision_page.check_ids(html, _path(page.file.src_uri, config)))
    filled = page.meta.pop("decision_guide", None)
    return decision_page.insert(html, filled) if filled else html


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
