"""Small sites for tests to look at, built in this process as `mkdocs build --strict` does it."""

import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from bs4 import BeautifulSoup
from mkdocs.commands.build import build as build_site
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from events import TEMPLATE_CACHE
from guidebook.site.typeface import FONT_CACHE
from guidebook.site.whole_folder import WITH_MISTAKES

ROOT = Path(__file__).parent.parent
OURS: Mapping[str, Any] = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
"""The settings of our own site."""

SETTINGS: Mapping[str, Any] = {
    **{name: value for name, value in OURS.items() if name not in ("nav", "extra_css", "watch")},
    "site_name": "Test",
    "theme": {**OURS["theme"], "custom_dir": str(ROOT / OURS["theme"]["custom_dir"])},
    "hooks": [str(ROOT / hook) for hook in OURS["hooks"]],
}
"""The same for a site anywhere, without what names our own pages."""

PLAIN: Mapping[str, Any] = {
    **SETTINGS,
    "theme": {"name": None, "custom_dir": str(ROOT / "tests" / "theme")},
    "plugins": [],
}
"""The same with a theme of a few lines, for builds of which only the findings count."""


class Site(NamedTuple):
    """A built site."""

    folder: Path
    exit_code: int
    log: str

    def html(self, page: str) -> str:
        """The text of one built file."""
        return (self.folder / page).read_text(encoding="utf-8")

    def page(self, page: str) -> BeautifulSoup:
        """One built page, parsed."""
        return BeautifulSoup(self.html(page), "html.parser")

    @property
    def files(self) -> dict[str, bytes]:
        """Every built file by its path."""
        files = [file for file in self.folder.rglob("*") if file.is_file()]
        return {file.relative_to(self.folder).as_posix(): file.read_bytes() for file in files}

    @property
    def warnings(self) -> list[str]:
        """What fails a strict build, as the editor reads it, in its order."""
        return self._told("WARNING -  ") + self._told("ERROR   -  ")

    @property
    def notices(self) -> list[str]:
        """Findings that fail no build."""
        return [line for line in self._told("INFO    -  ") if line.endswith("]")]

    def _told(self, level: str) -> list[str]:
        lines = self.log.splitlines()
        return [line.removeprefix(level) for line in lines if line.startswith(level)]


def page(text: str, title: str = "A page") -> str:
    """A page's file with the front matter that every page needs; its text begins at line 6."""
    return f"---\ntitle: {title}\ndescription: A page to test with.\n---\n\n{text}\n"


def entries(*keys: str) -> str:
    """A bibliography with one flawless entry for each key."""
    return "".join(
        f"@online{{{key},\n  organization = {{A Body}},\n  title = {{About {key}}},\n"
        f"  url = {{https://example.org/{key}}},\n  checked = {{full record}},\n}}\n\n"
        for key in keys
    )


def write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files into `folder` by their paths."""
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)


def build(folder: Path, files: Mapping[str, str | bytes], **settings: Any) -> Site:
    """Build a site in `folder` from `files`, by their paths, with our own settings but for some."""
    lay_out(folder, files, **settings)
    return run(folder, folder / "site")


def lay_out(folder: Path, files: Mapping[str, str | bytes], **settings: Any) -> None:
    """Write the project of that site."""
    write(folder, {"mkdocs.yml": yaml.safe_dump({**SETTINGS, **settings}), **files})


def run(project: Path, folder: Path) -> Site:
    """Build the site of the project in `project` into `folder`, as `mkdocs build --strict` does."""
    exit_code = 0
    lend_caches(project)
    with listening() as log:
        try:
            config = load_config(str(project / "mkdocs.yml"), site_dir=str(folder), strict=True)
            config.plugins.on_startup(command="build", dirty=False)
            try:
                build_site(config)
            finally:
                config.plugins.on_shutdown()
        except MkDocsException as error:
            exit_code = error.exit_code
            error.show(log)
    return Site(_built(folder, exit_code), exit_code, log.getvalue())


def lend_caches(project: Path) -> None:
    """Let a project have the fonts and templates that other builds made; books it makes itself.

    Both are kept by all that goes into them.
    """
    for name in (FONT_CACHE, TEMPLATE_CACHE):
        ours, its = ROOT / name, project / name
        ours.mkdir(parents=True, exist_ok=True)
        if not its.exists():
            its.parent.mkdir(exist_ok=True)
            its.symlink_to(ours)


def run_command(project: Path, folder: Path) -> Site:
    """The same in a process of its own, by the real command."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    result = subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, check=False
    )
    return Site(_built(folder, result.returncode), result.returncode, result.stderr)


def _built(folder: Path, exit_code: int) -> Path:
    """Where what was built into `folder` is: beside it, where it has marks of mistakes."""
    return folder.with_name(f"{folder.name}{WITH_MISTAKES}") if exit_code else folder


@contextmanager
def listening() -> Iterator[StringIO]:
    """Write down what MkDocs logs, in the form of its command line."""
    logger, log = logging.getLogger("mkdocs"), StringIO()
    handler = logging.StreamHandler(log)
    handler.setFormatter(logging.Formatter("%(levelname)-8s-  %(message)s"))
    level, propagate = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield log
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.propagate = propagate


def copy_project(folder: Path) -> Path:
    """Copy what of our project is in Git's hands, as it stands here, into a new folder."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    files = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True)
    for name in filter(lambda name: (ROOT / name).is_file(), files.stdout.splitlines()):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)
    return folder


def texts(elements: Iterable[Any]) -> list[str]:
    """The words of elements, with single spaces."""
    return [" ".join(element.get_text().split()) for element in elements]
