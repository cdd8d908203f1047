"""Build a site in parts, each with some of its guides, and put them together.

    python -m bench.shards part 1/2 PROJECT FOLDER
    python -m bench.shards part 2/2 PROJECT FOLDER
    python -m bench.shards merge PROJECT FOLDER

Every part knows all files and the navigation, and reads and writes the pages of its own guides and
those in no guide. Beside its site it leaves notes of what the others need to know of its guides.
The merge reads and writes the pages in no guide again, with the notes of all parts: their lists and
borrowed numbers, the search, the index from A to Z, the sitemap, the stylesheet and the fonts, and
packs the offline copies. `ten-thousand-guides.md` says what this is for and where it ends.
"""

import logging
import pickle
import shutil
import sys
from collections.abc import Mapping, Set
from pathlib import Path, PurePosixPath
from typing import Any, cast
from unittest.mock import patch

from jinja2 import Environment
from mkdocs.commands.build import build as build_site
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files

from bench.shard_knowledge import Merge, Notes, Part
from guidebook.build import DATA_NAMES, NAME
from guidebook.page import guide_of
from guidebook.site import offline_copy
from guidebook.site.offline_copy import HOME

_NOTES = ".notes"


class BuildPart(BasePlugin):  # type: ignore[type-arg,no-untyped-call]  # MkDocs has no types here
    """The events of a part's build that are not those of every build."""

    def __init__(self, number: int, count: int, notes: Path) -> None:
        self.number, self.count, self.notes = number, count, notes
        self.build: Part

    def on_files(self, files: Files, config: MkDocsConfig) -> None:
        """Choose its guides, and leave out all that others are made of."""
        every = _guides(files)
        own = set(every[self.number - 1 :: self.count])
        self.build = Part(**_knowledge(config), own=own)
        vars(config.plugins[NAME])["build"] = self.build
        others = _leave(files, set(every) - own)
        for file in [file for file in others if PurePosixPath(file.src_uri).name in DATA_NAMES]:
            files.remove(file)

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Leave the notes."""
        self.notes.write_bytes(pickle.dumps(self.build.notes))


class MergeParts(BasePlugin):  # type: ignore[type-arg,no-untyped-call]  # as above
    """The events of the merge that are not those of every build."""

    def __init__(self, parts: Mapping[Path, Notes]) -> None:
        """`parts` are the notes of each part, by the folder of its site."""
        self.parts = parts
        self.build: Merge

    def on_files(self, files: Files, config: MkDocsConfig) -> None:
        """Leave all guides as they are, where each has been built in one part."""
        every = _guides(files)
        if every != sorted(
            cited.guide.name for part in self.parts.values() for cited in part.guides
        ):
            raise PluginError("The parts don't have each guide once: build them all again.")
        self.build = Merge(**_knowledge(config), parts=list(self.parts.values()))
        vars(config.plugins[NAME])["build"] = self.build
        _leave(files, set(every))

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> None:
        """Give the sitemap the addresses that those who read pages give them."""
        for file in files.documentation_pages():
            if file.page:
                file.page.canonical_url = (file.page.canonical_url or "").removesuffix(HOME)

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Take in what parts have written for their guides, before the copies are packed."""
        if not self.build.copied:
            raise PluginError("One offline copy can have all of this site: build it as a whole.")
        for site, part in self.parts.items():
            for cited in part.guides:
                name = cited.guide.name
                shutil.copytree(site / name, Path(config.site_dir, name), dirs_exist_ok=True)


def build_part(number: int, count: int, project: Path, folder: Path) -> None:
    """Build one of `count` parts of a project; leaves its site and its notes in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    part = BuildPart(number, count, folder / f"part-{number}{_NOTES}")
    with patch.object(offline_copy, "MOST", -1):  # what needs parts is too large for one copy
        _build(project, folder / f"part-{number}", part)


def merge_parts(project: Path, folder: Path) -> None:
    """Make the whole site of a project in `site` beside its parts."""
    notes = {file.with_suffix(""): file for file in sorted(folder.glob(f"*{_NOTES}"))}
    parts = {site: pickle.loads(file.read_bytes()) for site, file in notes.items()}  # noqa: S301
    made = sum(part.size for part in parts.values())
    with patch.object(offline_copy, "MOST", offline_copy.MOST - made):
        _build(project, folder / "site", MergeParts(parts))


def _build(project: Path, site: Path, shard: BasePlugin) -> None:  # type: ignore[type-arg]
    """Build as `mkdocs build --strict` does, but only what has changed, as `shard` says it."""
    config = load_config(str(project / "mkdocs.yml"), site_dir=str(site), strict=True)
    config.plugins["shard"] = shard
    logging.getLogger("mkdocs.commands.build").addFilter(_is_meant)
    config.plugins.on_startup(command="build", dirty=True)
    try:
        build_site(config, dirty=True)
    finally:
        config.plugins.on_shutdown()


def _is_meant(said: logging.LogRecord) -> bool:
    """Whether a warning is more than that of leaving out what hasn't changed."""
    return "'dirty' build" not in said.getMessage()


def _knowledge(config: MkDocsConfig) -> dict[str, Any]:
    """What the build that has just begun knows so far."""
    return cast("dict[str, Any]", vars(vars(config.plugins[NAME])["build"]))


def _guides(files: Files) -> list[str]:
    return sorted({guide_of(file.src_uri) for file in files.documentation_pages()} - {""})


def _leave(files: Files, guides: Set[str]) -> list[File]:
    """Let MkDocs think that no file of these guides has changed; gives them."""
    left = [file for file in files if guide_of(file.src_uri) in guides]
    for file in left:
        vars(file)["is_modified"] = lambda: False
    return left


if __name__ == "__main__":
    step, *arguments = sys.argv[1:]
    if step == "part":
        first, last = map(int, arguments.pop(0).split("/"))
        build_part(first, last, *map(Path, arguments))
    else:
        merge_parts(*map(Path, arguments))
