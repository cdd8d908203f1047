"""A build for its findings only, into a folder that is thrown away."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from guidebook.checks.navigation import place_of_setting, read_settings
from guidebook.files import decode
from guidebook.findings import Finding
from guidebook.source import Source

SETTINGS = "mkdocs.yml"
_SETTING = re.compile(r"Config value '(\w+)'")


def findings_of_build(project: Path) -> list[Finding]:
    """Every finding of a build of the site in `project`, notices included."""
    settings = project / SETTINGS
    text, undecodable = decode(settings.read_bytes(), SETTINGS, "N01")
    source = Source(SETTINGS, text)
    broken = undecodable or list(read_settings(source)[1])
    return broken or _build(settings, source)


def _build(settings: Path, source: Source) -> list[Finding]:
    with TemporaryDirectory() as folder, _listening(source) as heard:
        try:
            build(load_config(str(settings), site_dir=folder))
        except MkDocsException as error:
            if not heard.findings:
                heard.add(f"the site can't be built: {error}")
    return heard.findings


class _Listener(logging.Handler):
    """Takes findings out of MkDocs' log; a warning of MkDocs' own becomes a finding."""

    def __init__(self, settings: Source) -> None:
        super().__init__(logging.INFO)
        self.settings = settings
        self.findings: list[Finding] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what the record says."""
        said = record.args[0] if isinstance(record.args, tuple) and record.args else None
        if isinstance(said, Finding):
            self.findings.append(said)
        elif record.levelno >= logging.WARNING:
            self.add(record.getMessage())

    def add(self, message: str) -> None:
        """Keep what MkDocs said, at the setting that it names, if any."""
        words = " ".join(message.split()).rstrip(".!")
        named = _SETTING.match(words)
        place = place_of_setting(self.settings, named[1] if named else "")
        hint = "This is MkDocs' own message: if it tells you nothing, ask for help."
        self.findings.append(Finding(SETTINGS, *place, "N04", words, hint))


@contextmanager
def _listening(settings: Source) -> Iterator[_Listener]:
    """Listen to MkDocs instead of letting it print."""
    logger = logging.getLogger("mkdocs")
    listener, level, propagate = _Listener(settings), logger.level, logger.propagate
    logger.addHandler(listener)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield listener
    finally:
        logger.removeHandler(listener)
        logger.setLevel(level)
        logger.propagate = propagate
