"""The site's typeface: Atkinson Hyperlegible, cut to the characters that the site shows.

The font comes as a package, with its licence (OFL 1.1). A subset of it takes a fifth of a second
and is kept in a cache by all that goes into it, so that the same site has the same bytes.
"""

from collections.abc import Set
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from guidebook.kept import CACHE, digest, keep, recall

FAMILY = "fontpkg_atkinson_hyperlegible"
STYLES = ("Regular", "Bold")
FONT_CACHE = f"{CACHE}/fonts"
"""The folder in the project that keeps what was cut."""
LATIN = frozenset(map(chr, range(0xA0, 0x180)))
"""Letters of the languages of Europe that are written in Latin, as Unicode lists them first."""
ALWAYS = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("\xa0°×é–—‘’“”•…←→≤≥")
"""Characters that every site's fonts have, so that most edits leave the fonts as they are."""


def subset_fonts(characters: Set[str], cache: Path) -> dict[str, bytes]:
    """A WOFF2 file for each style, by its name, with these characters and no others.

    Characters that the font lacks are left to the reader's own fonts.
    """
    wanted = ALWAYS | characters
    return {f"atkinson-{style.lower()}.woff2": _cached(style, wanted, cache) for style in STYLES}


def _cached(style: str, characters: Set[str], cache: Path) -> bytes:
    font = (files(FAMILY) / "files" / f"AtkinsonHyperlegible-{style}.ttf").read_bytes()
    key = digest(font, sorted(characters), version("fonttools"), version("brotli"))
    made = recall(cache, key)
    if made is None:
        made = {style: _subset(font, characters)}
        keep(cache, key, made)
    return made[style]


def _subset(font: bytes, characters: Set[str]) -> bytes:
    # Loaded where it is needed: a build from the cache starts without it.
    from io import BytesIO  # noqa: PLC0415

    from fontTools.subset import Options, Subsetter  # noqa: PLC0415
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    options = Options(layout_features=["kern"], hinting=False, notdef_outline=True)
    loaded = TTFont(BytesIO(font), recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=map(ord, characters))
    subsetter.subset(loaded)
    loaded.flavor = "woff2"
    written = BytesIO()
    loaded.save(written)
    return written.getvalue()
