"""Pages become chapters: a whole book as Typst code, and what is wrong on its pages."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from guidebook.book import book_findings
from guidebook.book.book_links import Site, Targets, label_ids
from guidebook.book.cover import Cover, cover, page_review
from guidebook.book.html_tree import Element, is_blank, parse, prune
from guidebook.book.inline_translator import Picture
from guidebook.book.page_translator import PageTranslator
from guidebook.book.typst_code import Code, array, call, string, text
from guidebook.findings import Finding
from guidebook.page import Guide, Page

_NOTES = "footnote"
"""The class of what holds a page's footnotes, as Markdown's extension writes it."""


class Book(NamedTuple):
    """A guide to be published on paper."""

    guide: Guide
    """With its citations resolved."""
    cover: Cover
    references: str
    """The HTML of the full list of references, or nothing."""
    citations: Mapping[str, str]
    """By the id that a citation's link leads to, the id of its reference in the full list."""


class Manuscript(NamedTuple):
    """A book ready to be typeset."""

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
    body: Element
    notes: dict[str, Element]
    labels: dict[str, str]
    """By id; its own under nothing."""
    findings: list[Finding]


def write(book: Book, site: Site) -> Manuscript:
    """The manuscript of a book: its pages in reading order, and the references last."""
    pages = sorted(book.guide.pages, key=lambda page: page.lists_references)
    chapters = [_read(page, book.references if page.lists_references else "") for page in pages]
    targets = _targets(chapters, book.citations)
    translators = [
        PageTranslator(chapter.page, chapter.notes, targets, site) for chapter in chapters
    ]
    code = [
        f"#{_chapter(chapter, translator, is_first=chapter is chapters[0])}"
        for chapter, translator in zip(chapters, translators, strict=True)
    ]
    titles = array(chain.from_iterable(translator.contents for translator in translators))
    about = cover(book.cover, pages)
    head = ['#import "/book.typ": *', f"#show: book.with(about: {about}, titles: {titles})"]
    pictures: dict[str, Picture] = {}
    for translator in reversed(translators):
        pictures |= translator.pictures
    parts: list[_Chapter | PageTranslator] = [*chapters, *translators]
    return Manuscript(
        code="\n".join([*head, *code]),
        pictures=pictures,
        row_headers=[flags for translator in translators for flags in translator.row_headers],
        findings=[*dict.fromkeys(finding for part in parts for finding in part.findings)],
    )


def _read(page: Page, references: str) -> _Chapter:
    body = parse(page.html + references)
    prune(body)
    notes = dict(_take_notes(body))
    title = _take_title(body) or Element("h1", children=[page.title])
    trees = [Element("body", children=[title]), body, *notes.values()]
    labels, repeated = label_ids(page, trees)
    title.label = title.label or page.name
    findings = [book_findings.repeated_id(page, *id_) for id_ in repeated.items()]
    return _Chapter(page, title, body, notes, {"": title.label, **labels}, findings)


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
        if _NOTES in holder.classes and holder.tag == "div":
            for note in holder.find_all("li"):
                yield note.attributes.pop("id", ""), Element("body", children=note.children)
            holder.children = []


def _targets(chapters: list[_Chapter], citations: Mapping[str, str]) -> Targets:
    """All that links can lead to; references are listed in the last chapter, or nowhere."""
    listed = chapters[-1].labels
    references = {name: listed[id_] for name, id_ in citations.items() if id_ in listed}
    return Targets({chapter.page.url: chapter.labels for chapter in chapters}, references)


def _chapter(chapter: _Chapter, translator: PageTranslator, *, is_first: bool) -> Code:
    words = translator.title(chapter.title, 1)
    review = text(page_review(chapter.page))
    body = translator.blocks(chapter.body.children)
    return call("chapter", string(chapter.title.label), *words, review, body, first=is_first)
