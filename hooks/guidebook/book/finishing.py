"""The last touches to a PDF: header cells of rows, and a small file."""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Pdf


def finish(pdf: bytes, row_headers: Sequence[Sequence[bool]]) -> bytes:
    """Mark the cells that are headers of their row, and compress.

    `row_headers` says for each table in order, and each of its cells row by row, whether it is
    one. PDF tells by `TH` and `Scope` (ISO 32000-1, 14.8.5.7), where Typst knows columns only.
    """
    with Pdf.open(BytesIO(pdf)) as document:
        tables = _find(document.Root.StructTreeRoot, "/Table")
        for table, flags in zip(tables, row_headers, strict=True):
            cells = [cell for row in _find(table, "/TR") for cell in _kids(row)]
            for cell, is_header in zip(cells, flags, strict=True):
                if is_header:
                    cell.S = Name.TH
                    scope = Dictionary(O=Name.Table, Scope=Name.Row)
                    cell.A = Array([*_items(cell, "/A"), scope])
        target = BytesIO()
        compressed = ObjectStreamMode.generate
        document.save(target, object_stream_mode=compressed, deterministic_id=True)
        return target.getvalue()


def _find(element: Object, role: str) -> Iterator[Object]:
    """The elements of a role below an element of the structure tree, in reading order.

    A table in a cell is no part of the table around it.
    """
    for kid in _kids(element):
        if kid.get("/S") == role:
            yield kid
        if role == "/Table" or kid.get("/S") != "/Table":
            yield from _find(kid, role)


def _kids(element: Object) -> Iterator[Object]:
    """The elements right below one; numbers and references to content are none."""
    for kid in _items(element, "/K"):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid


def _items(element: Object, key: str) -> Iterable[Object]:
    """What an entry lists; one that stands alone needs no list."""
    value = element.get(key, Array())
    return value if isinstance(value, Array) else [value]
