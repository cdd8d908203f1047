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
GUIDES = ("open-licence", "tiredness-in-arthritis")


def files() -> dict[str, str | bytes]:
    """The files of the project by their paths; it looks as our own site does."""
    looks = {file: ROOT / "docs" for file in (ROOT / "docs" / "assets").iterdir()}
    own = {file: PROJECT / "docs" for file in (PROJECT / "docs").rglob("*") if file.is_file()}
    pages = {f"docs/{file.relative_to(base)}": file.read_bytes() for file, base in (looks | own).items()}
    return {**pages, "references.bib": (PROJECT / "references.bib").read_bytes()}


def build_others(folder: Path) -> Site:
    """Build the site, with its books."""
    return build(folder, files(), **{**SETTINGS, "extra_css": OURS["extra_css"]})


if __name__ == "__main__":
    built = build_others(Path(sys.argv[1]).resolve())
    sys.exit(built.exit_code and built.log)
