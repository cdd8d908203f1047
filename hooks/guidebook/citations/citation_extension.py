"""The Python-Markdown extension that leaves a placeholder where a text cites.

As an inline processor it sees paragraphs, lists, tables and notes, and never code, math or
addresses: Markdown itself has set those apart by then.
"""

import re
from functools import reduce
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import INLINE_PLACEHOLDER_RE, AtomicString

from guidebook.citations.citation_syntax import BEFORE
from guidebook.citations.placeholder import MARK, number_of

_BRACKET = rf"\[{BEFORE}\s*(?P<mark>{MARK.pattern})?@[^\[\]]*\]"
_AFTER_CODE_AND_ESCAPES_BEFORE_LINKS = 175
_AFTER_INLINE_BEFORE_CONTENTS = 15
_OPEN_TAG = re.compile(r"<[a-zA-Z/!][^<>]*\Z")


class CitationExtension(Extension):
    """Add citations to a Markdown converter."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's own name)
        """Register both processors."""
        bracket = CitationProcessor(_BRACKET, md)
        md.inlinePatterns.register(bracket, "citation", _AFTER_CODE_AND_ESCAPES_BEFORE_LINKS)
        emptier = PlaceholderProcessor(md)
        md.treeprocessors.register(emptier, "citation", _AFTER_INLINE_BEFORE_CONTENTS)


class CitationProcessor(InlineProcessor):
    """Turns a bracket into a placeholder that still holds its text.

    The text is what Markdown writes where no element can stand, such as a link's address: there
    the citation comes out as it was typed.
    """

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """Give the placeholder, or nothing where the bracket is a link or inside a tag."""
        notes = self._notes(m.group())
        without = reduce(lambda text, note: text.replace(note, "[^"), notes, m.group())
        marked = self.unescape(without)
        raw = MARK.sub("", marked)
        if self._is_link(raw, data[m.end() : m.end() + 1]) or _is_inside_tag(m, data):
            return None, None, None
        cite = Element("cite", {"data-citation": raw})
        if m["mark"]:
            cite.set("data-mark", str(number_of(m["mark"])))
        cite.text = AtomicString(marked)
        if not notes:
            return cite, m.start(), m.end()
        both = Element("span")
        both.extend([cite, *notes.values()])
        return both, m.start(), m.end()

    def _notes(self, text: str) -> dict[str, Element]:
        """The footnotes in a bracket, which Markdown has made already, by what stands for them."""
        made = self.md.treeprocessors["inline"].stashed_nodes  # type: ignore[attr-defined]
        found = ((mark.group(), made.get(mark[1])) for mark in INLINE_PLACEHOLDER_RE.finditer(text))
        return {mark: node for mark, node in found if getattr(node, "tag", "") == "sup"}

    def _is_link(self, raw: str, following: str) -> bool:
        """Whether Markdown takes the bracket for a link: `[@a](…)`, or `[@a]: …` defined."""
        return following == "(" or raw[1:-1].lower() in self.md.references


def _is_inside_tag(match: re.Match[str], data: str) -> bool:
    """Whether the bracket stands in a tag or an address: `<a title="[@a]">`, `<https://…>`."""
    return bool(_OPEN_TAG.search(data, 0, match.start())) and ">" in data[match.end() :]


class PlaceholderProcessor(Treeprocessor):
    """Empties the placeholders before headings become ids and the contents list."""

    def run(self, root: Element) -> None:
        """Take out the text, and note which placeholders stand inside links: none may be there."""
        for cite in root.iter("cite"):
            if "data-citation" in cite.attrib:
                cite.text = None
        for link in root.iter("a"):
            for cite in link.iter("cite"):
                cite.set("data-inside-link", "")
