"""Tables for everyone: header cells of rows, sides of columns, and a box to scroll in on phones.

A table whose first column is bold from top to bottom has header cells for its rows. That is what
bold means there to the eye, and editors have nothing new to learn.
"""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from guidebook.markup import TABLE_BOX, side_class

_AFTER_HEADINGS_HAVE_THEIR_WORDS = 4
_HEADING = re.compile("h[1-6]")


class TableExtension(Extension):
    """Make every table readable by ear, by keyboard and on a phone."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's own name)
        """Register the processor."""
        md.treeprocessors.register(TableProcessor(md), "tables", _AFTER_HEADINGS_HAVE_THEIR_WORDS)


class TableProcessor(Treeprocessor):
    """Marks the header cells of every table, as HTML's `scope` attribute says, and boxes it."""

    def run(self, root: Element) -> None:
        """Change the tables below `root` in place."""
        for table in root.iter("table"):
            for cell in table.iterfind("thead/tr/th"):
                cell.set("scope", "col")
            for cell in table.iterfind("*/tr/*[@style]"):
                _align(cell)
            first_cells = [row[0] for row in table.iterfind("tbody/tr")]
            if first_cells and all(map(_is_bold, first_cells)):
                for cell in first_cells:
                    _make_row_header(cell)
        _box_tables(root)


def _align(cell: Element) -> None:
    """Say by a class to which side of its column a cell's words stand; no page may have styles."""
    side = cell.attrib.pop("style").removeprefix("text-align:").strip(" ;")
    cell.set("class", f"{cell.get('class', '')} {side_class(side)}".strip())


def _is_bold(cell: Element) -> bool:
    """Whether a cell holds bold text and nothing else."""
    text_around = (cell.text or "") + "".join(child.tail or "" for child in cell)
    return [child.tag for child in cell] == ["strong"] and not text_around.strip()


def _make_row_header(cell: Element) -> None:
    """Turn a bold cell into a header cell, which is bold by itself."""
    strong = cell[0]
    cell.tag = "th"
    cell.set("scope", "row")
    cell.text = strong.text
    cell[:] = list(strong)


def _box_tables(root: Element) -> None:
    """Put each table into a box that takes the keyboard, named after the heading above it."""
    heading = ""
    for parent in list(root.iter()):
        for position, child in enumerate(parent):
            if _HEADING.fullmatch(str(child.tag)):
                heading = " ".join("".join(child.itertext()).split())
            elif child.tag == "table":
                parent[position] = _box(child, f"Table: {heading}" if heading else "Table")


def _box(table: Element, name: str) -> Element:
    box = Element("div", {"class": TABLE_BOX, "role": "group", "tabindex": "0"})
    box.set("aria-label", name)
    box.tail, table.tail = table.tail, None
    box.append(table)
    return box
