"""What is wrong on a page that a book can't hold as it is, as its editor reads it."""

import re
from pathlib import PurePosixPath

from guidebook.findings import Finding
from guidebook.page import Page


def no_rule(page: Page, tag: str) -> Finding:
    """For an element that the book knows nothing about."""
    hint = "Say it in Markdown, or with another element."
    return _finding(page, "P01", f"the book can't show <{tag}>", hint, f"<{tag}")


def leads_nowhere(page: Page, href: str) -> Finding:
    """For a link to no place in the book and no address."""
    message = f"the link to '{href}' leads nowhere in the book"
    hint = "Choose another target, or give the id to a heading: ## Words {#id}."
    return _finding(page, "P02", message, hint, f"#{href.partition('#')[2]}", href)


def no_note(page: Page, name: str) -> Finding:
    """For a mark of a footnote that isn't there."""
    hint = "Write the footnote's text: [^1]: Words."
    return _finding(page, "P02", f"the footnote '{name}' has no text", hint, name)


def no_description(page: Page, picture: str | None) -> Finding:
    """For a picture, or a drawing in the page (`None`), without words for the blind."""
    is_file = picture is not None
    what = f"the picture '{picture}' has no description" if is_file else "a drawing has no title"
    hint = "Say in words what it shows: ![words](file.png), or <title>words</title> in <svg>."
    return _finding(page, "P03", what, hint, *_places_of(picture))


def skipped_level(page: Page, level: int, above: int, heading: str) -> Finding:
    """For a heading that is more than one level below the one above."""
    message = f"a heading of level {level} follows one of level {above}"
    return _finding(page, "P04", message, f"Begin it with {'#' * (above + 1)}.", heading)


def no_glyph(page: Page, character: str) -> Finding:
    """For a character that none of the book's fonts has."""
    code_points = " ".join(f"U+{ord(part):04X}" for part in character)
    message = f"the book's fonts don't have the sign '{character}' ({code_points})"
    hint = "Say it in words or with another sign."
    return _finding(page, "P05", message, hint, character)


def repeated_id(page: Page, name: str, count: int) -> Finding:
    """For an id that more than one element of a page has."""
    message = f"the id '{name}' stands {count} times on the page"
    return _finding(page, "P06", message, "Give each its own.", f"#{name}", name)


def unreadable(page: Page, picture: str | None) -> Finding:
    """For a picture, or a drawing in the page (`None`), that the book can't show."""
    what = "a drawing" if picture is None else f"'{picture}'"
    hint = "Use a PNG, JPEG, GIF, WebP or SVG file in docs/."
    return _finding(page, "P07", f"{what} can't be shown", hint, *_places_of(picture))


def no_pdf(page: Page, message: str) -> Finding:
    """For a guide, by its first page, of which Typst makes no PDF."""
    hint = "Take back the last change, and tell the maintainers."
    return _finding(page, "P08", f"the PDF of this guide can't be made: {message}", hint)


def _places_of(picture: str | None) -> tuple[str, ...]:
    return ("<svg",) if picture is None else (picture, PurePosixPath(picture).name)


def _finding(page: Page, code: str, message: str, hint: str, *places: str) -> Finding:
    """A finding at the first of some texts that stands in the Markdown, or else at its head.

    The spaces in the text may differ.
    """
    words = (r"\s+".join(map(re.escape, place.split())) for place in places)
    found = (re.compile(text).search(page.source.text, page.source.body) for text in words if text)
    offset = next((match.start() for match in found if match), 0)
    return page.source.finding(offset, code, message, hint)
