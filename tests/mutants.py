"""How many small faults the tests would find: changes the code at random and runs the tests.

    make mutants                            120 mutants of all the code
    make mutants N=40 SEED=7 OUTSIDE=book   40 others, none of them below a folder `book`

A mutant is one change of one place. It is killed where a test fails; a survivor shows where a test
is missing, or that the change changes nothing. A mutant meets the test files that call the function
that it is in, or import its module where it is in none, the fastest first, and no browser.

Left alone, because no test can see a change there: docstrings, annotations, decorators (the sizes
of caches), imports, what runs only as a program; and the parts of f-strings, because Python 3.11
doesn't say where they stand.
"""

import ast
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from random import Random
from tempfile import TemporaryDirectory
from types import FrameType
from typing import NamedTuple, TypeVar

import pytest

from minisite import copy_project

Item = TypeVar("Item")
Result = TypeVar("Result")
ROOT = Path(__file__).resolve().parent.parent
WORKERS = 2
LONGEST = 300
"""Seconds after which a run hangs in a loop: its mutant is killed, too."""
PAIRS = (
    *((ast.Lt, ast.LtE), (ast.Gt, ast.GtE), (ast.Eq, ast.NotEq), (ast.Is, ast.IsNot)),
    *((ast.In, ast.NotIn), (ast.And, ast.Or), (ast.Add, ast.Sub), (ast.Mult, ast.Div)),
    *((ast.FloorDiv, ast.Mod), (ast.BitOr, ast.BitAnd)),
)
OTHERS: dict[type[ast.AST], ast.AST] = {
    one: other() for pair in PAIRS for one, other in (pair, pair[::-1])
}
"""What is written in the place of an operator."""
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}


class Mutant(NamedTuple):
    """A change of a file: from where to where in its bytes, and what is written there."""

    path: str
    line: int
    function: int
    """The first line of the function that it is in, or 0."""
    begin: int
    end: int
    after: str

    def source(self) -> bytes:
        """The file with the change."""
        data = (ROOT / self.path).read_bytes()
        return data[: self.begin] + self.after.encode() + data[self.end :]

    def __str__(self) -> str:
        before = (ROOT / self.path).read_bytes()[self.begin : self.end].decode()
        texts = (" ".join(text.split()) for text in (before, self.after))
        return f"{self.path}:{self.line}: {'  ->  '.join(texts)}"


class Tests(NamedTuple):
    """A file of tests: how long it takes, what it calls, and what fails in it already."""

    path: str
    seconds: float
    calls: Mapping[str, Sequence[int]]
    """For each file of code, the first lines of the functions called, 0 for its import."""
    failing: Sequence[str]


def mutants(path: str) -> Iterator[Mutant]:
    """Every mutant of a file that is still Python."""
    data = (ROOT / path).read_bytes()
    starts = [0]
    for line in data.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for node, function, is_condition in places(ast.parse(data), 0):
        begin = starts[node.lineno - 1] + node.col_offset
        end = starts[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)
        others = list(changes(node))
        if is_condition and not isinstance(node, ast.Compare | ast.UnaryOp):
            others.append(f"(not ({data[begin:end].decode()}))")
        for after in others:
            mutant = Mutant(path, node.lineno, function, begin, end, after)
            if is_python(mutant.source()):
                yield mutant


def places(node: ast.AST, function: int) -> Iterator[tuple[ast.expr | ast.stmt, int, bool]]:
    """What may change, each with the function that it is in, and whether it is a condition."""
    if isinstance(node, ast.FunctionDef):
        function = min([node.lineno, *(item.lineno for item in node.decorator_list)])
    for name, value in ast.iter_fields(node):
        if name not in {"annotation", "returns", "decorator_list"}:
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST) and not is_left_alone(child):
                    yield from places(child, function)
                    if isinstance(child, ast.expr | ast.stmt):
                        yield child, function, name in {"test", "ifs"}


def is_left_alone(node: ast.AST) -> bool:
    match node:
        case ast.Expr(value=ast.Constant()) | ast.JoinedStr() | ast.Import() | ast.ImportFrom():
            return True
        case ast.If(test=ast.Compare(left=ast.Name(id="__name__"))):
            return True
    return False


def is_python(source: bytes) -> bool:
    try:
        compile(source, "", "exec")
    except SyntaxError:
        return False
    return True


def changes(node: ast.AST) -> Iterator[str]:
    """What may be written in the place of an expression or a statement."""
    match node:
        case ast.Constant(value=bool() as value):
            yield str(not value)
        case ast.Constant(value=int() as number):
            yield from (str(number + 1), f"({number - 1})")
        case ast.Constant(value=str() as text):
            yield repr(f"XX{text}")
        case ast.Name(id=name, ctx=ast.Load()) if name in NAMES:
            yield NAMES[name]
        case ast.Compare(ops=[operator]):
            yield with_field(node, ops=[OTHERS[type(operator)]])
        case ast.BoolOp(op=operator) | ast.BinOp(op=operator) if type(operator) in OTHERS:
            yield with_field(node, op=OTHERS[type(operator)])
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield f"({ast.unparse(operand)})"
        case ast.Slice(lower=lower, upper=upper) if lower and upper:
            yield from (with_field(node, lower=None), with_field(node, upper=None))
        case ast.Return(value=value) if value and not isinstance(value, ast.Constant):
            yield "return None"
        case ast.Expr() | ast.AugAssign() | ast.Raise():
            yield "pass"
        case ast.Continue():
            yield "break"


