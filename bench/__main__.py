"""Print time and memory of synthetic sites beside the plain build, of our book and of searches.

Every round builds each site once, so that a machine that slows down slows all of them; the figure
to read is the median over the rounds.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from bench.book_rows import book_rows
from bench.guide_rows import guide_rows
from bench.preview_rows import preview_rows
from bench.search_rows import search_rows
from bench.sites import OURS, PEER, PLAIN, write_site

ROUNDS = 3
PAGES = 500


class Case(NamedTuple):
    """One site to build."""

    name: str
    settings: Mapping[str, Any]
    pages: int
    keys: int
    entries: int


class Measured(NamedTuple):
    """What one build took."""

    seconds: float
    megabytes: float


CASES = (
    Case("plain build", PLAIN, PAGES, 500, 500),
    Case("citations, 500 entries", OURS, PAGES, 500, 500),
    Case("citations, 5,000 entries", OURS, PAGES, 500, 5000),
    Case("citations, all of one entry", OURS, PAGES, 1, 1),
    Case("mkdocs-bibtex, 500 entries", PEER, PAGES, 500, 500),
    Case("mkdocs-bibtex, 5,000 entries", PEER, PAGES, 500, 5000),
    Case("plain build, a fifth of the pages", PLAIN, PAGES // 5, 500, 500),
    Case("all of one entry, a fifth of the pages", OURS, PAGES // 5, 1, 1),
)


def main() -> None:
    """Build every case in turn, round after round, and print the medians."""
    runs: dict[str, list[Measured]] = {case.name: [] for case in CASES}
    for number in range(1, ROUNDS + 1):
        for case in CASES:
            print(f"round {number} of {ROUNDS}: {case.name}", file=sys.stderr)
            runs[case.name].append(measure(case))
    print(f"{PAGES} pages of 20 citations, median of {ROUNDS} rounds")
    for case in CASES:
        print(_row(case, runs))
    print(f"the book of our guide for two papers, median of {ROUNDS} rounds")
    for row in book_rows(ROUNDS):
        print(row)
    print(f"copies of our guide, CPU of a build and its processes, median of {ROUNDS} rounds")
    for row in guide_rows(ROUNDS):
        print(row)
    print("a save until the live preview serves it, median of some saves")
    for row in preview_rows():
        print(row)
    print(f"searches of copies of our guide, from a disk, median of {ROUNDS} rounds")
    for row in search_rows(ROUNDS):
        print(row)


def measure(case: Case) -> Measured:
    """Build a case once without its books, in a process and a folder of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "site"
        write_site(folder, case.settings, case.pages, case.keys, case.entries)
        start = time.perf_counter()
        command = [sys.executable, "-m", "mkdocs", "build", "-q"]
        process = subprocess.Popen(command, cwd=folder, env={**os.environ, "PDF": "0"})
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    if status:
        raise SystemExit(f"the build of '{case.name}' failed")
    return Measured(seconds, usage.ru_maxrss / 1024)


def _row(case: Case, runs: Mapping[str, list[Measured]]) -> str:
    plain = next(other.name for other in CASES if other[1:3] == (PLAIN, case.pages))
    seconds = median(run.seconds for run in runs[case.name])
    ratio = median(
        ours.seconds / theirs.seconds
        for ours, theirs in zip(runs[case.name], runs[plain], strict=True)
    )
    megabytes = median(run.megabytes for run in runs[case.name])
    return f"{case.name:40} {seconds:6.2f} s  {ratio:5.2f}x plain  {megabytes:5.0f} MB"


if __name__ == "__main__":
    main()
