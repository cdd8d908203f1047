"""What pages were made into is kept: a later build gives what a first one gives."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
import yaml

from commands.check import FLAWLESS, check
from decision_guides import SAMPLE
from guidebook.bibliography.bibtex_reading import read_bibliography
from guidebook.build import PAGE_CACHE
from guidebook.kept import keep
from guidebook.kept_entries import kept_bibliography
from guidebook.source import Source
from minisite import ROOT, SETTINGS, Site, build, entries, lay_out, page, run, write

DAY = date(2027, 3, 1)

FILES = {
    "docs/index.md": page(
        "Words [@a], [a place](guide/other.md#place), [more](guide/new.md). A DAY.\n\n*[DAY]: light"
    ),
    "docs/guide/index.md": page("## Words\n\n![A day.](day.svg){.explains}"),
    "docs/guide/other.md": page("## Place\n\n**Words** with a mistake: [@nobody], ~~open."),
    "docs/guide/decision-guide.md": page("[decision-guide]"),
    "docs/guide/decision-guide.yml": SAMPLE,
    "docs/guide/references.md": page("All of them."),
    "docs/guide/day.svg": "<svg viewBox='0 0 9 9'><title>A</title><desc>B</desc></svg>",
    "references.bib": entries("a", "b"),
}
EDITS: Mapping[str, Mapping[str, str]] = {
    "nothing": {},
    "the words of a page": {
        "docs/guide/index.md": page("Other words ![A day.](day.svg){.explains}")
    },
    "a heading that a link names": {"docs/guide/other.md": page("## Another place\n\nWords.")},
    "a mistake is mended": {"docs/guide/other.md": page("## Place\n\n**Words**, ~~closed~~.")},
    "a mistake is made": {"docs/guide/index.md": page("## Words\n\n**Open, <b onclick='a'>b</b>.")},
    "the title of a page": {"docs/guide/other.md": page("## Place\n\nWords.", "Another title")},
    "an answer of the decision guide": {
        "docs/guide/decision-guide.yml": SAMPLE.replace("say: ", "say: Well, ", 1)
    },
    "a drawing": {"docs/guide/day.svg": FILES["docs/guide/day.svg"].replace(">A<", ">C<")},
    "an entry has a mistake": {"references.bib": entries("a", "b").replace("About b", "About {b")},
    "an entry is doubled": {"references.bib": entries("a", "b", "b")},
    "a page more": {"docs/guide/new.md": page("Words [@b].")},
    "a setting of Markdown": {
        "mkdocs.yml": yaml.safe_dump({**SETTINGS, "markdown_extensions": ["abbr", "attr_list"]})
    },
}


@pytest.fixture(autouse=True)
def no_books_on_one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1760000000")
    monkeypatch.setenv("PDF", "0")


def again(project: Path) -> Site:
    return run(project, project / "again")


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_a_later_build_gives_what_a_first_one_gives(
    tmp_path: Path, edit: Mapping[str, str]
) -> None:
    build(tmp_path / "kept", FILES)
    write(tmp_path / "kept", edit)
    later = again(tmp_path / "kept")
    lay_out(tmp_path / "fresh", FILES)
    write(tmp_path / "fresh", edit)
    first = again(tmp_path / "fresh")
    assert (later.warnings, later.notices) == (first.warnings, first.notices)
    assert later.files == first.files


def test_markdown_reads_only_what_changed(tmp_path: Path) -> None:
    build(tmp_path, FILES)
    for file in (tmp_path / PAGE_CACHE).glob("*.json"):
        made = json.loads((file.parent / json.loads(file.read_text())["made"]["json"]).read_text())
        text = json.dumps(made).replace("Words", "Kept words").replace("Place", "Kept place")
        keep(file.parent, file.stem, {"json": text.encode()})
    write(tmp_path, {"docs/guide/index.md": page("Words of today.")})
    site = again(tmp_path)
    assert "Kept place" in site.html("guide/other.html")
    assert "Words of today." in site.html("guide/index.html")


@pytest.mark.parametrize("end", [b"", b"{}", b"[]"], ids=["nothing", "no names", "a list"])
def test_what_was_cut_short_or_is_something_else_is_made_again(tmp_path: Path, end: bytes) -> None:
    whole = build(tmp_path, FILES)
    for file in (tmp_path / ".cache").rglob("*"):
        if file.is_file() and not file.is_symlink():
            file.write_bytes(end or file.read_bytes()[:20])
    assert again(tmp_path).files == whole.files


def test_with_an_extension_that_reads_other_files_nothing_is_kept(tmp_path: Path) -> None:
    extensions = [
        *SETTINGS["markdown_extensions"],
        {"pymdownx.snippets": {"base_path": str(tmp_path)}},
    ]
    files = {**FILES, "docs/guide/index.md": page('--8<-- "part.txt"'), "part.txt": "Old words."}
    build(tmp_path, files, markdown_extensions=extensions)
    write(tmp_path, {"part.txt": "New words."})
    assert "New words." in again(tmp_path).html("guide/index.html")


def test_entries_are_read_once_and_come_back_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = "@string{e = {b}}\n@book{c, title = {T}}\n@inbook{d, crossref = {c}, title = e}"
    source = Source("references.bib", f"{entries('a', 'b')}\n{other}\n@misc{{a, title = {{x")
    first = kept_bibliography(source, tmp_path)
    assert first == read_bibliography(source)
    assert (first.findings, first.unread, first.broken) != ((), (), frozenset())
    monkeypatch.delattr("guidebook.kept_entries.read_bibliography")
    assert kept_bibliography(source, tmp_path) == first
    offsets = [reference.offset for reference in first.references.values()]
    assert offsets == [one.offset for one in read_bibliography(source).references.values()]


def test_what_mkdocs_says_of_links_is_said_in_every_build(tmp_path: Path) -> None:
    files = {**FILES, "docs/guide/index.md": page("[Words](nowhere.md)")}
    first = build(tmp_path, files, validation={"links": {"not_found": "warn"}})
    assert any("nowhere.md" in warning and "Doc file" in warning for warning in first.warnings)
    assert again(tmp_path).warnings == first.warnings


def test_a_later_check_tells_what_a_first_one_tells(tmp_path: Path) -> None:
    lay_out(tmp_path, {**FILES, "editors/words.txt": "", "editors/spelling.txt": ""})
    told = check(tmp_path, DAY)
    assert {"C01", "L01", "M20"} <= {finding.code for finding in told}
    assert check(tmp_path, DAY) == told
    write(tmp_path, {"editors/words.txt": "light -> Say bright"})
    assert {finding.code for finding in check(tmp_path, DAY)} == {
        "S02",
        *(one.code for one in told),
    }


def test_a_check_keeps_which_files_it_found_flawless(tmp_path: Path) -> None:
    lay_out(tmp_path, {**FILES, "editors/words.txt": "", "editors/spelling.txt": ""})
    check(tmp_path, DAY)
    kept = json.loads((tmp_path / FLAWLESS).read_text("utf-8"))["flawless"]
    write(tmp_path, {"docs/index.md": page("This was never kept.")})
    check(tmp_path, DAY)
    after = json.loads((tmp_path / FLAWLESS).read_text("utf-8"))["flawless"]
    assert len({*kept} & {*after}) == len(kept) - 1 > 0


def test_a_build_starts_without_what_makes_books() -> None:
    names = "guidebook.editions guidebook.book.manuscript segno typst pikepdf fontTools"
    said = f"import events, sys; print(*sys.modules.keys() & {names.split()!r})"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks")}
    command = [sys.executable, "-c", said]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert result.stdout.split() == []
