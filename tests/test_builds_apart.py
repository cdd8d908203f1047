"""Builds in one process know nothing of one another: one after another, and one inside another."""

from pathlib import Path

import pytest

from minisite import SETTINGS, Site, build, entries, lay_out, page, run, run_command, write

ONE = {
    "docs/index.md": page("Words [@a]."),
    "docs/one/index.md": page("Words [@b] [@a] [@nobody]."),
    "docs/one/references.md": page("All of them."),
    "references.bib": entries("a", "b"),
}
TWO = {
    "docs/index.md": page("## Other words\n\nMore [@c; @d; @e]."),
    "docs/two/index.md": page("Words [@e], [a page](nowhere.md)."),
    "docs/two/more.md": page("Words [@c] and [@a]."),
    "docs/two/references.md": page("All of them."),
    "references.bib": entries("c", "d", "e", "never-cited"),
}
EVENTS = ("config", "files", "nav", "page_markdown", "page_content", "env", "page_context")
BUILD_ANOTHER = """\
from pathlib import Path
from minisite import run

project = Path({project!r})

def on_{event}(*arguments, **named):
    if not (project / "site-with-mistakes").exists():
        run(project, project / "site")
"""


@pytest.fixture(autouse=True)
def the_day_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1760000000")


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Site]:
    """Each site, built in a process of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1760000000")
        folders = {name: tmp_path_factory.mktemp(name) for name in ("one", "two")}
        lay_out(folders["one"], ONE)
        lay_out(folders["two"], TWO)
        return {name: run_command(folder, folder / "fresh") for name, folder in folders.items()}


def assert_same(built: Site, fresh: Site) -> None:
    assert (built.exit_code, built.warnings, built.notices) == (1, fresh.warnings, fresh.notices)
    assert built.files == fresh.files


def test_one_after_another(tmp_path: Path, fresh: dict[str, Site]) -> None:
    assert_same(build(tmp_path / "1", ONE), fresh["one"])
    assert_same(build(tmp_path / "2", TWO), fresh["two"])
    assert_same(run(tmp_path / "1", tmp_path / "again"), fresh["one"])


@pytest.mark.parametrize("event", EVENTS)
def test_one_inside_another(tmp_path: Path, fresh: dict[str, Site], event: str) -> None:
    lay_out(tmp_path / "inner", TWO)
    hook = BUILD_ANOTHER.format(project=str(tmp_path / "inner"), event=event)
    hooks = [*SETTINGS["hooks"], "another.py"]
    outer = build(tmp_path / "outer", {**ONE, "another.py": hook}, hooks=hooks)
    assert ours(Site(tmp_path / "inner" / "site-with-mistakes", 1, "")) == ours(fresh["two"])
    assert ours(outer) == ours(fresh["one"])
    told = [*fresh["one"].warnings, *fresh["two"].warnings]
    assert sorted(outer.warnings) == sorted(told)


def ours(site: Site) -> dict[str, bytes]:
    """What is not from Material's search, of which MkDocs keeps one for all builds."""
    files = site.files.items()
    return {name: data for name, data in files if not name.startswith(("search/", "offline-copy"))}


def test_a_build_after_a_change_starts_clean(tmp_path: Path, fresh: dict[str, Site]) -> None:
    assert_same(build(tmp_path, ONE), fresh["one"])
    mended = page("Words [@b] [@a].")
    write(tmp_path, {"docs/one/index.md": mended})
    built = run(tmp_path, tmp_path / "site")
    assert (built.warnings, built.notices, built.exit_code) == ([], [], 0)
    write(tmp_path, {"docs/one/index.md": ONE["docs/one/index.md"]})
    assert_same(run(tmp_path, tmp_path / "site"), fresh["one"])


def test_what_ends_a_build_before_it_begins_is_told_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "today")
    with pytest.raises(ValueError, match="'today'"):
        build(tmp_path, {"docs/index.md": page("Words.")})
