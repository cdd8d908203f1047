"""`make check`: everything that can be said without a browser, about all files, in seconds."""

import os
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from commands.building import Built, build_for_findings
from commands.project import BIBLIOGRAPHY, DATA, MANUALS, PAGES, paths, read_lists
from commands.reporting import for_github, for_terminal
from guidebook.bibliography.bibtex_writing import check_canonical_form
from guidebook.checks.limits import check_limits
from guidebook.checks.outside_files import check_unreadable
from guidebook.checks.page_form import (
    check_headings,
    check_lists,
    check_loose_ends,
    check_name,
    check_tables,
)
from guidebook.checks.unseen_signs import check_unseen
from guidebook.checks.wording import Words, check_unwritten, check_wording, readable
from guidebook.findings import Finding
from guidebook.reviews import check_overdue
from guidebook.site.card_lists import check_classes
from guidebook.source import Source, decode


def main() -> int:
    """Report every finding; the exit code is 1 where any of them is more than a notice."""
    findings = check(Path.cwd(), today())
    if os.environ.get("GITHUB_ACTIONS") == "true":
        for_github(findings, sys.stdout, os.environ.get("GITHUB_STEP_SUMMARY", ""))
    else:
        for_terminal(findings, sys.stdout)
    return int(any(not finding.is_notice for finding in findings))


def today() -> date:
    """The day: what SOURCE_DATE_EPOCH says (reproducible-builds.org), or the clock's."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return (datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)).date()


def check(folder: Path, day: date) -> list[Finding]:
    """Every finding about the project in `folder` as of `day`, sorted by file and line.

    Where there is something that mustn't be read, nothing is.
    """
    unreadable = check_unreadable(folder, folder / "docs")
    if unreadable:
        return unreadable
    built = build_for_findings(folder)
    return sorted({*built.findings, *_about_files(folder, built, day)})


def _about_files(folder: Path, built: Built, day: date) -> Iterator[Finding]:
    words = read_lists(folder)
    for path in paths(folder, PAGES, DATA, MANUALS, [BIBLIOGRAPHY]):
        source, findings = built.sources.get(path), list[Finding]()
        if source is None:
            source, findings = decode((folder / path).read_bytes(), path)
        yield from findings
        yield from check_unseen(source)
        yield from _about_file(source, words)
    for path, head in built.heads.items():
        yield from check_overdue(head.review_by, path, day)


def _about_file(source: Source, words: Words) -> Iterator[Finding]:
    """Findings for one file, by what it is; nothing else where it is too much to be read."""
    if source.path.endswith(".md") and (too_much := list(check_limits(source))):
        yield from too_much
    elif source.path == BIBLIOGRAPHY:
        yield from check_canonical_form(source)
    elif source.path.endswith(".yml"):
        yield from check_data(source, words)
    elif source.path.startswith("docs/"):
        yield from check_page(source, words)
    else:
        yield from check_wording(readable(source), words)


def check_page(source: Source, words: Words) -> Iterator[Finding]:
    """Findings for how a page of the site is written."""
    yield from check_name(source.path)
    yield from check_loose_ends(source)
    yield from check_headings(source)
    yield from check_lists(source)
    yield from check_tables(source)
    yield from check_classes(source)
    yield from check_unwritten(source)
    yield from check_wording(readable(source), words)


def check_data(source: Source, words: Words) -> Iterator[Finding]:
    """Findings for words in a file of data beside the pages."""
    yield from check_name(source.path)
    yield from check_unwritten(source)
    yield from check_wording(source, words)


if __name__ == "__main__":
    sys.exit(main())
