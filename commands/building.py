"""A build for its findings only, into a folder that is thrown away."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from guidebook.book.versions import VERSIONS
from guidebook.build import NAME, Build
from guidebook.checks.front_matter import FrontMatter
from guidebook.checks.navigation import place_of_setting, read_settings
from guidebook.findings import Finding
from guidebook.page import Page
from guidebook.source import Source, decode

SETTINGS = "mkdocs.yml"
_HINT = "This is MkDocs' own message: if it tells you nothing, ask for help."


class Built(NamedTuple):
    """What a build found and read."""

    findings: list[Finding]
    sources: Mapping[str, Source]
    """Every text file that it read, by its path from the project's folder."""
    heads: Mapping[str, FrontMatter]
    """The front matter of every page, by the same path."""
    pages: Sequence[Page] = ()
    """Every page in reading order, as far as the build came."""
    stylesheet: str = ""
    """All rules of the theme and the site."""


def build_for_findings(project: Path) -> Built:
    """Build the site in `project`; gives every finding, notices included."""
    settings, findings = decode((project / SETTINGS).read_bytes(), SETTINGS)
    findings += read_settings(settings)[1]
    if findings:
        return Built(findings, {SETTINGS: settings}, {})
    with TemporaryDirectory() as folder, _listening() as heard:
        config = MkDocsConfig(str(project / SETTINGS))
        with (project / SETTINGS).open("rb") as file:
            config.load_file(file)
        config.load_dict({"site_dir": folder})
        wrong = [problem for problems in config.validate() for problem in problems]
        if wrong:
            said = ((name, f"Config value '{name}': {text}") for name, text in wrong)
            return Built([_about(settings, *each) for each in said], {}, {})
        config.extra["versions"] = VERSIONS[:1]  # what an editor can mend is the same in all
        return _build(config, settings, heard)


def _build(config: MkDocsConfig, settings: Source, heard: list[str]) -> Built:
    try:
        build(config)
    except MkDocsException as error:
        heard.append(f"the site can't be built: {error}")
    knows: Build = config.plugins[NAME].build  # type: ignore[attr-defined]  # it is ours
    own = [_about(settings, "", text) for text in heard]
    pages = tuple(knows.pages.values())
    return Built([*knows.findings, *own], knows.sources, knows.heads, pages, knows.stylesheet)


def _about(settings: Source, name: str, said: str) -> Finding:
    """What MkDocs said, at the setting that it is about, if any."""
    words = " ".join(said.split()).rstrip(".!")
    return Finding(SETTINGS, *place_of_setting(settings, name), "N04", words, _HINT)


class _Listener(logging.Handler):
    """Keeps the warnings of MkDocs' own; findings come from the build."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what the record says."""
        if record.name != f"mkdocs.plugins.{NAME}":
            self.heard.append(record.getMessage())


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Listen to MkDocs instead of letting it print."""
    logger, listener = logging.getLogger("mkdocs"), _Listener()
    propagate = logger.propagate
    logger.addHandler(listener)
    logger.propagate = False
    try:
        yield listener.heard
    finally:
        logger.removeHandler(listener)
        logger.propagate = propagate
