"""Builds a site again and again, each build killed at another moment; says what is left each time.

The moments are those at which a build does something to a file: each is counted, and at one of them
the process kills itself, as a machine that loses its power would. Half of them are the last ones.
Run as a program with a project's folder and the number of moments.
"""

import os
import signal
import sys
from pathlib import Path

from minisite import run

TOUCHES = (
    "open",
    "os.mkdir",
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.utime",
    "shutil.",
    "ctypes",
)
"""How the names of events begin that CPython's audit hooks tell of files."""


def main(project: Path, moments: int) -> None:
    every, half = count(project), moments // 2
    evenly = [1 + (every - half) * number // half for number in range(half)]
    at_the_end = range(every - half + 1, every + 1)  # where the folders change places
    for moment in (*evenly, *at_the_end):
        write_stamp(project, moment)
        ended = in_child(project, moment)
        print(ended, moment, *sorted(stamps(project / "site")))  # noqa: T201


def count(project: Path) -> int:
    """How many moments a whole build has from the first folder that it makes."""
    reading, writing = os.pipe()
    if not os.fork():
        build(project, writing, kill_at=0)
    os.wait()
    return int(os.read(reading, 20))


def in_child(project: Path, moment: int) -> str:
    if not os.fork():
        build(project, None, kill_at=moment)
    _, status = os.wait()
    return "killed" if os.WIFSIGNALED(status) else "ended"


def build(project: Path, tell: int | None, kill_at: int) -> None:
    seen = 0

    def look(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        has_begun = seen or (event == "os.mkdir" and "/.site-" in str(arguments[0]))
        if has_begun and event.startswith(TOUCHES):
            seen += 1
            if seen == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(look)
    run(project, project / "site")
    if tell is not None:
        os.write(tell, str(seen).encode())
    os._exit(0)


def write_stamp(project: Path, stamp: int) -> None:
    """Say the same number on every page."""
    for page in (project / "docs").glob("*.md"):
        head, _, _ = page.read_text("utf-8").partition("Stamp ")
        page.write_text(f"{head}Stamp {stamp}.\n", encoding="utf-8")


def stamps(site: Path) -> set[str]:
    """The numbers on the pages of a site, and how many pages it has."""
    pages = [page.read_text("utf-8") for page in site.glob("[!4]*.html")]
    said = {page.partition("Stamp ")[2].partition(".")[0] for page in pages}
    return {*said, f"pages={len(pages)}"}


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
