"""Guides and their indexes, made, or as the last build made them where all that counts is the same.

Both look up a few things in something large: a guide its entries in the bibliography, an index its
places on the pages. What was looked up is compared, not the whole.
"""

from collections.abc import Collection, Mapping, Sequence
from html import unescape

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

    Of the entries that it doesn't cite, only the keys count that its text may name.
    """
    lenders = () if guide.name else tuple(others)
    place, inputs = ("cite", guide.first.path), (guide, lenders)
    kept = memory.recall(place, inputs)
    if kept and _has_same_entries(kept.made, guide, bibliography):
        cited: CitedGuide = kept.made[0]
        return cited
    cited = cite(guide, bibliography, lenders)
    memory.keep(place, inputs, (cited, _keys(bibliography)))
    return cited


def _keys(bibliography: Bibliography) -> tuple[frozenset[str], frozenset[str], bool]:
    """The usable keys, the broken ones, and whether something can't be read."""
    return frozenset(bibliography.references), bibliography.broken, bool(bibliography.unread)


def _has_same_entries(
    made: tuple[CitedGuide, tuple[frozenset[str], frozenset[str], bool]],
    guide: Guide,
    bibliography: Bibliography,
) -> bool:
    """Whether a guide, cited as it was, would come out the same; a hint may name any key."""
    (cited, before), after = made, _keys(bibliography)
    entries = bibliography.references
    if any(entries.get(reference.key) != reference for reference in cited.references):
        return False
    differing = (before[0] ^ after[0]) | (before[1] ^ after[1])
    return before == after or not (cited.findings or _names_any(guide, differing))


def _names_any(guide: Guide, keys: Collection[str]) -> bool:
    """Whether one of these keys stands anywhere in a guide."""
    sources = (source for page in guide.pages for source in (page.source, *page.included))
    texts = [source.text for source in sources] + [unescape(page.html) for page in guide.pages]
    return any(key in text for key in keys for text in texts)


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
