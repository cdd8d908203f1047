"""Files as a stranger may send them: links out of the project, what is no file, names, and kinds.

What is looked at is what a build reads. It is looked at before anything is read, and no link is
followed: a link can lead to a secret, a pipe never ends, a folder can hold itself.
"""

import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from guidebook.checks.limits import check_size
from guidebook.findings import Finding
from guidebook.source import shown_path

READ = ("editors", "overrides", "print", "mkdocs.yml", "references.bib")
"""What is read besides the folder of the pages, from the project's folder."""

_KINDS = """
.avif .bib .csv .docx .epub .gif .ico .jpeg .jpg .md .mp3 .mp4 .nbib .odt .pdf .png .ris .svg .txt
.vtt .webm .webp .woff2 .xlsx .yaml .yml
"""
"""How the name of a file in the folder of the pages may end: what runs nothing in a browser."""
_KINDS_OF_ASSETS = ".css .js .json .webmanifest"
"""The same for the folder `assets` in it, which engineers look after (.github/CODEOWNERS)."""
_ASSETS = "assets"

_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f-\x9f<>:\"|?*\\%#\ud800-\udfff]|[ .]\Z|\A ")
"""Signs that Windows can't hold, or that mean something in an address."""
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices."""
_PICTURES = ".avif .gif .jpeg .jpg .png .webp"
_LARGEST_PICTURE, _LARGEST = 1_000_000, 20_000_000
"""In bytes: a picture for 8 seconds of a slow phone's 1 Mbit/s, anything else as readers load it
on purpose."""
_LONGEST = 180
"""How many bytes a path may have, so that its address and its place on a disk fit everywhere."""


def check_unreadable(project: Path, pages: Path, brought: Iterable[str]) -> list[Finding]:
    """Findings for what mustn't be read at all; nothing may be built where there is any.

    `pages` is the folder of the pages, `project` the project's. `brought` are the paths of what
    Git has where only builds keep files: a build would take them for its own.
    """
    foreign = "this came with a change; only builds keep files here, and take them for their own"
    hint = "Delete it, and name .cache/ in .gitignore."
    kept = [Finding(path, 1, 1, "T11", foreign, hint) for path in brought]
    found = [entry for root in (pages, *map(project.joinpath, READ)) for entry in _entries(root)]
    wrong = ((shown_path(entry, project), _unreadable(entry, project)) for entry in sorted(found))
    return kept + [Finding(path, 1, 1, *said) for path, said in wrong if said]


def check_names(project: Path, pages: Path) -> Iterator[Finding]:
    """Findings for names and kinds of the files of the site, given a project that can be read."""
    found = sorted(_entries(pages))
    yield from _check_twins(shown_path(entry, project) for entry in found)
    for entry in found:
        shown = shown_path(entry, project)
        yield from _check_name(entry.name, shown)
        if entry.is_file() and not entry.name.startswith("."):
            yield from _check_kind(entry.relative_to(pages), shown)
            yield from _check_size(entry, shown)


def _entries(root: Path) -> Iterator[Path]:
    """A file or folder, and all that is in it; no link is followed."""
    if os.path.lexists(root):
        yield root
    for folder, folders, files in [] if root.is_symlink() else os.walk(root):
        yield from (Path(folder, name) for name in [*folders, *files])


def _unreadable(entry: Path, project: Path) -> tuple[str, str, str] | None:
    """The code, the message and the hint where something isn't to be read."""
    mode = entry.lstat().st_mode
    if stat.S_ISREG(mode):
        return check_size(entry)
    if stat.S_ISDIR(mode):
        return None
    if not stat.S_ISLNK(mode):
        return "T07", "this is no file that can be read", "Take it out."
    target, home = Path(os.path.realpath(entry)), Path(os.path.realpath(project))
    is_hidden = any(part.startswith(".") for part in target.parts[len(home.parts) :])
    if not target.is_relative_to(home) or is_hidden:
        where = "out of the project"
    elif not target.exists():
        where = "nowhere"
    elif not target.is_file():
        where = "to no file"
    else:
        return None
    return "T06", f"the link leads {where}", "Put the file itself here."


def _check_name(name: str, shown: str) -> Iterator[Finding]:
    """Findings for a name, and for the length of its path."""
    if _NOT_IN_NAMES.search(name) or _DEVICES.fullmatch(name):
        message = "a web server or a computer with Windows can't hold this name"
        yield _finding(shown, "T08", message, "Use small letters, digits and hyphens only.")
    elif len(os.fsencode(shown)) > _LONGEST:
        message = f"the path is longer than {_LONGEST} bytes"
        yield _finding(shown, "T08", message, "Give the file or its folder a shorter name.")


def _check_twins(paths: Iterable[str]) -> Iterator[Finding]:
    """Findings for paths that are the same where capitals or accents are not told apart."""
    seen: dict[str, str] = {}
    for path in paths:
        first = seen.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
        if first != path:
            message = f"on many computers this is the same file as '{first}'"
            yield _finding(path, "T08", message, "Give one of them another name.")


def _check_kind(path: Path, shown: str) -> Iterator[Finding]:
    kind = path.suffix.lower()
    kinds = f"{_KINDS} {_KINDS_OF_ASSETS}" if path.parts[0] == _ASSETS else _KINDS
    if kind not in kinds.split():
        message = f"a file of the kind '{kind or path.name}' can't be part of the site"
        hint = "Write it as a page, or use a picture, a PDF or a CSV file."
        yield _finding(shown, "T09", message, hint)


def _check_size(file: Path, shown: str) -> Iterator[Finding]:
    size = file.stat().st_size
    is_picture = file.suffix.lower() in _PICTURES.split()
    most = _LARGEST_PICTURE if is_picture else _LARGEST
    if size > most:
        hint = "Put it on another site, and link to it."
        if is_picture:
            hint = "Save it smaller: 1,600 pixels wide are enough; a photograph as JPEG or WebP."
        message = f"the file has {_megabytes(size)}, and {_megabytes(most)} are the most"
        yield _finding(shown, "T10", message, hint)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.3g} MB"


def _finding(path: str, code: str, message: str, hint: str) -> Finding:
    return Finding(path, 1, 1, code, message, hint)
