"""Pictures and drawings as Typst code."""

import re
from collections.abc import Iterator
from functools import partial
from xml.etree import ElementTree

from guidebook import markup
from guidebook.book.book_links import Targets, read_picture
from guidebook.book.drawing_parts import parts
from guidebook.book.html_tree import Element, words
from guidebook.book.typst_code import AUTO, NOTHING, Code, Value, array, call, string, text
from guidebook.book.typst_manuscript import Manuscript, Picture, picture_places
from guidebook.page import Page

REWRITE = "Say it in Markdown, or with another element."
_DESCRIBE = "Say in words what it shows: ![words](file.png), or <title>words</title> in <svg>."
_WIDTH = re.compile(r"(\d{1,5})(?:px|(%))?")
_MOST_OF_WIDE, _MOST_OF_NARROW = 820, 560
"""The height of a flowchart that a sheet can hold, in pixels; it is drawn at a fixed scale."""
_VIEW_BOX = re.compile(rb"""<svg[^<>]*\sviewBox\s*=\s*["'][-\d.]+[\s,]+[-\d.]+[\s,]+(\d+\.?\d*)""")
_LETTERS = re.compile(rb"""\sfont-size\s*=\s*["'](\d+\.?\d*)(?:px)?["']""")
_FONT = re.compile(r"""(<[^<>]*\sfont-family\s*=\s*)("[^"]*"|'[^']*')""")


class PictureTranslator:
    """A visitor of the pictures on a page, which adds them to a manuscript."""

    def __init__(self, page: Page, targets: Targets, manuscript: Manuscript) -> None:
        self.page = page
        self.manuscript = manuscript
        self.report = partial(manuscript.report, page)
        self.echo = partial(manuscript.echo, page)
        self.targets = targets

    def visit_img(self, element: Element) -> Code:
        """A picture in a file. Where it can't be had, its description stands for it."""
        source = element.attributes.get("src", "")
        alt = words(element.attributes.get("alt", ""))
        if not alt:
            message = f"the picture '{source}' has no description"
            self.echo("P03", message, _DESCRIBE, *picture_places(source))
        path, data = read_picture(source, self.page, self.targets.site)
        return self._picture(element, source, alt, f"pictures/{path}", data)

    def visit_svg(self, element: Element) -> Code:
        """A drawing; it stays vectors and text."""
        source, alt = read_drawing(element.markup)
        if source and not alt:
            self.echo("P03", "a drawing has no title", _DESCRIBE, *picture_places(None))
        path = f"drawings/{self.page.name}-{len(self.manuscript.pictures)}.svg"
        return self._picture(element, None, alt, path, _in_our_font(source) if source else None)

    def flowchart(self, element: Element, head: Code = NOTHING, *, floats: bool = False) -> Code:
        """The picture of a decision guide: the wide one, and the narrow one for large print.

        Where it floats, text that follows may come before it, so that no page is left half empty.
        """
        drawings = list(element.find_all("svg"))
        is_narrow = [markup.DECISION_NARROW in drawing.classes for drawing in drawings]
        wide, narrow = (
            [drawing for drawing, is_it in zip(drawings, is_narrow, strict=True) if is_it == which]
            for which in (False, True)
        )
        return call(
            "flowchart",
            array(self._parts(wide, _MOST_OF_WIDE)),
            array(self._parts(narrow or wide, _MOST_OF_NARROW)),
            head=head,
            floats=floats,
        )

    def _parts(self, drawings: list[Element], most: int) -> Iterator[Code]:
        """The parts of a flowchart, each with its width and what it shows."""
        for drawing in drawings:
            cut = parts(drawing.markup, most)
            for number, part in enumerate(cut, 1):
                source, alt = read_drawing(part.markup)
                path = f"drawings/{self.page.name}-{len(self.manuscript.pictures)}.svg"
                self.manuscript.pictures[path] = Picture(_in_our_font(source), self.page, None)
                said = f"{alt} Part {number} of {len(cut)}." if len(cut) > 1 else alt
                yield array([string(f"/{path}"), part.width, string(said)])

    def _picture(
        self, element: Element, source: str | None, alt: str, path: str, data: bytes | None
    ) -> Code:
        if data is None:
            self.manuscript.report_unreadable(self.page, source)
            return text(alt)
        self.manuscript.pictures.setdefault(path, Picture(data, self.page, source))
        alt = alt or source or "Drawing"
        if b"<foreignObject" in data:
            self.report(
                "P01", "the book can't show <foreignObject>", REWRITE, *picture_places(source)
            )
        named: dict[str, Value] = {"alt": string(alt), "width": _width(element)}
        return call("picture", string(f"/{path}"), **named, **_letters(data))


def _width(element: Element) -> Value:
    """The width that a picture is to have: pixels, a part of the column, or its own."""
    match = _WIDTH.fullmatch(element.attributes.get("width", ""))
    if not match:
        return AUTO
    return Code(f"{match[1]}%") if match[2] == "%" else int(match[1])


def _letters(data: bytes) -> dict[str, Value]:
    """How wide a drawing is and how high its smallest letters are, in its own units, if it says."""
    box = _VIEW_BOX.search(data)
    sizes = [float(size) for size in _LETTERS.findall(data)]
    if not (box and sizes and min(sizes) > 0):
        return {}
    return {"units": Code(box[1].decode()), "letters": Code(f"{min(sizes):g}")}


def read_drawing(source: str) -> tuple[str, str]:
    """A drawing, or nothing if it is no XML, and what it says of itself.

    A title and a description do that (SVG Accessibility API Mappings).
    """
    try:
        # What begins with its outermost element declares no entities.
        root = ElementTree.fromstring(source)  # noqa: S314
    except ElementTree.ParseError:
        return "", ""
    if root.tag == "svg":
        source = source.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    about = [part for part in root if part.tag.rpartition("}")[2] in ("title", "desc")]
    texts = ["".join(part.itertext()) for part in about]
    said = filter(None, map(words, [*texts, root.get("aria-label", "")]))
    description = " ".join(part if part[-1] in ".?!" else f"{part}." for part in said)
    return source, description


def _in_our_font(source: str) -> bytes:
    return _FONT.sub(r'\1"Atkinson Hyperlegible"', source).encode()
