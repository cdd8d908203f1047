"""Findings for GitHub Actions: annotations on the editor's lines, and a summary that lists all.

After "Workflow commands for GitHub Actions". GitHub shows ten annotations of a kind for each step
and leaves the others out, so the summary of the job lists every finding.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from commands.terminal import next_step
from guidebook.findings import Finding


def report(findings: Sequence[Finding], to: TextIO, summary: str) -> None:
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
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _cell(text: str) -> str:
    """Text that stays text in a cell: Markdown and HTML in it mean nothing."""
    return re.sub(
        r"[&<>`\\|*_\[\]~@:]", lambda sign: f"&#{ord(sign.group())};", " ".join(text.split())
    )
