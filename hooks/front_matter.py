"""Checks the head of every page as it is read."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from guidebook import report
from guidebook.citations.rendering import mistake
from guidebook.files import decode, shown_path
from guidebook.front_matter import check, cut_broken


def on_page_read_source(page: Page, config: MkDocsConfig) -> str:
    """Report what is wrong, and keep MkDocs from printing a broken head as the page's text."""
    file = Path(page.file.abs_src_path or page.file.src_uri)
    path = shown_path(file, Path(config.config_file_path).parent)
    source, undecodable = decode(page.file.content_bytes, path, "F06")
    report.add([*undecodable, *check(source, path)])
    body = cut_broken(source)
    return source if body is None else f"{mistake('the head of this page is broken')}\n\n{body}"
