"""A sheet to take to an appointment, of what a guide with a decision guide says.

One side has the answer and the picture of the decision guide; the other one its signs to tick and
room to write. The page design is `print/sheet.typ`.
"""

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from guidebook.book.book_links import Site, Targets
from guidebook.book.cover import Cover, about
from guidebook.book.html_tree import HEADINGS, Element, Node, flows, parse, words
from guidebook.book.page_translator import PageTranslator
from guidebook.book.qr_code import qr_code
from guidebook.book.row_heads import Heads
from guidebook.book.typst_code import Code, array, call, joined, string, text
from guidebook.book.typst_manuscript import Manuscript
from guidebook.markup import DECISION_ANSWERS, DECISION_PICTURE, DECISION_RESULT, DECISION_STEP
from guidebook.page import Guide, Page, shown_address

_WRITTEN = 2
"""The columns to write in."""
_FOOTNOTE_MENTION = "fnref"
"""What begins the id of a footnote's mention, as Markdown's extension writes it."""
_FREE_ROWS = 2
"""For signs that the decision guide doesn't name."""


class _Question(NamedTuple):
    """A question, and the signs that it asks for; the question itself where it names none."""

    head: Element
    signs: list[Element]


def write_sheet(guide: Guide, cover: Cover, site: Site) -> Manuscript | None:
    """The manuscript of a guide's sheet; none without a decision guide or words for an appointment.

    Those are the questions that its field names: a sheet says what it is for.
    """
    trees = ((page, _unlinked(parse(page.html))) for page in guide.pages)
    found = next(((page, body) for page, body in trees if _pictures(body)), None)
    if not (found and cover.questions):
        return None
    page, body = found
    manuscript = Manuscript()
    decide = PageTranslator(page, {}, Targets({}, {}, site), manuscript)
    start = PageTranslator(guide.first, {}, Targets({}, {}, site), manuscript)
    answer = _beginning(_unlinked(parse(guide.first.html)))
    first_side = call(
        "first-side",
        start.blocks(answer) if answer else text(cover.description),
        joined([decide.blocks(_beginning(body)), *map(decide.flowchart, _pictures(body))]),
        text(page.title),
    )
    signs = _signs(list(_questions(body)), decide)
    asked = array(map(text, cover.questions))
    second_side = call("second-side", signs, asked, _sources(cover, page, manuscript))
    head = call("sheet.with", about=about(cover, guide.pages))
    sides = [f"show: {head}", first_side, second_side]
    manuscript.code = "\n#".join(['#import "/sheet.typ": *', *sides])
    return manuscript


def _pictures(body: Element) -> list[Element]:
    return [part for part in body.find_all("div") if DECISION_PICTURE in part.classes]


def _unlinked(element: Element) -> Element:
    """An element without its links and footnotes, whose words stay; nobody can follow them here."""
    children: list[Node] = []
    for node in element.children:
        if isinstance(node, str):
            children.append(node)
        elif node.attributes.get("id", "").partition(":")[0] != _FOOTNOTE_MENTION:
            children.append(_unlinked(node))
    tag = "span" if element.tag == "a" else element.tag
    return Element(tag, element.attributes, children, element.markup)


def _beginning(body: Element) -> list[Node]:
    """The paragraphs before a page's first heading, without a way to another part at their ends."""
    blocks = takewhile(lambda part: part.tag not in HEADINGS[1:], flows(body.children))
    shown = [block for block in blocks if block.tag != "h1"]
    shown = [block for block in shown if not any(map(_is_question, block.walk()))]
    for block in shown:
        if _leads_on(block):
            block.children.pop()
    return [block for block in shown if words(block.text)]


def _leads_on(block: Element) -> bool:
    """Whether a block ends with a link to another part of its page; one with `@` is a citation."""
    last = block.children[-1] if block.children else ""
    href = last.attributes.get("href", "") if isinstance(last, Element) else ""
    return href.startswith("#") and "@" not in href


def _questions(body: Element) -> Iterator[_Question]:
    for step in (part for part in body.walk() if _is_question(part) and not _is_told(part)):
        head = next(step.find_all(*HEADINGS), step)
        signs = next((part for part in step.find_all("ul") if not _are_answers(part)), None)
        lead = next(step.find_all("p"), head)
        yield _Question(lead, signs.elements) if signs else _Question(head, [head])


def _is_question(part: Element) -> bool:
    return DECISION_STEP in part.classes and DECISION_RESULT not in part.classes


def _is_told(step: Element) -> bool:
    """Whether a step has no choice: it says what to do, which is no sign to tick."""
    return all(len(part.elements) < 2 for part in step.find_all("ul") if _are_answers(part))


def _are_answers(part: Element) -> bool:
    return DECISION_ANSWERS in part.classes


def _signs(questions: Sequence[_Question], translator: PageTranslator) -> Code:
    """The table of signs to tick: each is the header of a row with cells to write in."""
    cells: list[Code] = []
    heads: list[tuple[bool, Sequence[int]]] = [(False, ())] * (1 + _WRITTEN)
    for head, signs in questions:
        if signs != [head]:
            cells.append(call("question", translator.line(head.children)))
            heads.append((False, ()))
        for sign in signs:
            cells.append(call("sign", translator.line(sign.children), asks=sign is head))
            heads += [(True, ())] + [(False, (len(heads),))] * _WRITTEN
    for _ in range(_FREE_ROWS):
        cells.append(call("sign", Code("[]")))
        heads += [(True, ())] + [(False, (len(heads),))] * _WRITTEN
    translator.manuscript.tables.append(Heads(*zip(*heads, strict=True)))
    return call("signs", *cells)


def _sources(cover: Cover, page: Page, manuscript: Manuscript) -> Code:
    """Where the references are."""
    if not cover.address:
        return call("sources", string(words(cover.title)))
    manuscript.links.append(cover.address)
    return call(
        "sources",
        string(words(cover.title)),
        string(cover.address),
        string(shown_address(cover.address)),
        qr_code(cover.address, page, manuscript),
    )
