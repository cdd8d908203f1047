"""What counts for all pages of a build: settings, templates, the day, the heads of all pages."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import get_build_datetime

from guidebook.build import NAME
from preview.known_files import pages_of

PREVIEW = f"{NAME}-preview"
"""What a preview is called among MkDocs' plugins."""
_PACKAGES = ("markdown.extensions.", "pymdownx.")
_READ_FILES = ("pymdownx.b64", "pymdownx.snippets")
"""Extensions of Markdown by those who make a page of its text alone, but for two."""


def heads_of(nav: Navigation, files: Files) -> object:
    """What templates may ask of other pages than theirs, and of the navigation."""
    pages = [
        (file.src_uri, page.url, page.title, page.meta, page.canonical_url)
        for file in pages_of(files)
        for page in [cast("MkDocsPage", file.page)]
    ]
    return pages, list(_entries(nav.items))


def _entries(items: Iterable[Any], depth: int = 0) -> Iterator[tuple[object, ...]]:
    for item in items:
        yield item.title, item.is_section or item.url, depth
        yield from _entries(item.children or (), depth + 1)


def surroundings(config: MkDocsConfig) -> object:
    """What counts for all pages, before any is read; None where it can't be told."""
    settings = Path(config.config_file_path).read_bytes()
    if b"INHERIT" in settings or not _is_ours_alone(config):
        return None
    templates = [file for folder in own_templates(config) for file in Path(folder).rglob("*")]
    read = {str(file): file.read_bytes() for file in sorted(templates) if file.is_file()}
    return settings, read, get_build_datetime().date()


def own_templates(config: MkDocsConfig) -> list[str]:
    """The folder of the templates that the project has of its own."""
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
