"""Pictures that explain: drawings that stand in the page with their words.

An editor writes `![A caption.](pictures/day.svg){.explains}`. Text in the page takes the page's
typeface and colours, can be searched and is read aloud; the file's `<title>` and `<desc>` say what
it shows (SVG Accessibility API Mappings 1.0, 6).
"""

import re
from collections.abc import Callable, Iterator
from html import escape, unescape
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote

from guidebook.findings import Finding
from guidebook.markup import EXPLAINS
from guidebook.source import Source

LARGEST = 6000
"""Of a drawing, in bytes: it is loaded with every view of its page."""

_IMAGE = re.compile(
    rf'(?:<p>)?<img (?=[^>]*\bclass="{EXPLAINS}")[^>]*\bsrc="(?P<source>[^"]*)"[^>]*/?>(?:</p>)?'
)
_CAPTION = re.compile(r'\balt="([^"]*)"')
_ROOT = re.compile(r"<svg\b[^>]*>")
_ABOUT = re.compile(r"<(?P<name>title|desc)\b[^>]*>(?P<words>.*?)</(?P=name)>", re.S)
_BEFORE = re.compile(r"\A\s*(?:<\?xml[^>]*\?>|<!--.*?-->|\s)*", re.S)


class Shown(NamedTuple):
    """A page's HTML with its drawings, and what is wrong with them."""

    html: str
    findings: list[Finding]


def show(html: str, source: Source, read: Callable[[str], bytes | None]) -> Shown:
    """Put each drawing of a page into its HTML.

    `source` is the page's file, `read` gives the bytes that are published at an address as the
    page writes it.
    """
    findings: list[Finding] = []

    def drawn(image: re.Match[str]) -> str:
        target = unescape(image["source"])
        data, named = read(target), unquote(target)
        at = max(source.prose.find(PurePosixPath(named).name), 0)
        found = [*_mistakes(named, data)]
        findings.extend(source.finding(at, "M16", *sentences) for sentences in found)
        if found or data is None:
            return image.group()
        caption = _CAPTION.search(image.group())
        return _figure(PurePosixPath(target).stem, data.decode(), caption[1] if caption else "")

    return Shown(_IMAGE.sub(drawn, html), findings)


def _mistakes(target: str, data: bytes | None) -> Iterator[tuple[str, str]]:
    """What is wrong with a drawing, and what to do; a file that isn't there is another finding."""
    if data is None:
        return
    if not target.endswith(".svg"):
        yield f"'{target}' can't stand in the page", "Only a drawing can: a file that ends in .svg."
    elif not _ROOT.search(text := data.decode(errors="replace")):
        yield f"'{target}' is no drawing", "Save it as plain SVG."
    elif len({found["name"] for found in _ABOUT.finditer(text)}) < len(("title", "desc")):
        hint = "Begin it with <title> and <desc>, which say what it shows."
        yield f"'{target}' tells nothing to those who can't see it", hint
    elif len(data) > LARGEST:
        hint = "Take out what a drawing program adds, or show it as a picture, without the class."
        yield f"'{target}' has {len(data)} bytes; {LARGEST} are the most", hint


def _figure(name: str, svg: str, caption: str) -> str:
    """A drawing in its frame, with ids of its own."""
    words = {found["name"]: found["words"].strip() for found in _ABOUT.finditer(svg)}
    ids = {part: escape(f"{name}.{part}") for part in words}
    about = "".join(f'<{part} id="{ids[part]}">{words[part]}</{part}>' for part in words)
    drawing = _ABOUT.sub("", _BEFORE.sub("", svg, count=1)).strip()
    root = f'role="img" aria-labelledby="{" ".join(ids.values())}"'
    drawing = drawing.replace("<svg", f"<svg {root}", 1)
    opened = _ROOT.search(drawing)
    end = opened.end() if opened else 0
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure class="picture">{drawing[:end]}{about}{drawing[end:]}{below}</figure>'
