"""The cover of an EPUB as a picture, which most shelves show; it is drawn by Typst."""

from pathlib import Path

from guidebook.book.cover import Cover
from guidebook.book.fonts import face_files
from guidebook.reviews import spelled_out

_DESIGN = Path(__file__).parents[3] / "print" / "cover.typ"


def draw_cover(about: Cover) -> bytes:
    """A PNG with the guide's title; its words go in as texts that can't become code."""
    # Loaded where it is needed: a build of guides that are kept starts without it.
    import typst  # noqa: PLC0415

    face = sorted({str(file.parent) for file in face_files()})
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[*face])
    shown = {
        "title": about.title,
        "question": about.question,
        "site": about.site,
        "day": spelled_out(about.date) if about.date else "",
    }
    compiler = typst.Compiler(_DESIGN, _DESIGN.parent, fonts, sys_inputs=shown)
    picture = compiler.compile(format="png", ppi=72)
    if not isinstance(picture, bytes):
        raise TypeError("the cover has more than one page")
    return picture
