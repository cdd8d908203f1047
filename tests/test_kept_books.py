"""Books are kept from one build to the next, and never where one thing in them differs."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from guidebook import guide_files
from guidebook.book import typesetting, typst_process
from guidebook.book.book_links import Site
from guidebook.book.cover import Cover
from guidebook.book.fonts import face_files
from guidebook.book.manuscript import Book, Listed
from guidebook.book.typst_process import Press
from guidebook.book.versions import VERSIONS
from guidebook.guide_files import GuideFiles, Wanted, make_guide_files
from guidebook.kept import DAYS, digest, forget, installed, keep, recall
from guidebook.page import Guide, Page
from guidebook.source import Source
from guidebook.subject_index.index_entries import IndexEntry
from torture import png

PAPER = "guide/guide-a4.pdf"
KEPT = b"kept"


class Given(NamedTuple):
    """All that a guide's files are made from."""

    book: Book
    site: Site
    press: Press


def a_page(name: str, html: str, text: str = "Words.\n") -> Page:
    return Page(f"{name}.md", f"{name}.html", "A", "A", html, Source(f"docs/{name}.md", text))


def a_book(**changes: Any) -> Book:
    page = a_page("guide/index", '<p>Words. <img src="box.png" alt="A box"></p>')
    cover = Cover("A title", "A question?", "A site", "", "For learning.", "en", date(2026, 1, 1))
    entries = [Listed("One.", Source("references.bib", "@x{}"), 0)]
    guide = Guide("guide", (page, a_page("guide/references", "")))
    others = [a_page("about", "<p>Us.</p>")]
    return Book(guide, cover, "", {}, entries, others)._replace(**changes)


def make(given: Given, versions: tuple[str, ...] = ("a4",)) -> GuideFiles:
    (made,) = make_guide_files([given.book], Wanted(given.site, versions, {}), given.press)
    return made


def mark(cache: Path) -> None:
    """Put other bytes in the place of all that is kept, so that what comes from there shows."""
    for file in cache.glob("*.json"):
        record = json.loads(file.read_text())
        keep(cache, file.stem, dict.fromkeys(record["made"], KEPT), record["seen"])


@pytest.fixture
def given(tmp_path: Path) -> Given:
    """A guide that was made, and whose kept files are marked."""
    site = Site("https://example.org/", lambda _: png(9, 9))
    first = Given(a_book(), site, Press(cache=tmp_path / "books"))
    assert make(first).pdfs[PAPER].startswith(b"%PDF")
    assert make(first).findings == []
    mark(tmp_path / "books")
    return first


def of_page(given: Given, **changes: Any) -> Given:
    page, references = given.book.guide.pages
    changed = replace(page, **changes)
    return given._replace(book=given.book._replace(guide=Guide("guide", (changed, references))))


def of_book(given: Given, **changes: Any) -> Given:
    return given._replace(book=given.book._replace(**changes))


def of_cover(given: Given, **changes: Any) -> Given:
    return of_book(given, cover=given.book.cover._replace(**changes))


SHOWN: dict[str, Callable[[Given], Given]] = {
    "the words of a page": lambda it: of_page(it, html="<p>Other words.</p>"),
    "the title of a page": lambda it: of_page(it, title="B"),
    "the author": lambda it: of_cover(it, author="A. Body"),
    "a picture": lambda it: it._replace(site=it.site._replace(file=lambda _: png(9, 3))),
    "the references": lambda it: of_book(it, references='<ol><li id="r-1">One.</li></ol>'),
    "the index": lambda it: of_book(it, words=[IndexEntry("word", "", "guide/index.md", "")]),
    "the title": lambda it: of_cover(it, title="Another title"),
    "the notice": lambda it: of_cover(it, notice="For nothing."),
    "the language": lambda it: of_cover(it, language="de"),
    "the day": lambda it: of_cover(it, date=date(2027, 1, 1)),
    "the address of the book": lambda it: of_cover(it, address="https://example.org/guide/"),
}
UNSEEN: dict[str, Callable[[Given], Given]] = {
    "a space in the file of a page": lambda it: of_page(
        it, source=Source("docs/guide/index.md", "Words. \n")
    ),
    "a page that nothing leads to": lambda it: of_book(it, others=[a_page("about", "<p>I.</p>")]),
    "the place of an entry": lambda it: of_book(
        it, entries=[Listed("One.", Source("references.bib", "%\n@x{}"), 2)]
    ),
}


@pytest.mark.parametrize("change", [lambda it: it, *UNSEEN.values()], ids=["nothing", *UNSEEN])
def test_what_does_not_show_in_a_book_leaves_it(
    given: Given, change: Callable[[Given], Given]
) -> None:
    assert make(change(given)).pdfs == {PAPER: KEPT}


@pytest.mark.parametrize("change", SHOWN.values(), ids=SHOWN)
def test_each_thing_in_a_book_makes_it_anew(given: Given, change: Callable[[Given], Given]) -> None:
    changed = change(given)
    made = make(changed)
    assert made.findings == []
    assert made.pdfs[PAPER].startswith(b"%PDF")
    assert made == make(changed._replace(press=Press()))
    assert make(changed) == made
    assert make(given).pdfs == {PAPER: KEPT}


def test_another_paper_and_another_edition_are_made_anew(given: Given) -> None:
    made = make(given, ("a4", "letter", "a4-sheet", "a4-large-print"))
    assert made.pdfs.pop(PAPER) == KEPT
    assert all(pdf.startswith(b"%PDF") for pdf in made.pdfs.values())


def test_a_check_makes_nothing_that_a_build_has_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = Given(
        a_book(), Site("https://example.org/", lambda _: png(9, 9)), Press(cache=tmp_path)
    )
    assert len(make(given, VERSIONS).pdfs) == 4
    mark(tmp_path)
    monkeypatch.delattr(guide_files, "publish")
    assert make(given, VERSIONS[:1]).pdfs == {PAPER: KEPT}


