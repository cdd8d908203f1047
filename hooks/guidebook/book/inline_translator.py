"""What stands in a line of text, as Typst code."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath
from typing import NamedTuple
from xml.etree import ElementTree

from guidebook import markup
from guidebook.book.book_links import Targets, read_picture, resolve, shown_address
from guidebook.book.drawing_parts import parts
from guidebook.book.finishing import CITED, Heads
from guidebook.book.html_tree import BLOCKS, LINE, Element, Node, collapse, words
from guidebook.book.typst_code import (
    AUTO,
    LONGEST,
    NOTHING,
    Code,
    Value,
    array,
    call,
    joined,
    string,
    text,
)
from guidebook.findings import Finding
from guidebook.page import Page

_FUNCTIONS = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("cite", "dfn", "em", "i", "var"), "emph"),
    **dict.fromkeys(("del", "s"), "strike"),
    **dict.fromkeys(("ins", "u"), "underline"),
    "kbd": "key",
    "mark": "highlight",
    "q": "quoted",
    "small": "small",
    "sub": "sub",
    **dict.fromkeys(("bdi", "bdo", "data", "label", "rp", "rt", "ruby", "time"), ""),
}
"""The function of Typst or of the page design for elements that only change the look, if any."""
_EMPTY = {"br": call("linebreak"), "hr": call("divider"), "wbr": NOTHING}
"""Elements that hold nothing. Long words may part at line ends without `wbr`."""
RULES = _FUNCTIONS.keys() | _EMPTY.keys()
"""The elements that have their rule in a table."""
_CLASSES = {
    markup.REFERENCE_CHECKED: "aside",
    markup.REFERENCE_TITLE: "emph",
    markup.SOURCE_MARK: "aside",
}
"""The function for an element in a line by its class."""
QUIET_LINKS = frozenset({markup.SOURCE_MARK, markup.GLOSSARY_WORD})
"""Classes of links that a book shows as words: their page explains them on the site."""
_Inside = Callable[[Iterable[Node]], Code]
_DESCRIBE = "Say in words what it shows: ![words](file.png), or <title>words</title> in <svg>."
_REWRITE = "Say it in Markdown, or with another element."
_WIDTH = re.compile(r"(\d{1,5})(?:px|(%))?")
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
_NUMBER = re.compile(r"\d+")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:-.*)?", re.I)
_MOST_OF_WIDE, _MOST_OF_NARROW = 820, 580
"""The height of a flowchart that a sheet can hold, in pixels; it is drawn at a fixed scale."""
_ADDRESS_PART = re.compile(r"[^/?#&=]{0,30}[/?#&=]*")
_FONT = re.compile(r"""(<[^<>]*\sfont-family\s*=\s*)("[^"]*"|'[^']*')""")


class Picture(NamedTuple):
    """A picture and where it stands first."""

    data: bytes
    page: Page
    source: str | None
    """What the page calls it; `None` for a drawing in the page."""


@dataclass
class Manuscript:
    """A book ready to be typeset; what its text needs is added while it is translated."""

    code: str = ""
    """Of Typst's main file."""
    titles: list[Code] = field(default_factory=list)
    """Level and plain words of every heading that the book's contents list."""
    pictures: dict[str, Picture] = field(default_factory=dict)
    """By the path that Typst reads them at."""
    tables: list[Heads] = field(default_factory=list)
    """The headers of rows in each table."""
    links: list[str] = field(default_factory=list)
    """What is said of each link besides its page, if anything."""
    findings: set[Finding] = field(default_factory=set)

    def report(self, page: Page, code: str, message: str, hint: str, *texts: str) -> None:
        """Add a finding at the first of some texts that a page's Markdown has."""
        self.findings.add(page.source.finding_at(texts, code, message, hint))

    def report_unreadable(self, page: Page, source: str | None) -> None:
        """Add a finding for a picture, or a drawing (`None`), that the book can't show."""
        message = "a drawing can't be shown" if source is None else f"'{source}' can't be shown"
        hint = "Use a PNG, JPEG, GIF, WebP or SVG file in docs/."
        self.report(page, "P07", message, hint, *_places(source))


