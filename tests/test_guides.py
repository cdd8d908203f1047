"""Any number of guides in a site, each with references of its own."""

import json
from pathlib import Path

import pytest
from bibtexparser.entrypoint import parse_string
from bs4 import BeautifulSoup

from guidebook.page import Guide, Page
from guidebook.source import Source
from minisite import OURS, Site, build, entries, page, texts

BIB = entries("a", "b", "c", "d")


def numbers(built: BeautifulSoup) -> list[str]:
    return texts(built.select("a[role=doc-biblioref]"))


def letters(built: BeautifulSoup) -> dict[str, list[str]]:
    return {
        str(item["id"]): texts(item.select("a[role=doc-backlink]"))
        for item in built.select("ol.references > li")
    }


def assert_every_link_lands(site: Site) -> None:
    pages = {file: site.page(str(file)) for file in _pages(site)}
    ids = {file: {tag["id"] for tag in built.select("[id]")} for file, built in pages.items()}
    for file, built in pages.items():
        # Only our own site has the page that every guide's status leads to.
        for link in built.select("article a[href]:not(.page-status a)"):
            path, _, anchor = str(link["href"]).partition("#")
            target = (site.folder / file.parent / path).resolve() if path else site.folder / file
            target = target / "index.html" if target.is_dir() else target
            if not path.startswith("https:"):
                assert target.exists(), link
                if anchor:
                    assert anchor in ids[target.relative_to(site.folder.resolve())], link


def _pages(site: Site) -> list[Path]:
    files = [file.relative_to(site.folder) for file in site.folder.rglob("*.html")]
    return [file for file in files if file.name != "404.html"]


@pytest.mark.parametrize("use_directory_urls", [False, True])
def test_two_guides_count_apart(tmp_path: Path, use_directory_urls: bool) -> None:
    files = {
        "docs/index.md": page("Home."),
        "docs/one/index.md": page("Words [@a] [@b]."),
        "docs/one/references.md": page("All of them."),
        "docs/two/index.md": page("Words [@b] [@c] [@b]."),
        "docs/two/references.md": page("All of them."),
        "references.bib": BIB,
    }
    # Material's offline plugin always makes files.
    plugins = ["search"] if use_directory_urls else OURS["plugins"]
    site = build(tmp_path, files, use_directory_urls=use_directory_urls, plugins=plugins)
    assert (site.warnings, site.exit_code) == ([], 0)
    references = "references/index.html" if use_directory_urls else "references.html"
    assert numbers(site.page("one/index.html")) == ["[1]", "[2]"]
    assert numbers(site.page("two/index.html")) == ["[1]", "[2]", "[1]"]
    assert letters(site.page(f"one/{references}")) == {
        "ref-a@references": ["a"],
        "ref-b@references": ["a"],
    }
    assert letters(site.page(f"two/{references}")) == {
        "ref-b@references": ["a", "b"],
        "ref-c@references": ["a"],
    }
    assert_every_link_lands(site)


def test_numbers_follow_the_navigation_and_not_the_files(tmp_path: Path) -> None:
    files = {
        "docs/guide/a.md": page("Words [@a; @b]."),
        "docs/guide/b.md": page("Words [@b]."),
        "docs/guide/references.md": page("All."),
        "docs/guide/z-not-listed.md": page("Words [@c]."),
        "references.bib": BIB,
    }
    nav = ["guide/references.md", "guide/b.md", "guide/a.md"]
    site = build(tmp_path, files, nav=nav)
    assert [line[-4:-1] for line in site.warnings] == ["N03", "N08"]
    assert numbers(site.page("guide/b.html")) == ["[1]"]
    assert numbers(site.page("guide/a.html")) == ["[2]", "[1]"]
    assert numbers(site.page("guide/z-not-listed.html")) == ["[3]"]
    assert_every_link_lands(site)


def test_a_guide_with_subfolders_is_one_guide(tmp_path: Path) -> None:
    files = {
        "docs/guide/index.md": page("Words [@a]."),
        "docs/guide/part/index.md": page("Words [@b] [@a]."),
        "docs/guide/part/references.md": page("Not the list, only a page of that name [@a]."),
        "docs/guide/references.md": page("All."),
        "references.bib": BIB,
    }
    site = build(tmp_path, files)
    assert (site.warnings, site.exit_code) == ([], 0)
    assert numbers(site.page("guide/part/index.html")) == ["[2]", "[1]"]
    assert letters(site.page("guide/references.html")) == {
        "ref-a@references": ["a", "b", "c"],
        "ref-b@references": ["a"],
    }
    assert_every_link_lands(site)


def test_a_guide_without_an_index_begins_with_its_first_page() -> None:
    pages = [Page(f"g/{name}.md", "", name, name, "", Source("", "")) for name in "ba"]
    assert Guide("g", tuple(pages)).first.title == "b"