def test_another_font_makes_a_book_anew(given: Given) -> None:
    fonts = {"more.ttf": face_files()[0].read_bytes()}
    press = given.press._replace(fonts=fonts)
    assert make(given._replace(press=press)).pdfs[PAPER].startswith(b"%PDF")


def test_another_design_makes_a_book_anew(
    given: Given, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    design = shutil.copytree(guide_files._PRINT, tmp_path / "print")
    with (design / "book.typ").open("a") as file:
        file.write("\n")
    monkeypatch.setattr(guide_files, "_PRINT", design)
    monkeypatch.setattr(typesetting, "_PRINT", design)
    assert make(given).pdfs[PAPER].startswith(b"%PDF")


def test_another_version_of_a_package_makes_a_book_anew(
    given: Given, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "packages" / "typst-99.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(tmp_path / "packages")
    installed.cache_clear()
    try:
        assert make(given).pdfs[PAPER].startswith(b"%PDF")
    finally:
        installed.cache_clear()


def test_other_code_makes_a_book_anew(
    given: Given, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changed() -> str:
        return "other code"

    monkeypatch.setattr(guide_files, "own_code", changed)
    assert make(given).pdfs == {PAPER: KEPT}, "its manuscript is written, and is the same"
    monkeypatch.setattr(typst_process, "_CODE", [tmp_path / "code.py"])
    (tmp_path / "code.py").write_text("")
    monkeypatch.setattr(guide_files, "own_code", lambda: "still other code")
    assert make(given).pdfs[PAPER].startswith(b"%PDF")


def test_the_code_that_makes_a_pdf_is_all_there() -> None:
    """Those of our modules that the program of its own loads."""
    program = (
        f"import runpy, sys; sys.argv = ['']\n"
        f"runpy.run_path({str(typst_process._PROGRAM)!r}, run_name='looked at')\n"
        "print(*[m.__file__ for n, m in sys.modules.items() if n.startswith('guidebook')])"
    )
    command = [sys.executable, "-I", "-c", program]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    modules = {Path(file) for file in loaded if not file.endswith("__init__.py")}
    assert modules | {typst_process._PROGRAM} == set(typst_process._CODE)


def test_what_is_wrong_is_told_in_every_build(given: Given) -> None:
    smile = of_page(given, html="<p>A smile \N{GRINNING FACE}.</p>")
    told = make(smile)
    assert [finding.code for finding in told.findings] == ["P05"]
    assert make(smile) == told


@pytest.mark.parametrize("left", [b"", b"%PDF-1.7"], ids=["nothing", "a part"])
def test_a_file_that_was_cut_short_is_made_again(given: Given, left: bytes) -> None:
    other = of_cover(given, title="Another title")
    made = make(other)
    for file in (given.press.cache or Path()).iterdir():
        if not file.suffix:
            file.write_bytes(left)
    assert make(other) == made


def test_guides_side_by_side_come_in_their_order(tmp_path: Path) -> None:
    site = Site("", lambda _: png(9, 9))
    titles = [f"Title {number}" for number in range(5)]
    books = [of_cover(Given(a_book(), site, Press()), title=title).book for title in titles]
    wanted = Wanted(site, ("a4-sheet", "a4"), {})
    for _ in range(2):
        made = make_guide_files(books, wanted, Press(cache=tmp_path, at_once=3))
        for book, files in zip(books, made, strict=True):
            assert files == make(Given(book, site, Press()), ("a4-sheet", "a4"))


def test_what_no_build_asks_for_is_forgotten_after_a_month(tmp_path: Path) -> None:
    keep(tmp_path, digest("old"), {"": b"old"})
    for file in tmp_path.iterdir():
        os.utime(file, times=(time.time() - (DAYS + 1) * 86400,) * 2)
    keep(tmp_path, digest("new"), {"": b"new"})
    forget(tmp_path)
    assert recall(tmp_path, digest("new")) == {"": b"new"}
    assert len(list(tmp_path.iterdir())) == 2


def test_a_build_forgets_what_none_asked_for_in_a_month(given: Given) -> None:
    assert given.press.cache
    keep(given.press.cache, digest("old"), {"": b"old"})
    for file in given.press.cache.iterdir():
        os.utime(file, times=(time.time() - (DAYS + 1) * 86400,) * 2)
    make(given)
    assert recall(given.press.cache, digest("old")) is None


DIFFERENT: list[object] = [
    *("", b"", 0, "0", None, [], [""], ["", ""], [[], ""], {"a": "b"}, ["a", "b"], "ab", ["ab"]),
    *(["a", ["b"]], [["a"], "b"], {"b": "a"}, date(2027, 1, 1), Source("a", "b"), Source("b", "a")),
]


def test_what_differs_has_another_hash() -> None:
    assert len({digest(value) for value in DIFFERENT}) == len(DIFFERENT) - 1, "a record is a list"
    with pytest.raises(TypeError):
        digest({"a set has no order"})


@pytest.mark.parametrize(
    ("gigabytes", "size", "how_many"),
    [
        pytest.param(4, 70_000, 4, id="as many as there are processors"),
        pytest.param(8, 7_000_000, 2, id="a hundred times our guide"),
        pytest.param(4, 7_000_000, 1, id="the same with less memory"),
        pytest.param(0, 70_000, 1, id="memory that nobody knows"),
    ],
)
def test_no_more_pdfs_are_made_at_once_than_memory_holds(
    gigabytes: int, size: int, how_many: int
) -> None:
    press = Press(at_once=4, memory=gigabytes * 10**9)
    assert typst_process.side_by_side(press, size) == how_many
