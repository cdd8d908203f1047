"""Links with a look of their own: marks that say what a source lacks, and bare addresses.

An editor writes a mark as `[no reference](about.md#no-reference){.source-mark}`. A bare address,
`<https://example.org>`, is not printed once more behind its link on paper.
"""

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from guidebook.markup import BARE_ADDRESS, SOURCE_MARK
from guidebook.page import shown_address

_AFTER_CLASSES_ARE_SET = 3


class LinkLookExtension(Extension):
    """Give every mark its words, and every bare address its class."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's own name)
        """Register the processor."""
        md.treeprocessors.register(LinkLookProcessor(md), "links", _AFTER_CLASSES_ARE_SET)


class LinkLookProcessor(Treeprocessor):
    """Names each mark by its words and what they are about (WCAG 2.5.3, Label in Name)."""

    def run(self, root: Element) -> None:
        """Change the links below `root` in place."""
        for link in root.iter("a"):
            names = link.get("class", "").split()
            words = " ".join("".join(link.itertext()).split())
            if SOURCE_MARK in names:
                link.set("aria-label", f"{words}: about the source of these words")
            elif shown_address(words) == shown_address(link.get("href", "")):
                link.set("class", " ".join([*names, BARE_ADDRESS]))
