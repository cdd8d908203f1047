"""The findings of the build under way, kept until all of them can be told at once."""

from collections.abc import Iterable

from guidebook.findings import Finding

_found: set[Finding] = set()


def start() -> None:
    """Forget what an earlier build found: a live preview builds many times in one process."""
    _found.clear()


def add(findings: Iterable[Finding]) -> None:
    """Keep findings of this build. The same one added twice is kept once."""
    _found.update(findings)


def take() -> list[Finding]:
    """Every finding of this build so far, sorted by file, line and column, each told once."""
    findings = sorted(_found)
    _found.clear()
    return findings
