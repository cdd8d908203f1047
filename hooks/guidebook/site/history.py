"""What Git knows of files: when their words last changed, and which of a folder it keeps."""

import shutil
import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path

_LOG = ("log", "--format=%x00%cs", "--name-only", "--no-renames", "--relative")


def last_commit(project: Path) -> str:
    """The name of the last commit, or nothing where there is no history, or only the end of one.

    A shallow clone says of every file that its last commit changed it.
    """
    said = _git(project, "rev-parse", "--is-shallow-repository", "HEAD").split()
    return said[1] if said[:1] == ["false"] else ""


def last_changes(project: Path, commit: str) -> Mapping[str, date]:
    """The day of the last commit that changed each file, by its path from the project's folder.

    `commit` is the last of all, as `last_commit` gives it.
    """
    if not commit:
        return {}
    changes: dict[str, date] = {}
    for part in _git(project, *_LOG, commit, "--", ".").split("\0")[1:]:
        day, *paths = part.split("\n")
        for path in filter(None, paths):
            changes.setdefault(path, date.fromisoformat(day))
    return changes


def committed(project: Path, folder: str) -> list[str]:
    """The files in a folder that Git keeps, by their paths from the project's folder."""
    return [path for path in _git(project, "ls-files", "-z", "--", folder).split("\0") if path]


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
