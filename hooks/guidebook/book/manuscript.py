"""A whole book as Typst code: its cover, and its pages as chapters."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from guidebook.book.book_links import Site, Targets, label_ids, label_of, shown_address
from guidebook.book.excerpts import excerpt, linked_sections
from guidebook.book.html_tree import Element, first_shown, parse
from guidebook.book.page_translator import PageTranslator
from guidebook.book.table_widths import ROOM, ROOM_AT_THE_BACK
from guidebook.book.typst_code import AUTO, Code, array, call, joined, string, text
from guidebook.book.typst_manuscript import Manuscript
from guidebook.page import Guide, Page
from guidebook.reviews import Review, spelled_out
from guidebook.source import Source

_FORMULA = re.compile(r"\$\$[^$]+\$\$")
"""As TeX and some dialects of Markdown mark it."""


class Cover(NamedTuple):
    """What a book says of itself, in plain text."""

    title: str
    question: str
    """What the guide answers; nothing where the title says it."""
    site: str
    address: str
    """The guide's own on the site, or nothing where the site has none."""
    notice: str
    """What the guide is for and what not; stands at every page's foot."""
    language: str
    date: date | None
    """The day of the content, where it is known."""
    description: str = ""
    """What the guide is about, in a sentence or two."""


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


class _Chapter(NamedTuple):
    """A page read, with its title, footnotes and labels taken out."""

    page: Page
    title: Element
    body: Element
    notes: dict[str, Element]
    labels: dict[str, str]
    """By id; its own under nothing."""


def write(book: Book, site: Site) -> Manuscript:
    """The manuscript of a book: its pages in reading order, and the references last."""
    manuscript = Manuscript(links=[book.cover.address] if book.cover.address else [])
    pages = sorted(book.guide.pages, key=lambda page: page.lists_references)
    own = [(page, parse(page.html + book.references * page.lists_references)) for page in pages]
    excerpts = list(_excerpts(book, own))
    chapters = [_read(*each, manuscript) for each in (*own, *excerpts)]
    listed = chapters[len(own) - 1].labels  # has the references, if any chapter has
    targets = Targets(
        {chapter.page.url: chapter.labels for chapter in chapters},
        {name: listed[id_] for name, id_ in book.citations.items() if id_ in listed},
        site,
        {page.url for page, _ in excerpts},
    )
    code = [_chapter(each, targets, manuscript, first=each is chapters[0]) for each in chapters]
    back = sum(not page.lists_references for page in pages)
    code[back:] = [call("back-matter", *code[back:])]
    head = call("book.with", about=_cover(book.cover, pages), titles=array(manuscript.titles))
    manuscript.code = "\n#".join(['#import "/book.typ": *', f"show: {head}", *code])
    return manuscript


def _excerpts(book: Book, pages: Sequence[tuple[Page, Element]]) -> Iterator[tuple[Page, Element]]:
    """What the book takes along of other pages."""
    wanted = linked_sections(pages, book.others)
    for page in book.others:
        if page.url in wanted and (body := excerpt(parse(page.html), wanted[page.url])):
            yield page, body


def _read(page: Page, body: Element, manuscript: Manuscript) -> _Chapter:
    notes = dict(_take_notes(body))
    title = _take_title(body) or Element("h1", children=[page.title])
    if formula := _FORMULA.search(page.source.prose):
        hint = "Write it in words, or as a picture."
        message = "the book can't show a formula, and the site can't"
        manuscript.findings.add(page.source.finding(formula.start(), "P11", message, hint))
    trees = [Element("body", children=[title]), body, *notes.values()]
    labels, counts = label_ids(page, trees)
    for name, count in counts.items():
        if count > 1:
            message = f"the id '{name}' stands {count} times on the page"
            manuscript.report(page, "P06", message, "Give each its own.", f"#{name}", name)
    title.label = title.label or label_of(page)
    return _Chapter(page, title, body, notes, {"": title.label, **labels})


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


def _chapter(chapter: _Chapter, targets: Targets, manuscript: Manuscript, *, first: bool) -> Code:
    is_back = chapter.page.lists_references or not chapter.page.guide
    room = ROOM_AT_THE_BACK if is_back else ROOM
    translator = PageTranslator(chapter.page, chapter.notes, targets, manuscript, room)
    title = translator.title(chapter.title, 1)
    review = chapter.page.review
    reviewed = text(f"Reviewed by {_described(review)}." if review else "")
    body = joined([translator.blocks(chapter.body.children), translator.other_notes()])
    return call("chapter", string(chapter.title.label), *title, reviewed, body, first=first)


def _cover(about: Cover, pages: Sequence[Page]) -> Code:
    """The first page and the document's properties, as the page design takes them."""
    day = about.date
    texts = about._asdict() | {
        "address": shown_address(about.address),
        "link": about.address,
        "date": spelled_out(day) if day else "",
        "review": _guide_review(pages),
    }
    code = {name: string(words) for name, words in texts.items()}
    known = day and call("datetime", year=day.year, month=day.month, day=day.day)
    return call("", **code, day=known or AUTO)


def _guide_review(pages: Sequence[Page]) -> str:
    """Who has reviewed the pages of a guide, in a sentence."""
    reviews = [page.review for page in pages if page.review]
    if not reviews:
        return "No clinician has reviewed this guide yet."
    who = "; ".join(sorted({_described(review) for review in reviews}))
    if len(reviews) == len(pages):
        return f"Reviewed by {who}."
    return f"{len(reviews)} of {len(pages)} chapters are reviewed, by {who}."


def _described(review: Review) -> str:
    return f"{review.reviewer} on {spelled_out(review.date)}"
