"""A guide's index at the end of its book: each word with the pages of paper that tell of it."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from guidebook.book.book_links import Targets
from guidebook.book.row_heads import PLACES
from guidebook.book.typst_code import Code, array, call, string, text
from guidebook.book.typst_manuscript import Manuscript
from guidebook.subject_index.index_entries import IndexEntry, sort_key

_TITLE = "Index"
_LABEL = "index@"
"""No page's and no heading's label ends so."""


def write_index(
    entries: Iterable[IndexEntry], urls: Mapping[str, str], targets: Targets, manuscript: Manuscript
) -> Code | None:
    """The index as a chapter; none where no word has a place in the book.

    `urls` are the addresses of the book's pages by their paths in `docs/`.
    """
    ordered = sorted(entries, key=lambda entry: sort_key(entry.term))
    before = len(manuscript.links)
    words = []
    for _, group in groupby(ordered, lambda entry: sort_key(entry.term)):
        words += _word(list(group), urls, targets, manuscript)
    if len(manuscript.links) == before:
        return None
    title = text(_TITLE)
    manuscript.titles.append(array((1, title)))
    return call("chapter", string(_LABEL), title, title, Code("[]"), call("index", *words))


def _word(
    entries: Sequence[IndexEntry],
    urls: Mapping[str, str],
    targets: Targets,
    manuscript: Manuscript,
) -> list[Code]:
    """A word with its own places, and below it what is told about it; nothing without a place."""
    sees = [entry.see for entry in entries if entry.see]
    parts: dict[str, list[str]] = {"": []}
    for entry in entries:
        label = targets.pages.get(urls.get(entry.page, ""), {}).get(entry.anchor)
        if label:
            parts.setdefault(entry.sub_entry, []).append(label)
    if not (sees or any(parts.values())):
        return []
    lines = []
    for sub_entry, labels in parts.items():
        if labels:
            about = f"{entries[0].term}, {sub_entry}" if sub_entry else entries[0].term
            manuscript.links.append(f"{PLACES}{about}")
        lines.append(array([text(sub_entry or entries[0].term), array(map(string, labels))]))
    return [call("index-word", string(", ".join(sees)), *lines)]
