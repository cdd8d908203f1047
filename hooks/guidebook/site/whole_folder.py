"""A folder that others see whole: as it was before a build, or as it is after it, whatever ends it.

A build writes into a folder of its own beside the site's. When all has passed, the two change their
names in one step (renameat2(2) on Linux, renamex_np(2) on macOS), and what was the site is removed.
A build holds a lock (flock(2)) on its folder for as long as it lives: that is how the next one
tells what another still writes from what a killed one has left behind.
"""

import ctypes
import errno
import fcntl
import os
import shutil
import sys
from collections.abc import Callable, Set
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple

from guidebook.findings import harmless

WITH_MISTAKES = "-with-mistakes"
"""What a site's folder is called, after its name, where its pages have marks of mistakes."""

_OLD = "-old"
_HERE = -100  # AT_FDCWD: a path counts from the working folder
_EXCHANGE = 2  # RENAME_EXCHANGE, and RENAME_SWAP on macOS


class Workplace(NamedTuple):
    """Where a build writes."""

    folder: Path
    site: Path
    """What it is to become."""
    lock: int
    """The open file that holds the lock."""


def begin(site: Path, say: Callable[[str], None]) -> Workplace:
    """A new folder to build into; another build of the same site is waited for.

    `say` is told of the wait. Raises OSError where nothing can be written.
    """
    site = Path(os.path.realpath(site))
    site.parent.mkdir(parents=True, exist_ok=True)
    _clear(site, say)
    while True:
        folder = site.with_name(f".{site.name}-{token_hex(4)}")
        folder.mkdir()
        lock = os.open(folder, os.O_RDONLY)
        fcntl.flock(lock, fcntl.LOCK_EX)
        if folder.exists():  # and wasn't taken for an old one before it was locked
            return Workplace(folder, site, lock)
        os.close(lock)


def publish(place: Workplace) -> None:
    """Let the finished folder take the site's place. Raises OSError where it can't."""
    if (place.site / ".git").exists():
        message = "it is a checkout of Git, which would be lost; build into another folder"
        raise OSError(errno.EEXIST, message, str(place.site))
    if place.site.exists():
        _change_places(place)
    else:
        place.folder.rename(place.site)
    shutil.rmtree(_marked(place.site), ignore_errors=True)
    discard(place)


def merge(place: Workplace, unchanged: Set[str]) -> None:
    """Let the site hold what was built, what is `unchanged` in it by its path, and nothing else.

    This is for a preview, whose server answers nobody meanwhile.
    """
    place.site.mkdir(exist_ok=True)
    built = _files(place.folder)
    for path in built:
        (place.site / path).parent.mkdir(parents=True, exist_ok=True)
        (place.folder / path).replace(place.site / path)
    for path in _files(place.site) - built - unchanged:
        (place.site / path).unlink()
    discard(place)


def _files(folder: Path) -> set[str]:
    """The paths of all files in a folder, from there."""
    inside = len(f"{folder}/")
    return {f"{name}/{file}"[inside:] for name, _, files in os.walk(folder) for file in files}


def keep_aside(place: Workplace) -> Path:
    """Leave the site as it is, and the folder beside it, for people to see its mistakes there."""
    shutil.rmtree(_marked(place.site), ignore_errors=True)
    place.folder.rename(_marked(place.site))
    discard(place)
    return _marked(place.site)


def discard(place: Workplace) -> None:
    """Remove what is in a build's folder, and end its lock."""
    shutil.rmtree(place.folder, ignore_errors=True)
    os.close(place.lock)


def explained(error: Exception) -> str:
    """What to say of an error of the machine's that ended a build, or nothing for any other."""
    if isinstance(error, MemoryError):
        return "There isn't enough memory. The site is as it was."
    if isinstance(error, OSError):
        where = f": {harmless(str(error.filename))}" if error.filename else ""
        return f"{error.strerror or error}{where}. The site is as it was."
    return ""


def _marked(site: Path) -> Path:
    return site.with_name(f"{site.name}{WITH_MISTAKES}")


def _change_places(place: Workplace) -> None:
    try:
        _exchange(place.folder, place.site)
    except (AttributeError, OSError):  # neither every system nor every file system can
        old = place.folder.with_name(f"{place.folder.name}{_OLD}")
        place.site.rename(old)
        try:
            place.folder.rename(place.site)
        except OSError:
            old.rename(place.site)
            raise
        shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> None:
    """Exchange the names of two folders in one step."""
    system = ctypes.CDLL(None, use_errno=True)
    names = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin":
        failed = system.renamex_np(*names, _EXCHANGE)
    else:
        failed = system.renameat2(_HERE, names[0], _HERE, names[1], _EXCHANGE)
    if failed:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _clear(site: Path, say: Callable[[str], None]) -> None:
    """Wait for builds of the same site, and remove what killed ones have left."""
    for left in sorted(site.parent.iterdir()):
        if left.name.startswith(f".{site.name}-"):
            if left.name.endswith(_OLD) and not site.exists():
                left.rename(site)  # the build was killed between two names
            else:
                _remove(left, say)


def _remove(left: Path, say: Callable[[str], None]) -> None:
    """Remove a build's folder once nobody holds it."""
    try:
        lock = os.open(left, os.O_RDONLY)
    except FileNotFoundError:
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("Another build of this site is under way: waiting for its end")
        fcntl.flock(lock, fcntl.LOCK_EX)
    shutil.rmtree(left, ignore_errors=True)
    os.close(lock)
