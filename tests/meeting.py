"""Lets tests meet mutants: run as a program in a copy of the tree, with a list of meetings.

All tests are loaded once, and each mutant meets its own in a process that is forked from there, in
which the code of its function is changed. A mutant that says how the code loads (a constant, a
default) meets them in a process that loads all anew. Prints for each what killed it, or nothing.
"""

import gc
import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from types import CodeType, FunctionType
from typing import IO, NamedTuple

import pytest

MEMORY = 8_000_000_000
"""A loop that goes on for ever must not take all memory."""
LOADING = 120
"""Seconds in which all tests are loaded."""


class Meeting(NamedTuple):
    """A mutant, and the tests that it meets in their order."""

    path: str
    source: str
    """The file with the change."""
    loads: bool
    """Whether the change says how the code loads."""
    tests: Sequence[tuple[str, int]]
    """The name of each, and the seconds after which it hangs."""


class Meetings:
    """A plugin of pytest that runs no tests but those that mutants meet."""

    def __init__(self, meetings: Sequence[Meeting], out: IO[str], *, is_fresh: bool) -> None:
        self.meetings = meetings
        self.out = out
        self.is_fresh = is_fresh
        """Whether the one mutant is in the code that was loaded."""

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = {item.nodeid: item for item in session.items}
        for meeting in self.meetings:
            print(json.dumps(self.killer(meeting, items)), file=self.out, flush=True)
        return True

    def killer(self, meeting: Meeting, items: dict[str, pytest.Item]) -> str | None:
        """What killed the mutant: the name of a test, or that the code doesn't load."""
        if self.is_fresh:
            return in_child(meeting, items)
        file = Path(meeting.path)
        before = file.read_bytes()
        file.write_text(meeting.source, encoding="utf-8", newline="")
        try:
            loads = meeting.loads or not can_change(meeting)
            return freshly(meeting) if loads else in_child(meeting, items, change=True)
        finally:
            file.write_bytes(before)


def in_child(
    meeting: Meeting, items: dict[str, pytest.Item], *, change: bool = False
) -> str | None:
    """Meet the tests in a forked process; gives the one that failed, or that it ended at."""
    tests = [(items[name], seconds) for name, seconds in meeting.tests if name in items]
    with TemporaryFile() as place:
        child = os.fork()
        if not child:
            try:
                os.setsid()
                resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
                if change:
                    put_in(meeting)
                os._exit(meet(tests, place.fileno()))
            finally:
                os._exit(1)
        _, status = os.waitpid(child, 0)
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        if not status:
            return None
        at = int(os.pread(place.fileno(), 10, 0) or 0)
    hangs = " (hangs)" if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM else ""
    return f"{tests[at][0].nodeid}{hangs}"


def meet(tests: Sequence[tuple[pytest.Item, int]], place: int) -> int:
    """Run tests until one fails, and write down before each which it is."""
    for number, (item, seconds) in enumerate(tests):
        os.pwrite(place, b"%10d" % number, 0)
        following = tests[number + 1][0] if number + 1 < len(tests) else None
        signal.alarm(seconds)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if item.session.testsfailed:
            return 1
    return 0


def freshly(meeting: Meeting) -> str | None:
    """The same in a process that loads the file as it is on the disk."""
    command = [sys.executable, __file__]
    seconds = LOADING + sum(seconds for _, seconds in meeting.tests)
    try:
        told = subprocess.run(
            command,
            input=json.dumps([meeting._replace(loads=False)]),
            env={**os.environ, "FRESH": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            check=False,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired:
        return "(hangs)"
    if told.returncode in (pytest.ExitCode.INTERRUPTED, pytest.ExitCode.USAGE_ERROR):
        return "(doesn't load)"
    killer: str | None = json.loads(told.stdout)
    return killer


def can_change(meeting: Meeting) -> bool:
    """Whether the change can be put into what is loaded."""
    return any(True for _ in changed(meeting))


def put_in(meeting: Meeting) -> None:
    for function, code in list(changed(meeting)):
        function.__code__ = code


def changed(meeting: Meeting) -> Iterator[tuple[FunctionType, CodeType]]:
    """The loaded functions of the mutant's file that have another code in it, with that code."""
    file = str(Path(meeting.path).resolve())
    codes = dict(functions(compile(meeting.source, file, "exec")))
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename == file:
            old = one.__code__
            code = codes.get((old.co_qualname, old.co_firstlineno), old)
            if code != old and code.co_freevars == old.co_freevars:
                yield one, code


def functions(code: CodeType) -> Iterator[tuple[tuple[str, int], CodeType]]:
    """Every function in a code by its name and its first line, but those within another one."""
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            is_function = constant.co_flags & 1  # CO_OPTIMIZED: it isn't a class (module inspect)
            if is_function:
                yield (constant.co_qualname, constant.co_firstlineno), constant
            else:
                yield from functions(constant)


def main() -> int:
    meetings = [Meeting(*each) for each in json.load(sys.stdin)]
    is_fresh = "FRESH" in os.environ
    out = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    names = {name.partition("::")[0] for meeting in meetings for name, _ in meeting.tests}
    options = ["-q", "-p", "no:cacheprovider", f"--basetemp=../files-of-{Path.cwd().name}"]
    plugin = Meetings(meetings, out, is_fresh=is_fresh)
    return pytest.main([*options, *sorted(names)], plugins=[plugin])


if __name__ == "__main__":
    sys.exit(main())
