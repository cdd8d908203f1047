"""What is served is the old site or the new one, whole, whatever ends a build."""

import errno
import os
import re
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from guidebook.site.whole_folder import begin, discard, publish
from minisite import PLAIN, ROOT, Site, entries, lay_out, page, run, run_command, write

PAGES = 8
MOMENTS = 40
FILES = {
    **{f"docs/{name}.md": page("Words [@a].\n\nStamp 0.") for name in ("index", *"abcdefg")},
    "references.bib": entries("a"),
}
HOOKS = PLAIN["hooks"]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    lay_out(tmp_path, FILES, **PLAIN)
    assert run(tmp_path, tmp_path / "site").warnings == []
    return tmp_path


def beside(project: Path) -> list[str]:
    """What of builds lies about."""
    return sorted(file.name for file in project.iterdir() if file.name.startswith(".site-"))


def test_a_build_killed_at_any_moment_leaves_a_whole_site(project: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "tests"), *sys.path))}
    command = [sys.executable, str(ROOT / "tests" / "killing.py"), str(project), str(MOMENTS)]
    told = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    lines = [line.split() for line in told.stdout.splitlines()]
    assert len(lines) == MOMENTS
    old, outcomes = "0", set()
    for ended, new, stamp, pages in lines:
        assert (stamp in (old, new), pages) == (True, f"pages={PAGES}"), (ended, new)
        outcomes.add((ended, stamp == new))
        old = stamp
    assert outcomes >= {("killed", False), ("killed", True)}
    assert ("ended", False) not in outcomes
    assert len(beside(project)) <= 1
    assert run(project, project / "site").exit_code == 0
    assert beside(project) == []


def test_a_strict_build_with_findings_leaves_the_site_as_it_was(project: Path) -> None:
    before = Site(project / "site", 0, "").files
    write(project, {"docs/a.md": page("Words [@nobody].")})
    failed = run(project, project / "site")
    assert Site(project / "site", 0, "").files == before
    assert "guidebook-mistake" in failed.html("a.html")
    assert failed.folder == project / "site-with-mistakes"
    assert f"With marks of its mistakes: {failed.folder}" in failed.log
    write(project, {"docs/a.md": page("Words.")})
    assert run(project, project / "site").files != before
    assert not failed.folder.exists()


def test_what_was_removed_is_gone_from_the_site(project: Path) -> None:
    (project / "docs" / "a.md").unlink()
    assert "a.html" not in run(project, project / "site").files


def test_a_site_is_replaced_where_names_cannot_be_exchanged(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.EINVAL, "no such thing here")

    monkeypatch.setattr("guidebook.site.whole_folder._exchange", fail)
    write(project, {"docs/a.md": page("Other words.")})
    assert "Other words" in run(project, project / "site").html("a.html")
    assert beside(project) == []
    (project / "site").rename(project / ".site-12345678-old")  # killed between two names
    write(project, {"docs/a.md": page("Words [@nobody].")})
    assert run(project, project / "site").exit_code == 1
    assert "Other words" in (project / "site" / "a.html").read_text("utf-8")


def test_a_site_that_cannot_be_replaced_stays(project: Path) -> None:
    site = project / "site"
    before = Site(site, 0, "").files
    place = begin(site, print)
    place.folder.rmdir()
    with pytest.raises(FileNotFoundError):
        publish(place)
    assert Site(site, 0, "").files == before
    discard(place)


def test_a_site_behind_a_link_is_replaced_there(project: Path) -> None:
    (project / "site").rename(project / "elsewhere")
    (project / "site").symlink_to("elsewhere")
    write(project, {"docs/a.md": page("Other words.")})
    run(project, project / "site")
    assert (project / "site").is_symlink()
    assert "Other words" in (project / "elsewhere" / "a.html").read_text("utf-8")


def test_a_checkout_of_git_is_never_replaced(project: Path) -> None:
    (project / "site" / ".git").mkdir()
    failed = run(project, project / "site")
    assert (failed.exit_code, (project / "site" / ".git").is_dir()) == (1, True)
    assert ": it is a checkout of Git, which would be lost;" in failed.log


WAIT = """\
from pathlib import Path
from time import sleep

def on_env(env, config, files):
    Path("begun").touch()
    while not Path("go").exists():
        sleep(0.01)
"""


def test_a_second_build_waits_for_the_first(project: Path) -> None:
    lay_out(project, {**FILES, "wait.py": WAIT}, **{**PLAIN, "hooks": [*HOOKS, "wait.py"]})
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    with subprocess.Popen(command, cwd=project, stderr=subprocess.PIPE, text=True) as first:
        while not (project / "begun").exists():
            time.sleep(0.01)
        with subprocess.Popen(command, cwd=project, stderr=subprocess.PIPE, text=True) as second:
            assert second.stderr
            said = next(line for line in second.stderr if "waiting" in line)
            assert "Another build of this site is under way" in said
            (project / "go").touch()
            second.communicate()
        first.communicate()
    assert (first.returncode, second.returncode, beside(project)) == (0, 0, [])
    assert len(list((project / "site").glob("*.html"))) == PAGES


def assert_one_clear_line(built: Site, project: Path, line: str) -> None:
    assert built.exit_code == 1
    assert "Traceback" not in built.log
    assert re.fullmatch(line, built.log.strip().splitlines()[-1])
    assert beside(project) == []


def test_a_full_disk_is_told_in_one_line(project: Path) -> None:
    before = Site(project / "site", 0, "").files
    write(project, {"docs/a.md": page("Words. " * 500)})
    most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, most[1]))  # as far as a file can be written
    try:
        built = run(project, project / "site")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, most)
    assert_one_clear_line(built, project, r"Error: File too large.*\. The site is as it was\.")
    assert Site(project / "site", 0, "").files == before


def test_a_folder_that_cannot_be_written_is_told_in_one_line(project: Path) -> None:
    built = run_command(project, project / "mkdocs.yml" / "site")
    line = r"Error: File exists: .*mkdocs\.yml\. The site is as it was\."
    assert_one_clear_line(built, project, line)


def test_too_little_memory_is_told_in_one_line(project: Path) -> None:
    hook = "def on_env(env, config, files):\n    raise MemoryError\n"
    lay_out(project, {**FILES, "hook.py": hook}, **{**PLAIN, "hooks": [*HOOKS, "hook.py"]})
    built = run(project, project / "site")
    assert_one_clear_line(
        built, project, r"Error: There isn't enough memory\. The site is as it was\."
    )
