"""The commands of the Makefile: what each prints, and the code that it ends with."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from catalogue import ALWAYS, lay_out
from commands import check, cite, fix, guide
from guidebook.book.book_links import Site
from guidebook.book.manuscript import Book
from minisite import SETTINGS, page

RECORD = """\
TY  - BOOK
TI  - The lupus book
PY  - 2020
SN  - 9780190876203
ER  -
"""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in a small project; gives its code, and what it said and complained of."""
    lay_out(tmp_path, ALWAYS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")

    def run(main: Callable[[], int], *arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["command", *arguments])
        return (main(), *capsys.readouterr())

    return run


def test_check_passes_where_nothing_is_wrong(run: Run) -> None:
    assert run(check.main) == (0, "Nothing to mend.\n", "")


def test_check_fails_where_something_is_wrong(run: Run, tmp_path: Path) -> None:
    (tmp_path / "docs/index.md").write_text(page("Words [@sorce]."))
    code, said, _ = run(check.main)
    told = "docs/index.md:6:9: unknown reference 'sorce'. Did you mean 'source'? [C01]"
    assert code == 1
    assert f"docs/index.md\n  {told}\n" in said
    assert said.endswith(
        "1 mistake to mend: editors/findings.md explains each code. 1 notice can wait.\n"
    )


def test_check_typesets_one_paper_since_every_paper_has_the_same_findings(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs/guide").mkdir(exist_ok=True)
    (tmp_path / "docs/guide/index.md").write_text(page("Words."))
    typeset = set()

    def publish(
        book: Book, _: Site, versions: tuple[str, ...], *_press: Any
    ) -> tuple[dict[str, bytes], list[Any]]:
        typeset.add((book.guide.name, versions))
        return {}, []

    monkeypatch.setattr("guidebook.guide_files.publish", publish)
    run(check.main)
    assert ("guide", ("a4",)) in typeset
    assert {versions for _, versions in typeset} == {("a4",)}


@pytest.mark.parametrize(("epoch", "said"), [("1800000000", 1), ("1700000000", 0)])
def test_check_passes_with_notices_and_takes_the_day_from_the_environment(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, epoch: str, said: int
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    text = page("Words [@source].").replace("description", "review_by: 2026-01-01\ndescription")
    (tmp_path / "docs/index.md").write_text(text)
    code, out, _ = run(check.main)
    assert (code, out.count("[F08]")) == (0, said)


def test_check_annotates_on_github(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    (tmp_path / "docs/index.md").write_text(page("Words [@source] [@sorce]."))
    code, said, _ = run(check.main)
    assert code == 1
    assert said.startswith("::error file=docs/index.md,line=6,col=19,title=C01::Unknown reference")
    assert "docs/index.md&#58;6&#58;19" in (tmp_path / "summary.md").read_text()


def test_check_writes_no_summary_where_github_wants_none(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    before = {*tmp_path.iterdir()}
    run(check.main)
    assert {*tmp_path.iterdir()} - before <= {tmp_path / ".cache"}


@pytest.mark.parametrize(
    ("event", "told"),
    [
        ("logging.getLogger('mkdocs').warning('Beware!')", "Beware"),
        ("raise PluginError('No more.')", "No more"),
    ],
)
def test_check_tells_what_mkdocs_itself_says(
    run: Run, tmp_path: Path, event: str, told: str
) -> None:
    imports = "import logging\nfrom mkdocs.exceptions import PluginError\n\n"
    (tmp_path / "more.py").write_text(f"{imports}def on_env(env, **_):\n    {event}\n")
    hooks = [*SETTINGS["hooks"], "more.py"]
    (tmp_path / "mkdocs.yml").write_text(f"INHERIT: settings.yml\nhooks: {hooks}\n")
    code, said, _ = run(check.main)
    assert code == 1
    assert f"  mkdocs.yml:1:1: {told}. This is MkDocs' own message" in said


def test_fix_says_what_it_mended_and_then_that_nothing_is_left(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "references.bib"
    formed = file.read_text()
    file.write_text(formed.replace("  title", "\ttitle"))
    code, said, _ = run(fix.main)
    assert code == 0
    assert said.startswith("references.bib: ")
    assert file.read_text() == formed
    assert run(fix.main) == (0, "Nothing to mend.\n", "")


def test_cite_adds_a_record_from_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "record.ris").write_text(RECORD)
    code, said, complaints = run(cite.main, " record.ris ")
    assert (code, complaints) == (0, "")
    assert "Cite it right after what it supports: [@lupus2020]\n" in said
    assert "@book{lupus2020," in (tmp_path / "references.bib").read_text()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "Nothing was added: Say which source: make cite ID="),
        ([""], "Nothing was added: Say which source: make cite ID="),
        (["no-such-file"], "Nothing was added: 'no-such-file' is no DOI, no PubMed number and"),
    ],
)
def test_cite_adds_nothing_where_no_source_is_named(
    run: Run, tmp_path: Path, arguments: list[str], told: str
) -> None:
    before = (tmp_path / "references.bib").read_text()
    code, said, complaints = run(cite.main, *arguments)
    assert (code, said) == (1, "")
    assert complaints.startswith(told)
    assert (tmp_path / "references.bib").read_text() == before


def test_cite_adds_nothing_to_a_file_that_is_no_text(run: Run, tmp_path: Path) -> None:
    (tmp_path / "record.ris").write_text(RECORD)
    (tmp_path / "references.bib").write_bytes(b"\n\xff")
    code, said, complaints = run(cite.main, "record.ris")
    assert (code, said) == (1, "")
    assert complaints.startswith("Nothing was added: mend this first: references.bib:2:1: ")
    assert (tmp_path / "references.bib").read_bytes() == b"\n\xff"


def test_guide_asks_for_its_title_where_someone_can_answer(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    with (tmp_path / "mkdocs.yml").open("a") as file:
        file.write("nav:\n  - index.md\n")
    monkeypatch.setattr("builtins.input", lambda _: "Sleep well")
    assert run(guide.main, "sleep")[0] == 0
    assert run(guide.main, "rest", "Rest well")[0] == 0
    settings = yaml.safe_load((tmp_path / "mkdocs.yml").read_text())
    assert [[*part] for part in settings["nav"][1:]] == [["Sleep well"], ["Rest well"]]


def test_guide_lays_out_its_pages(run: Run, tmp_path: Path) -> None:
    code, said, complaints = run(guide.main, " sleep ")
    assert (code, complaints) == (0, "")
    assert said.startswith("docs/sleep/decision-guide.md\n")
    assert (tmp_path / "docs/sleep/index.md").exists()


@pytest.mark.parametrize("arguments", [[], [""], ["Two Words"]])
def test_guide_makes_nothing_without_a_name_that_will_do(
    run: Run, tmp_path: Path, arguments: list[str]
) -> None:
    code, said, complaints = run(guide.main, *arguments)
    assert (code, said) == (1, "")
    assert complaints.startswith("Nothing was made: Say its name, in small letters with hyphens")
    assert [file.name for file in (tmp_path / "docs").iterdir()] == ["index.md"]