def test_ids_are_unlike_any_other_in_the_guide(tmp_path: Path) -> None:
    text = page("Words [@a] [@a] [@b; @c; @d].")
    files = {f"docs/guide/{name}.md": text for name in ("index", "one", "part/one", "references")}
    site = build(tmp_path, {**files, "references.bib": BIB})
    assert (site.warnings, site.exit_code) == ([], 0)
    ids = [
        tag["id"]
        for file in _pages(site)
        for tag in site.page(str(file)).select("article [id]:not(.reference-note)")
    ]
    assert len(ids) == len(set(ids))


def test_a_page_in_no_guide_counts_by_itself(tmp_path: Path) -> None:
    files = {
        "docs/index.md": page("Words [@b]."),
        "docs/about.md": page("Words [@a] [@b]."),
        "references.bib": BIB,
    }
    site = build(tmp_path, files)
    assert (site.warnings, site.exit_code) == ([], 0)
    assert numbers(site.page("index.html")) == ["[1]"]
    assert numbers(site.page("about.html")) == ["[1]", "[2]"]
    assert_every_link_lands(site)


def test_a_guide_that_cites_nothing_has_no_lists(tmp_path: Path) -> None:
    files = {"docs/guide/index.md": page("Words."), "references.bib": ""}
    site = build(tmp_path, files)
    assert (site.warnings, site.exit_code) == ([], 0)
    assert site.page("guide/index.html").select("[role=doc-bibliography]") == []


def test_a_guide_that_cites_needs_a_page_of_references(tmp_path: Path) -> None:
    files = {"docs/guide/index.md": page("Words [@a]."), "references.bib": BIB}
    site = build(tmp_path, files)
    assert site.warnings == [
        "docs/guide/index.md:1:1: the guide 'guide' cites references but has no page that lists "
        "them all. Add guide/references.md with a title and a description. [C07]"
    ]


def test_more_than_26_citations_go_on_with_two_letters(tmp_path: Path) -> None:
    files = {
        "docs/guide/index.md": page("Words [@a]. " * 53),
        "docs/guide/references.md": page("All."),
        "references.bib": BIB,
    }
    site = build(tmp_path, files)
    assert (site.warnings, site.exit_code) == ([], 0)
    (found,) = letters(site.page("guide/references.html")).values()
    assert [found[index] for index in (0, 25, 26, 51, 52)] == ["a", "z", "aa", "az", "ba"]
    names = [link["aria-label"] for link in site.page("guide/references.html").select("li a[role]")]
    assert len(set(names)) == 53


def test_the_references_come_as_files_with_only_those_cited(tmp_path: Path) -> None:
    files = {
        "docs/guide/index.md": page("Words [@b] [@a]."),
        "docs/guide/references.md": page(""),
        "references.bib": BIB,
    }
    site = build(tmp_path, files)
    links = [link["href"] for link in site.page("guide/references.html").select("[download]")]
    assert links == ["guide.bib", "guide.ris", "guide.json"]
    bibtex, ris, csl = (site.html(f"guide/{link}") for link in links)
    assert [entry.key for entry in parse_string(bibtex).entries] == ["b", "a"]
    assert ris.count("TY  - ") == 2
    assert [item["id"] for item in json.loads(csl)] == ["b", "a"]


LENT = {
    "docs/index.md": page("The answer once more [@b]."),
    "docs/other.md": page("Another [@b; @c]."),
    "docs/guide/index.md": page("The answer [@a; @b]."),
    "docs/guide/references.md": page("All of them."),
    "references.bib": entries("a", "b", "c"),
}


def test_a_page_outside_that_tells_a_guides_answer_borrows_its_numbers(tmp_path: Path) -> None:
    site = build(tmp_path, LENT)
    assert (site.exit_code, site.warnings) == (0, [])
    home = site.page("index.html")
    assert texts(home.select("a[role=doc-biblioref]")) == ["[2]"]
    (entry,) = home.select("ol.references > li")
    assert entry["value"] == "2"
    assert texts(entry.select("[role=doc-backlink]")) == ["a"]
    (way,) = home.select("[role=doc-bibliography] p a")
    assert way["href"] == "guide/references.html"


def test_a_page_outside_that_cites_something_else_has_its_own(tmp_path: Path) -> None:
    other = build(tmp_path, LENT).page("other.html")
    assert texts(other.select("a[role=doc-biblioref]")) == ["[1]", "[2]"]


def test_a_page_outside_leaves_the_guides_letters_alone(tmp_path: Path) -> None:
    listed = build(tmp_path, LENT).page("guide/references.html")
    assert texts(listed.select("[role=doc-backlink]")) == ["a", "a"]
