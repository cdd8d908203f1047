"""The pictures, drawings and flowcharts of a chapter as markup; the cover that programs show."""

import re
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

from guidebook.book.book_links import read_picture
from guidebook.book.cover import Cover
from guidebook.book.drawing_parts import parts
from guidebook.book.fonts import face_files
from guidebook.book.html_tree import Element, words
from guidebook.book.picture_translator import read_drawing
from guidebook.editions.edition import Edition, named
from guidebook.editions.markup_writing import SVG, drawn, tagged, text
from guidebook.markup import DECISION_NARROW, DECISION_PICTURE
from guidebook.page import Page
from guidebook.reviews import spelled_out

MEDIA_TYPES = {
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
_MOST_OF_A_SCREEN = 460
"""The height of a part of a flowchart in an EPUB, in pixels: it fits on the screen of a phone."""
_IDS = re.compile(r'\s(?:id|aria-labelledby|href|xlink:href)="[^"]*"|url\(#[^)]*\)')
_WIDTH = re.compile(r"(\d{1,5})(?:px|(%))?")
_DESIGN = Path(__file__).parents[3] / "print" / "cover.typ"


def picture(element: Element, page: Page, edition: Edition) -> str:
    """A picture in a file, or a drawing; the description stands for one that can't be had."""
    if element.tag == "svg":
        source, said = read_drawing(element.markup)
        path = f"{page.name}-{len(edition.pictures)}.svg"
        data = _with_plain_ids(source).encode() if source else None
    else:
        path, data = read_picture(element.attributes.get("src", ""), page, edition.targets.site)
        said = words(element.attributes.get("alt", ""))
    if data is None:
        return text(said)
    edition.pictures.setdefault(path, data)
    shown = {"src": _address(path, edition), "alt": said or "Picture"}
    if path.endswith(".svg"):
        shown["class"] = "drawing"
    return tagged("img", shown | _width(element) | named(element), "")


def flowchart(element: Element, edition: Edition, address: Callable[[str], str]) -> str:
    """The picture of a decision guide, its words as text and its links to the steps.

    `address` gives where a link leads. One HTML file has both forms, of which its style shows one;
    an EPUB has the narrow one, in parts that fit on a screen.
    """
    drawings = list(element.find_all("svg"))
    if not edition.is_epub:
        shown = [drawing.markup for drawing in drawings]
    else:
        narrow = [drawing for drawing in drawings if DECISION_NARROW in drawing.classes]
        cut = (parts(drawing.markup, _MOST_OF_A_SCREEN) for drawing in narrow or drawings)
        shown = [part.markup for each in cut for part in each]
    inner = "\n".join(_svg(drawing, edition, address) for drawing in shown)
    return tagged("div", {"class": DECISION_PICTURE} | named(element), inner)


def _svg(source: str, edition: Edition, address: Callable[[str], str]) -> str:
    """A flowchart; in an EPUB on white, since reading systems choose the colour of the page."""
    root = ElementTree.fromstring(source)  # noqa: S314 (it is ours)
    for link in root.iter(f"{SVG}a"):
        link.set("href", address(link.get("href", "")))
    if edition.is_epub:
        left, top, width, height = root.get("viewBox", "0 0 0 0").split()
        ground = {"x": left, "y": top, "width": width, "height": height, "fill": "#fff"}
        root.insert(0, ElementTree.Element(f"{SVG}rect", ground))
    root.set("xmlns", SVG.strip("{}"))
    return drawn(root)


def _with_plain_ids(source: str) -> str:
    """A drawing whose ids, and what refers to them, are names as XML has them."""
    return _IDS.sub(lambda found: found.group().replace("@", "-"), source)


def picture_file(path: str, edition: Edition) -> str:
    """The file of a picture in an EPUB, whose names have plain letters only."""
    ending = PurePosixPath(path).suffix.lower()
    return f"picture-{list(edition.pictures).index(path) + 1}{ending}"


def _address(path: str, edition: Edition) -> str:
    if edition.is_epub:
        return picture_file(path, edition)
    media_type = MEDIA_TYPES[PurePosixPath(path).suffix.lower()]
    return f"data:{media_type};base64,{b64encode(edition.pictures[path]).decode()}"


def _width(element: Element) -> dict[str, str]:
    """The width that a picture is to have, in pixels or as a part of the column."""
    match = _WIDTH.fullmatch(element.attributes.get("width", ""))
    if not match:
        return {}
    return {"style": f"width: {match[1]}%"} if match[2] else {"width": match[1]}


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
