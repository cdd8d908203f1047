"""Findings for people: at a terminal file by file, on GitHub as annotations and a summary.

After "Workflow commands for GitHub Actions". GitHub shows ten annotations of a kind for each step
and leaves the others out, so the summary of the job lists every finding.
"""

import os
import re
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TextIO

from guidebook.findings import Finding, harmless, in_one_line

_BOLD, _RED, _YELLOW, _GREEN = "1", "31", "33", "32"


def for_terminal(findings: Sequence[Finding], to: TextIO) -> None:
    """Write findings, which come sorted; in colour where `to` is a terminal that wants it."""
    in_colour = to.isatty() and not os.environ.get("NO_COLOR")
    print("\n".join(_lines(findings, in_colour)), file=to)


def _lines(findings: Sequence[Finding], in_colour: bool) -> list[str]:
    def paint(text: str, colour: str) -> str:
        return f"\033[{colour}m{text}\033[0m" if in_colour else text

    lines = []
    for path, group in groupby(findings, key=lambda finding: finding.path):
        lines.append(paint(in_one_line(path), _BOLD))
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


def for_github(findings: Sequence[Finding], to: TextIO, summary: str) -> None:
    """Write an annotation for each finding, and the list of all to the file `summary`, if named."""
    for finding in findings:
        print(annotation(finding), file=to)
    print(next_step(findings), file=to)
    if summary:
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(as_summary(findings))


def annotation(finding: Finding) -> str:
    """The workflow command that puts a finding on its line."""
    kind = "notice" if finding.is_notice else "error"
    properties = {
        "file": finding.path,
        "line": str(finding.line),
        "col": str(finding.column),
        "title": finding.code,
    }
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{kind} {listed}::{_data(_words(finding))}"


def as_summary(findings: Sequence[Finding]) -> str:
    """A table of all findings in GitHub's Markdown."""
    rows = "".join(
        f"| {_cell(f'{finding.path}:{finding.line}:{finding.column}')} "
        f"| {_cell(_words(finding))} | {'notice ' * finding.is_notice}{finding.code} |\n"
        for finding in findings
    )
    table = f"\n| where | what | code |\n| --- | --- | --- |\n{rows}" if rows else ""
    return f"## What the checks say\n\n{next_step(findings)}\n{table}\n"


def _words(finding: Finding) -> str:
    message = finding.message[:1].upper() + finding.message[1:]
    return f"{message}. {finding.hint}".strip()


def _data(text: str) -> str:
    return harmless(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _cell(text: str) -> str:
    """Text that stays text in a cell: Markdown and HTML in it mean nothing."""
    return re.sub(
        r"[&<>`\\|*_\[\]~@:]",
        lambda sign: f"&#{ord(sign.group())};",
        in_one_line(" ".join(text.split())),
    )
