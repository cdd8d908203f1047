"""What stands in a line of text, as Typst code."""

import re
from collections.abc import Callable, Iterable

from guidebook import markup
from guidebook.book.book_links import Targets, resolve
from guidebook.book.html_tree import BLOCKS, LINE, Element, Node, collapse, words
from guidebook.book.picture_translator import REWRITE, PictureTranslator
from guidebook.book.row_heads import PLACES
from guidebook.book.typst_code import (
    LONGEST,
    NOTHING,
    Code,
    array,
    call,
    joined,
    string,
    text,
)
from guidebook.book.typst_manuscript import Manuscript
from guidebook.page import Page, shown_address

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
"""Classes of links that a book shows as words: they lead to what explains them."""
_DIGITS_OF_LONG = 4
"""Of the page numbers in a long book."""
_Inside = Callable[[Iterable[Node]], Code]
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
_NUMBER = re.compile(r"\d+")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:-.*)?", re.I)
_ADDRESS_PART = re.compile(r"[^/?#&=]{0,30}[/?#&=]*")


class InlineTranslator(PictureTranslator):
    """A visitor of the elements in a line, which adds to a manuscript what they need.

    The rule for an element is in a table, or it is the method `visit_` and its name.
    """

    def __init__(self, page: Page, targets: Targets, manuscript: Manuscript) -> None:
        super().__init__(page, targets, manuscript)
        self.in_heading = self.in_table_head = False
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
        self.report("P01", f"the book can't show <{tag}>", REWRITE, f"<{tag}")
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
        targets = [resolve(href, self.page, self.targets) for href in hrefs]
        labels = dict.fromkeys(target[0] for target in targets if target and target[0])
        if not labels:
            return NOTHING
        self.manuscript.links.append(f"{PLACES}where reference {self.reference} is cited")
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
            return self._quiet_link(href or "", self._styled_by_class(element))
        body = self.spans(element.children)
        if element.attributes.get("role") == markup.CITATION_ROLE:
            return self._citation(href, element.text, body)
        return self._link(element, href, body)

    def _quiet_link(self, href: str, body: Code) -> Code:
        """A link to what explains its words at the end of the book, or else words."""
        is_link = href and not (self.in_heading or self.in_table_head)
        target = resolve(href, self.page, self.targets) if is_link else None
        if not (target and target[0]):
            return body
        self.manuscript.links.append("Explained")
        return call("quiet-link", string(target[0]), body)

    def _link(self, element: Element, href: str, body: Code) -> Code:
        function = "sole-link" if element is self._whole_line else "inside-link"
        target = resolve(href, self.page, self.targets)
        if target is None:
            message = f"the link to '{href}' leads nowhere in the book"
            hint = "Choose another target, or give the id to a heading: ## Words {#id}."
            self.echo("P02", message, hint, f"#{href.partition('#')[2]}", href)
            return body
        label, address = target
        if address or (label and not self.in_heading):
            self.manuscript.links.append(words(element.text))
        if address:
            return self._outside_link(address, element.text, body)
        if not label or self.in_heading:
            return body
        room = {"digits": _DIGITS_OF_LONG} if self.targets.is_long else {}
        return call(function, string(label), body, **room)

    def _citation(self, href: str, said: str, body: Code) -> Code:
        """A citation leads to the guide's full list; where it has none, another check says so."""
        label = self.targets.citations.get(href.removeprefix("#"))
        number = _NUMBER.search(said)
        if label:
            self.manuscript.links.append(f"Reference {number.group()}" if number else "")
        return call("citation", string(label), body) if label else body

    def _outside_link(self, address: str, said: str, body: Code) -> Code:
        if self.in_heading or _says(said, address):
            return call("link", string(address), body)
        pieces = filter(None, _ADDRESS_PART.findall(shown_address(address)))
        return call("outside-link", string(address), body, array(map(text, pieces)))


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


def spoken(element: Element, code: Code) -> Code:
    """Content in the language that its element names (BCP 47), for screen readers and hyphens."""
    language = _LANGUAGE.fullmatch(element.attributes.get("lang", ""))
    return call("spoken", string(language[1].lower()), code) if language else code


def styled(function: str, body: Code) -> Code:
    """Content as the argument of a function, if there is one."""
    return call(function, body) if function else body


def _says(said: str, address: str) -> bool:
    """Whether the words of a link are its whole address or end as it does, as in `PMID 1234`."""
    word = next(reversed(said.split()), "")
    last = shown_address(word.removeprefix("doi:")).strip("/")
    return bool(last) and shown_address(address).endswith(last) and not last.isalpha()
