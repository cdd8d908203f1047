"""How many small faults the tests would find: changes the code at random and runs the tests.

    make mutants                            120 mutants of all the code
    make mutants N=40 SEED=7 OUTSIDE=book   40 others, none of them below a folder `book`

A mutant is one change of one place. It is killed where a test fails; a survivor shows where a test
is missing, or that the change changes nothing. A mutant meets the tests that run the statement that
it is in, those of one part first, for a minute, and no browser; a mutant of a constant or a default
meets those that run what uses it.

    make mutants AGAIN=log EACH=600      those that survive in what was printed, all their tests
    make mutants WORKERS=1                  one processor only

What tests run is kept in `.cache/mutants/` for as long as neither the code nor their file changes.
"""

import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import reduce
from hashlib import sha256
from operator import or_
from pathlib import Path
from queue import SimpleQueue
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple, TypeVar

from code_changes import ROOT, Mutant, importers, mutants, users
from meeting import Meeting
from minisite import copy_project

Item = TypeVar("Item")
Result = TypeVar("Result")
Places = Mapping[str, Iterable[int] | None]
"""Lines by file, or any of it."""
PYTHON = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "NO_MKDOCS_2_WARNING": "1"}
FEW = 20
"""Files of code: a test of one part runs no more."""
QUICK = 0.2
"""Seconds of a test that may run apart from the others of its file."""
SECONDS = float(os.environ.get("EACH", "60"))
"""How long a mutant goes on to meet tests."""
HANGS = 90
"""Seconds after which a test hangs, besides twenty times what it takes."""
TOOLS = ("branches.py", "mutants.py", "meeting.py", "code_changes.py")
"""What no other test uses."""
IN_PROGRAMS = {
    f"hooks/guidebook/book/{name}.py": "hooks/guidebook/book/typst_process.py"
    for name in ("compiling", "finishing", "row_heads")
}
"""What runs in a process of its own, where no line is seen, and what starts it."""


class Trace(NamedTuple):
    """What the tests of a file run."""

    seconds: Mapping[str, float]
    """Of each test by its name; the first is the loading of the file."""
    lines: Mapping[str, Mapping[str, str]]
    """For each file and line, the tests that run it, as the bits of a hexadecimal number."""
    failing: Sequence[str]
    """What fails without any mutant."""

    def running(self, path: str, lines: Iterable[int] | None) -> Iterator[str]:
        """The tests that run any of these lines, or anything of a file that isn't only loaded."""
        within = self.lines.get(path, {})
        chosen = within if lines is None else map(str, lines)
        bits = 0
        for line in chosen:
            mask = int(within.get(line, "0"), 16)
            bits |= mask if lines is not None or not mask & 1 else 0
        yield from self._named(bits)

    def breadth(self) -> Counter[str]:
        """Of how many files each test runs something."""
        files = self.lines.values()
        each = (reduce(or_, (int(mask, 16) for mask in masks.values())) for masks in files)
        return Counter(name for bits in each for name in self._named(bits))

    def _named(self, bits: int) -> Iterator[str]:
        return (name for number, name in enumerate(self.seconds) if bits >> number & 1)


def traces(copies: Sequence[Path]) -> list[Trace]:
    """What each file of tests runs, seen in copies of the tree, or as it was kept."""
    listed = sorted(file.relative_to(copies[0]) for file in copies[0].rglob("*") if file.is_file())
    files = [path for path in listed if path.match("tests/test_*.py")]
    apart = {*files, *(Path("tests", name) for name in TOOLS)}
    code = [path for path in listed if path.match("*.py") and path not in apart]
    shared = digest(copies[0], code)
    kept = ROOT / ".cache" / "mutants"
    kept.mkdir(parents=True, exist_ok=True)

    def trace(path: Path, copy: Path) -> Trace:
        out = kept / f"{digest(copy, [path])[:16]}-{shared[:16]}.json"
        if not out.exists():
            print("looks at what it runs:", path, flush=True)
            part = out.with_suffix(".part")
            command = [sys.executable, "tests/tracing.py", str(path), str(part)]
            subprocess.run(command, cwd=copy, env=PYTHON, stdout=subprocess.DEVNULL, check=True)
            part.replace(out)
        return Trace(**json.loads(out.read_text("utf-8")))

    return in_copies(trace, files, copies)


def digest(folder: Path, paths: Sequence[Path]) -> str:
    summed = sha256()
    for path in paths:
        summed.update(f"{path}\0".encode() + sha256((folder / path).read_bytes()).digest())
    return summed.hexdigest()


def meeting(mutant: Mutant, seen: Sequence[Trace], breadth: Mapping[str, int]) -> Meeting:
    """A mutant with the tests that it meets, in their order."""
    loads = not mutant.function
    if mutant.path in IN_PROGRAMS:
        places: Places = {IN_PROGRAMS[mutant.path]: None}
    elif loads:
        places = users(mutant) or dict.fromkeys([mutant.path, *importers(mutant.path)])
    else:
        places = {mutant.path: range(mutant.statement[0], mutant.statement[1] + 1)}
    seconds: dict[str, float] = {}
    for trace in seen:
        for name in {name for place in places.items() for name in trace.running(*place)}:
            if not name:
                loads = True  # it runs while tests are looked for
            elif name not in trace.failing:
                seconds[name] = trace.seconds[name]
    tests = [(name, round(HANGS + 20 * seconds[name])) for name in in_turn(seconds, breadth)]
    return Meeting(mutant.path, mutant.source().decode(), loads, tests)


