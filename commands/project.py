"""The files of the project that people write by hand, and its lists of words."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from guidebook.files import decode, shown_path
from guidebook.writing.checking import Words
from guidebook.writing.house_style import read_words

BIBLIOGRAPHY = "references.bib"
PAGES = ("docs/**/*.md",)
DATA = ("docs/**/*.yml",)
MANUALS = ("README.md", "CONTRIBUTING.md", "editors/*.md")
"""What editors and engineers read; no part of the site."""
WRITTEN = (*PAGES, *DATA, *MANUALS, "mkdocs.yml", BIBLIOGRAPHY)


def paths(project: Path, patterns: Iterable[str]) -> Iterator[str]:
    """The paths of files that fit, from the project's folder, in a fixed order."""
    for pattern in patterns:
        yield from sorted(shown_path(file, project) for file in project.glob(pattern))


def texts(project: Path, patterns: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The text of each file that fits, and its path. Bytes that are no UTF-8 are told elsewhere."""
    for path in paths(project, patterns):
        yield decode((project / path).read_bytes(), path, "F06")[0], path


def read_lists(project: Path) -> Words:
    """The lists of words that editors keep; a list that isn't there is empty."""
    lists = dict.fromkeys(("spelling", "words"), "")
    for text, path in texts(project, ("editors/*.txt",)):
        lists[Path(path).stem] = text
    return Words(frozenset(read_words(lists["spelling"])), read_words(lists["words"]))
