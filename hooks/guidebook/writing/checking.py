"""All checks of one text: a page's form and words, or only the words of any other text."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from guidebook.findings import Finding
from guidebook.positions import without_code
from guidebook.writing.headings import check_headings
from guidebook.writing.house_style import check_placeholders, check_words
from guidebook.writing.left_behind import check_left_behind, check_name
from guidebook.writing.lists_and_tables import check_lists, check_tables
from guidebook.writing.prose import prose
from guidebook.writing.spelling import check_spelling


class Words(NamedTuple):
    """The house's lists of words, both in lower case."""

    allowed: frozenset[str]
    """Right here, though codespell takes them for misspelt."""
    advice: Mapping[str, str]
    """What to write instead, by the word that we don't write."""


def check_page(source: str, path: str, words: Words) -> Iterator[Finding]:
    """Findings for a page of the site; `source` is its whole file."""
    text = without_code(source)
    yield from check_name(path)
    yield from check_left_behind(source, text, path)
    yield from check_headings(text, path)
    yield from check_lists(text, path)
    yield from check_tables(text, path)
    yield from check_placeholders(source, path)
    yield from check_prose(prose(source), path, words)


def check_data(source: str, path: str, words: Words) -> Iterator[Finding]:
    """Findings for words in a file of data beside the pages."""
    yield from check_name(path)
    yield from check_placeholders(source, path)
    yield from check_prose(source, path, words)


def check_prose(text: str, path: str, words: Words) -> Iterator[Finding]:
    """Findings for words; `text` holds nothing but what people read."""
    yield from check_spelling(text, path, words.allowed)
    yield from check_words(text, path, words.advice)
