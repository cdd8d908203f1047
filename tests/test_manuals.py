"""What editors and engineers read: its links lead somewhere, and its examples are right."""

import re
from pathlib import Path

import pytest

from catalogue import DAY, lay_out
from commands.check import check
from guidebook.bibliography.bibtex_reading import read_bibliography
from guidebook.bibliography.bibtex_writing import canonical_form
from guidebook.source import Source
from minisite import ROOT, entries, page

MANUALS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "editors").glob("*.md"))]

MOVING = ROOT / "editors" / "moving.md"


@pytest.mark.parametrize("manual", MANUALS, ids=lambda manual: manual.name)
def test_a_link_leads_to_a_file_that_exists(manual: Path) -> None:
    prose = Source("", manual.read_text("utf-8")).prose
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", prose):
        assert (manual.parent / target).exists(), target


def test_the_entries_shown_to_editors_are_in_our_form() -> None:
    shown = re.findall(r"```bibtex\n(.*?)```", (ROOT / "editors" / "sources.md").read_text(), re.S)
    assert len(shown) == 3
    for entry in shown:
        assert canonical_form(entry) == entry
        assert read_bibliography(Source("", entry)).findings == ()


CODE = re.compile(r"(`+) ?(.+?) ?\1(?!`)")
MOVED = [
    [[code for _, code in CODE.findall(cell)] for cell in cells]
    for cells in re.findall(r"^\| (.*`.*) \| (.*) \|$", MOVING.read_text("utf-8"), re.M)
]


def test_what_is_moved_from_elsewhere_is_told_and_what_to_write_is_right(tmp_path: Path) -> None:
    forms = [form.replace("{bib", "```{bib") for row, _ in MOVED for form in row]
    right = [form for _, row in MOVED for form in row]
    pages = {
        f"docs/p{number}.md": page(text, f"Form {number}")
        for number, text in enumerate([*forms, *right])
    }
    lay_out(tmp_path, {**pages, "references.bib": entries("key", "one", "two", "source")})
    told = {finding.path for finding in check(tmp_path, DAY) if not finding.is_notice}
    assert len(forms) > 12
    assert told == {f"docs/p{number}.md" for number in range(len(forms))}


def test_what_fails_nothing_is_called_a_notice() -> None:
    text = (ROOT / "editors" / "findings.md").read_text("utf-8")
    called = set(re.findall(r"^\| ([A-Z]\d\d) \| \*Notice:\*", text, re.M))
    assert called == {"B15", "B22", "F08"}


def test_the_lines_of_an_index_shown_to_editors_are_our_own() -> None:
    manual = (ROOT / "editors" / "index.md").read_text("utf-8")
    ours = (ROOT / "docs" / "lupus-back-pain" / "a-to-z.yml").read_text("utf-8").splitlines()
    words = (ROOT / "editors" / "readers-words.txt").read_text("utf-8").splitlines()
    shown = re.findall(r"^```(?:yaml|text)\n(.*?)^```", manual, re.S | re.M)
    assert set(shown[0].splitlines()) <= set(ours)
    assert set(shown[1].splitlines()) <= set(words)
