"""Small marks in the text that say what its source lacks, each with words for a screen reader.

An editor writes a link of the class `source-mark`: `[no reference](about.md#x){.source-mark}`.
"""

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from guidebook.markup import SOURCE_MARK

_AFTER_CLASSES_ARE_SET = 3


class SourceMarkExtension(Extension):
    """Give every mark its words."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's own name)
        """Register the processor."""
        md.treeprocessors.register(SourceMarkProcessor(md), "marks", _AFTER_CLASSES_ARE_SET)


class SourceMarkProcessor(Treeprocessor):
    """Names each mark by its words and what they are about (WCAG 2.5.3, Label in Name)."""

    def run(self, root: Element) -> None:
        """Change the marks below `root` in place."""
        for link in root.iter("a"):
            if SOURCE_MARK in link.get("class", "").split():
                words = " ".join("".join(link.itertext()).split())
                link.set("aria-label", f"{words}: about the source of these words")
