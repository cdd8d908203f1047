"""Guides and their indexes, made, or as the last build made them where all that counts is the same.

Both look up a few things in something large: a guide its entries in the bibliography, an index its
places on the pages. What was looked up is compared, not the whole.
"""

from collections.abc import Mapping, Sequence

from guidebook.bibliography.reference import Bibliography
from guidebook.citations.citing import CitedGuide, cite
from guidebook.findings import Finding
from guidebook.memory import Memory
from guidebook.page import Guide, Page
from guidebook.source import Source
from guidebook.subject_index.index_entries import IndexEntry, has_place, index_entries

Index = tuple[list[IndexEntry], list[Finding]]


def cited_guide(
    guide: Guide, bibliography: Bibliography, others: Sequence[CitedGuide], memory: Memory
) -> CitedGuide:
    """A guide with its numbers, which a page in no guide may borrow from one of the `others`.

    Of the entries that it doesn't cite, only their keys count.
    """
    keys = (tuple(bibliography.references), bibliography.broken, bool(bibliography.unread))
    lenders = () if guide.name else tuple(others)
    place, inputs = ("cite", guide.first.path), (guide, keys, lenders)
    kept, entries = memory.recall(place, inputs), bibliography.references
    if kept and all(entries[cited.key] == cited for cited in kept.made.references):
        made: CitedGuide = kept.made
        return made
    made = cite(guide, bibliography, lenders)
    memory.keep(place, inputs, made)
    return made


def index_of(source: Source, pages: Mapping[str, Page], guide: str, memory: Memory) -> Index:
    """The entries of a guide's index, and findings; without any, only its places count."""
    kept = memory.recall(("index", guide), (source,))
    if kept and all(has_place(entry, pages) for entry in kept.made[0]):
        made: Index = kept.made
        return made
    made = index_entries(source, pages, guide)
    if not made[1]:
        memory.keep(("index", guide), (source,), made)
    return made
