"""A whole book as Typst code: its cover, and its pages as chapters."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from guidebook.book.book_links import Site, Targets, label_ids, label_of
from guidebook.book.cover import Cover, about, described
from guidebook.book.excerpts import excerpt, linked_sections
from guidebook.book.html_tree import Element, first_shown, parse
from guidebook.book.index_chapter import write_index
from guidebook.book.page_translator import PageTranslator
from guidebook.book.qr_code import qr_code
from guidebook.book.table_widths import ROOM, ROOM_AT_THE_BACK
from guidebook.book.typst_code import NOTHING, Code, array, call, joined, string, text
from guidebook.book.typst_manuscript import Manuscript
from guidebook.page import Guide, Page
from guidebook.source import Source
from guidebook.subject_index.index_entries import IndexEntry


class Listed(NamedTuple):
    """A reference of the list, and where its entry begins in its file."""

    shown: str
    source: Source
    offset: int


class Book(NamedTuple):
    """A guide to be published on paper."""

    guide: Guide
    """With its citations resolved."""
    cover: Cover
    references: str
    """The HTML of the full list of references, or nothing."""
    citations: Mapping[str, str]
    """By the id that a citation's link leads to, the id of its reference in the full list."""
    entries: Sequence[Listed] = ()
    """Where each of the references is written."""
    others: Sequence[Page] = ()
    """The site's pages that are in no guide, in reading order."""
    words: Sequence[IndexEntry] = ()
    """What its index lists."""


class Chapter(NamedTuple):
    """A page read, with its title, footnotes and labels taken out."""

    page: Page
    title: Element
    body: Element
    notes: dict[str, Element]
    labels: dict[str, str]
    """By id; its own under nothing."""


def write(book: Book, site: Site) -> Manuscript:
    """The manuscript of a book: its pages in reading order, the references last.

    Behind them stands what the book takes along of the site's other pages.
    """
    manuscript = Manuscript(links=[book.cover.address] if book.cover.address else [])
    chapters, excerpts, targets = read_chapters(book, site, manuscript)
    code = [
        _chapter(each, targets, manuscript, first=each is chapters[0])
        for each in (*chapters, *excerpts)
    ]
    urls = {each.page.path: each.page.url for each in chapters}
    index = write_index(book.words, urls, targets, manuscript)
    code += [index] if index else []
    back = sum(not page.lists_references for page in book.guide.pages)
    code[back:] = [call("back-matter", *code[back:])]
    address = book.cover.address
    shown = qr_code(address, book.guide.first, manuscript) if address else NOTHING
    properties = about(book.cover, book.guide.pages, shown)
    head = call("book.with", about=properties, titles=array(manuscript.titles))
    manuscript.code = "\n#".join(['#import "/book.typ": *', f"show: {head}", *code])
    return manuscript


def read_chapters(
    book: Book, site: Site, manuscript: Manuscript
) -> tuple[list[Chapter], list[Chapter], Targets]:
    """The chapters of a book in its order, those of what it takes along, and what links lead to."""
    pages = sorted(book.guide.pages, key=lambda page: page.lists_references)
    chapters = [
        _read(page, parse(page.html + book.references * page.lists_references), manuscript)
        for page in pages
    ]
    listed = chapters[-1].labels  # has the references, if any chapter has
    cited = {name: listed[id_] for name, id_ in book.citations.items() if id_ in listed}
    excerpts = [_read(*each, manuscript) for each in _excerpts(book, chapters)]
    labels = {each.page.url: each.labels for each in (*chapters, *excerpts)}
    parts = {each.page.url for each in excerpts}
    return chapters, excerpts, Targets(labels, cited, site, parts)


def _excerpts(book: Book, chapters: Iterable[Chapter]) -> Iterator[tuple[Page, Element]]:
    """What the book takes along of other pages."""
    read = [(each.page, tree) for each in chapters for tree in (each.body, *each.notes.values())]
    wanted = linked_sections(read, book.others)
    for page in book.others:
        if page.url in wanted and (body := excerpt(parse(page.html), wanted[page.url])):
            yield page, body


def _read(page: Page, body: Element, manuscript: Manuscript) -> Chapter:
    notes = dict(_take_notes(body))
    title = _take_title(body) or Element("h1", children=[page.title])
    trees = [Element("body", children=[title]), body, *notes.values()]
    labels, counts = label_ids(page, trees)
    for name, count in counts.items():
        if count > 1:
            message = f"the id '{name}' stands {count} times on the page"
            manuscript.report(page, "P06", message, "Give each its own.", f"#{name}", name)
    title.label = title.label or label_of(page)
    return Chapter(page, title, body, notes, {"": title.label, **labels})


def _take_title(body: Element) -> Element | None:
    """Take out the heading of the first level that a page may begin with."""
    first = first_shown(body.children)
    if not isinstance(first, Element) or first.tag != "h1":
        return None
    body.children.remove(first)
    return first


def _take_notes(body: Element) -> Iterator[tuple[str, Element]]:
    """Take the footnotes, as Markdown's extension writes them, out of a page; each with its id."""
    for holder in list(body.find_all("div")):
        if "footnote" in holder.classes:
            for note in holder.find_all("li"):
                yield note.attributes.pop("id", ""), Element("body", children=note.children)
            holder.children = []


def _chapter(chapter: Chapter, targets: Targets, manuscript: Manuscript, *, first: bool) -> Code:
    is_back = chapter.page.lists_references or not chapter.page.guide
    room = ROOM_AT_THE_BACK if is_back else ROOM
    translator = PageTranslator(chapter.page, chapter.notes, targets, manuscript, room)
    title = translator.title(chapter.title, 1)
    review = chapter.page.review
    reviewed = text(f"Reviewed by {described(review)}." if review else "")
    body = joined([translator.blocks(chapter.body.children), translator.other_notes()])
    return call("chapter", string(chapter.title.label), *title, reviewed, body, first=first)
