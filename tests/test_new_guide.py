"""A new guide builds at once, and its placeholders are findings of the check alone."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from commands.check import check
from commands.guide import PAGES, lay_out
from guidebook.checks.navigation import with_guide
from guidebook.source import Source
from minisite import ROOT, run, texts

DAY = date(2027, 3, 1)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of our own site."""
    for name in ("docs", "hooks", "overrides", "editors", "print"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("mkdocs.yml", "references.bib"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def test_it_builds_and_only_its_placeholders_are_found(project: Path) -> None:
    told = list(lay_out(project, "lupus-and-sleep"))
    site = run(project, project / "site")
    assert (site.warnings, site.exit_code) == ([], 0)
    assert site.page("lupus-and-sleep/references.html").h1
    findings = check(project, DAY)
    assert {finding.code for finding in findings} == {"S03"}
    names = ("index.md", "details.md", "decision-guide.md", "decision-guide.yml", "references.md")
    files = {f"docs/lupus-and-sleep/{name}" for name in names}
    assert {finding.path for finding in findings} == files
    assert files < set(told)


def test_it_passes_the_check_when_every_placeholder_is_filled(project: Path) -> None:
    list(lay_out(project, "lupus-and-sleep"))
    for number, file in enumerate((project / "docs" / "lupus-and-sleep").iterdir()):
        words = f"Sleep {number}"
        filled = re.sub(r"FILL IN.*?(?=\]\(|\??\n)", words, file.read_text("utf-8"))
        file.write_text(filled, "utf-8")
    assert check(project, DAY) == []


@pytest.mark.parametrize("name", ["", "Sleep", "a/b", "../a", "two words", "lupus-back-pain"])
def test_a_name_that_will_not_do_makes_nothing(project: Path, name: str) -> None:
    before = sorted(project.rglob("*"))
    with pytest.raises(ValueError, match=r"make guide NAME=|is there already"):
        list(lay_out(project, name))
    assert sorted(project.rglob("*")) == before


def test_it_stands_behind_the_last_guide_under_its_title(project: Path) -> None:
    list(lay_out(project, "lupus-and-sleep", "Sleep: what helps?"))
    settings = (project / "mkdocs.yml").read_text("utf-8")
    (guide,) = re.findall(r'^  - "Sleep: what helps\?":\n(?:      - .*\n)+', settings, re.M)
    assert re.findall(r"lupus-and-sleep/(\S+)", guide) == [*PAGES]
    assert settings.index("lupus-back-pain/references.md") < settings.index(guide)
    assert settings.index(guide) < settings.index("glossary.md")


def test_without_a_title_the_navigation_has_the_words_of_its_name(project: Path) -> None:
    list(lay_out(project, "lupus-and-sleep"))
    assert "\n  - Lupus and sleep:\n" in (project / "mkdocs.yml").read_text("utf-8")


def test_home_lists_it_by_its_question_and_its_short_answer(project: Path) -> None:
    list(lay_out(project, "lupus-and-sleep"))
    site = run(project, project / "site")
    cards = texts(site.page("index.html").select("#guides + ul > li"))
    assert cards[0].startswith("Back pain: is it lupus or a strain?")
    assert cards[1].startswith("FILL IN the question")


TWO = "  - Two:\n      - two/index.md\n      - two/references.md\n"
NAVIGATIONS = {
    "the last entry has pages": (
        "nav:\n  - index.md\n  - One:\n      - one/index.md\n\nextra: 1\n",
        f"nav:\n  - index.md\n  - One:\n      - one/index.md\n{TWO}\nextra: 1\n",
    ),
    "other pages follow the guides": (
        "nav:\n  - index.md\n  - One:\n      - one/index.md\n  - about.md\n",
        f"nav:\n  - index.md\n  - One:\n      - one/index.md\n{TWO}  - about.md\n",
    ),
    "there is no guide": (
        "nav:\n  - index.md\n  - about.md\n",
        f"nav:\n  - index.md\n{TWO}  - about.md\n",
    ),
    "its entries are not indented": (
        "nav:\n- index.md\n",
        "nav:\n- index.md\n- Two:\n    - two/index.md\n    - two/references.md\n",
    ),
    "comments and tags stand round it": (
        "a: !!python/name:b.c\nnav: # ours\n  - index.md # the first\n  # the end\n",
        f"a: !!python/name:b.c\nnav: # ours\n  - index.md # the first\n{TWO}  # the end\n",
    ),
    "it is one line": ("nav: [index.md]\n", "nav: [index.md]\n"),
    "it can't be read": ("nav: a: b\n", "nav: a: b\n"),
    "there is none": ("site_name: A\n", "site_name: A\n"),
}


def test_the_navigation_names_it_as_it_is_written() -> None:
    named = with_guide(
        Source("mkdocs.yml", "nav:\n  - index.md\n"), "Zwei: Übung", ["two/index.md"]
    )
    assert named == 'nav:\n  - index.md\n  - "Zwei: Übung":\n      - two/index.md\n'


@pytest.mark.parametrize(("before", "after"), NAVIGATIONS.values(), ids=NAVIGATIONS)
def test_the_navigation_names_it_where(before: str, after: str) -> None:
    pages = ["two/index.md", "two/references.md"]
    assert with_guide(Source("mkdocs.yml", before), "Two", pages) == after
