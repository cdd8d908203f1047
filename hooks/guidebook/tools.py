"""What a build is made with: the packages of this Python, and our own code."""

import sys
import zlib
from functools import lru_cache
from pathlib import Path

from guidebook.kept import digest


@lru_cache(maxsize=1)
def installed() -> str:
    """A hash of Python, its zlib, and every package with its version; the names of folders tell.

    A package's folder of metadata is called `name-version.dist-info` (the packaging user guide,
    Recording installed projects).
    """
    folders = filter(Path.is_dir, map(Path, sys.path))
    names = {folder.name for path in folders for folder in path.glob("*-info")}
    return digest(sys.version, zlib.ZLIB_RUNTIME_VERSION, sorted(names))


@lru_cache(maxsize=1)
def own_code() -> str:
    """A hash of all files of our code, as they were when this process asked first."""
    package = Path(__file__).parent
    files = sorted(file for file in package.rglob("*") if file.suffix in (".py", ".yml", ".json"))
    return digest([(file.relative_to(package).as_posix(), file.read_bytes()) for file in files])