def with_field(node: ast.AST, **fields: object) -> str:
    """The code of a node with other fields, in parentheses where they are allowed."""
    code = ast.unparse(type(node)(**{**dict(ast.iter_fields(node)), **fields}))
    return code if isinstance(node, ast.Slice) else f"({code})"


def trace(path: str, out: Path) -> None:
    """Run a file of tests, and write down what it calls."""
    called: set[tuple[str, int]] = set()

    def see(frame: FrameType, _event: str, _argument: object) -> None:
        code = frame.f_code
        is_import = code.co_name == "<module>"
        called.add((code.co_filename, 0 if is_import else code.co_firstlineno))

    failing: list[str] = []

    class Failures:
        def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
            if report.failed:
                failing.append(report.nodeid)

    start = time.monotonic()
    sys.settrace(see)
    pytest.main(["-q", "-p", "no:cacheprovider", path], plugins=[Failures()])
    sys.settrace(None)
    calls: dict[str, list[int]] = {}
    for name, line in called:
        if Path(name).is_relative_to(ROOT):
            calls.setdefault(Path(name).relative_to(ROOT).as_posix(), []).append(line)
    out.write_text(json.dumps((path, time.monotonic() - start, calls, failing)))


def run(command: Sequence[object], folder: Path) -> int:
    """Run Python in a copy of the tree; gives its exit code, and 1 where it had to be ended."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "NO_MKDOCS_2_WARNING": "1"}
    # A loop that goes on for ever must not take all memory.
    limited = ["bash", "-c", 'ulimit -v 8000000; exec "$@"', "run", sys.executable, *command]
    try:
        result = subprocess.run(
            list(map(str, limited)),
            cwd=folder,
            env=environment,
            capture_output=True,
            check=False,
            timeout=LONGEST,
        )
    except subprocess.TimeoutExpired:
        return 1
    return result.returncode


def traced(path: str, folder: Path) -> Tests:
    """What a file of tests calls, seen in a copy of the tree."""
    out = folder / "trace.json"
    run(["tests/mutants.py", path, out], folder)
    return Tests(*json.loads(out.read_text()))


def survives(mutant: Mutant, tests: Iterable[Tests], folder: Path) -> bool:
    """Whether no test fails in a copy of the tree with the mutant."""
    meets = [file for file in tests if mutant.function in file.calls.get(mutant.path, ())]
    if not meets:
        return True
    paths = [file.path for file in sorted(meets, key=lambda file: file.seconds)]
    failing = [f"--deselect={name}" for file in meets for name in file.failing]
    (folder / mutant.path).write_bytes(mutant.source())
    code = run(["-m", "pytest", "-xqp", "no:cacheprovider", *failing, *paths], folder)
    shutil.copy(ROOT / mutant.path, folder / mutant.path)
    return code == 0


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


def main(count: int, seed: int, outside: set[str]) -> None:
    """Print what becomes of each of `count` mutants, and the share that is killed."""
    code = [*ROOT.glob("hooks/**/*.py"), *ROOT.glob("commands/*.py")]
    paths = sorted(file.relative_to(ROOT).as_posix() for file in code)
    every = [one for path in paths if not outside & {*path.split("/")} for one in mutants(path)]
    drawn = sorted(Random(seed).sample(every, min(count, len(every))))
    print(f"{len(drawn)} of {len(every)} mutants, drawn with the seed {seed}", flush=True)
    with TemporaryDirectory() as folder:
        copies = [Path(folder, str(number)) for number in range(WORKERS)]
        for copy in copies:
            copy_project(copy)
        files = sorted(file.relative_to(ROOT).as_posix() for file in ROOT.glob("tests/test_*.py"))
        tests = in_copies(traced, files, copies)
        for name in (name for file in tests for name in file.failing):
            print("fails already, left out:", name)

        def meet(mutant: Mutant, copy: Path) -> bool:
            lives = survives(mutant, tests, copy)
            print("SURVIVES" if lives else "killed  ", mutant, flush=True)
            return lives

        lives = in_copies(meet, drawn, copies)
    killed = lives.count(False)
    print(f"\n{killed} of {len(drawn)} killed ({killed / len(drawn):.1%}). These survive:")
    print(*(mutant for mutant, alive in zip(drawn, lives, strict=True) if alive), sep="\n")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        trace(sys.argv[1], Path(sys.argv[2]))
    else:
        named = {name: os.environ.get(name) for name in ("N", "SEED", "OUTSIDE")}
        outside = set((named["OUTSIDE"] or "").split(","))
        main(int(named["N"] or 120), int(named["SEED"] or 1), outside)
