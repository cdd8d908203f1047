"""Files kept from one build to the next, by a hash of all that went into them, our own code too.

A folder holds what was made, each under the hash of its own bytes, and records: under the hash of
all that went in, a record names what came out. Everything is read against its hash and written
under another name first, so that a file that was cut short, or is written by two builds at once, is
made again and never believed.
"""

import json
import sys
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields, is_dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import Any

CACHE = ".cache"
"""The folder of the project in which builds keep what they made."""
DAYS = 30
"""How long is kept what no build asks for."""


def digest(*values: object) -> str:
    """A hash of plain values, as deep as they go; two that differ anywhere have two hashes.

    Values are text, bytes, what is written by its `repr` (numbers, dates, None), and sequences,
    mappings and dataclasses of these. A set has no order and is refused with TypeError.
    """
    summed = sha256()
    for part in _parts(values):
        summed.update(b"%d:" % len(part))
        summed.update(part)
    return summed.hexdigest()


def _parts(value: object) -> Iterator[bytes]:
    """A value as byte strings: its kind, and what it holds."""
    match value:
        case bytes():
            yield from (b"bytes", value)
        case str():
            yield from (b"text", value.encode("utf-8", "surrogatepass"))
        case Mapping():
            yield b"mapping %d" % len(value)
            for item in value.items():
                yield from _parts(item)
        case Sequence():
            yield b"sequence %d" % len(value)
            for each in value:
                yield from _parts(each)
        case set() | frozenset():
            raise TypeError("a set has no order")
        case _ if is_dataclass(value):
            yield from _parts([getattr(value, field.name) for field in fields(value)])
        case _:
            yield from (b"other", repr(value).encode())


def keep(
    folder: Path, key: str, made: Mapping[str, bytes], seen: Mapping[str, str] | None = None
) -> None:
    """Keep what was made, by its names, for `key`, a hash of all that went in.

    `seen` are hashes of what was looked at besides, by what it was looked up by.
    """
    folder.mkdir(parents=True, exist_ok=True)
    names = {name: digest(data) for name, data in made.items()}
    for name, data in made.items():
        write(folder / names[name], data)
    record = {"made": names, "seen": dict(seen or {})}
    write(folder / f"{key}.json", json.dumps(record).encode())


def recall(
    folder: Path, key: str, look: Callable[[str], bytes | None] = lambda _: None
) -> dict[str, bytes] | None:
    """What was made for `key`, by its names; None where it isn't there, whole, or still right.

    `look` gives what is looked at besides, to be compared with what was seen.
    """
    with suppress(OSError, ValueError, LookupError, TypeError):
        record = json.loads(_read(folder / f"{key}.json"))
        if any(digest(look(place)) != seen for place, seen in record["seen"].items()):
            return None
        made = {name: _read(folder / named) for name, named in record["made"].items()}
        if all(digest(data) == record["made"][name] for name, data in made.items()):
            return made
    return None


def once(folder: Path, key: str, make: Callable[[], Any]) -> Any:
    """What `make` gives, which JSON can hold, for a key; what it gave in an earlier build."""
    kept = recall(folder, key)
    if kept is None:
        kept = {"json": json.dumps(make()).encode()}
        keep(folder, key, kept)
    return json.loads(kept["json"])


def forget(folder: Path) -> None:
    """Remove what no build has asked for in a month, and what a killed one has left half done."""
    oldest = time.time() - DAYS * 24 * 60 * 60
    for file in folder.iterdir() if folder.exists() else ():
        with suppress(FileNotFoundError):  # another build was faster
            if file.stat().st_mtime < oldest:
                file.unlink()


def _read(file: Path) -> bytes:
    """A file's bytes; its time says when it was last asked for."""
    data = file.read_bytes()
    file.touch()
    return data


def write(file: Path, data: bytes) -> None:
    """Write a file, so that whoever reads it meanwhile has all of the old one or of the new one."""
    part = file.with_name(f"{token_hex(8)}.part")
    part.write_bytes(data)
    part.replace(file)


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
