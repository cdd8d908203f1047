"""The files of the project that people write by hand, and its lists of words."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from guidebook.checks.wording import Words, read_words
from guidebook.source import decode, shown_path

BIBLIOGRAPHY = "references.bib"
PAGES = ("docs/**/*.md",)
DATA = ("docs/**/*.yml",)
MANUALS = ("README.md", "CONTRIBUTING.md", "editors/*.md")
"""What editors and engineers read; no part of the site."""


def paths(project: Path, *patterns: Iterable[str]) -> Iterator[str]:
    """The paths of files that fit, from the project's folder, in a fixed order."""
    for pattern in (one for several in patterns for one in several):
        yield from sorted(shown_path(file, project) for file in project.glob(pattern))


def read_lists(project: Path) -> Words:
    """The lists of words that editors keep; a list that isn't there is empty."""
    lists = dict.fromkeys(("spelling", "words"), "")
    for path in paths(project, ("editors/*.txt",)):
        lists[Path(path).stem] = decode((project / path).read_bytes(), path)[0].text
    return Words(frozenset(read_words(lists["spelling"])), read_words(lists["words"]))