def in_turn(seconds: Mapping[str, float], breadth: Mapping[str, int]) -> Iterator[str]:
    """First the tests that run few files, then those that run more, until the time is up.

    Among these one test of each file, then another one of each; last all slow ones of a file, for
    what it sets up. In each turn the quickest come first.
    """
    files = defaultdict[str, list[list[str]]](list)
    slow = defaultdict[str, list[str]](list)
    for name in sorted(seconds, key=lambda name: (breadth[name] // FEW, seconds[name], name)):
        file = name.partition("::")[0]
        if seconds[name] < QUICK:
            files[file].append([name])
        else:
            slow[file].append(name)
    for file, names in slow.items():
        files[file].append(names)

    def cost(names: Sequence[str]) -> float:
        once = seconds[names[0]]  # what they share is in each
        return once + sum(seconds[name] - once for name in names)

    groups = sorted(
        (breadth[names[0]] // FEW, turn, cost(names), names)
        for given in files.values()
        for turn, names in enumerate(given)
    )
    left = SECONDS
    for *_, needs, names in groups:
        if left > 0:
            yield from names
        left -= needs


def meet(meetings: Sequence[Meeting], copy: Path) -> Iterator[str | None]:
    """What kills each mutant, if anything, in a copy of the tree."""
    command = [sys.executable, "tests/meeting.py"]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=copy, env=PYTHON, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        with process.stdin as given:
            json.dump(meetings, given)
        for _ in meetings:
            yield json.loads(process.stdout.readline())


def in_copies(
    work: Callable[[Item, Path], Result], items: Sequence[Item], copies: Sequence[Path]
) -> list[Result]:
    """What `work` gives for each item, several at once, each in a copy that no other one has."""
    free: SimpleQueue[Path] = SimpleQueue()
    for copy in copies:
        free.put(copy)

    def lend(item: Item) -> Result:
        copy = free.get()
        try:
            return work(item, copy)
        finally:
            free.put(copy)

    with ThreadPoolExecutor(len(copies)) as workers:
        return list(workers.map(lend, items))


def new_copy(folder: Path) -> Path:
    """A copy of the tree that is a repository as this one is."""
    copy_project(folder)
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    for words in (["init", "-q"], ["add", "-A"], [*who, "commit", "-qm", "All"]):
        subprocess.run(["git", *words], cwd=folder, check=True)
    return folder


def main(count: int, seed: int, outside: set[str], again: set[str], workers: int) -> None:
    """Print what becomes of each of `count` mutants, and the share that is killed.

    `again` are lines that were printed: what survives in them is met once more.
    """
    code = [*ROOT.glob("hooks/**/*.py"), *ROOT.glob("commands/*.py")]
    paths = sorted(file.relative_to(ROOT).as_posix() for file in code)
    every = [one for path in paths if not outside & {*path.split("/")} for one in mutants(path)]
    if again:
        drawn = [mutant for mutant in every if f"SURVIVES  {mutant}" in again]
    else:
        drawn = Random(seed).sample(every, min(count, len(every)))
    print(f"{len(drawn)} of {len(every)} mutants, drawn with the seed {seed}", flush=True)
    survivors = []
    with TemporaryDirectory() as name:
        copies = [new_copy(Path(name, str(number))) for number in range(workers)]
        seen = traces(copies)
        breadth = sum((trace.breadth() for trace in seen), Counter[str]())
        for failing in (name for trace in seen for name in trace.failing):
            print("fails already, left out:", failing)

        def meet_all(share: Sequence[Mutant], copy: Path) -> None:
            meetings = [meeting(mutant, seen, breadth) for mutant in share]
            for mutant, killer in zip(share, meet(meetings, copy), strict=True):
                if not killer:
                    survivors.append(mutant)
                print(
                    f"killed    {mutant}  by {killer}" if killer else f"SURVIVES  {mutant}",
                    flush=True,
                )

        in_copies(meet_all, [drawn[number::workers] for number in range(workers)], copies)
    killed = len(drawn) - len(survivors)
    print(f"\n{killed} of {len(drawn)} killed ({killed / len(drawn):.1%}). These survive:")
    print(*sorted(survivors), sep="\n")


if __name__ == "__main__":
    named = {
        name: os.environ.get(name, "") for name in ("N", "SEED", "OUTSIDE", "AGAIN", "WORKERS")
    }
    main(
        int(named["N"] or 120),
        int(named["SEED"] or 1),
        set(named["OUTSIDE"].split(",")),
        set(Path(named["AGAIN"]).read_text("utf-8").splitlines() if named["AGAIN"] else ()),
        int(named["WORKERS"] or os.cpu_count() or 1),
    )
