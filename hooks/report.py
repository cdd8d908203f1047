"""Tells every finding of a build, sorted, through MkDocs' log, where `--strict` counts them."""

import logging

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

from guidebook import report

log = logging.getLogger("mkdocs.hooks.guidebook")


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Begin with no findings."""
    report.start()
    return config


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """Tell the findings when every other hook has had its say."""
    _log_findings()


def on_build_error(error: Exception) -> None:
    """Tell them too when something else ends the build early."""
    _log_findings()


def _log_findings() -> None:
    for finding in report.take():
        log.log(logging.INFO if finding.is_notice else logging.WARNING, "%s", finding)
