"""Puts a copy of the whole site beside its pages, to take along."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.utils import get_build_datetime

from guidebook.offline_copy import write_copy

COPY = "offline-copy.zip"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Let pages link to the copy, which is written when all else is."""
    files.append(File.generated(config, COPY, content=b""))
    return files


@event_priority(-90)
def on_post_build(config: MkDocsConfig) -> None:
    """Write the copy."""
    site = Path(config.site_dir)
    write_copy(site, site / COPY, get_build_datetime())
