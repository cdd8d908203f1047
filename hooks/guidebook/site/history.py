"""When the words of a file last changed, as Git's history says it."""

import shutil
import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path

_LOG = ("log", "--format=%x00%cs", "--name-only", "--no-renames", "--relative", "--", ".")


def last_changes(project: Path) -> Mapping[str, date]:
    """The day of the last commit that changed each file, by its path from the project's folder.

    Nothing where there is no history, or only the end of one: a shallow clone says of every file
    that its last commit changed it.
    """
    if _git(project, "rev-parse", "--is-shallow-repository").strip() != "false":
        return {}
    changes: dict[str, date] = {}
    for commit in _git(project, *_LOG).split("\0")[1:]:
        day, *paths = commit.split("\n")
        for path in filter(None, paths):
            changes.setdefault(path, date.fromisoformat(day))
    return changes


def _git(project: Path, *words: str) -> str:
    """What Git prints, or nothing where it can't be asked."""
    git = shutil.which("git")
    if not git:
        return ""
    command = [git, "-c", "core.quotePath=false", *words]
    result = subprocess.run(  # noqa: S603 (nothing of it is an editor's)
        command, cwd=project, capture_output=True, text=True, check=False, encoding="utf-8"
    )
    return result.stdout if result.returncode == 0 else ""
