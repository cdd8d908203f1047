"""The site's one stylesheet: the theme's, made fit for readers without script, and our own.

Material switches to its dark colours by a script, and keeps its icons as `data:` pictures, which
the site's Content-Security-Policy lets no page load.
"""

import re
from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

_DARK = re.compile(r"(?<=[{}])\[data-md-color-scheme=slate\]\{[^}]*\}")
_PICTURE = re.compile(r'url\("data:image/svg\+xml;charset=utf-8,(<svg.*?</svg>)"\)', re.S)
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.S)
_CHARSET = re.compile(r'\A@charset "utf-8";', re.I)


class Stylesheet(NamedTuple):
    """A stylesheet and the pictures that it names."""

    css: str
    pictures: dict[str, str]
    """SVG by file name; the files belong beside the stylesheet."""


def combine(theme: str, palette: str, own: Iterable[str]) -> Stylesheet:
    """One stylesheet from the theme's rules, the dark colours of its palette, and our own."""
    pictures: dict[str, str] = {}
    ours = (_COMMENT.sub("", css) for css in own)
    theirs = _without_pictures(_CHARSET.sub("", theme), pictures)
    css = "\n".join(('@charset "utf-8";', theirs, dark_by_system(palette), *ours))
    return Stylesheet(css, pictures)


def dark_by_system(palette: str) -> str:
    """The dark colours of Material's `palette`, for a reader whose system asks for dark.

    Print stays light. Raises ValueError where the theme no longer has them in this form.
    """
    dark = "".join(_DARK.findall(palette))
    if not dark:
        raise ValueError("the theme's palette has no dark colours")
    rules = dark.replace("[data-md-color-scheme=slate]", ":root")
    return f"@media screen and (prefers-color-scheme: dark) {{\n{rules}\n}}"


def _without_pictures(css: str, pictures: dict[str, str]) -> str:
    """Name a file wherever `css` holds a picture, and put the file into `pictures`."""

    def name(match: re.Match[str]) -> str:
        svg = match[1]
        file = f"{sha256(svg.encode()).hexdigest()[:8]}.svg"
        pictures[file] = svg
        return f'url("{file}")'

    return _PICTURE.sub(name, css)
