"""What isn't a plain file of the project is never read, and no name or kind of file does harm."""

import os
import socket
import subprocess
from datetime import date
from pathlib import Path

import pytest

from commands.check import check
from guidebook.checks.outside_files import check_names, check_unreadable
from minisite import Site, build, entries, lay_out, page, run, write

DAY = date(2027, 3, 1)
OUT = "the link leads out of the project. Put the file itself here. [T06]"
STOPPED = "Nothing was built: first take out what is named above."
FILES = {
    "docs/index.md": page("Words [@a]."),
    "docs/guide/index.md": page("Words."),
    "references.bib": entries("a"),
    ".git/config": "secret",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write(tmp_path, {"secret/words.md": page("A secret."), "secret/box.png": "A secret."})
    write(tmp_path / "project", FILES)
    return tmp_path / "project"


def told(project: Path) -> list[str]:
    return [str(finding) for finding in check_unreadable(project, project / "docs", ())]


LINKS = {
    "a file elsewhere": ("docs/a.md", "../../secret/words.md", OUT),
    "a file elsewhere by its whole path": ("docs/guide/a.png", "/etc/passwd", OUT),
    "a folder elsewhere": ("docs/a", "../../secret", OUT),
    "all folders": ("docs/guide/.a", "/", OUT),
    "nothing elsewhere": ("docs/a.md", "../../nothing", OUT),
    "nothing": ("docs/a.md", "b.md", OUT.replace("out of the project", "nowhere")),
    "itself": ("docs/a.md", "a.md", OUT.replace("out of the project", "nowhere")),
    "what holds it": ("docs/guide/a", "..", OUT.replace("out of the project", "to no file")),
    "what Git keeps": ("docs/a.md", "../.git/config", OUT),
    "words of editors": ("editors/words.txt", "/etc/passwd", OUT),
    "a template": ("overrides/main.html", "/etc/passwd", OUT),
}


@pytest.mark.parametrize(("name", "target", "said"), LINKS.values(), ids=LINKS)
def test_a_link_is_found_and_not_followed(project: Path, name: str, target: str, said: str) -> None:
    (project / name).parent.mkdir(exist_ok=True)
    (project / name).symlink_to(target)
    assert told(project) == [f"{name}:1:1: {said}"]


def test_a_link_to_a_file_of_the_project_is_followed(project: Path) -> None:
    (project / "docs" / "more.md").symlink_to("guide/index.md")
    assert told(project) == []


def test_a_pipe_and_a_socket_are_found_and_not_read(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(project / "docs" / "a.md")
    monkeypatch.chdir(project / "docs" / "guide")  # a socket's whole path would be too long
    with socket.socket(socket.AF_UNIX) as plug:
        plug.bind("b.md")
    said = "this is no file that can be read. Take it out. [T07]"
    assert told(project) == [f"docs/a.md:1:1: {said}", f"docs/guide/b.md:1:1: {said}"]


def test_a_bibliography_elsewhere_is_found(project: Path) -> None:
    (project / "references.bib").unlink()
    (project / "references.bib").symlink_to("../secret/words.md")
    assert told(project) == [f"references.bib:1:1: {OUT}"]


def assert_nothing_is_built(site: Site) -> None:
    assert (site.exit_code, site.files) == (1, {})
    assert site.warnings[-1] == STOPPED


def test_a_build_reads_and_publishes_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"secret.md": page("A secret."), "secret/box.png": "A secret."})
    build(tmp_path / "project", FILES)
    (tmp_path / "project" / "docs" / "guide" / "a.md").symlink_to(tmp_path / "secret.md")
    (tmp_path / "project" / "docs" / "b").symlink_to(tmp_path / "secret")
    os.mkfifo(tmp_path / "project" / "docs" / "c.md")
    site = run(tmp_path / "project", tmp_path / "site")
    assert_nothing_is_built(site)
    assert site.warnings[:-1] == [
        f"docs/b:1:1: {OUT}",
        "docs/c.md:1:1: this is no file that can be read. Take it out. [T07]",
        f"docs/guide/a.md:1:1: {OUT}",
    ]
    said = [str(finding) for finding in check(tmp_path / "project", DAY)]
    assert said == site.warnings[:-1]