class InlineTranslator:
    """A visitor of the elements in a line, which adds to a manuscript what they need.

    The rule for an element is in a table, or it is the method `visit_` and its name.
    """

    def __init__(self, page: Page, targets: Targets, manuscript: Manuscript) -> None:
        self.page = page
        self.manuscript = manuscript
        self.report = partial(manuscript.report, page)
        self.in_heading = False
        self._targets = targets
        self._whole_line: Node | None = None
        self._explained: set[str] = set()
        self._line_text = ""
        self._longest_word = LONGEST
        self.reference = 0
        """The number of the reference in the list that is being translated."""

    def line(self, nodes: Iterable[Node]) -> Code:
        """A line of text, of any length, that stands by itself."""
        whole = Element(LINE, children=list(nodes))
        collapse(whole)
        self._whole_line = whole.children[0] if len(whole.children) == 1 else None
        self._line_text = words(whole.text).casefold()
        return self.spans(whole.children)

    def spans(self, nodes: Iterable[Node]) -> Code:
        """Texts and elements in a line, spaces already as they are to be."""
        return joined(
            text(node, self._longest_word) if isinstance(node, str) else self._span(node)
            for node in _with_pairs(list(nodes))
        )

    def _span(self, element: Element) -> Code:
        """An element's code, after the place that links to it lead to."""
        code = spoken(element, self.visit(element, self.spans, is_block=False))
        return joined([call("anchor", string(element.label)), code]) if element.label else code

    def visit(self, element: Element, inside: _Inside, *, is_block: bool) -> Code:
        """An element's code; without a rule, a finding and what `inside` makes of its content."""
        tag = element.tag
        method: Callable[[Element], Code] | None = getattr(self, f"visit_{tag}", None)
        if is_block == (tag in BLOCKS):
            if tag in _EMPTY:
                return _EMPTY[tag]
            if tag in _FUNCTIONS:
                return styled(_FUNCTIONS[tag], inside(element.children))
            if method:
                return method(element)
        self.report("P01", f"the book can't show <{tag}>", _REWRITE, f"<{tag}")
        return inside([] if tag in ("script", "style", "template") else element.children)

    def visit_span(self, element: Element) -> Code:
        """Words that look as their class says; on paper, letters for citations become pages."""
        if markup.BACKLINKS in element.classes:
            return self._cited_on(element)
        return self._styled_by_class(element)

    def _styled_by_class(self, element: Element) -> Code:
        known = sorted(element.classes & _CLASSES.keys())
        return styled(_CLASSES[known[0]] if known else "", self.spans(element.children))

    def _cited_on(self, element: Element) -> Code:
        """The pages on which a reference is cited."""
        hrefs = [link.attributes.get("href", "") for link in element.find_all("a")]
        targets = [resolve(href, self.page, self._targets) for href in hrefs]
        labels = dict.fromkeys(target[0] for target in targets if target and target[0])
        if not labels:
            return NOTHING
        self.manuscript.links.append(f"{CITED}reference {self.reference}")
        return call("cited-on", array(map(string, labels)))

    def visit_code(self, element: Element) -> Code:
        """What a machine reads or writes."""
        return call("raw", string(element.text))

    visit_samp = visit_tt = visit_code

    def visit_abbr(self, element: Element) -> Code:
        """An abbreviation, with its full form where a page has it first.

        The line may have said it already: `rheumatoid arthritis (RA)`.
        """
        short = self.spans(element.children)
        full = words(element.attributes.get("title", ""))
        name = f"{element.text}: {full}"
        if not full or name in self._explained or self.in_heading:
            return short
        self._explained.add(name)
        if f"{full} ({element.text}".casefold() in self._line_text:
            return short
        is_in_brackets = f"({element.text})".casefold() in self._line_text
        return joined([short, text(f", {full}" if is_in_brackets else f" ({full})")])

    def visit_a(self, element: Element) -> Code:
        """A link: on paper, it says which page it leads to, or which address.

        One that leads nowhere is a finding and stays as words.
        """
        href = element.attributes.get("href")
        if href is None or element.classes & QUIET_LINKS:
            return self._styled_by_class(element)
        body = self.spans(element.children)
        if element.attributes.get("role") == markup.CITATION_ROLE:
            return self._citation(href, element.text, body)
        return self._link(element, href, body)

    def _link(self, element: Element, href: str, body: Code) -> Code:
        function = "sole-link" if element is self._whole_line else "inside-link"
        target = resolve(href, self.page, self._targets)
        if target is None:
            message = f"the link to '{href}' leads nowhere in the book"
            hint = "Choose another target, or give the id to a heading: ## Words {#id}."
            self.report("P02", message, hint, f"#{href.partition('#')[2]}", href)
            return body
        label, address = target
        if address or (label and not self.in_heading):
            self.manuscript.links.append(words(element.text))
        if address:
            return self._outside_link(address, element.text, body)
        if not label or self.in_heading:
            return body
        return call(function, string(label), body)

    def _citation(self, href: str, said: str, body: Code) -> Code:
        """A citation leads to the guide's full list; where it has none, another check says so."""
        label = self._targets.citations.get(href.removeprefix("#"))
        function = "heading-citation" if self.in_heading else "citation"
        number = _NUMBER.search(said)
        if label:
            self.manuscript.links.append(f"Reference {number.group()}" if number else "")
        return call(function, string(label), body) if label else body

    def _outside_link(self, address: str, said: str, body: Code) -> Code:
        if self.in_heading or _says(said, address):
            return call("link", string(address), body)
        pieces = filter(None, _ADDRESS_PART.findall(shown_address(address)))
        return call("outside-link", string(address), body, array(map(text, pieces)))

    def visit_img(self, element: Element) -> Code:
        """A picture in a file. Where it can't be had, its description stands for it."""
        source = element.attributes.get("src", "")
        alt = words(element.attributes.get("alt", ""))
        if not alt:
            message = f"the picture '{source}' has no description"
            self.report("P03", message, _DESCRIBE, *_places(source))
        path, data = read_picture(source, self.page, self._targets.site)
        return self._picture(element, source, alt, f"pictures/{path}", data)

    def visit_svg(self, element: Element) -> Code:
        """A drawing; it stays vectors and text."""
        source, alt = read_drawing(element.markup)
        if source and not alt:
            self.report("P03", "a drawing has no title", _DESCRIBE, *_places(None))
        path = f"drawings/{self.page.name}-{len(self.manuscript.pictures)}.svg"
        return self._picture(element, None, alt, path, _in_our_font(source) if source else None)

    def flowchart(self, element: Element) -> Code:
        """The picture of a decision guide: the wide one, and the narrow one for large print."""
        drawings = list(element.find_all("svg"))
        is_narrow = [markup.DECISION_NARROW in drawing.classes for drawing in drawings]
        wide, narrow = (
            [drawing for drawing, is_it in zip(drawings, is_narrow, strict=True) if is_it == which]
            for which in (False, True)
        )
        return call(
            "flowchart",
            array(self._parts(wide, _MOST_OF_WIDE)),
            array(self._parts(narrow or wide, _MOST_OF_NARROW)),
        )

    def _parts(self, drawings: list[Element], most: int) -> Iterator[Code]:
        """The parts of a flowchart, each with its width and what it shows."""
        for drawing in drawings:
            cut = parts(drawing.markup, most)
            for number, part in enumerate(cut, 1):
                source, alt = read_drawing(part.markup)
                path = f"drawings/{self.page.name}-{len(self.manuscript.pictures)}.svg"
                self.manuscript.pictures[path] = Picture(_in_our_font(source), self.page, None)
                said = f"{alt} Part {number} of {len(cut)}." if len(cut) > 1 else alt
                yield array([string(f"/{path}"), part.width, string(said)])

    def _picture(
        self, element: Element, source: str | None, alt: str, path: str, data: bytes | None
    ) -> Code:
        if data is None:
            self.manuscript.report_unreadable(self.page, source)
            return text(alt)
        self.manuscript.pictures.setdefault(path, Picture(data, self.page, source))
        alt = alt or source or "Drawing"
        if b"<foreignObject" in data:
            self.report("P01", "the book can't show <foreignObject>", _REWRITE, *_places(source))
        return call("picture", string(f"/{path}"), alt=string(alt), width=_width(element))


