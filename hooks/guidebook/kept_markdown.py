"""What Markdown made of a page, kept from one build to the next by all that went into it."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from guidebook.kept import digest, installed, once, own_code

_KNOWN = frozenset(
    ("abbr", "admonition", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html")
).union(
    ("pymdownx.caret", "pymdownx.details", "pymdownx.superfences", "pymdownx.tabbed"),
    ("pymdownx.tasklist", "pymdownx.tilde", "tables", "toc"),
)
"""Extensions that look at nothing but the text and their settings: they read no other file."""


class Rendered(NamedTuple):
    """What Markdown made of a text."""

    html: str
    headings: list[dict[str, Any]]
    """As Python-Markdown's extension `toc` has them."""
    title: str | None
    """Its first heading, if that is one of the first level."""
    anchors: list[str]


class KeptMarkdown(NamedTuple):
    """Where it is kept, and a hash of all that goes in besides a text and its place."""

    folder: Path | None
    """None where something may go in that nobody knows: nothing is kept then."""
    around: str

    def rendered(self, text: str, path: str, render: Callable[[], Rendered]) -> Rendered:
        """What `render` makes of the text of the page at `path`, or has made of it before."""
        if not self.folder:
            return render()
        return Rendered(*once(self.folder, digest(self.around, path, text), render))


def kept_markdown(
    folder: Path, extensions: Iterable[object], settings: Mapping[str, Any], around: Sequence[str]
) -> KeptMarkdown:
    """What keeps pages in a folder, for Markdown's extensions and their settings.

    Our own extensions come as objects. `around` is what else goes in, as texts.
    """
    names = [each for each in extensions if not _is_ours(each)]
    plain = json.dumps(settings, default=lambda _: None)
    is_known = _KNOWN.issuperset(names) and json.loads(plain) == settings
    code = (own_code(), installed())
    return KeptMarkdown(folder if is_known else None, digest(*code, names, plain, around))


def _is_ours(extension: object) -> bool:
    return type(extension).__module__.partition(".")[0] == __name__.partition(".")[0]
