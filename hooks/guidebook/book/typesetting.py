"""A guide becomes its PDFs: Typst typesets the manuscript, without what it can't show."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from guidebook.book.appointment_sheet import write_sheet
from guidebook.book.book_links import Site
from guidebook.book.fonts import face_files
from guidebook.book.manuscript import Book, Listed, write
from guidebook.book.missing_signs import report_missing
from guidebook.book.typst_code import REPLACEMENT, string
from guidebook.book.typst_manuscript import Manuscript
from guidebook.book.typst_process import (
    MAIN,
    MARKS,
    Press,
    Said,
    is_readable,
    make_all,
    without_glyph,
)
from guidebook.book.versions import BY_NAME, SHEET, VERSIONS
from guidebook.findings import Finding
from guidebook.page import Guide

_PRINT, _DESIGNS = Path(__file__).parents[3] / "print", ("book.typ", "sheet.typ")

_NO_CACHE = Press()
_EMPTY_PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'


def publish(
    book: Book, site: Site, versions: Iterable[str] = VERSIONS, press: Press = _NO_CACHE
) -> tuple[dict[str, bytes], list[Finding]]:
    """The PDFs of a guide by their address from the site's root, and what is wrong on its pages.

    The findings are the same for every paper.
    """
    sheets = [version for version in versions if BY_NAME[version][1] == SHEET]
    manuscript = write(book, site)
    chosen = [version for version in versions if version not in sheets]
    pdfs = typeset(manuscript, book.guide, chosen, press, book.entries)
    sheet = write_sheet(book.guide, book.cover, site) if sheets else None
    if sheet:
        pdfs |= typeset(sheet, book.guide, sheets, press)
    name = book.guide.name
    named = {f"{name}/{name}-{version}.pdf": pdf for version, pdf in pdfs.items()}
    return named, sorted(manuscript.findings | (sheet.findings if sheet else set()))


def typeset(
    manuscript: Manuscript,
    guide: Guide,
    versions: Iterable[str] = VERSIONS,
    press: Press = _NO_CACHE,
    entries: Sequence[Listed] = (),
) -> dict[str, bytes]:
    """The PDFs of a guide, by the words for paper and edition; none where Typst fails.

    What can't be shown is a finding, and the rest is typeset once more without it.
    """
    files, replaced = _files(manuscript, press.fonts), set[str]()
    pictures = dict(manuscript.pictures)
    while True:
        pdfs, said = make_all(files, versions, press)
        refusals = [each for each in said if each.message]
        if not refusals:
            _report_warnings(manuscript, guide, said)
            return pdfs
        lacking = without_glyph(refusals[0].diagnostic)
        characters = sorted(lacking - replaced)
        broken = [path for path, picture in pictures.items() if not is_readable(picture.data)]
        if not (characters or broken):
            if not lacking:  # else they are told, and stand in a drawing
                message = f"the PDF of this guide can't be made: {refusals[0].message}"
                hint = "Take back the last change, and tell the maintainers."
                manuscript.report(guide.pages[0], "P08", message, hint)
            return {}
        report_missing(manuscript, guide, entries, characters)
        for character in characters:
            shown, instead = string(character).strip('"'), REPLACEMENT
            files[MAIN] = files[MAIN].replace(shown.encode(), instead.encode())
        for path in broken:
            files[path] = _EMPTY_PICTURE
            picture = pictures.pop(path)
            manuscript.report_unreadable(picture.page, picture.source)
        replaced.update(characters)


def _files(manuscript: Manuscript, fonts: Mapping[str, bytes]) -> dict[str, bytes]:
    """All that Typst and the last touches read, by its path in their folder."""
    marks = json.dumps({"tables": manuscript.tables, "links": manuscript.links})
    return {
        MAIN: manuscript.code.encode(),
        MARKS: marks.encode(),
        **{name: (_PRINT / name).read_bytes() for name in _DESIGNS},
        **{path: picture.data for path, picture in manuscript.pictures.items()},
        **{f"fonts/{file.name}": file.read_bytes() for file in face_files()},
        **{f"fonts/scripts/{name}": data for name, data in fonts.items()},
    }


def _report_warnings(manuscript: Manuscript, guide: Guide, said: Iterable[Said]) -> None:
    """A finding for all that Typst warns of: page numbers that don't settle are wrong ones."""
    for warning in sorted({warning for each in said for warning in each.warnings}):
        message = f"the PDF of this guide may be wrong, Typst warns: {warning}"
        manuscript.report(guide.pages[0], "P09", message, "Tell the maintainers.")
