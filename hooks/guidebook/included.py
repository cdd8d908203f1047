"""The files that a page takes in, as the Snippets extension of PyMdown Extensions reads them."""

import re
from collections.abc import Callable, Iterator, Set

from guidebook.source import Source

_SNIPPET = re.compile(
    r"^[ \t]*-+8<-+(?:[ \t]+([\"'])(?P<one>[^\n]+?)\1|[ \t]*\n(?P<many>.*?)^[ \t]*-+8<-+)[ \t]*$",
    re.M | re.S,
)
"""A line that names a file, or a block of such names."""


def included(
    source: Source, read: Callable[[str], Source | None], above: Set[str] = frozenset()
) -> Iterator[Source]:
    """The files that a text takes in, and those that they take in, in the order of their lines.

    `read` gives the file of a name, or nothing where it can't be read.
    """
    for found in _SNIPPET.finditer(source.prose):
        for line in (found["one"] or found["many"]).splitlines():
            # Behind a colon stand the lines or the section that is taken.
            file = read(line.strip().partition(":")[0])
            if file and file.path not in above:
                yield file
                yield from included(file, read, above | {file.path})
