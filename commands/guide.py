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
PAGES = ("index.md", "details.md", "decision-guide.md", "references.md")
"""Of a new guide, in reading order."""


def main() -> int:
    """Lay out the guide that the first argument names; the second, or an answer, is its title."""
    name, title = [*sys.argv[1:], "", ""][:2]
    try:
        check_name(Path.cwd(), name.strip())
        if not title.strip() and sys.stdin.isatty():
            title = input("What is the guide called in the navigation? ")
        print("\n".join(lay_out(Path.cwd(), name.strip(), title.strip())))
    except ValueError as error:
        print(f"Nothing was made: {error}", file=sys.stderr)
        return 1
    return 0


def check_name(project: Path, name: str) -> None:
    """Raise ValueError, with a message for the editor, where a name won't do for a new guide."""
    if not is_good_name(name):
        raise ValueError(USAGE)
    if (project / "docs" / name).exists():
        raise ValueError(f"docs/{name} is there already")


def lay_out(project: Path, name: str, title: str = "") -> Iterator[str]:
    """Make the files of a guide and name its pages in the navigation.

    `title` is what the navigation calls it; without one, the words of its name. Gives what to tell
    the editor. Raises ValueError, with a message for the editor, where the name won't do.
    """
    check_name(project, name)
    folder = project / "docs" / name
    folder.mkdir()
    for file in sorted(LAYOUT.iterdir()):
        (folder / file.name).write_bytes(file.read_bytes())
        yield f"docs/{name}/{file.name}"
    settings = project / SETTINGS
    source, _ = decode(settings.read_bytes(), SETTINGS)
    title = title or name.replace("-", " ").capitalize()
    changed = with_guide(source, title, [f"{name}/{page}" for page in PAGES])
    settings.write_text(changed, encoding="utf-8", newline="\n")
    yield f"These files are new, and {SETTINGS} names the pages. Write your words wherever they say"
    yield "FILL IN: `make build` passes already, `make check` passes when none is left."


if __name__ == "__main__":
    sys.exit(main())
