"""A site built in two parts and merged is the same, to the byte, as one that is built whole."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from bench.shards import build_part, merge_parts
from mkdocs.exceptions import Abort

from minisite import OURS, Site, entries, lay_out, page, run
from other_fields import SETTINGS, files

GUIDES = [f"guide-{number:02}" for number in range(14)]
"""More than a menu shows one by one."""


def of(number: int) -> str:
    return GUIDES[number % len(GUIDES)]


def index_page(number: int) -> str:
    """The first page of a guide, with links to other guides and words of its own."""
    headings = "".join(f"\n\n## Term {number}-{i}\n\nWords {i} of {number}." for i in range(30))
    links = f"[Next](../{of(number + 1)}/index.md#why), [and](../{of(number + 2)}/more/deep.md)"
    seen = {0: "~~Gone~~", 1: "`code`", 2: "> Quoted", 3: "1. One", 4: "Grüße, 日本"}.get(
        number, ""
    )
    text = f"A flare [@a{number}; @b]. {links}.\n\n## Why\n\nMore [@c].\n\n{seen}{headings}"
    return page(text, f"Question {number}").replace(
        "---\n", f"---\nsubject: Kind {number % 3}\n", 1
    )


def many() -> dict[str, str]:
    """The files of a site whose guides lead to one another in every way there is."""
    written = {
        "docs/index.md": page("As guide 3 says [@a3; @b].\n\n[guides]", "Home"),
        "docs/about.md": page("Own [@c]. [There](guide-05/index.md#why)", "About"),
        "docs/glossary.md": page("Flare {#flare}\n:   More of it.", "Words"),
        "docs/search.md": page("", "Search").replace("---\n", "---\ntemplate: search.html\n", 1),
        "docs/a-to-z.yml": "about: about.md\nthird: guide-03/index.md#why\n",
        "docs/guide-04/a-to-z.yml": "own: index.md#why\nother: ../guide-07/index.md#why\n",
        "references.bib": entries("b", "c", *(f"a{number}" for number in range(len(GUIDES)))),
    }
    for number, guide in enumerate(GUIDES):
        written[f"docs/{guide}/index.md"] = index_page(number)
        written[f"docs/{guide}/more/deep.md"] = page("A flare [@b]. [Up](../index.md)", "Deep")
        written[f"docs/{guide}/references.md"] = page("All of them.", "References")
    return written


def in_parts(project: Path, folder: Path, count: int = 2) -> Site:
    """Build a project part by part, and merge them."""
    for number in range(1, count + 1):
        build_part(number, count, project, folder)
    merge_parts(project, folder)
    return Site(folder / "site", 0, "")


class Case(NamedTuple):
    """A site to build in parts."""

    written: Mapping[str, str | bytes]
    settings: Mapping[str, object]
    books: str
    most: int
    """A size that the parts have together, but not alone."""


CASES = {
    "two guides with all forms and books": Case(
        files(), {**SETTINGS, "extra_css": OURS["extra_css"]}, "1", 1_000_000
    ),
    "many guides that lead to one another": Case(many(), {}, "0", 150_000),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_two_parts_make_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: Case
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1760000000")
    monkeypatch.setenv("PDF", case.books)
    monkeypatch.setattr("guidebook.site.offline_copy.MOST", case.most)
    lay_out(tmp_path / "project", case.written, **case.settings)
    whole = run(tmp_path / "project", tmp_path / "whole")
    assert (whole.warnings, whole.notices, whole.exit_code) == ([], [], 0)
    merged = in_parts(tmp_path / "project", tmp_path / "shards")
    assert merged.files.keys() == whole.files.keys()
    assert [path for path, data in whole.files.items() if data != merged.files[path]] == []


def test_the_merge_tells_of_a_link_from_one_part_to_nowhere_in_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("PDF", "0")
    monkeypatch.setattr("guidebook.site.offline_copy.MOST", 1)
    written = {
        "docs/index.md": page("Words."),
        "docs/one/index.md": page("[There](../two/index.md#nowhere)"),
        "docs/two/index.md": page("Words."),
    }
    lay_out(tmp_path / "project", written)
    with pytest.raises(Abort):
        in_parts(tmp_path / "project", tmp_path / "shards")
    assert [said.message for said in caplog.records if said.levelname == "WARNING"] == [
        "docs/one/index.md:6:9: 'index.md' has no place '#nowhere'. A heading was renamed or taken "
        "out: link to another one, or only to the page. [L02]"
    ]


REFUSED = {
    "a site that one offline copy can have": (
        {f"docs/{name}/index.md": page("Words.") for name in "ab"},
        10**9,
        "One offline copy can have all of this site: build it as a whole.",
    ),
    "a book with a part of the list of guides": (
        {
            "docs/index.md": page("## Ours {#ours}\n\nWords.\n\n[guides]"),
            "docs/a/index.md": page("[Ours](../index.md#ours)"),
            "docs/b/index.md": page("Words."),
        },
        1,
        "Books have parts of index.html: build the site as a whole.",
    ),
}


@pytest.mark.parametrize("refused", REFUSED.values(), ids=REFUSED)
def test_what_parts_cannot_make_the_same_is_not_merged(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    refused: tuple[Mapping[str, str], int, str],
) -> None:
    written, most, said = refused
    monkeypatch.setattr("guidebook.site.offline_copy.MOST", most)
    lay_out(tmp_path / "project", written, extra={**OURS["extra"], "versions": ["a4"]})
    with pytest.raises(Abort):
        in_parts(tmp_path / "project", tmp_path / "shards")
    assert caplog.records[-1].message == said


def test_parts_of_which_one_is_missing_are_not_merged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("PDF", "0")
    lay_out(tmp_path / "project", {f"docs/{name}/index.md": page("Words.") for name in "abc"})
    build_part(1, 2, tmp_path / "project", tmp_path / "shards")
    with pytest.raises(Abort):
        merge_parts(tmp_path / "project", tmp_path / "shards")
    assert caplog.records[-1].message.startswith("The parts don't have each guide once")
    assert not (tmp_path / "shards" / "site").exists()
