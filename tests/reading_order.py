"""A PDF's text as a screen reader reads it: by its structure tree (ISO 32000-1, 14.7 and 14.8)."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

from pikepdf import Array, Dictionary, Object, Page, Pdf, Stream, parse_content_stream

_CHARACTERS = re.compile(r"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(r"beginbfrange(.*?)endbfrange", re.DOTALL)
_PAIR = re.compile(r"<(\w+)>\s*<(\w*)>")
_RANGE = re.compile(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>")


class Item(NamedTuple):
    """An element that begins or ends, or text between the two."""

    role: str
    """Of the element that begins, or `/` and that of the one that ends, or nothing for text."""
    page: int
    """The page that a text stands on, from 1, or 0."""
    text: str = ""
    element: Any = None
    """The element in the PDF."""


class Document:
    """The text of a PDF by its structure."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._fonts: dict[Any, dict[int, str]] = {}
        self._pages: dict[Any, int] = {
            page.objgen: number for number, page in enumerate(pdf.pages, 1)
        }

    @cached_property
    def _texts(self) -> dict[tuple[int, int], str]:
        """By page and number, the text of every marked piece of content."""
        found: dict[tuple[int, int], str] = defaultdict(str)
        for number, page in enumerate(self._pdf.pages, 1):
            for mark, words in self._marked(page.obj, page.get("/Resources", Dictionary())):
                found[number, mark] += words
        return found

    def items(self) -> Iterator[Item]:
        """Everything in reading order."""
        return self._items(self._pdf.Root.StructTreeRoot, 0)

    def _items(self, element: Any, page: int) -> Iterator[Item]:
        role = str(element.get("/S", "/"))[1:]
        page = self._pages[element.Pg.objgen] if "/Pg" in element else page
        if role:
            yield Item(role, page, element=element)
        kids = element.get("/K", Array())
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, int):
                yield Item("", page, self._texts[page, kid])
            elif isinstance(kid, Dictionary) and "/MCID" in kid:
                where = self._pages[kid.Pg.objgen] if "/Pg" in kid else page
                yield Item("", where, self._texts[where, int(kid.MCID)])
            elif isinstance(kid, Dictionary) and "/S" in kid:
                yield from self._items(kid, page)
        if role:
            yield Item(f"/{role}", page, element=element)

    def _marked(self, content: Any, resources: Any, mark: int = -1) -> Iterator[tuple[int, str]]:
        """The pieces of text in a page or a form, each with the number of its mark."""
        font: dict[int, str] = {}
        marks: list[tuple[int, bool]] = [(mark, False)]
        for instruction in parse_content_stream(content):
            operands: Any = instruction.operands
            mark, is_replaced = marks[-1]
            match str(instruction.operator):
                case "BDC" | "BMC":
                    properties = operands[1] if len(operands) > 1 else Dictionary()
                    if not isinstance(properties, Dictionary):
                        properties = resources.Properties[str(properties)]
                    mark = int(properties.get("/MCID", mark))
                    if "/ActualText" in properties:
                        yield mark, str(properties.ActualText)
                        is_replaced = True
                    marks.append((mark, is_replaced))
                case "EMC":
                    marks.pop()
                case "Tf":
                    font = self._font(resources.Font[str(operands[0])])
                case "Tj" if not is_replaced:
                    yield mark, _decoded(operands[0], font)
                case "TJ" if not is_replaced:
                    parts = [part for part in operands[0] if not _is_number(part)]
                    yield mark, "".join(_decoded(part, font) for part in parts)
                case "Do":
                    form = resources.XObject[str(operands[0])]
                    if form.get("/Subtype") == "/Form":
                        yield from self._marked(form, form.get("/Resources", resources), mark)

    def _font(self, font: Any) -> dict[int, str]:
        key = font.objgen
        if key not in self._fonts or key == (0, 0):
            stream = font.get("/ToUnicode")
            is_known = isinstance(stream, Stream)
            self._fonts[key] = _characters(stream.read_bytes().decode()) if is_known else {}
        return self._fonts[key]

    def target(self, link: Any) -> int:
        """The page that a `Link` element leads to, from 1; 0 where it leads out."""
        for annotation in _annotations(link):
            action = annotation.get("/A", Dictionary())
            destination = annotation.get("/Dest", action.get("/D"))
            if destination is None:
                return 0
            if not isinstance(destination, Array):
                destination = self._names[str(destination)]
                destination = (
                    destination.get("/D") if isinstance(destination, Dictionary) else destination
                )
            return self._pages[Page(destination[0]).objgen]
        raise ValueError("a link without its place on the page")

    @cached_property
    def _names(self) -> dict[str, Any]:
        names = self._pdf.Root.get("/Names", Dictionary()).get("/Dests")
        return dict(_named(names)) if names else {}


def _annotations(link: Any) -> Iterator[Any]:
    kids = link.get("/K", Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and kid.get("/Type") == "/OBJR":
            yield kid.Obj


def _named(tree: Any) -> Iterator[tuple[str, Any]]:
    for kid in tree.get("/Kids", []):
        yield from _named(kid)
    names = list(tree.get("/Names", []))
    yield from ((str(name), place) for name, place in zip(names[::2], names[1::2], strict=True))


def _is_number(part: Any) -> bool:
    return not isinstance(part, (Object, str, bytes)) or (
        isinstance(part, Object) and part._type_name in ("integer", "real")
    )


def _characters(table: str) -> dict[int, str]:
    """What each code of a font says, by its table (Adobe Technical Note 5411)."""
    found: dict[int, str] = {}
    for part in _CHARACTERS.findall(table):
        found.update((int(code, 16), _utf16(text)) for code, text in _PAIR.findall(part))
    for part in _RANGES.findall(table):
        for first, last, text in _RANGE.findall(part):
            start = ord(_utf16(text))
            codes = range(int(first, 16), int(last, 16) + 1)
            found.update((code, chr(start + code - codes.start)) for code in codes)
    return found


def _utf16(text: str) -> str:
    return bytes.fromhex(text).decode("utf-16-be")


def _decoded(string: Any, font: dict[int, str]) -> str:
    codes = bytes(string)
    pairs = pairwise([*range(0, len(codes) + 1, 2)])
    return "".join(
        font.get(int.from_bytes(codes[start:end]), "\N{REPLACEMENT CHARACTER}")
        for start, end in pairs
    )


def read(pdf: Pdf) -> list[Item]:
    """Everything in a PDF in reading order."""
    return [*Document(pdf).items()]
