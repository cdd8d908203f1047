"""Checks of every file that a person writes, whatever stands in it."""

from collections.abc import Iterator

from guidebook.findings import Finding
from guidebook.source import Source, conflicts


def check_merge(source: Source) -> Iterator[Finding]:
    """A finding at the first line of each place where somebody has to choose (E02)."""
    message = "a merge left its markers here"
    hint = "Choose what is right and take out the lines that begin with <<<<<<<, ======= or >>>>>>>"
    for start, _ in conflicts(source.text):
        yield source.finding(start, "E02", message, f"{hint}.")
