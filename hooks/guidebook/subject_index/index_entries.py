"""The entries of an index, made of its file and held against the pages that it names."""

import re
from collections.abc import Iterator, Mapping
from posixpath import join, normpath, relpath
from typing import NamedTuple
from unicodedata import combining, normalize

from guidebook.data.yaml_nodes import Listing, Node, Text
from guidebook.data.yaml_nodes import Mapping as Keys
from guidebook.findings import Finding, did_you_mean
from guidebook.page import Page
from guidebook.source import Source
from guidebook.subject_index.index_format import SEE, read

DATA_NAME = "a-to-z.yml"

_ID = re.compile(r"<[^>]*?\sid=\"([^\"@]*)\"")
"""The ids that an editor may name: those with an at sign are made."""
_FORM = "Write a page and the id of a heading on it, as in page.md#heading."


class IndexEntry(NamedTuple):
    """One line of an index; a word with several places has one for each."""

    term: str
    """The word, turned round where a book would do so: `height, loss of`."""
    sub_entry: str
    """What about the word the place tells, or nothing."""
    page: str
    """The path in `docs/` of the page, or nothing where `see` sends on.

    It may be another guide's or in none, as the glossary is: a book has places of its own only.
    """
    anchor: str
    """An id that the page has; nothing means the whole page."""
    see: str = ""
    """Another word of the same index, which has a place; readers are sent there."""


class _Line(NamedTuple):
    term: str
    sub_entry: str
    place: Text


def index_entries(
    source: Source, pages: Mapping[str, Page], folder: str = ""
) -> tuple[list[IndexEntry], list[Finding]]:
    """The entries of the index in `source`, in its order, and a finding for each mistake in it.

    `pages` are the rendered pages of the site by their path in `docs/`; `folder` is the guide's
    there, or nothing for the pages in no guide. A line with a mistake gives no entry, so that each
    entry leads somewhere. `sort_key` brings entries into the order of an index.
    """
    words, findings = read(source)
    terms = frozenset(word for word, value in words.entries.items() if not _only_sends_on(value))
    entries: list[IndexEntry] = []
    for line in _lines(words):
        entry = _entry(line, folder)
        said = _check(entry, line.place.words, terms, pages, folder)
        if said:
            findings.append(Finding(source.path, *line.place.place, *said))
        else:
            entries.append(entry)
    return entries, findings


def has_place(entry: IndexEntry, pages: Mapping[str, Page]) -> bool:
    """Whether what an entry names, if it names a place, is there."""
    if not entry.page:
        return True
    page = pages.get(entry.page)
    return page is not None and (not entry.anchor or f' id="{entry.anchor}"' in page.html)


def misplaced(source: Source) -> Finding:
    """For a file of an index that belongs to no guide."""
    hint = "Put it at the top of the guide's folder."
    return source.finding(0, "A07", "no guide's index is looked for here", hint)


def sort_key(term: str) -> tuple[str, str]:
    """Where a word stands in an index: word by word, without regard to capitals and accents."""
    plain = "".join(sign for sign in normalize("NFD", term) if not combining(sign))
    return " ".join(re.findall(r"\w+", plain.casefold())), term


def _only_sends_on(value: Node) -> bool:
    return isinstance(value, Keys) and value.entries.keys() == {SEE}


def _lines(words: Keys) -> Iterator[_Line]:
    """Every line that names a place; what has another shape is a finding already."""
    for term, value in words.entries.items():
        parts = value.entries if isinstance(value, Keys) else {"": value}
        for sub_entry, places in parts.items():
            for place in places.items if isinstance(places, Listing) else (places,):
                if isinstance(place, Text) and place.words and not place.is_partial:
                    yield _Line(term, sub_entry, place)


def _entry(line: _Line, folder: str) -> IndexEntry:
    if line.sub_entry == SEE:
        return IndexEntry(line.term, "", "", "", line.place.words)
    page, _, anchor = line.place.words.partition("#")
    return IndexEntry(line.term, line.sub_entry, normpath(join(folder, page)), anchor)


def _check(
    entry: IndexEntry, written: str, terms: frozenset[str], pages: Mapping[str, Page], folder: str
) -> tuple[str, str, str] | None:
    """The code, message and hint where an entry, written like this, leads nowhere."""
    if entry.see:
        return _check_word(entry, terms - {entry.term})
    name = written.partition("#")[0]
    if entry.page not in pages:
        known = (relpath(path, folder or ".") for path in pages)
        hint = f"To send readers on to that word, write: {{{SEE}: {written}}}."
        return (
            "A04",
            f"there is no page '{name}'",
            hint if written in terms else did_you_mean(name, known, _FORM),
        )
    if has_place(entry, pages):
        return None
    ids = _ID.findall(pages[entry.page].html)
    hint = did_you_mean(entry.anchor, ids, "Write the id of a heading.")
    return "A05", f"'{name}' has no place '#{entry.anchor}'", hint


def _check_word(entry: IndexEntry, others: frozenset[str]) -> tuple[str, str, str] | None:
    if entry.see in others:
        return None
    message = f"the index has no word '{entry.see}' with a place of its own"
    return "A06", message, did_you_mean(entry.see, others, "Write a word of this file.")
