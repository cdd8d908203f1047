"""Findings for a person at a terminal: file by file, and at the end what to do next."""

import os
from collections.abc import Sequence
from itertools import groupby
from typing import TextIO

from guidebook.findings import Finding

_BOLD, _RED, _YELLOW, _GREEN = "1", "31", "33", "32"


def report(findings: Sequence[Finding], to: TextIO) -> None:
    """Write findings, which come sorted; in colour where `to` is a terminal that wants it."""
    in_colour = to.isatty() and not os.environ.get("NO_COLOR")
    print("\n".join(_lines(findings, in_colour)), file=to)


def _lines(findings: Sequence[Finding], in_colour: bool) -> list[str]:
    def paint(text: str, colour: str) -> str:
        return f"\033[{colour}m{text}\033[0m" if in_colour else text

    lines = []
    for path, group in groupby(findings, key=lambda finding: finding.path):
        lines.append(paint(path, _BOLD))
        for finding in group:
            colour = _YELLOW if finding.is_notice else _RED
            word = "notice: " if finding.is_notice else ""
            lines.append(f"  {paint(word + str(finding), colour)}")
        lines.append("")
    return [*lines, paint(next_step(findings), _RED if _errors(findings) else _GREEN)]


def next_step(findings: Sequence[Finding]) -> str:
    """One line on what to do next."""
    errors, notices = _errors(findings), len(findings) - _errors(findings)
    remarks = f" {_count(notices, 'notice')} can wait." if notices else ""
    if errors:
        mistakes = _count(errors, "mistake")
        return f"{mistakes} to mend: editors/findings.md explains each code.{remarks}"
    return f"Nothing to mend.{remarks}"


def _errors(findings: Sequence[Finding]) -> int:
    return sum(not finding.is_notice for finding in findings)


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
