"""Each page says when its words changed, and nothing that the history doesn't say."""

import json
import subprocess
from datetime import date
from pathlib import Path

import pytest

from guidebook.site.history import last_changes, last_commit
from minisite import Site, build, entries, page, texts

FILES = {
    "docs/index.md": page("Words [@a]."),
    "docs/über uns.md": page("More words."),
    "references.bib": entries("a"),
}


def git(folder: Path, *words: str, day: str = "2026-02-03") -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    moment = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
    environment = {"PATH": "/usr/bin:/bin:/usr/local/bin", "HOME": str(folder), **moment}
    subprocess.run(["git", *who, *words], cwd=folder, env=environment, check=True)


def committed(folder: Path) -> None:
    (folder / ".gitignore").write_text(".cache/\n", "utf-8")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "Begin")
    (folder / "docs" / "index.md").write_text(page("Other words [@a]."), "utf-8")
    git(folder, "commit", "-qam", "Change a page", day="2026-05-06")


def dated(site: Site, name: str) -> tuple[list[str], str | None]:
    """What a page tells its readers, and what it tells search engines."""
    found = site.page(name)
    (script,) = found.select("script[type='application/ld+json']")
    return texts(found.select(".page-date")), json.loads(script.get_text()).get("dateModified")


@pytest.fixture(autouse=True)
def a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")  # 2027-01-15


def test_a_page_shows_the_day_of_its_last_change(tmp_path: Path) -> None:
    build(tmp_path, FILES)
    committed(tmp_path)
    site = build(tmp_path, {**FILES, "docs/index.md": page("Other words [@a].")})
    changed = "The words of this page last changed on 6 May 2026."
    assert dated(site, "index.html") == ([changed], "2026-05-06")
    begun = "The words of this page last changed on 3 February 2026."
    assert dated(site, "über uns.html") == ([begun], "2026-02-03")


def test_without_a_history_it_shows_the_day_of_the_build_and_claims_no_change(
    tmp_path: Path,
) -> None:
    assert dated(build(tmp_path, FILES), "index.html") == (["As of 15 January 2027."], None)


def test_a_history_cut_short_says_nothing(tmp_path: Path) -> None:
    whole, part = tmp_path / "whole", tmp_path / "part"
    build(whole, FILES)
    committed(whole)
    subprocess.run(["git", "clone", "-q", "--depth=1", whole.as_uri(), part], check=True)
    assert last_changes(part, last_commit(part)) == {}
    assert last_changes(whole, last_commit(whole))["docs/index.md"] == date(2026, 5, 6)


def test_a_review_is_shown_with_its_days(tmp_path: Path) -> None:
    head = "---\ntitle: A\ndescription: B.\nreviewed: 2026-01-31, Dr A. Name\n"
    files = {
        "docs/index.md": page("Words."),
        "docs/guide/index.md": f"{head}review_by: 2028-01-31\n---\n\nWords [@a].\n",
        "docs/guide/references.md": page("All."),
        "references.bib": entries("a"),
    }
    (status,) = texts(build(tmp_path, files).page("guide/index.html").select(".page-status"))
    assert "Reviewed on 31 January 2026 by Dr A. Name." in status
    assert "To be reviewed again by 31 January 2028." in status
