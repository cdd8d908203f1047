"""The last touches to a PDF: what screen readers say of tables, lists and links; a small file."""

import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import NamedTuple

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Pdf, String

from guidebook.book.row_heads import PLACES, Heads

_PAGE = re.compile(r"page \d+$")


class Part(NamedTuple):
    """An element of the structure tree."""

    role: str
    """The name of its type, such as `/Link`."""
    element: Object
    item: Object | None
    """The item of a list that it stands in."""


def finish(pdf: bytes, tables: Sequence[Heads], links: Sequence[str]) -> bytes:
    """Say what Typst can't say to screen readers, and compress what it leaves plain.

    `tables` and `links` come in the order in which the book has them; `links` are what is said of
    each, see `_describe`.
    """
    with Pdf.open(BytesIO(pdf)) as document:
        root = document.Root.StructTreeRoot
        found: dict[str, list[Part]] = {"/Table": [], "/L": [], "/Link": []}
        for part in _parts(root):
            if part.role in found:
                found[part.role].append(part)
        ids: list[tuple[str, Object]] = []
        for number, (table, heads) in enumerate(zip(found["/Table"], tables, strict=True)):
            ids += _head_rows(table.element, heads, f"R{number}")
        _name(root, ids)
        for items in found["/L"]:
            for attributes in _items(items.element, "/A"):
                if attributes.get("/ListNumbering") == "/Circle":
                    attributes.ListNumbering = Name.Disc  # what Typst draws
        _describe(found["/Link"], links)
        target = BytesIO()
        document.save(target, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True)
        return target.getvalue()


def _head_rows(table: Object, heads: Heads, name: str) -> Iterator[tuple[str, Object]]:
    """Mark the headers of rows, and name them in the cells of their rows; gives each with its id.

    PDF tells by `TH` and `Scope` and by `Headers` (ISO 32000-1, 14.8.5.7), where Typst knows
    columns only; readers look for no scope where there is a list of headers.
    """
    cells = [cell for row in _rows(table) for cell in _kids(row)]
    for place, (cell, is_header, of) in enumerate(zip(cells, *heads, strict=True)):
        if is_header:
            cell.S = Name.TH
            cell.A = Array([*_items(cell, "/A"), Dictionary(O=Name.Table, Scope=Name.Row)])
            cell.ID = String(f"{name}c{place}")
            yield f"{name}c{place}", cell
        for attributes in _items(cell, "/A"):
            if of and "/Headers" in attributes:
                added = [String(f"{name}c{header}") for header in of]
                attributes.Headers = Array([*attributes.Headers, *added])


def _name(root: Object, ids: Iterable[tuple[str, Object]]) -> None:
    """Put elements into the tree of ids, which is sorted (ISO 32000-1, 7.9.6)."""
    named = dict(ids)
    if named:
        tree = root.get("/IDTree", Dictionary())
        names = list(tree.get("/Names", Array()))
        named |= {str(name): element for name, element in zip(names[::2], names[1::2], strict=True)}
        flat = [part for name in sorted(named) for part in (String(name), named[name])]
        root.IDTree = Dictionary(Names=Array(flat))


def _describe(parts: Iterable[Part], links: Sequence[str]) -> None:
    """Say where each link leads, of which Typst says the page only.

    The words for a link stand before the page. Those that begin with `PLACES` are for all links in
    one item of a list from there on, and stand behind it.
    """
    waiting = iter(links)
    words, item = "", None
    for _, link, around in parts:
        if not (words.startswith(PLACES) and around == item):
            words, item = next(waiting, ""), around
        for kid in _items(link, "/K"):
            if isinstance(kid, Dictionary) and "/Obj" in kid:
                kid.Obj.Contents = String(_said(words, str(kid.Obj.get("/Contents", ""))))


def _said(words: str, typst_says: str) -> str:
    """What to say of a link; Typst says an address, `page 7`, or `Words of a heading, page 7`."""
    page = _PAGE.search(typst_says)
    if page and words.startswith(PLACES):
        return f"{page.group()}, {words.removeprefix(PLACES)}"
    is_bare = page is not None and page.group() == typst_says
    return f"{words}, {typst_says}" if words and is_bare else typst_says


def _parts(root: Object) -> Iterator[Part]:
    """What the tree holds, in reading order, but for what is in the contents."""
    waiting = [Part("", root, None)]
    while waiting:
        part = waiting.pop()
        yield part
        if part.role != "/TOC":
            item = part.element if part.role == "/LI" else part.item
            kids = [Part(str(kid.S), kid, item) for kid in _kids(part.element)]
            waiting += reversed(kids)


def _rows(element: Object) -> Iterator[Object]:
    """The rows of a table. A table in a cell is no part of it."""
    for kid in _kids(element):
        if kid.S == "/TR":
            yield kid
        elif kid.S != "/Table":
            yield from _rows(kid)


def _kids(element: Object) -> Iterator[Object]:
    """The elements right below one; numbers and references to content are none."""
    for kid in _items(element, "/K"):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid


def _items(element: Object, key: str) -> Iterable[Object]:
    """What an entry lists; one that stands alone needs no list."""
    value = element.get(key, Array())
    return value if isinstance(value, Array) else [value]
