"""A PDF of each guide for each paper, linked from the guide's first page.

`mkdocs serve` leaves them out unless the environment says `PDF=1`.
"""

import os
import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from guidebook import report
from guidebook.book.book_links import Site
from guidebook.book.chapters import Book
from guidebook.book.cover import Cover
from guidebook.book.html_tree import parse, words
from guidebook.book.publishing import download_links, publish
from guidebook.citations.sections import sections
from guidebook.markup import reference_id
from guidebook.page import REFERENCES_PAGE, Guide, Page, by_guide, guide_of, reading_order
from guidebook.reviews import Review, parse_review
from guidebook.source import decode, shown_path

_commands: list[str] = []
_nav: list[str] = []


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember what MkDocs was asked to do."""
    _commands[:] = [command]


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Remember the reading order."""
    _nav[:] = [page.file.src_uri for page in nav.pages]
    return nav


@event_priority(-50)
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Typeset the guides when their citations are resolved and no page is written."""
    if "serve" not in _commands or os.environ.get("PDF") == "1":
        pages = {file.src_uri: file.page for file in files.documentation_pages() if file.page}
        for paths in by_guide(reading_order(_nav, pages)):
            if guide_of(paths[0]):
                _publish([pages[path] for path in paths], config, files)
    return env


def _publish(pages: Sequence[MkDocsPage], config: MkDocsConfig, files: Files) -> None:
    """Add the PDFs of a guide to the site's files, and their links to its first page."""
    name = guide_of(pages[0].file.src_uri)
    first = next((page for page in pages if page.is_index), pages[0])
    root = Path(config.config_file_path).parent
    references = sections.get(f"{name}/{REFERENCES_PAGE}")
    cover = _cover(first, config)
    guide = Guide(name, cover.title, tuple(_view(page, root) for page in pages))
    book = Book(
        guide,
        cover,
        references.html if references else "",
        _citations(guide.references_page, guide),
    )
    published = publish(book, Site(_site_url(config), _reader(files)))
    report.add(published.findings)
    for path, pdf in published.files.items():
        files.append(File.generated(config, path, content=pdf))
    if published.files:
        first.content = f"{first.content}{download_links(published.files)}"


def _cover(first: MkDocsPage, config: MkDocsConfig) -> Cover:
    """The cover of the guide that begins with the page `first`."""
    question = _title(first)
    title = first.parent.title if first.parent else question
    return Cover(
        title=title,
        question="" if title == question else question,
        site=config.site_name,
        address=_site_url(config) and _site_url(config) + first.url,
        notice=words(parse(config.copyright or "").text),
        language=config.theme.get("language", "en").partition("-")[0],
        date=_date(),
    )


def _view(page: MkDocsPage, root: Path) -> Page:
    """A page as the book sees it."""
    file = page.file
    path = shown_path(Path(file.abs_src_path or file.src_uri), root)
    return Page(
        path=file.src_uri,
        url=file.url,
        title=_title(page),
        short_title=str(page.title),
        html=page.content or "",
        source=decode(file.content_bytes, path)[0],
        review=_review(str(page.meta.get("reviewed", "none"))),
    )


def _review(text: str) -> Review | None:
    """A review; what is none is a finding of the check of front matter."""
    try:
        return parse_review(text)
    except ValueError:
        return None


def _citations(references_page: Page | None, guide: Guide) -> dict[str, str]:
    """Where the citations of a guide lead to, each with its reference in the full list."""
    if not references_page:
        return {}
    found = re.findall(r'href="#(back-([^"]+)@\d+)"', "".join(page.html for page in guide.pages))
    return {name: reference_id(key, references_page.name) for name, key in found}


def _title(page: MkDocsPage) -> str:
    return str(page.meta.get("title", page.title))


def _site_url(config: MkDocsConfig) -> str:
    return config.site_url.rstrip("/") + "/" if config.site_url else ""


def _reader(files: Files) -> Callable[[str], bytes | None]:
    """What reads a file of the site by its address."""
    by_url = {file.url: file for file in files}
    return lambda url: by_url[url].content_bytes if url in by_url else None


def _date() -> date | None:
    """The day of the content, as the environment tells every tool; the clock knows it not."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else None
