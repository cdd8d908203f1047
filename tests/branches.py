"""Tells the share of our code's branches that tests take; fails where it is too small.

Run after tests under `coverage run`. What is told is pure branch coverage: the total that coverage
itself gives counts every line as well, and so is higher.
"""

import json
import sys
from pathlib import Path

import coverage

LEAST = 96.0


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
