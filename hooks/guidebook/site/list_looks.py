"""Lists with a look: cards, by a class on the heading above them, and lists of boxes to tick.

An editor writes `## Start here {.doors}` and a plain list below it. The book sees a list.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

from guidebook.findings import Finding, did_you_mean
from guidebook.markup import COMPARISON, LIST_CLASSES, OUR_CLASSES, PAGE_CLASSES, TASK
from guidebook.source import Source

_AFTER_CLASSES_AND_TABLES = 2
_HEADING = re.compile("h[1-6]")
_TONE = re.compile(r"tone-[a-z]")
_ATTRIBUTES = re.compile(r"\{:?[ \t]*(?P<names>[^{}\n]*)\}")
_CLASS = re.compile(r"(?<![^\s{])\.(?P<name>[\w-]+)")
_CLASSED_HEADING = re.compile(r"^#{1,6}[^\n]*\{[^{}\n]*\}[ \t]*$", re.MULTILINE)
_STYLED = re.compile(r"\.(-?[_a-zA-Z][\w-]*)")
_LIST = re.compile(r"\s*(?:[-*+]|\d+[.)])[ \t]")
_TABLE = re.compile(r"\s*[^\n]*\|")
_AFTER_RAW_HTML_IS_BACK = 25
_SIGNS = {
    '<input type="checkbox" disabled/>': ("\N{BALLOT BOX}", "To do:"),
    '<input type="checkbox" disabled checked/>': ("\N{BALLOT BOX WITH CHECK}", "Done:"),
}
"""By what PyMdown's `tasklist` writes, the sign and its name."""


class CardListExtension(Extension):
    """Lay out the lists below headings that ask for it."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's own name)
        """Register the processor."""
        md.treeprocessors.register(CardListProcessor(md), "cards", _AFTER_CLASSES_AND_TABLES)


class CardListProcessor(Treeprocessor):
    """Gives a list the class of the heading right above it, and each item the tone it begins with.

    A table below a comparison's heading gets that class, too.
    """

    def run(self, root: Element) -> None:
        """Change the lists and tables below `root` in place."""
        for parent in list(root.iter()):
            for above, below in pairwise(parent):
                if _HEADING.fullmatch(str(above.tag)):
                    _lay_out(above.get("class", "").split(), below)


def _lay_out(names: list[str], block: Element) -> None:
    if block.tag in ("ul", "ol"):
        for name in LIST_CLASSES.intersection(names):
            block.set("class", name)
            for item in block:
                _take_tone(item)
    elif COMPARISON in names and block.find("table") is not None:
        block.set("class", f"{block.get('class')} {COMPARISON}")
        _compare(block)


def _take_tone(item: Element) -> None:
    """Give an item the tone of the first words in it that have one."""
    tones = (_TONE.search(part.get("class", "")) for part in item.iter("strong"))
    if tone := next(filter(None, tones), None):
        item.set("class", tone.group())


def _compare(box: Element) -> None:
    """Name each cell after its column and give it the column's tone, for phones: a row is a card.

    CSS that shows a table as blocks takes its meaning; roles give it back (WAI-ARIA 1.2, 5.3).
    """
    heads = list(box.iterfind("table/thead/tr/th"))
    names = [" ".join("".join(head.itertext()).partition("(")[0].split()) for head in heads]
    for head in heads:
        _take_tone(head)
    for row in box.iterfind("table/tbody/tr"):
        for head, name, cell in zip(heads, names, row, strict=False):
            cell.attrib |= {"class": head.get("class", "")} if head.get("class") else {}
            if cell.tag == "td":
                cell.set("data-label", name)
    for tag, role in _ROLES.items():
        for element in box.iter(tag):
            element.set("role", "rowheader" if element.get("scope") == "row" else role)


_ROLES = {
    "table": "table",
    "thead": "rowgroup",
    "tbody": "rowgroup",
    "tr": "row",
    "th": "columnheader",
    "td": "cell",
}


@lru_cache(maxsize=2)
def _styled(css: str) -> frozenset[str]:
    return frozenset(_STYLED.findall(css))


def check_classes(source: Source, css: str) -> Iterator[Finding]:
    """Findings for classes that nothing is for, and for headings that lay out nothing.

    `css` are all rules of the site, the theme's too: whatever they name is for something.
    """
    for attributes in _ATTRIBUTES.finditer(source.prose):
        for found in _CLASS.finditer(attributes["names"]):
            name, at = found["name"], attributes.start("names") + found.start()
            if name not in PAGE_CLASSES | OUR_CLASSES and name not in _styled(css):
                hint = did_you_mean(name, PAGE_CLASSES, "editors/look.md shows all of them.")
                yield source.finding(at, "M14", f"there is no look '{name}'", hint)
    for heading in _CLASSED_HEADING.finditer(source.prose):
        names = {found["name"] for found in _CLASS.finditer(heading.group())}
        below = source.prose[heading.end() :]
        if (names & LIST_CLASSES and not _LIST.match(below)) or (
            COMPARISON in names and not _TABLE.match(below)
        ):
            wanted = "table" if COMPARISON in names else "list"
            message = f"this look is for a {wanted}, and none follows the heading"
            hint = f"Put the {wanted} right below it."
            yield source.finding(heading.start(), "M15", message, hint)


class TaskListExtension(Extension):
    """Show boxes to tick as signs.

    A field of a form has to have a name (WCAG 2.2, 4.1.2), and nothing could be ticked in it.
    """

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's own name)
        """Register the processor."""
        md.postprocessors.register(TaskListProcessor(md), "tasks", _AFTER_RAW_HTML_IS_BACK)


class TaskListProcessor(Postprocessor):
    """Puts a sign in the place of each field."""

    def run(self, text: str) -> str:
        """The HTML of a page with signs."""
        for field, (sign, name) in _SIGNS.items():
            shown = f'<span class="{TASK}" role="img" aria-label="{name}">{sign}</span>'
            text = text.replace(field, shown)
        return text
