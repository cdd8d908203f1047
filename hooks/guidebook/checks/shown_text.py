"""The text of a page as its readers see it, to compare it with what was typed."""

import re
from bisect import bisect_right
from functools import cached_property
from html import unescape

from guidebook.citations.placeholder import MARK
from guidebook.source import Source

BEGIN = r"^[ \t>]*"
"""What may stand before a line's first sign: the line is in a list, a box or a quotation."""
RUN = r"[^*_`<>&\[\]\\~^${}|\n]*"
"""Words that Markdown leaves as they are."""

_UNREAD = re.compile(
    r"<(?P<name>code|kbd|pre|samp|script|style|svg)\b.*?</(?P=name)>|<!--.*?-->", re.S
)
_INLINE = (
    "a|abbr|b|bdi|bdo|cite|del|dfn|em|i|img|ins|mark|q|s|small|span|strong|sub|sup|time|u|var|wbr"
)
_TAG_IN_LINE = re.compile(rf"</?(?:{_INLINE})\b[^>]*>")
_OTHER_TAG = re.compile(r"<[^>]*>")
_EDGE = re.compile(r"[ \t]*\n[ \t]*")
_GAP = re.compile(r"\n[ \t>]*(?=\n)")
_SOMETHING = "\N{OBJECT REPLACEMENT CHARACTER}"


class Shown:
    """The text of a page, line by line, without code; and the blocks of its file."""

    def __init__(self, html: str, page: Source) -> None:
        text = _TAG_IN_LINE.sub("", _UNREAD.sub(_SOMETHING, html))
        text = MARK.sub("", unescape(_OTHER_TAG.sub("\n", text)))
        self._text = _EDGE.sub("\n", f"\n{text}\n")
        self._page = page
        self.signs = frozenset(text)
        """Every sign that readers see: a text with another one isn't held."""

    def holds(self, typed: str, *, at_line_start: bool = False) -> bool:
        """Whether readers see a text as it is typed."""
        words = _EDGE.sub("\n", typed).strip()
        return ("\n" * at_line_start + words) in self._text

    def block(self, offset: int) -> int:
        """Which block of the page's file an offset is in: lines without an empty one between."""
        return bisect_right(self._gaps, offset)

    @cached_property
    def _gaps(self) -> list[int]:
        return [found.end() for found in _GAP.finditer(self._page.prose)]