def _with_pairs(nodes: list[Node]) -> list[Node]:
    """A line in which the second of two citations stays with the first, and not alone on a line."""
    cited = [_is_citation(node) for node in nodes]
    for place in range(1, len(nodes) - 1):
        if nodes[place] == " " and cited[place - 1 : place + 2] == [True, False, True]:
            is_second = place < 3 or not cited[place - 3]
            nodes[place] = NO_BREAK_SPACE if is_second else " "
    return nodes


def _is_citation(node: Node) -> bool:
    return isinstance(node, Element) and node.attributes.get("role") == markup.CITATION_ROLE


def _width(element: Element) -> Value:
    """The width that a picture is to have: pixels, a part of the column, or its own."""
    match = _WIDTH.fullmatch(element.attributes.get("width", ""))
    if not match:
        return AUTO
    return Code(f"{match[1]}%") if match[2] == "%" else int(match[1])


def _places(source: str | None) -> tuple[str, ...]:
    return ("<svg",) if source is None else (source, PurePosixPath(source).name)


def spoken(element: Element, code: Code) -> Code:
    """Content in the language that its element names (BCP 47), for screen readers and hyphens."""
    language = _LANGUAGE.fullmatch(element.attributes.get("lang", ""))
    return call("spoken", string(language[1].lower()), code) if language else code


def styled(function: str, body: Code) -> Code:
    """Content as the argument of a function, if there is one."""
    return call(function, body) if function else body


def _says(said: str, address: str) -> bool:
    """Whether the words of a link are its whole address or end as it does, as in `PMID 1234`."""
    last = said.rsplit(maxsplit=1)[-1].removeprefix("doi:").strip("/") if said.strip() else ""
    return bool(last) and shown_address(address).endswith(last) and not last.isalpha()


def read_drawing(source: str) -> tuple[str, str]:
    """A drawing, or nothing if it is no XML, and what it says of itself.

    A title and a description do that (SVG Accessibility API Mappings).
    """
    try:
        # What begins with its outermost element declares no entities.
        root = ElementTree.fromstring(source)  # noqa: S314
    except ElementTree.ParseError:
        return "", ""
    if root.tag == "svg":
        source = source.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    about = [part for part in root if part.tag.rpartition("}")[2] in ("title", "desc")]
    texts = ["".join(part.itertext()) for part in about]
    said = filter(None, map(words, [*texts, root.get("aria-label", "")]))
    description = " ".join(part if part[-1] in ".?!" else f"{part}." for part in said)
    return source, description


def _in_our_font(source: str) -> bytes:
    return _FONT.sub(r'\1"Source Sans Pro"', source).encode()
