"""The font files of books: the site's face, and those that a site names for more scripts."""

from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from guidebook.findings import Finding
from guidebook.source import Source

FACE = "fontpkg-atkinson-hyperlegible"
"""The package of the face of headings and tables, as on the site."""

_ENDINGS = (".otf", ".ttf", ".ttc", ".otc")


class Fonts(NamedTuple):
    """Fonts for scripts that the book's own fonts lack."""

    files: Mapping[str, bytes]
    """By the name of each file."""
    findings: list[Finding]


def font_names(setting: object) -> tuple[str, ...]:
    """The names in a setting that is a list, or one name, or nothing."""
    names = setting if isinstance(setting, list) else [setting] if setting else []
    return tuple(map(str, names))


def read_fonts(names: Iterable[str], settings: Source, project: Path) -> Fonts:
    """The fonts that `extra: fonts:` in `settings` names: folders in the project, and packages."""
    files: dict[str, bytes] = {}
    findings: list[Finding] = []
    for name in names:
        found = {file.name: file.read_bytes() for file in _font_files(name, project)}
        files |= found
        if not found:
            message = f"there are no fonts in '{name}'"
            hint = "Name a folder of the project, or a package of fonts and install it."
            findings.append(settings.finding_at((f"- {name}", name), "P12", message, hint))
    return Fonts(files, findings)


def face_files() -> list[Path]:
    """The font files of the site's face."""
    return list(_in_package(FACE))


def _font_files(name: str, project: Path) -> Iterator[Path]:
    folder = project / name
    return _in_folder(folder) if folder.is_dir() else _in_package(name)


def _in_package(name: str) -> Iterator[Path]:
    """The fonts in a Python package, which nothing imports."""
    module = name.replace("-", "_")
    spec = find_spec(module) if module.isidentifier() else None
    for folder in (spec and spec.submodule_search_locations) or ():
        yield from _in_folder(Path(folder))


def _in_folder(folder: Path) -> Iterator[Path]:
    return (file for file in sorted(folder.rglob("*")) if file.suffix.lower() in _ENDINGS)
