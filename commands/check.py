"""`make check`: everything that can be said without a browser, about all files, in seconds."""

import os
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path

from commands import github, project, terminal
from commands.building import findings_of_build
from guidebook.bibliography.house_form import check_form
from guidebook.checks.front_matter import read_front_matter
from guidebook.findings import Finding
from guidebook.reviews import check_overdue
from guidebook.source import Source
from guidebook.writing.checking import check_data, check_page, check_prose
from guidebook.writing.prose import prose
from guidebook.writing.tidying import tidy


def main() -> int:
    """Tell every finding; the exit code is 1 where any of them is more than a notice."""
    findings = check(Path.cwd(), today())
    if os.environ.get("GITHUB_ACTIONS") == "true":
        github.tell(findings, sys.stdout, os.environ.get("GITHUB_STEP_SUMMARY", ""))
    else:
        terminal.tell(findings, sys.stdout)
    return int(any(not finding.is_notice for finding in findings))


def today() -> date:
    """The day: what SOURCE_DATE_EPOCH says (reproducible-builds.org), or the clock's."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return (datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)).date()


def check(folder: Path, day: date) -> list[Finding]:
    """Every finding about the project in `folder` as of `day`, sorted by file and line."""
    found = chain(findings_of_build(folder), _about_texts(folder, day), _about_tidiness(folder))
    return sorted(set(found))


def _about_texts(folder: Path, day: date) -> Iterator[Finding]:
    words = project.read_lists(folder)
    for source, path in project.texts(folder, project.PAGES):
        yield from check_page(source, path, words)
        yield from check_overdue(read_front_matter(Source(path, source)).review_by, path, day)
    for source, path in project.texts(folder, project.DATA):
        yield from check_data(source, path, words)
    for source, path in project.texts(folder, project.MANUALS):
        yield from check_prose(prose(source), path, words)


def _about_tidiness(folder: Path) -> Iterator[Finding]:
    for path in project.paths(folder, project.WRITTEN):
        yield from tidy((folder / path).read_bytes(), path).findings
    for text, path in project.texts(folder, [project.BIBLIOGRAPHY]):
        yield from check_form(text, path)


if __name__ == "__main__":
    sys.exit(main())
