"""`make guide`: lay out a new guide that builds at once.

What an editor has to write is marked FILL IN. That is plain text to a build, which passes, and a
finding to the checks, which fail until the last one is written.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from guidebook.checks.navigation import with_guide
from guidebook.checks.page_form import is_good_name
from guidebook.source import decode

LAYOUT = Path(__file__).parent / "new_guide"
SETTINGS = "mkdocs.yml"
USAGE = "Say its name, in small letters with hyphens: make guide NAME=lupus-and-sleep"


def main() -> int:
    """Lay out the guide that the first argument names in this folder's project."""
    try:
        print("\n".join(lay_out(Path.cwd(), sys.argv[1].strip() if len(sys.argv) > 1 else "")))
    except ValueError as error:
        print(f"Nothing was made: {error}", file=sys.stderr)
        return 1
    return 0


def lay_out(project: Path, name: str) -> Iterator[str]:
    """Make the pages of a guide and name them in the navigation; gives what to tell the editor.

    Raises ValueError, with a message for the editor, where the name won't do.
    """
    folder = project / "docs" / name
    if not is_good_name(name):
        raise ValueError(USAGE)
    if folder.exists():
        raise ValueError(f"docs/{name} is there already")
    folder.mkdir()
    for page in sorted(LAYOUT.glob("*.md")):
        (folder / page.name).write_bytes(page.read_bytes())
        yield f"docs/{name}/{page.name}"
    settings = project / SETTINGS
    source, _ = decode(settings.read_bytes(), SETTINGS)
    settings.write_text(with_guide(source, name), encoding="utf-8", newline="\n")
    yield f"These pages are new, and {SETTINGS} names them. Write your words wherever they say"
    yield "FILL IN: `make build` passes already, `make check` passes when none is left."
    yield "Then link to the guide from docs/index.md."


if __name__ == "__main__":
    sys.exit(main())
