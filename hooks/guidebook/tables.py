"""Header cells of tables: Markdown knows those of columns only, and readers by ear need both.

A table whose first column is bold from top to bottom has header cells for its rows. That is what
bold means there to the eye, and editors have nothing new to learn.
"""

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_AFTER_INLINE = 14


class TableHeaderExtension(Extension):
    """Add `scope` to header cells, and header cells to rows."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's own name)
        """Register the processor."""
        md.treeprocessors.register(TableHeaderProcessor(md), "table-headers", _AFTER_INLINE)


class TableHeaderProcessor(Treeprocessor):
    """Marks the header cells of every table, as HTML's `scope` attribute says."""

    def run(self, root: Element) -> None:
        """Change the tables below `root` in place."""
        for table in root.iter("table"):
            for cell in table.iterfind("thead/tr/th"):
                cell.set("scope", "col")
            first_cells = [row[0] for row in table.iterfind("tbody/tr")]
            if first_cells and all(map(_is_bold, first_cells)):
                for cell in first_cells:
                    _make_row_header(cell)


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
