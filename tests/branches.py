"""Counts the branches of our code that tests take; fails where they are too few.

As a plugin of pytest under `coverage run`, it leaves programs uncounted that tests start, but for
those of a few files: most are Typst's, and to count takes longer than what they do. Run as a
program behind that, it tells the share. That is of branches alone: the total that coverage itself
gives counts every line as well, and so is higher.
"""

import json
import os
import sys
from pathlib import Path

import coverage
import pytest

LEAST = 96.0
PROGRAMS_COUNT = ("test_book_fonts.py", "test_book_pictures.py", "test_book_words.py")
_TOLD_BY = "COVERAGE_PROCESS_CONFIG"
"""How coverage tells programs what to count."""
_CONFIG = os.environ.get(_TOLD_BY, "")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let the programs of this test count, or not."""
    if _CONFIG and item.path.name in PROGRAMS_COUNT:
        os.environ[_TOLD_BY] = _CONFIG
    else:
        os.environ.pop(_TOLD_BY, None)


def main() -> int:
    counted = coverage.Coverage()
    counted.combine()
    out = Path(counted.config.data_file).with_suffix(".json")
    counted.json_report(outfile=str(out))
    totals = json.loads(out.read_text("utf-8"))["totals"]
    share: float = totals["percent_branches_covered"]
    print(f"Tests take {share:.1f} % of {totals['num_branches']} branches; at least {LEAST:.0f} %.")
    if share >= LEAST:
        return 0
    counted.report(skip_covered=True, show_missing=True)
    return 1


if __name__ == "__main__":
    sys.exit(main())
