"""The offline copy holds the whole site, and the same site always gives the same bytes."""

import os
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest

from guidebook.site.offline_copy import write_copy
from minisite import ROOT, Site, run

FILES = {"index.html": "Home", "b/page.html": "A page", "a.css": "body {}"}
TIME = datetime(2026, 1, 2, 3, 4, 6, tzinfo=UTC)


def write(folder: Path, names: list[str]) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(FILES[name], encoding="utf-8")
    write_copy(folder, folder / "copy.zip", TIME)
    return folder / "copy.zip"


def test_it_holds_every_file_in_order_in_a_folder_of_its_own(tmp_path: Path) -> None:
    with ZipFile(write(tmp_path, list(FILES))) as archive:
        assert archive.namelist() == ["copy/a.css", "copy/b/page.html", "copy/index.html"]
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert texts == {f"copy/{name}": text for name, text in FILES.items()}


def test_its_bytes_depend_on_the_files_alone(tmp_path: Path) -> None:
    one = write(tmp_path / "one", list(FILES))
    two = write(tmp_path / "two", list(reversed(FILES)))
    os.utime(tmp_path / "two" / "a.css", (0, 0))
    (tmp_path / "two" / "a.css").chmod(0o600)
    write_copy(tmp_path / "two", two, TIME)
    assert one.read_bytes() == two.read_bytes()


def test_a_time_before_1980_becomes_1980(tmp_path: Path) -> None:
    write_copy(tmp_path, tmp_path / "copy.zip", datetime(1970, 1, 1, tzinfo=UTC))
    (tmp_path / "index.html").touch()
    write_copy(tmp_path, tmp_path / "copy.zip", datetime(1970, 1, 1, tzinfo=UTC))
    with ZipFile(tmp_path / "copy.zip") as archive:
        assert archive.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)


def test_the_copy_of_this_site_holds_every_file_of_it(ours: Site) -> None:
    with ZipFile(ours.folder / "offline-copy.zip") as archive:
        held = {name.removeprefix("offline-copy/") for name in archive.namelist()}
    assert held == ours.files.keys() - {"offline-copy.zip"}


def test_two_builds_of_this_site_give_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1760000000")
    one, two = (run(ROOT, tmp_path / name) for name in ("one", "two"))
    assert {path for path, data in one.files.items() if data != two.files[path]} == set()
    assert one.files.keys() == two.files.keys()
