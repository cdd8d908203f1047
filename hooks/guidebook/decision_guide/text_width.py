"""How wide a text is in the face of the site, and where to break its lines."""

import unicodedata
from functools import lru_cache
from importlib.resources import as_file, files

_FONTS = files("fontpkg_atkinson_hyperlegible") / "files"
_OTHER = 1.4
"""Of a character that the face lacks, in its size: scripts with wide letters, emoji."""


@lru_cache(maxsize=2)
def _advances(weight: str) -> dict[str, float]:
    """The width of each character of the face, in its size."""
    # Loaded where it is needed: most builds have no new decision guide to draw.
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    with as_file(_FONTS / f"AtkinsonHyperlegible-{weight}.ttf") as path, TTFont(path) as font:
        widths, units = font["hmtx"].metrics, font["head"].unitsPerEm
        names = font.getBestCmap()
        return {chr(code): widths[name][0] / units for code, name in names.items()}


@lru_cache(maxsize=10_000)
def width(text: str, size: float, *, is_bold: bool = False) -> float:
    """The width of `text` at the font size `size`, in the unit of `size`."""
    known = _advances("Bold" if is_bold else "Regular")
    characters = unicodedata.normalize("NFC", text)
    return size * sum(known.get(c, 0 if unicodedata.combining(c) else _OTHER) for c in characters)


def wrap(text: str, size: float, room: float, *, is_bold: bool = False) -> tuple[str, ...]:
    """The text in lines no wider than `room`. A word wider than that is cut."""
    lines: list[str] = []
    for word in text.split():
        longer = " ".join((*lines[-1:], word))
        if width(longer, size, is_bold=is_bold) <= room:
            lines[-1:] = [longer]
        else:
            lines += _pieces(word, size, room, is_bold=is_bold)
    return tuple(lines)


def _pieces(word: str, size: float, room: float, *, is_bold: bool) -> list[str]:
    pieces = [""]
    for character in word:
        if pieces[-1] and width(pieces[-1] + character, size, is_bold=is_bold) > room:
            pieces.append("")
        pieces[-1] += character
    return pieces
