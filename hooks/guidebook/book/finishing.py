"""The last touches to a PDF: header cells of rows, and a small file."""

from collections.abc import Iterator, Sequence
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
                    cell.A = _with_scope(cell.get("/A"))
        return _saved(document)


def _saved(document: Pdf) -> bytes:
    target = BytesIO()
    document.save(
        target,
        compress_streams=True,
        recompress_flate=True,
        object_stream_mode=ObjectStreamMode.generate,
        deterministic_id=True,
    )
    return target.getvalue()


def _with_scope(attributes: Object | None) -> Array:
    """A cell's attributes, among them that it is the header of its row."""
    scope = Dictionary(O=Name.Table, Scope=Name.Row)
    if attributes is None:
        return Array([scope])
    return Array([*(attributes if isinstance(attributes, Array) else [attributes]), scope])


def _find(element: Object, role: str) -> Iterator[Object]:
    """The elements of a role below an element of the structure tree, in reading order."""
    for kid in _kids(element):
        if kid.get("/S") == role:
            yield kid
        yield from _find(kid, role)


def _kids(element: Object) -> Iterator[Object]:
    """The elements right below one; numbers and references to content are none."""
    kids = element.get("/K", Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
