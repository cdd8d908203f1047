"""A site of two guides in other fields than ours, one not of medicine, with every form there is.

Run as a program, it builds the site into a folder, for checks of its books.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from minisite import OURS, ROOT, Site, build

PROJECT = ROOT / "tests" / "data" / "other-fields"
SETTINGS: Mapping[str, Any] = yaml.safe_load((PROJECT / "mkdocs.yml").read_text("utf-8"))
PAGES = {
    "licence": ("index", "compare", "decision-guide", "references"),
    "fatigue": ("index", "diary", "decision-guide", "references"),
}
"""The pages of each guide, in its book's order."""


def files() -> dict[str, str | bytes]:
    """The files of the project by their paths; it looks as our own site does."""
    of_ours = (ROOT / "docs" / "assets").iterdir()
    found = {file.relative_to(ROOT): file for file in of_ours}
    found |= {file.relative_to(PROJECT): file for file in PROJECT.rglob("*.*")}
    del found[Path("mkdocs.yml")]
    return {path.as_posix(): file.read_bytes() for path, file in found.items()}


def build_others(folder: Path) -> Site:
    """Build the site, with its books."""
    return build(folder, files(), **{**SETTINGS, "extra_css": OURS["extra_css"]})


if __name__ == "__main__":
    built = build_others(Path(sys.argv[1]).resolve())
    sys.exit(built.exit_code and built.log)