NAMES = {
    "a colon": "docs/a: b.md",
    "a question": "docs/a?.md",
    "a percent sign": "docs/a%2f.md",
    "a number sign": "docs/a#b.md",
    "a quote": 'docs/a"b.md',
    "a backslash": "docs/a\\b.md",
    "a line": "docs/a\nb.md",
    "an escape sign": "docs/a\033[2Jb.md",
    "a full stop at the end of a folder": "docs/a./b.md",
    "a space at the end of a folder": "docs/a /b.md",
    "a device": "docs/aux.md",
    "a device of capitals": "docs/guide/COM1.png",
    "no text": os.fsdecode(b"docs/a\xff.md"),
}


def named(project: Path) -> list[str]:
    return [str(finding) for finding in check_names(project, project / "docs")]


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_that_some_computer_cannot_hold_is_found(project: Path, name: str) -> None:
    write(project, {name: page("Words.")})
    (said,) = named(project)
    assert said.endswith(
        ":1:1: a web server or a computer with Windows can't hold this name. "
        "Use small letters, digits and hyphens only. [T08]"
    )


def test_names_that_are_the_same_elsewhere_are_found(project: Path) -> None:
    write(project, {"docs/Guide/a.md": page("Words."), "docs/\N{ANGSTROM SIGN}.md": ""})
    write(project, {"docs/A\N{COMBINING RING ABOVE}.md": ""})
    assert [said.partition(":1:1: ")[2] for said in named(project)] == [
        "on many computers this is the same file as 'docs/Guide'. "
        "Give one of them another name. [T08]",
        "on many computers this is the same file as 'docs/A\N{COMBINING RING ABOVE}.md'. "
        "Give one of them another name. [T08]",
    ]


def test_a_path_that_is_too_long_is_found(project: Path) -> None:
    write(project, {f"docs/{'a' * 90}/{'b' * 81}.md": page("Words."), "docs/a.md": page("A.")})
    assert named(project) == []
    write(project, {f"docs/{'a' * 90}/{'b' * 82}.md": page("Words.")})
    (said,) = named(project)
    assert said.endswith(
        "the path is longer than 180 bytes. Give the file or its folder a shorter name. [T08]"
    )


@pytest.mark.parametrize("name", ["a.html", "a.HTM", "b/a.xml", "a.js", "a.css", "a.svgz", "CNAME"])
def test_a_kind_of_file_that_could_run_something_is_found(project: Path, name: str) -> None:
    write(project, {f"docs/{name}": "a"})
    kind = name if name == "CNAME" else f".{name.rpartition('.')[2].lower()}"
    assert named(project) == [
        f"docs/{name}:1:1: a file of the kind '{kind}' can't be part of the site. "
        "Write it as a page, or use a picture, a PDF or a CSV file. [T09]"
    ]


def test_ordinary_files_have_no_finding(project: Path) -> None:
    names = [
        "a-b.c.md",
        "Bild 1 (neu).PNG",
        "Übersicht.pdf",
        "a.svg",
        "b.yml",
        "it's.jpg",
        "a&b.gif",
    ]
    names += ["assets/a.css", "assets/b/c.js", ".gitkeep", ".DS_Store", "guide/a.csv", "con-a.md"]
    write(project, {f"docs/{name}": "" for name in names})
    assert told(project) == named(project) == []


@pytest.mark.parametrize(("name", "size"), [("a.png", 1_000_001), ("a.pdf", 20_000_001)])
def test_a_file_that_is_too_large_for_a_phone_is_found(project: Path, name: str, size: int) -> None:
    file = project / "docs" / name
    with file.open("wb") as opened:
        opened.truncate(size)
    (said,) = [str(found) for found in check_names(project, project / "docs")]
    assert said.startswith(f"docs/{name}:1:1: the file has ")
    assert said.endswith("[T10]")
    with file.open("wb") as opened:
        opened.truncate(size - 1)
    assert list(check_names(project, project / "docs")) == []


def test_nothing_is_taken_for_kept_that_a_change_has_brought(tmp_path: Path) -> None:
    lay_out(tmp_path, {"docs/index.md": page("Words.", "Home"), ".cache/flawless.json": "{}"})
    for words in (["init", "-q"], ["add", "-f", "."]):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    (tmp_path / ".cache" / "made").write_text("by a build")
    foreign = (
        ".cache/flawless.json:1:1: this came with a change; only builds keep files here, and take "
        "them for their own. Delete it, and name .cache/ in .gitignore. [T11]"
    )
    assert [str(finding) for finding in check(tmp_path, DAY)] == [foreign]
    assert run(tmp_path, tmp_path / "site").warnings == [foreign, STOPPED]
