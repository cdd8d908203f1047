"""Time and memory of our guide's book, for the guide as it is and for a hundred times as much."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
COPIES = (1, 10, 100)
LARGEST_FOR_WEASYPRINT = 1
"""Times our guide; with more it takes minutes and says nothing new."""


def book_rows(rounds: int) -> Iterator[str]:
    """A line for each setter and size: the step alone, and the memory of its largest process."""
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "guide.json")
        _run("record", file)
        for copies in COPIES:
            yield _row("Typst", "typst", file, copies, rounds)
        if _is_importable("weasyprint"):
            yield _row("WeasyPrint, one paper", "weasyprint", file, LARGEST_FOR_WEASYPRINT, rounds)
        else:
            yield "WeasyPrint or a library of the system that it needs is missing here"


def _row(name: str, step: str, file: str, copies: int, rounds: int) -> str:
    runs = [_run(step, file, str(copies)) for _ in range(rounds if copies == 1 else 1)]
    seconds = median(float(printed) for printed, _ in runs)
    megabytes = median(used for _, used in runs)
    return f"{f'{name}, {copies} times the content':40} {seconds:6.2f} s  {megabytes:13.0f} MB"


def _is_importable(module: str) -> bool:
    command = [sys.executable, "-c", f"import {module}"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _run(*arguments: str) -> tuple[str, float]:
    """What a step printed, and the most memory that one of its processes held, in megabytes."""
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'hooks'}{os.pathsep}{ROOT}"}
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.book_step", *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    printed = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(arguments)} failed")
    return printed, usage.ru_maxrss / 1024
