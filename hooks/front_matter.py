"""Checks the head of every page as it is read."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from guidebook import report
from guidebook.checks.front_matter import read_front_matter
from guidebook.citations.rendering import mistake
from guidebook.files import decode, shown_path
from guidebook.source import Source


def on_page_read_source(page: Page, config: MkDocsConfig) -> str:
    """Report what is wrong, and keep MkDocs from printing a broken head as the page's text."""
    file = Path(page.file.abs_src_path or page.file.src_uri)
    path = shown_path(file, Path(config.config_file_path).parent)
    text, undecodable = decode(page.file.content_bytes, path, "F06")
    source = Source(path, text)
    head = read_front_matter(source)
    report.add([*undecodable, *head.findings])
    if not head.is_broken:
        return text
    return f"{mistake('the head of this page is broken')}\n\n{text[source.body :]}"
