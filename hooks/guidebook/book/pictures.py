"""Rules for pictures: files of the site, and drawings in the page."""

from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from guidebook.book.context import Context, Picture
from guidebook.book.html_tree import Element, serialize, words
from guidebook.book.model import Problem
from guidebook.book.typst_code import NOTHING, Code, call, keyword, number, string, text

SANS = "Source Sans Pro"
"""The font that stands for every font without serifs."""

_FORMATS = frozenset({".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"})
_SITE = "http://site.invalid/"


def image(element: Element, context: Context) -> Code:
    """A picture in a file. One that can't be had is a problem; its description stands for it."""
    source = element.attributes.get("src", "")
    alt = words(element.attributes.get("alt", ""))
    if not alt:
        _report_no_description(context, f"the picture '{source}' has no description", source)
    url = urlsplit(urljoin(_SITE + context.page.url, source))
    path = unquote(url.path).removeprefix("/")
    data = context.book.site.file(path) if url.geturl().startswith(_SITE) else None
    if data is None or PurePosixPath(path).suffix.lower() not in _FORMATS:
        context.problems.append(unreadable(source))
        return text(alt) if alt else NOTHING
    return _placed(path, data, alt or source, element, context)


def drawing(element: Element, context: Context) -> Code:
    """A drawing in SVG, with the page's font for paper; it stays vectors and text."""
    alt = _description(element)
    if not alt:
        _report_no_description(context, "a drawing has no title", "<svg")
    for inner in element.walk():
        if "font-family" in inner.attributes:
            inner.attributes["font-family"] = SANS
    element.attributes.setdefault("xmlns", "http://www.w3.org/2000/svg")
    path = f"drawing-{len(context.book.pictures)}.svg"
    return _placed(path, serialize(element).encode(), alt or "Drawing", element, context)


def unreadable(source: str) -> Problem:
    """The problem of a picture that the book can't show."""
    hint = "Use a PNG, JPEG, GIF, WebP or SVG file in docs/."
    message = "a drawing can't be shown" if source == "<svg" else f"'{source}' can't be shown"
    return Problem("P07", message, hint, (source, PurePosixPath(source).name))


def _report_no_description(context: Context, message: str, where: str) -> None:
    hint = "Say in words what it shows: ![words](file.png), or <title>words</title> in <svg>."
    context.report("P03", message, hint, where, PurePosixPath(where).name)


def _placed(path: str, data: bytes, alt: str, element: Element, context: Context) -> Code:
    source = element.attributes.get("src", "<svg")
    context.book.pictures.setdefault(path, Picture(data, context.page, source))
    width = element.attributes.get("width", "").removesuffix("px")
    size = number(int(width)) if width.isdecimal() else keyword("auto")
    return call("picture", string(f"/pictures/{path}"), alt=string(alt), width=size)


def _description(drawing: Element) -> str:
    """What a drawing says of itself for those who can't see it (SVG Accessibility API Mappings)."""
    texts = [words(part.text) for part in drawing.elements if part.tag in ("title", "desc")]
    texts.append(words(drawing.attributes.get("aria-label", "")))
    return " ".join(part if part[-1] in ".?!" else f"{part}." for part in texts if part)
