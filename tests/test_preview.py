"""The live preview: after any saves it serves what a fresh build makes, and tells the same."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from socket import socket
from typing import Any
from wsgiref.util import setup_testing_defaults
from zipfile import is_zipfile

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer

from guidebook.site.offline_copy import MOST
from minisite import OURS, ROOT, SETTINGS, lend_caches, listening, page, write

ADDRESS = "http://127.0.0.1:8000/"
ELSEWHERE = "127.0.0.1:9"
"""A build for another address than the site's is no preview."""
HOOKS = ROOT / "hooks"
GUIDE = "docs/lupus-back-pain"
WALKS = [int(seed) for seed in os.environ.get("WALKS", "3").split()]
"""The seeds of the walks."""

SETTINGS_OF_WALK: Mapping[str, Any] = {
    **SETTINGS,
    "site_url": ADDRESS,
    "theme": OURS["theme"],
    "extra_css": OURS["extra_css"],
    "nav": [
        *OURS["nav"],
        {"Sleep": ["sleep/index.md", {"Naps": "sleep/naps.md"}, "sleep/references.md"]},
        "sleep/left-out.md",
    ],
    "draft_docs": "sleep/draft.md",
    "exclude_docs": "sleep/left-out.md",
}
SMALL_GUIDE = {
    "docs/sleep/index.md": page(
        "Why do you sleep, or take a nap?\n\n## Long nights\n\nWords. [@cdc-symptoms]"
    ),
    "docs/sleep/naps.md": page(
        "[Causes](../lupus-back-pain/causes.md), [a](index.md#long-nights). [@ibp] [@cdc-lupus]"
    ),
    "docs/sleep/references.md": page("All of them.", "References"),
    "docs/sleep/left-out.md": page("Not here.", "Left out"),
    "docs/sleep/draft.md": page("Not yet. [@ibp]", "A draft"),
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Our guide, a small one beside it, and everything else that a preview watches."""
    monkeypatch.setenv("PDF", "0")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")
    folder = tmp_path / "project"
    for name in ("docs", "overrides", "editors"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "references.bib", folder)
    settings = yaml.safe_dump(dict(SETTINGS_OF_WALK), sort_keys=False)
    write(folder, {"mkdocs.yml": settings, **SMALL_GUIDE})
    lend_caches(folder)
    return folder


class Served:
    """A preview of a project, without its socket."""

    def __init__(self, project: Path, folder: Path) -> None:
        folder.mkdir()
        config = load_config(str(project / "mkdocs.yml"), site_dir=str(folder))
        config.plugins.on_startup(command="serve", dirty=False)
        build(config, serve_url=ADDRESS)
        plain = LiveReloadServer(lambda: None, "127.0.0.1", 8000, str(folder))
        self.server = config.plugins.on_serve(plain, config=config, builder=plain.builder)
        self.folder = folder

    def rebuild(self) -> str:
        """What is told when something was saved."""
        with listening() as log, suppress(MkDocsException):
            self.server.builder()
        return log.getvalue()

    def get(self, path: str) -> None:
        """Ask for a file as a browser does."""
        environ: dict[str, Any] = {"PATH_INFO": f"/{path}"}
        setup_testing_defaults(environ)
        app: Any = self.server.get_app()
        answer = app(environ, lambda *_: None)
        getattr(answer, "close", list)()  # it is a list where there is no such file

    def files(self) -> dict[str, bytes]:
        """Every file, those too that are made when they are asked for."""
        for path in ("search/start.js", "offline-copy.zip", "sleep/sleep-offline.zip"):
            self.get(path)
        return files_in(self.folder)


@pytest.fixture
def served(project: Path, tmp_path: Path) -> Iterator[Served]:
    preview = Served(project, tmp_path / "served")
    yield preview
    preview.server.server_close()


@pytest.fixture(params=[1, MOST], ids=["copies of guides", "one copy"])
def copies(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have one copy to read offline of all, or one of each guide."""
    monkeypatch.setattr("guidebook.site.offline_copy.MOST", request.param)


def files_in(folder: Path) -> dict[str, bytes]:
    files = [file for file in folder.rglob("*") if file.is_file()]
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def fresh(project: Path, folder: Path) -> tuple[dict[str, bytes], str]:
    """A whole build that knows of no other, and what it tells; no files where it fails."""
    with listening() as log, suppress(MkDocsException):
        config = load_config(str(project / "mkdocs.yml"), site_dir=str(folder), dev_addr=ELSEWHERE)
        build(config, serve_url=ADDRESS)
    made = files_in(folder)
    shutil.rmtree(folder, ignore_errors=True)
    return made, log.getvalue()


def told(log: str) -> list[str]:
    """Findings, notices, warnings and errors."""
    return [line for line in log.splitlines() if line.endswith("]") or line[:4] in ("WARN", "ERRO")]


def changed(path: str, old: str, new: str) -> Callable[[Path], None]:
    """A change of the first match of a pattern, if the file is there and has one."""

    def change(project: Path) -> None:
        file = project / path
        if file.exists():
            file.write_text(re.sub(old, new, file.read_text("utf-8"), count=1, flags=re.M | re.S))

    return change


def added(path: str, text: str) -> Callable[[Path], None]:
    def add(project: Path) -> None:
        with (project / path).open("a", encoding="utf-8") as file:
            file.write(text)

    return add


def all_of(*changes: Callable[[Path], None]) -> Callable[[Path], None]:
    def change(project: Path) -> None:
        for one in changes:
            one(project)

    return change


def written(path: str, text: str) -> Callable[[Path], None]:
    return lambda project: write(project, {path: text})


def gone(path: str) -> Callable[[Path], None]:
    return lambda project: (project / path).unlink(missing_ok=True)


CAUSES, NAPS = f"{GUIDE}/causes.md", "docs/sleep/naps.md"
ENTRY = """
@online{%s,
  organization = {A Body},
  title = {About dreams},
  url = {https://example.org/dreams},
  checked = {full record},
}
"""
SAVED: Mapping[str, Callable[[Path], None]] = {
    "a sentence": added(CAUSES, "\nOne more sentence about a flare.\n"),
    "a word with a sign that the fonts lack so far": added(CAUSES, "\nA sign: ☂ and ő.\n"),
    "a heading": added(CAUSES, "\n## Zebras {#zebras}\n\nWords.\n"),
    "a place that the index names gone": changed(f"{GUIDE}/treatment.md", r" \{#strain\}", ""),
    "a heading renamed": changed("docs/sleep/index.md", "Long nights", "Short nights"),
    "a citation added": changed(CAUSES, r"\[@tendon-sle\]", "[@ibp] [@tendon-sle]"),
    "a citation removed": changed(CAUSES, r" \[@vcf-sle\]", ""),
    "a citation moved": changed(NAPS, r"\[@ibp\] \[@cdc-lupus\]", "[@cdc-lupus] [@ibp]"),
    "a citation in another guide": added("docs/sleep/index.md", "\nWords. [@vcf-sle]\n"),
    "a citation before all others": changed(
        f"{GUIDE}/index.md", r"(\A---.*?\n---\n)", r"\1\nBefore all. [@vcf-sle]\n"
    ),
    "a locator": changed(NAPS, r"\[@ibp\]", "[@ibp, p. 4]"),
    "a citation on the home page": added("docs/index.md", "\nMore. [@vcf-sle]\n"),
    "an entry changed": changed("references.bib", "title = {Lupus}", "title = {Lupus and more}"),
    "a remark above the entries": changed("references.bib", r"\A", "% A remark.\n"),
    "a name behind an at sign": added(NAPS, "\nAsk @dreams about it.\n"),
    "an entry added": added("references.bib", ENTRY % "dreams"),
    "an added entry cited": added(NAPS, "\nDreams. [@dreams]\n"),
    "an entry removed": changed("references.bib", r"@online\{cdc-lupus.*?\n\}\n", ""),
    "a broken entry": changed("references.bib", r"title = \{", "title = "),
    "the questions": changed(f"{GUIDE}/decision-guide.yml", "Emergency\\?", "An emergency?"),
    "a review of the questions": changed(
        f"{GUIDE}/decision-guide.yml", "^reviewed: none", "reviewed: 2026-01-31, Dr A. Name (sleep)"
    ),
    "mistakes in the questions": changed(f"{GUIDE}/decision-guide.yml", "start: q", "start: qq"),
    "a description": changed(CAUSES, "^description: ", "description: New. "),
    "a title": changed(CAUSES, "^title: ", "title: New "),
    "a title of the first page": changed("docs/sleep/index.md", "^title: ", "title: Sleep "),
    "a review": changed(CAUSES, "^reviewed: none", "reviewed: 2026-01-31, Dr A. Name (sleep)"),
    "a page left out of the search": changed(NAPS, "^title: ", "search: {exclude: true}\ntitle: "),
    "a page in no navigation": written("docs/sleep/more.md", page("More on naps.", "More")),
    "the same page again": written("docs/sleep/more.md", page("More on naps.", "More")),
    "a page that only links": written(
        "docs/sleep/more.md", page("[Nights](index.md#long-nights).", "More")
    ),
    "its link": added(NAPS, "\n[More](more.md)\n"),
    "the page gone": gone("docs/sleep/more.md"),
    "a page added": all_of(
        written("docs/sleep/dogs.md", page("Dogs sleep, too. [@cdc-symptoms]", "Dogs")),
        changed("mkdocs.yml", "^    - sleep/index.md", "    - sleep/index.md\n    - sleep/dogs.md"),
    ),
    "a page renamed in the navigation": changed("mkdocs.yml", "Naps: ", "Short sleep: "),
    "the site's name": changed("mkdocs.yml", "^site_name: ", "site_name: New "),
    "a broken mkdocs.yml": changed("mkdocs.yml", "^site_name: ", "site_name: [ "),
    "a template": changed("overrides/partials/footer.html", "Read offline", "Read it offline"),
    "a stylesheet": added("docs/assets/guidebook.css", "\n.md-typeset p { color: teal; }\n"),
    "a drawing": changed(f"{GUIDE}/pictures/where.svg", "</title>", " new</title>"),
    "a drawing gone": gone(f"{GUIDE}/pictures/day.svg"),
    "a word of the glossary": added("docs/glossary.md", "\nNap {#nap}\n:   A short sleep.\n"),
    "a line of the index": added(f"{GUIDE}/a-to-z.yml", "\nzebras: causes.md#zebras\n"),
    "a readers' word": added("editors/readers-words.txt", "\nsnooze -> nap\n"),
    "an index of its own": written("docs/sleep/a-to-z.yml", "night: index.md#long-nights\n"),
    "an unknown key": changed(CAUSES, r"\[@tendon-sle\]", "[@tendon-sly]"),
    "a misspelt key": added(NAPS, "\nWords. [@dreamz]\n"),
    "a broken head": changed(CAUSES, "^title: ", "title: [ "),
    "a link to nowhere": added(NAPS, "\n[Nowhere](nowhere.md) and [no place](index.md#none)\n"),
    "a template that isn't there": changed(NAPS, "^title: ", "template: none.html\ntitle: "),
    "a script": added(CAUSES, "\n<script>alert(1)</script>\n"),
    "a link out of the project": lambda project: (project / "docs/x.md").symlink_to("/etc/hosts"),
}


def walk(seed: int) -> Iterator[list[str]]:
    """The names of all changes in some order, one to three at a time."""
    chance = Random(seed)
    names = chance.sample([*SAVED], len(SAVED))
    while names:
        yield [names.pop() for _ in range(min(chance.randint(1, 3), len(names)))]


@pytest.mark.parametrize("seed", WALKS)
def test_what_is_served_is_what_a_fresh_build_makes(
    project: Path, tmp_path: Path, seed: int, served: Served
) -> None:
    at_first = files_in(project)
    assert served.files() == fresh(project, tmp_path / "fresh")[0]
    is_broken = False
    for step, names in enumerate(walk(seed)):
        if is_broken or step % 8 == 7:
            mend(project, at_first)
        else:
            for name in names:
                SAVED[name](project)
        log = served.rebuild()
        files, log_of_fresh = fresh(project, tmp_path / "fresh")
        assert told(log) == told(log_of_fresh), names
        is_broken = not files
        if not is_broken:
            mine = served.files()
            assert mine.keys() == files.keys(), names
            assert [path for path in files if mine[path] != files[path]] == [], names


TELLING = {
    "a file that comes back": ("a page in no navigation", "the page gone", "the same page again"),
    "a decision guide that stays": ("a review of the questions", "a sentence"),
    "a decision guide that changes": ("a review of the questions", "the questions"),
    "a link whose place goes": ("a page that only links", "a heading renamed"),
    "an index that stays": ("a sentence", "a place that the index names gone"),
    "an entry that a guide lacks": ("an added entry cited", "an entry added"),
    "an entry that is meant": ("a misspelt key", "an entry added"),
    "an entry whose key a guide names": ("a name behind an at sign", "an entry added"),
    "an entry that another page cites": ("a sentence", "an entry changed"),
}
"""Saves one after another, of which the last ones can't be told by the page that is saved."""


@pytest.mark.usefixtures("copies")
@pytest.mark.parametrize("names", TELLING.values(), ids=TELLING)
def test_some_saves_one_after_another(
    project: Path, tmp_path: Path, names: tuple[str, ...], served: Served
) -> None:
    for name in names:
        SAVED[name](project)
        log = served.rebuild()
    files, log_of_fresh = fresh(project, tmp_path / "fresh")
    assert told(log) == told(log_of_fresh)
    assert served.files() == files


def test_a_save_is_seen_by_the_real_server(project: Path) -> None:
    with socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "-q", "--dev-addr", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, cwd=project, env={**os.environ, "PYTHONPATH": str(HOOKS)})
    try:
        assert wait_for(b"Long nights", port, "sleep/index.html")
        SAVED["a heading renamed"](project)
        assert wait_for(b"Short nights", port, "sleep/index.html")
        assert b"Short nights" in answer(port, "offline-copy.zip")
    finally:
        process.terminate()
        process.wait()


