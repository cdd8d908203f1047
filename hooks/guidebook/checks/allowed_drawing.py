"""Drawings (SVG) that may come from outside: an explicit list of elements and attributes.

A drawing shown as a picture runs no script and loads nothing; opened by its own address it is a
page of the site, and does both.
"""

import re
from collections.abc import Iterator
from xml.parsers import expat

from guidebook.checks.drawing_names import ATTRIBUTES, ELEMENTS
from guidebook.findings import Finding
from guidebook.source import Source

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_KEPT_BY_PROGRAMS = (
    "http://www.inkscape.org/",
    "http://sodipodi.sourceforge.net/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://purl.org/dc/",
    "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/",
    "http://ns.adobe.com/",
    "http://www.serif.com/",
    "http://www.bohemiancoding.com/sketch/ns",
    "http://schemas.microsoft.com/visio/",
    "http://vectornator.io",
)
"""Namespaces of what drawing programs keep for themselves: no browser shows or runs any of it."""

_IN_FILES_ONLY = frozenset(("style", "image"))
"""In a page, a style would be the whole page's, and an image is one of Markdown's."""

DRAWING_ELEMENTS = frozenset(map(str.lower, ELEMENTS))
"""The elements as HTML's parser gives their names."""
DRAWING_ATTRIBUTES = frozenset(map(str.lower, ATTRIBUTES)) - {"style"}
"""The attributes that a drawing in a page may have, in the same form."""

_FAR = re.compile(
    r"@import|expression\s*\(|-moz-binding|behavior\s*:|\burl\(\s*[\"']?(?!#|\s|[\"'])"
    r"|image-set\(|\\",
    re.IGNORECASE,
)
"""What takes a style elsewhere, or could hide that it does (a backslash)."""
_PICTURE = re.compile(r"\s*data:image/(?:png|jpeg|gif|webp);base64,", re.IGNORECASE)
_TARGET = re.compile(r"\s*(?:#|https?:|mailto:|[\w./-]+\Z)", re.IGNORECASE)


def is_harmless(attribute: str, value: str, element: str = "") -> bool:
    """Whether the value of a drawing's attribute leads nowhere else, and runs nothing.

    Links may lead to other pages; all else only to what the same drawing holds.
    """
    if attribute in ("href", "xlink:href"):
        if element == "image":
            return bool(_PICTURE.match(value))
        return value.startswith("#") or (element == "a" and bool(_TARGET.match(value)))
    return not _FAR.search(value)


def check_drawing(source: Source) -> list[Finding]:
    """Findings for a file that holds a drawing."""
    reader = _Reader(source)
    try:
        reader.parser.Parse(source.text.encode(), True)
    except expat.ExpatError as error:
        line, column = error.lineno, error.offset + 1
        words = expat.errors.messages.get(error.code, "") or str(error)
        message = f"the drawing can't be read as XML: {words}"
        hint = "Save it again with a drawing program."
        reader.findings.append(Finding(source.path, line, column, "T05", message, hint))
    return reader.findings


class _Reader:
    """Reads a drawing, and keeps what it may not hold."""

    def __init__(self, source: Source) -> None:
        self.findings: list[Finding] = []
        self._source = source
        self._open: list[str] = []
        self._style = ""
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.ProcessingInstructionHandler = self._instruction
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def _report(self, what: str) -> None:
        """Keep a finding about what the reader is at."""
        data = self._source.text.encode()
        offset = len(data[: self.parser.CurrentByteIndex].decode(errors="ignore"))
        hint = "Take it out, or save the drawing as a plain SVG."
        message = f"a drawing can't hold {what}"
        self.findings.append(self._source.finding(offset, "T05", message, hint))

    def _doctype(self, *declared: object) -> None:
        if declared[-1]:  # it has an internal subset
            self._report("definitions of its own (DOCTYPE with entities)")

    def _instruction(self, target: str, _data: str) -> None:
        self._report(f"the instruction '{target}'")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        self._open.append(local)
        if space.startswith(_KEPT_BY_PROGRAMS):
            return
        if space not in ("", _SVG) or local not in ELEMENTS | _IN_FILES_ONLY:
            self._report(f"the element '{local}'")
            return
        for wrong in _wrong_attributes(local, attributes):
            self._report(wrong)

    def _end(self, _name: str) -> None:
        if self._open.pop() == "style":
            if _FAR.search(self._style):
                self._report("a style that leads elsewhere")
            self._style = ""

    def _text(self, text: str) -> None:
        if "style" in self._open:
            self._style += text  # it comes in pieces


def _wrong_attributes(element: str, attributes: dict[str, str]) -> Iterator[str]:
    for full, value in attributes.items():
        space, _, name = full.rpartition(" ")
        if space.startswith(_KEPT_BY_PROGRAMS):
            continue
        is_known = name in ATTRIBUTES or name.startswith(("aria-", "data-"))
        if space not in ("", _XLINK, _XML) or not (is_known or space == _XLINK):
            yield f"the attribute '{name}'"
        elif not is_harmless(name, value, element):
            yield f"'{name}=\"{value[:40]}\"'"
