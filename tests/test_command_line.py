"""The command line says and builds the same as a build in this process, as our tests make them."""

import re
from pathlib import Path

import pytest

from minisite import Site, build, entries, page, run_command

FILES = {
    "docs/index.md": page("Words [@a], [@nobody] and [a page](nowhere.md)."),
    "docs/guide/index.md": page("Words [@b]."),
    "docs/guide/references.md": page("All."),
}


@pytest.mark.parametrize(
    ("files", "settings"),
    [
        ({**FILES, "references.bib": entries("a", "b", "never-cited")}, {}),
        ({"docs/index.md": page("Words.")}, {"use_directory_url": False}),
    ],
    ids=["with findings", "with a mistake in its settings"],
)
def test_a_strict_build_ends_the_same(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    files: dict[str, str],
    settings: dict[str, object],
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1760000000")
    here = build(tmp_path, files, **settings)
    there = run_command(tmp_path, tmp_path / "there")
    assert there.exit_code == here.exit_code
    assert (there.warnings, there.notices) == (here.warnings, here.notices)
    assert lines(there) == lines(here)
    assert there.files == here.files


def lines(site: Site) -> list[str]:
    """What MkDocs printed, without what no two builds have in common."""
    beside = re.compile(r"\.\w+-[0-9a-f]{8}$", re.MULTILINE)  # each build's folder has its own name
    told = beside.sub(".beside", site.log.replace(str(site.folder), "site")).splitlines()
    return [line for line in told if "built in" not in line]