def wait_for(words: bytes, port: int, path: str) -> bool:
    """Whether a page comes to have these words."""
    for _ in range(600):
        with suppress(ConnectionRefusedError):
            if words in answer(port, path):
                return True
        time.sleep(0.05)
    return False


def answer(port: int, path: str) -> bytes:
    with closing(HTTPConnection("127.0.0.1", port)) as connection:
        connection.request("GET", f"/{path}")
        return connection.getresponse().read()


def test_a_build_for_the_address_of_a_preview_is_whole(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    build(load_config(str(project / "mkdocs.yml"), site_dir=str(folder)))
    assert (folder / "search" / "start.js").stat().st_size
    assert is_zipfile(folder / "offline-copy.zip")


@pytest.mark.parametrize("file", sorted(ROOT.glob("overrides/**/*.*")), ids=lambda file: file.name)
def test_templates_ask_other_pages_for_their_heads_only(file: Path) -> None:
    """A page is passed over where nothing else is new: see hooks/preview."""
    asked = re.findall(r"([\w.]+)\.(?:content|markdown|toc)\b(?!\()", file.read_text("utf-8"))
    assert set(asked) <= {"page"}


def mend(project: Path, files: Mapping[str, bytes]) -> None:
    for path in files_in(project).keys() - files.keys():
        (project / path).unlink()
    for path, data in files.items():
        if not (project / path).exists() or (project / path).read_bytes() != data:
            write(project, {path: data})
