"""A guide as one HTML file: no script, nothing to load, its style and its pictures within."""

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from pathlib import Path

from guidebook.book.cover import Cover
from guidebook.book.manuscript import Chapter
from guidebook.editions.chapter_markup import write_chapter
from guidebook.editions.edition import Edition, anchor
from guidebook.editions.markup_writing import tagged, text
from guidebook.editions.opening import entries, nested, opening

_PROJECT = Path(__file__).parents[3]
_STYLES = (_PROJECT / "docs/assets/face.css", _PROJECT / "print/one-file.css")
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.S)
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'"
)
"""What the file may load or run: what it holds, and no script."""
_CONTENTS = "contents@"
"""The id of the contents; a page's own ids begin with its name."""


def write_one_file(
    chapters: Sequence[Chapter], edition: Edition, about: Cover, fonts: Mapping[str, bytes]
) -> bytes:
    """The HTML of a guide, from the chapters of its book and what the book says of itself."""
    listed = [entry for chapter in chapters for entry in entries(chapter)]
    contents = tagged("h2", {}, "Contents") + nested(listed, lambda label: f"#{anchor(label)}")
    parts = [
        tagged("header", {}, opening(chapters, about)),
        tagged("nav", {"id": _CONTENTS, "aria-label": "Contents"}, contents),
        tagged("main", {}, "\n".join(_section(chapter, edition) for chapter in chapters)),
    ]
    body = tagged("body", {}, "\n".join(parts))
    html = tagged("html", {"lang": about.language}, f"{_head(about, _style(fonts))}\n{body}")
    return f"<!DOCTYPE html>\n{html}\n".encode()


def _section(chapter: Chapter, edition: Edition) -> str:
    title = {"class": "chapter", "aria-labelledby": anchor(chapter.title.label)}
    back = tagged("a", {"href": f"#{_CONTENTS}"}, "Contents")
    shown = tagged("section", title, write_chapter(chapter, edition))
    return shown + tagged("p", {"class": "to-contents"}, back)


def _style(fonts: Mapping[str, bytes]) -> str:
    """The stylesheet, with the fonts that it names in it."""
    style = "".join(_COMMENT.sub("", file.read_text(encoding="utf-8")) for file in _STYLES)
    for name, font in fonts.items():
        style = style.replace(name, f"data:font/woff2;base64,{b64encode(font).decode()}")
    return style


def _head(about: Cover, style: str) -> str:
    title = f"{about.title} - {about.site}" if about.site else about.title
    canonical = {"rel": "canonical", "href": about.address}
    viewport = {"name": "viewport", "content": "width=device-width, initial-scale=1"}
    parts = [
        tagged("meta", {"charset": "utf-8"}, ""),
        tagged("meta", {"http-equiv": "Content-Security-Policy", "content": _POLICY}, ""),
        tagged("meta", viewport, ""),
        tagged("title", {}, text(title)),
        tagged("meta", {"name": "description", "content": about.description}, ""),
        tagged("link", canonical, "") if about.address else "",
        tagged("link", {"rel": "icon", "href": "data:,"}, ""),
        f"<style>\n{style}</style>",
    ]
    return tagged("head", {}, "\n".join(parts))
