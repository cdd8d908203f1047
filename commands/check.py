"""`make check`: everything that can be said without a browser, about all files, in seconds."""

import os
import re
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path, PurePosixPath

from commands.building import Built, build_for_findings
from commands.project import BIBLIOGRAPHY, DATA, MANUALS, PAGES, paths, read_lists
from commands.reporting import for_github, for_terminal
from guidebook.bibliography.bibtex_writing import check_canonical_form
from guidebook.checks.box_form import check_boxes
from guidebook.checks.footnotes import check_footnotes
from guidebook.checks.front_matter import check_titles
from guidebook.checks.limits import check_limits
from guidebook.checks.list_form import check_lists, check_mixed_lists
from guidebook.checks.outside_files import check_unreadable
from guidebook.checks.page_form import (
    check_headings,
    check_loose_ends,
    check_name,
    check_tables,
)
from guidebook.checks.unseen_signs import check_unseen
from guidebook.checks.wording import (
    Words,
    check_left_for_later,
    check_unwritten,
    check_wording,
    readable,
)
from guidebook.decision_guide.decision_page import DATA_NAME, PAGE_NAME
from guidebook.findings import Finding, without_echoes
from guidebook.flawless import Flawless
from guidebook.kept import CACHE, digest
from guidebook.page import Page
from guidebook.reviews import check_future, check_overdue
from guidebook.site.history import committed
from guidebook.site.list_looks import check_classes
from guidebook.source import Position, Source, decode

FLAWLESS = f"{CACHE}/flawless-files.json"


def main() -> int:
    """Report every finding; the exit code is 1 where any of them is more than a notice."""
    findings = check(Path.cwd(), today())
    try:
        _report(findings)
        sys.stdout.flush()
    except BrokenPipeError:  # who reads has read enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return int(any(not finding.is_notice for finding in findings))


def _report(findings: list[Finding]) -> None:
    if os.environ.get("GITHUB_ACTIONS") == "true":
        for_github(findings, sys.stdout, os.environ.get("GITHUB_STEP_SUMMARY", ""))
    else:
        for_terminal(findings, sys.stdout)


def today() -> date:
    """The day: what SOURCE_DATE_EPOCH says (reproducible-builds.org), or the clock's."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else _clock()


def _clock() -> date:
    return datetime.now(UTC).date()


def check(folder: Path, day: date) -> list[Finding]:
    """Every finding about the project in `folder` as of `day`, sorted by file and line.

    Where there is something that mustn't be read, nothing is.
    """
    unreadable = check_unreadable(folder, folder / "docs", committed(folder, CACHE))
    if unreadable:
        return unreadable
    built = build_for_findings(folder)
    return sorted(without_echoes({*built.findings, *_about_files(folder, built, day)}))


def _about_files(folder: Path, built: Built, day: date) -> Iterator[Finding]:
    words = read_lists(folder)
    around = digest(Path(__file__).read_bytes(), sorted(words.allowed), words.advice)
    flawless = Flawless(folder / FLAWLESS)
    for path in paths(folder, PAGES, DATA, MANUALS, [BIBLIOGRAPHY]):
        source, findings = built.sources.get(path), list[Finding]()
        if source is None:
            source, findings = decode((folder / path).read_bytes(), path)
        yield from findings
        yield from check_unseen(source)
        check = partial(_about_file, source, words)
        yield from flawless.check("file", (around, source), check)
    flawless.save()
    heads = built.heads.items()
    for path, head in heads:
        yield from check_overdue(head.review_by, path, day)
    titles = {path: head.places["title"] for path, head in heads if "title" in head.places}
    yield from check_titles(built.pages, titles)
    for page in built.pages:
        yield from check_classes(page.source, built.stylesheet)
        yield from check_future(page.review, *_place_of_review(page, built), max(day, _clock()))


def _place_of_review(page: Page, built: Built) -> tuple[str, Position]:
    """Where the review of a page is written: in its head, or in the data of its decision guide."""
    data = built.sources.get(str(PurePosixPath(page.source.path).with_name(DATA_NAME)))
    said = re.search(r"^reviewed:", data.text, re.MULTILINE) if data else None
    if data and said and page.path.endswith(PAGE_NAME):
        return data.path, data.position(said.start())
    head = built.heads[page.source.path]
    return page.source.path, head.places.get("reviewed", Position(1, 1))


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
    yield from check_mixed_lists(source)
    yield from check_boxes(source)
    yield from check_footnotes(source)
    yield from check_tables(source)
    yield from check_unwritten(source)
    yield from check_left_for_later(readable(source))
    yield from check_wording(readable(source), words)


def check_data(source: Source, words: Words) -> Iterator[Finding]:
    """Findings for words in a file of data beside the pages."""
    yield from check_name(source.path)
    yield from check_unwritten(source)
    yield from check_left_for_later(source)
    yield from check_wording(source, words)


if __name__ == "__main__":
    sys.exit(main())
