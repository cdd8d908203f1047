"""How long a save takes to be served by the live preview: ours, and a plain Material site's.

The time is that from the end of writing to the first answer that has the new words. CPU is that of
the server meanwhile. Both depend on the machine's load, which stands beside them.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bench.guide_rows import COUNTS
from bench.sites import OUR_GUIDE, PLAIN, ROOT, write_copies

SAVES = 5
_HERTZ = os.sysconf("SC_CLK_TCK")
_HOST, _PORT = "127.0.0.1", 8765
_PAGE = f"docs/{OUR_GUIDE}/causes.md"
_SENTENCE, _TITLE = "A sentence to change.", "A title to change"
_ENTRY = f"""
@online{{a-rare-one,
  organization = {{A Body}},
  title = {{{_TITLE}}},
  url = {{https://example.org/rare}},
  checked = {{full record}},
}}
"""


class Save(NamedTuple):
    """What a save took until it was served."""

    seconds: float
    cpu: float


def preview_rows() -> Iterator[str]:
    """A line for each size of site, each kind of preview, and each kind of save."""
    for count in COUNTS:
        with tempfile.TemporaryDirectory() as name:
            ours, plain = Path(name, "ours"), Path(name, "plain")
            write_copies(ours, count)
            write_copies(plain, count, PLAIN)
            for project in (ours, plain):
                _add_words(project)
            with _serving(ours) as process:
                taken = _saves(process, ours / _PAGE, _SENTENCE, SAVES)
                yield _row(f"{count} guides, a sentence", taken)
                taken = _saves(process, ours / "references.bib", _TITLE, SAVES)
                yield _row(f"{count} guides, an entry that up to three cite", taken)
            with _serving(plain) as process:
                taken = _saves(process, plain / _PAGE, _SENTENCE, SAVES if count < 100 else 2)
                yield _row(f"{count} guides, a sentence in plain Material", taken)


def _add_words(project: Path) -> None:
    """Add what is changed: a sentence, and the title of an entry that up to three guides cite."""
    with (project / "references.bib").open("a", encoding="utf-8") as file:
        file.write(_ENTRY)
    for guide in (OUR_GUIDE, "guide-001", "guide-002"):
        page = project / "docs" / guide / "causes.md"
        if page.exists():
            text = page.read_text(encoding="utf-8")
            page.write_text(f"{text}\n{_SENTENCE}\n\nRare. [@a-rare-one]\n", encoding="utf-8")


def _row(name: str, saves: list[Save]) -> str:
    seconds, cpu = (median(one) for one in zip(*saves, strict=True))
    load = os.getloadavg()[0]
    return f"{name:50} {seconds:6.2f} s, {cpu:6.2f} s of CPU (load {load:.1f})"


@contextmanager
def _serving(project: Path) -> Iterator[int]:
    """The preview of a project, once it answers: the number of its process."""
    path = os.pathsep.join((str(ROOT), str(ROOT / "hooks")))
    told = {"PYTHONPATH": path, "PDF": "0", "SOURCE_DATE_EPOCH": "1780000000"}
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "-q", "--dev-addr", f"{_HOST}:{_PORT}"],
        cwd=project,
        env={**os.environ, **told, "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while not _get():
            time.sleep(0.1)
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def _saves(process: int, file: Path, old: str, count: int) -> list[Save]:
    """Saves of a file, each with new words instead of the `old` ones."""
    taken: list[Save] = []
    for number in range(count):
        new = f"{old} {number}"
        text = file.read_text(encoding="utf-8").replace(f"{old} {number - 1}", old)
        time.sleep(1)
        before = _cpu(process)
        file.write_text(text.replace(old, new), encoding="utf-8")
        start = time.perf_counter()
        while new not in _get():
            time.sleep(0.01)
        taken.append(Save(time.perf_counter() - start, _cpu(process) - before))
    return taken


def _get() -> str:
    """The page that has the words, or nothing as long as nobody answers."""
    with suppress(ConnectionRefusedError):
        connection = HTTPConnection(_HOST, _PORT, timeout=600)
        connection.request("GET", f"/{OUR_GUIDE}/causes.html")
        with closing(connection), connection.getresponse() as answer:
            return answer.read().decode()
    return ""


def _cpu(process: int) -> float:
    """The CPU that a process has taken, in seconds (proc(5), stat, fields 14 and 15)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _HERTZ


if __name__ == "__main__":
    for line in preview_rows():
        print(line, flush=True)
