"""Our guide's words: our own, easy to read, and in reach of a worried reader's thumb."""

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pyphen
import pytest
from bs4 import BeautifulSoup, Tag

from minisite import ROOT, Site

DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
TEXTS = [*PAGES, *sorted(DOCS.rglob("*.yml"))]
NOT_OURS = re.compile(r"“[^”]*”|\[@[^\]]*\]|\]\([^)]*\)|\{[^}]*\}|^\s*[\w-]+:(?= )", re.M)
HYPHENS = pyphen.Pyphen(lang="en_US")

# The first half of a digest for each run of eight words of the original answer, which is not ours
# to publish. A run is in small letters, without punctuation, with one space between words.
RUNS = set((ROOT / "tests" / "data" / "original-runs.txt").read_text().split())
RUN = 8

GRADE, KEY_POINTS_GRADE, WORDS_OF_A_SENTENCE = 7, 4, 12
NOT_SENTENCES = (
    "h1, h2, h3, h4, h5, h6, th, code, svg, nav, form, aside, .cite, .citation, .page-say, "
    ".reference-note, .source-mark, .page-status, "
    ".page-date, .guide-pdf, .reference-files, .print-address, [role=doc-bibliography]"
)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold().replace("’", "").replace("'", ""))


def prose(text: str) -> str:
    """A file's words without what is quoted, cited or linked to."""
    return NOT_OURS.sub(" | ", text).replace("*", "")


def digest(run: list[str]) -> str:
    return sha256(" ".join(run).encode()).hexdigest()[:12]


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: str(file.relative_to(DOCS)))
def test_no_eight_words_in_a_row_are_those_of_the_original_answer(file: Path) -> None:
    for piece in prose(file.read_text("utf-8")).split("|"):
        found = words(piece)
        runs = (found[start : start + RUN] for start in range(len(found) - RUN + 1))
        assert [" ".join(run) for run in runs if digest(run) in RUNS] == []


def test_the_check_of_eight_words_sees_them() -> None:
    assert len(RUNS) > 1000
    assert digest(words("systemic lupus and SLE patients’ it’s one two")) not in RUNS


def blocks(page: BeautifulSoup) -> Iterator[str]:
    """Each paragraph, item and cell of a page, without what stands in another one."""
    article = page.select_one("article")
    assert article
    for unread in article.select(NOT_SENTENCES):
        unread.decompose()
    for block in article.select("p, li, td, dd"):
        parts = [part for part in block.children if not _is_block(part)]
        text = " ".join(part.get_text() for part in parts)
        if text := " ".join(text.split()):
            yield text


def _is_block(part: object) -> bool:
    return isinstance(part, Tag) and part.name in ("p", "ul", "ol", "table", "dl")


def sentences(page: BeautifulSoup) -> list[list[str]]:
    """The words of each sentence; a block ends one."""
    split = (re.split(r"(?<=[.?!])[”)]*\s+(?=[A-Z“(0-9])", block) for block in blocks(page))
    found = (re.findall(r"[\w'’-]+", sentence) for block in split for sentence in block)
    return [sentence for sentence in found if sentence]


def syllables(word: str) -> int:
    return len(HYPHENS.positions(word.strip("'’-"))) + 1


def grade(page: BeautifulSoup) -> float:
    """The school year that can read a page, after Flesch and Kincaid (1975)."""
    found = sentences(page)
    flat = [word for sentence in found for word in sentence]
    per_word = sum(map(syllables, flat)) / len(flat)
    return 0.39 * len(flat) / len(found) + 11.8 * per_word - 15.59


def built(file: Path, site: Site) -> BeautifulSoup:
    return site.page(str(file.relative_to(DOCS).with_suffix(".html")))


READ = [file for file in PAGES if file.name != "search.md"]


@pytest.mark.parametrize("file", READ, ids=lambda file: str(file.relative_to(DOCS)))
def test_a_page_is_easy_to_read(file: Path, ours: Site) -> None:
    found = sentences(built(file, ours))
    average = sum(map(len, found)) / len(found)
    assert average <= WORDS_OF_A_SENTENCE
    assert grade(built(file, ours)) <= GRADE


def test_the_key_points_are_the_easiest_page_of_the_guide(ours: Site) -> None:
    grades = {file.stem: grade(built(file, ours)) for file in READ if file.parent != DOCS}
    assert min(grades, key=lambda name: grades[name]) == "key-points", grades
    assert grades["key-points"] <= KEY_POINTS_GRADE
