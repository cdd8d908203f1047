"""The command line says and builds the same as a build in this process, as our tests make them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from minisite import Site, build, entries, page

FILES = {
    "docs/index.md": page("Words [@a], [@nobody] and [a page](nowhere.md)."),
    "docs/guide/index.md": page("Words [@b]."),
    "docs/guide/references.md": page("All."),
}


def run_command(project: Path, folder: Path) -> Site:
    """Build the site of `project` into `folder` by `mkdocs build --strict`."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    result = subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, check=False
    )
    return Site(folder, result.returncode, result.stderr)


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
    assert contents(there) == contents(here)


def lines(site: Site) -> list[str]:
    """What MkDocs printed, without what no two builds have in common."""
    told = site.log.replace(str(site.folder), "site").splitlines()
    return [line for line in told if "built in" not in line]


def contents(site: Site) -> dict[str, bytes]:
    files = [file for file in site.folder.rglob("*") if file.is_file()]
    return {file.relative_to(site.folder).as_posix(): file.read_bytes() for file in files}
