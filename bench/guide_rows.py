"""What a build of many guides takes, generated ones and copies of our own, beside plain sites.

The figure to read is the ratio of user CPU, of the build and all its processes, to Material with
`navigation.prune` in the same round; the processors that it kept busy stand beside it. Python keeps
its bytecode, as it does on people's machines.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from bench.sites import OUR_GUIDE, PEER, PLAIN, PRUNED, ROOT, write_copies, write_guides

COUNTS = tuple(map(int, os.environ.get("GUIDES", "1 10 100").split()))
"""How many guides; 500 take an hour."""
_BUILD = ("-m", "mkdocs", "build", "-q")
_CHECK = ("-m", "commands.check")
_BASE, _PEER = "Material with navigation.prune", "mkdocs-bibtex"
Write = Callable[[Path, int, Mapping[str, Any] | None], None]
"""Writes a site of so many guides into a folder, with our settings or with plain ones."""


class Taken(NamedTuple):
    """What a command took."""

    user: float
    """User CPU in seconds."""
    cpu: float
    """The same with what the system did for it."""
    seconds: float
    megabytes: float


def guide_rows(rounds: int) -> Iterator[str]:
    """A line for each size and each way to build it."""
    for count in COUNTS:
        times = range(rounds if count < 100 else 1)
        yield from _rows(f"{count} generated", [_generated(count) for _ in times])
        yield from _rows(f"{count} copies", [_copies(count) for _ in times])


def _rows(kind: str, runs: Sequence[Mapping[str, Taken]]) -> Iterator[str]:
    for name in runs[0]:
        user = median(run[name].user for run in runs)
        ratio = median(run[name].user / run[_BASE].user for run in runs)
        of_peer = median(run[name].user / run[_PEER].user for run in runs)
        busy = median(run[name].cpu / run[name].seconds for run in runs)
        memory = median(run[name].megabytes for run in runs)
        yield (
            f"{f'{kind}, {name}':50} {user:7.2f} s {ratio:6.2f}x pruned {of_peer:6.2f}x {_PEER} "
            f"{busy:5.2f} of {os.cpu_count()} processors {memory:5.0f} MB"
        )


def _without_books(folder: Path, count: int, write: Write) -> dict[str, Taken]:
    """Each way to build a site of so many guides without books, once; ours is below `ours`."""
    write(folder / "plain", count, PLAIN)
    write(folder / "pruned", count, PRUNED)
    write(folder / "peer", count, PEER)
    write(folder / "ours", count, None)
    return {
        "plain Material": _take(folder / "plain", _BUILD),
        _BASE: _take(folder / "pruned", _BUILD),
        _PEER: _take(folder / "peer", _BUILD),
        "ours, without books, the first time": _take(folder / "ours", _BUILD, {"PDF": "0"}),
        "ours, without books": _take(folder / "ours", _BUILD, {"PDF": "0"}),
    }


def _generated(count: int) -> dict[str, Taken]:
    with tempfile.TemporaryDirectory() as name:
        return _without_books(Path(name), count, write_guides)


def _copies(count: int) -> dict[str, Taken]:
    """Each way to build copies of our guide, once, with books too."""
    with tempfile.TemporaryDirectory() as name:
        ours = Path(name, "ours")
        taken = {
            **_without_books(Path(name), count, write_copies),
            "ours, all books from nothing": _take(ours, _BUILD),
            "ours, books unchanged": _take(ours, _BUILD),
        }
        page = ours / "docs" / OUR_GUIDE / "causes.md"
        page.write_text(f"{page.read_text(encoding='utf-8')}\nOne more line.\n", encoding="utf-8")
        taken["ours, check with a page changed"] = _take(ours, _CHECK, is_strict=False)
        taken["ours, books with a page changed"] = _take(ours, _BUILD)
        return taken


def _take(
    folder: Path,
    command: tuple[str, ...],
    environment: Mapping[str, str] | None = None,
    *,
    is_strict: bool = True,
) -> Taken:
    """Run a command of Python; wait4(2) counts the processes that it waited for, too."""
    path = os.pathsep.join((str(ROOT), str(ROOT / "hooks")))
    told = {"PYTHONPATH": path, "SOURCE_DATE_EPOCH": "1780000000", "NO_MKDOCS_2_WARNING": "1"}
    told = {**os.environ, **told, **(environment or {})}
    told.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=folder,
        env=told,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status and is_strict:
        raise SystemExit(f"{' '.join(command)} failed in {folder}")
    cpu = usage.ru_utime + usage.ru_stime
    return Taken(usage.ru_utime, cpu, seconds, usage.ru_maxrss / 1024)


if __name__ == "__main__":
    for line in guide_rows(3):
        print(line)
