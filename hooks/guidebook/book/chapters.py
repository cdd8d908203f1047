"""Pages become chapters: a whole book as Typst code, and what is wrong on its pages."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from guidebook.book.anchors import label_ids
from guidebook.book.blocks import beside, blocks, title
from guidebook.book.context import Book, Context, Picture
from guidebook.book.cover import cover, page_review
from guidebook.book.html_tree import Element, parse
from guidebook.book.links import page_label
from guidebook.book.model import Guide, Page, Problem, Site
from guidebook.book.problems import locate
from guidebook.book.structure import is_blank, prune
from guidebook.book.typst_code import Code, call, string, text
from guidebook.findings import Finding
from guidebook.guides import is_references_page


class Manuscript(NamedTuple):
    """A book ready to be set."""

    code: str
    """Of Typst's main file."""
    pictures: dict[str, Picture]
    """By the path that Typst reads them at."""
    row_headers: list[list[bool]]
    """For each table, whether each of its cells, row by row, is the header of its row."""
    findings: list[Finding]


class _Chapter(NamedTuple):
    """A page read, with its title, footnotes and labels taken out."""

    page: Page
    title: Element
    label: str
    body: Element
    notes: dict[str, Element]
    labels: dict[str, str]
    problems: list[Problem]


def write(guide: Guide, site: Site) -> Manuscript:
    """The book of a guide: its pages in reading order, and the references last."""
    pages = sorted(guide.pages, key=lambda page: is_references_page(page.path))
    chapters = [_read(page, guide.references) for page in pages]
    book = Book(site, {item.page.url: item.labels for item in chapters}, _entries(chapters[-1]))
    lines = ['#import "/book.typ": *', f"#show: book.with(about: {cover(guide.cover, pages)})"]
    findings: list[Finding] = []
    for chapter in chapters:
        code, problems = _convert(chapter, book)
        lines.append(f"#{code}")
        findings += locate(chapter.page, [*chapter.problems, *problems])
    return Manuscript("\n".join(lines), book.pictures, book.row_headers, findings)


def _read(page: Page, references: str) -> _Chapter:
    whole = page.html + references if is_references_page(page.path) else page.html
    body = parse(whole)
    prune(body)
    notes = dict(_take_notes(body))
    title = _take_title(body) or Element("h1", children=[page.title])
    labels, problems = label_ids(page, [Element("body", children=[title]), body, *notes.values()])
    label = title.attributes.get("label", page_label(page))
    return _Chapter(page, title, label, body, notes, {"": label, **labels}, problems)


def _take_title(body: Element) -> Element | None:
    """Take out the heading of the first level that a page may begin with."""
    first = next((node for node in body.children if not is_blank(node)), None)
    if not isinstance(first, Element) or first.tag != "h1":
        return None
    body.children.remove(first)
    return first


def _take_notes(body: Element) -> Iterator[tuple[str, Element]]:
    """Take the footnotes out of a page, each with its id."""
    for holder in list(body.walk()):
        if "footnote" in holder.classes and holder.tag == "div":
            for note in holder.find_all("li"):
                yield note.attributes.pop("id", ""), Element("body", children=note.children)
            holder.children = []


def _entries(references: _Chapter) -> dict[str, str]:
    """The label of every reference in the full list, by its key."""
    return {
        name.removeprefix("ref-").rpartition("@")[0]: label
        for name, label in references.labels.items()
        if name.startswith("ref-")
    }


def _convert(chapter: _Chapter, book: Book) -> tuple[Code, list[Problem]]:
    setters = {name: _setter(note) for name, note in chapter.notes.items()}
    context = Context(chapter.page, book, setters)
    plain, whole = title(chapter.title, context)
    body = blocks(chapter.body.children, context)
    review = text(page_review(chapter.page))
    return call("chapter", string(chapter.label), plain, whole, review, body), context.problems


def _setter(note: Element) -> Callable[[Context], Code]:
    """What sets a footnote at its place in the book."""
    return lambda context: beside(note.children, context)
