"""What tests ask of a PDF: its text with poppler, everything else with pikepdf."""

import os
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from pikepdf import Array, Dictionary, Object, OutlineItem, Page, Pdf


class Link(NamedTuple):
    """A link inside of a document or out of it."""

    page: int
    """On which it stands, from 1."""
    address: str
    """Where it leads out of the document, or nothing."""
    target: int
    """The page it leads to, from 1, or 0."""


def text(pdf: Path, *options: str) -> str:
    """The text of a PDF; a form feed ends every page."""
    if not shutil.which("pdftotext"):
        message = "the text of PDFs is not checked: install poppler-utils"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    command = ["pdftotext", *options, str(pdf), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def pages(pdf: Path, *options: str) -> list[str]:
    """The text of each page."""
    return text(pdf, *options).split("\f")[:-1]


class Line(NamedTuple):
    """A line of text, with its ends and its top in points from the page's left and top edges."""

    left: float
    top: float
    right: float
    words: str


def lines(pdf: Path) -> list[list[Line]]:
    """The lines of each page, from the top down."""
    _, *written = text(pdf, "-bbox-layout").split("<page ")
    return [sorted(_lines(page), key=lambda line: line.top) for page in written]


def _lines(page: str) -> Iterator[Line]:
    for sides, inside in re.findall(r"<line (.*?)>(.*?)</line>", page, re.DOTALL):
        left, top, right, _ = map(float, re.findall(r'"([\d.]+)"', sides))
        yield Line(left, top, right, " ".join(re.findall(">([^<>]+)</word>", inside)))


def squeezed(words: str) -> str:
    """A text in Unicode's form C, without spaces and characters that say which way it runs."""
    return re.sub(r"[\s\u200e\u200f\u202a-\u202e]+", "", unicodedata.normalize("NFC", words))


class Entry(NamedTuple):
    """An entry of the outline that a viewer shows beside a document."""

    title: str
    level: int
    page: int
    height: float
    """How far up on the page it leads to."""


def outline(document: Pdf) -> list[Entry]:
    """Every entry, from the first to the last."""
    with document.open_outline() as tree:
        return list(_entries(document, list(tree.root), 1))


def _entries(document: Pdf, items: list[OutlineItem], level: int) -> Iterator[Entry]:
    for item in items:
        action = item.action or Dictionary()
        destination = action.get("/D") if item.destination is None else item.destination
        yield Entry(item.title, level, *_place(document, destination))
        yield from _entries(document, list(item.children), level + 1)


def links(document: Pdf) -> list[Link]:
    """Every link, page by page. A destination that is none raises KeyError or ValueError."""
    return [
        _link(document, number, annotation)
        for number, page in enumerate(document.pages, 1)
        for annotation in page.get("/Annots", [])
        if annotation.Subtype == "/Link"
    ]


def _link(document: Pdf, page: int, annotation: Any) -> Link:
    action = annotation.get("/A", Dictionary())
    if "/URI" in action:
        return Link(page, str(action.URI), 0)
    return Link(page, "", _place(document, annotation.get("/Dest", action.get("/D")))[0])


def _place(document: Pdf, destination: Any) -> tuple[int, float]:
    if not isinstance(destination, Array):
        names = document.Root.Names.Dests
        found = {str(key): value for key, value in _names(names)}[str(destination)]
        destination = found.D if isinstance(found, Dictionary) else found
    return document.pages.index(Page(destination[0])) + 1, float(destination[3])


def _names(tree: Any) -> Iterator[tuple[Object, Any]]:
    for kid in tree.get("/Kids", []):
        yield from _names(kid)
    names = list(tree.get("/Names", []))
    yield from zip(names[::2], names[1::2], strict=True)


def structure(document: Pdf) -> Iterator[Any]:
    """The elements of the structure tree in reading order."""
    waiting = [document.Root.StructTreeRoot]
    while waiting:
        element = waiting.pop()
        kids = element.get("/K", Array())
        below = [kid for kid in (kids if isinstance(kids, Array) else [kids]) if _is_element(kid)]
        waiting += reversed(below)
        if _is_element(element):
            yield element


def _is_element(kid: Any) -> bool:
    return isinstance(kid, Dictionary) and "/S" in kid


def fonts(document: Pdf) -> Iterator[Any]:
    """The descriptor of every font of a document."""
    for item in document.objects:
        if isinstance(item, Dictionary) and item.get("/Type") == "/FontDescriptor":
            yield item
