"""The files that the search page reads: made by the build, so that no browser makes an index.

Words come in one file for each first letter and texts in one for each page, and a query loads the
few that it needs: with a hundred guides it takes about as long as with one. Each file is a script
that assigns (`SEARCH["words/p"] = …`), because a page from a disk can fetch nothing.

How well a place fits a word is worked out here, by BM25 (Robertson and Zaragoza, 2009, section 3)
with the words of headings and titles counted more than once; a browser only adds up.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import log
from typing import Any, NamedTuple

from guidebook.page import Page
from guidebook.site.search_text import Place
from guidebook.site.search_words import IGNORED, stems

_HEADING, _TITLE = 3, 2
"""How often a word counts in a heading and in the title of the page; in the text it is once."""
_LESS = 0.4
"""What a page of references counts: few readers look for those."""
_SATURATION, _LENGTH = 1.2, 0.6
"""BM25's k1 and b: how little more of the same word adds, and how much a long text loses."""
_SCALE = 100
"""Scores are whole numbers; that of a rare word in a short text is about a thousand."""


class Searched(NamedTuple):
    """A page as the search knows it."""

    page: Page
    guide: str
    """What its guide is called, or nothing where it is in none."""
    places: Sequence[Place]
    """The first, which has no heading of its own, goes by the page's title."""


class Measured(NamedTuple):
    """A place as a search weighs it."""

    counts: Counter[str]
    """How often each stem counts, those of the page's title included."""
    of_title: frozenset[str]
    """The stems that stand only in the page's title, and not in its heading or its text."""
    length: int
    weight: float


def measure(searched: Searched) -> list[Measured]:
    """The words of a page, place by place, as a search counts them."""
    title = stems(searched.page.title)
    weight = searched.page.search_weight * (_LESS if searched.page.lists_references else 1)
    found: list[Measured] = []
    for place in searched.places:
        heading = stems(place.heading) if place.anchor else title
        text = stems(place.text)
        counts = Counter(text)
        for words, count in ((heading, _HEADING), (title, _TITLE)):
            for stem in words:
                counts[stem] += count
        of_title = frozenset(title).difference(text, heading)
        found.append(Measured(counts, of_title, len(text) + len(heading), weight))
    return found


def stems_of(measured: Iterable[Iterable[Measured]]) -> set[str]:
    """The stems of all words that a search finds."""
    return set().union(*(place.counts for page in measured for place in page))


def search_names(pages: Sequence[Searched], known: Iterable[str]) -> list[str]:
    """The paths of the files that `search_files` gives for pages with these stems."""
    letters = (f"words/{letter}" for letter in sorted(set(map(_letter, known))))
    texts = (f"texts/{number}" for number in range(len(pages)))
    return [f"search/{name}.js" for name in ("start", *letters, *texts)]


def search_files(
    pages: Sequence[Searched],
    measured: Iterable[Iterable[Measured]],
    readers: Mapping[str, str],
) -> dict[str, str]:
    """The text of every file, by its path from the site's root.

    `measured` has the words of each page, `readers` what pages say for what readers say. Pages are
    numbered in their order, and places through all pages.
    """
    scores = _scores([place for page in measured for place in page])
    start = {
        "sizes": [len(searched.places) for searched in pages],
        "letters": list(scores),
        "ignored": sorted(IGNORED),
        "readers": readers,
    }
    parts = {f"words/{letter}": words for letter, words in scores.items()}
    texts = {f"texts/{number}": _texts(searched) for number, searched in enumerate(pages)}
    scripts = {
        f"search/{name}.js": _script(name, part) for name, part in {**parts, **texts}.items()
    }
    return {"search/start.js": f"const SEARCH = {_json(start)};\n", **scripts}


def texts_file(number: int) -> str:
    """The path from the site's root of the file with the texts of a page, by its number."""
    return f"search/texts/{number}.js"


def read_searched(page: Page, script: str) -> Searched:
    """A page as the search knows it, read back from the file with its texts."""
    _, _, guide, found = json.loads(script.partition(" = ")[2].rstrip(";\n"))
    return Searched(page, guide, [Place(*place) for place in found])


def _texts(searched: Searched) -> tuple[str, str, str, Sequence[Place]]:
    return searched.page.url, searched.page.title, searched.guide, searched.places


def _scores(measured: Sequence[Measured]) -> dict[str, dict[str, list[int]]]:
    """By first letter and by stem, the places that have it.

    Each place is two numbers: the step to it from the one before, and its score. A score is below
    zero where only the title of the page has the word: that counts, but is not said to be there.
    """
    letters: dict[str, dict[str, list[int]]] = {}
    for stem, fits in sorted(_fits(measured).items()):
        rarity = _SCALE * log(1 + (len(measured) - len(fits) + 0.5) / (len(fits) + 0.5))
        steps = (there - here for here, there in pairwise([0, *fits]))
        scores = (_rounded(rarity * fit) for fit in fits.values())
        found = zip(steps, scores, strict=True)
        letters.setdefault(_letter(stem), {})[stem] = [number for pair in found for number in pair]
    return letters


def _fits(measured: Sequence[Measured]) -> dict[str, dict[int, float]]:
    """By stem and by the number of each place that has it, how well it fits among its other words.

    Below zero where it is not the place's own.
    """
    mean = sum(place.length for place in measured) / max(len(measured), 1) or 1
    fits: dict[str, dict[int, float]] = {}
    for number, place in enumerate(measured):
        room = _SATURATION * (1 - _LENGTH + _LENGTH * place.length / mean)
        for stem, count in place.counts.items():
            fit = place.weight * count * (_SATURATION + 1) / (count + room)
            fits.setdefault(stem, {})[number] = -fit if stem in place.of_title else fit
    return fits


def _rounded(score: float) -> int:
    """A whole number, but not zero."""
    return round(score) or (1 if score > 0 else -1)


def _letter(stem: str) -> str:
    """The name of the file that holds a stem; search.js finds it in the same way."""
    first = stem[0]
    return first if first.isascii() else f"{ord(first):x}"


def _script(name: str, part: object) -> str:
    return f"SEARCH[{_json(name)}] = {_json(part)};\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
