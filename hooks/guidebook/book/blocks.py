"""Rules for elements that stand by themselves: paragraphs, headings, lists, boxes."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import starmap, zip_longest

from guidebook.book.context import Context
from guidebook.book.html_tree import Element, words
from guidebook.book.inline import line, no_rule
from guidebook.book.lengths import lines
from guidebook.book.lists import bullets, definitions, numbers
from guidebook.book.structure import HEADINGS, Flow, Node, flows, is_blank, plain_text
from guidebook.book.tables import table
from guidebook.book.typst_code import (
    NOTHING,
    Code,
    array,
    call,
    joined,
    keyword,
    number,
    string,
    text,
)

_CONTAINERS = (
    *("address", "article", "aside", "body", "center", "dd", "div", "dt", "figcaption", "footer"),
    *("header", "hgroup", "li", "main", "nav", "search", "section", "summary"),
)
"""Elements that add nothing to what they hold."""


_LOWEST_IN_CONTENTS = 2
_MOST_LINES_OF_AN_END = 2.5
"""Two, and the space above them."""
_MOST_LINES_KEPT = 24
"""About half a page; a longer list, table or step may begin on one page and end on the next."""


def blocks(nodes: Sequence[Node], context: Context) -> Code:
    """What stands one below the other; a line without an element is a paragraph."""
    parts = list(flows(nodes))
    return joined(starmap(partial(_placed, context), zip_longest(parts, parts[1:], parts[2:])))


def _placed(context: Context, part: Flow, following: Flow | None, after: Flow | None) -> Code:
    """A block; one that leads to the next, or that the next is a short end of, stays with it."""
    code = _block(part, context)
    leads = isinstance(part, Element) and part.tag == "p" and part.text.rstrip().endswith(":")
    return call("stuck", code) if following and (leads or _is_end(following, after)) else code


def _is_end(part: Flow, following: Flow | None) -> bool:
    """Whether a block is a note, or a short last paragraph of its section."""
    if not isinstance(part, Element) or part.tag != "p":
        return False
    is_last = not following or (isinstance(following, Element) and following.tag in HEADINGS)
    return "source-note" in part.classes or (is_last and lines(part) <= _MOST_LINES_OF_AN_END)


def item(nodes: Sequence[Node], context: Context) -> Code:
    """What an item or a cell holds; lines in it are no paragraphs of their own."""
    parts = (
        _line(part, context) if isinstance(part, list) else _block(part, context)
        for part in flows(nodes)
    )
    return joined(parts)


def beside(nodes: Sequence[Node], context: Context) -> Code:
    """What stands beside a mark or a term: the first paragraph begins in its line."""
    first, *rest = [*flows(nodes)] or [[]]
    if isinstance(first, Element) and first.tag == "p":
        first = first.children
    elif isinstance(first, Element):
        return blocks(nodes, context)
    return joined([_line(first, context), *(_block(part, context) for part in rest)])


def heading(element: Element, level: int, context: Context) -> Code:
    """A heading with the label of its id."""
    label = string(element.attributes.get("label", ""))
    return call("titled", number(level), label, *title(element, level, context))


def title(element: Element, level: int, context: Context) -> tuple[Code, Code]:
    """The words of a heading without its citations, and with them."""
    plain = text(words(plain_text(element)))
    if level <= _LOWEST_IN_CONTENTS:
        context.contents.append(array((number(level), plain)))
    context.in_heading = True
    whole = line(element.children, context)
    context.in_heading = False
    return plain, whole


def _block(part: Flow, context: Context) -> Code:
    if isinstance(part, list):
        return _line(part, context, function="paragraph")
    return _RULES.get(part.tag, _no_rule)(part, context)


def _line(nodes: Sequence[Node], context: Context, function: str = "") -> Code:
    """A line of text, or a picture that has a line for itself."""
    body = line(nodes, context)
    if _is_picture(nodes):
        return call("shown", body)
    return call(function, body) if function else body


def _is_picture(nodes: Sequence[Node]) -> bool:
    seen = [node for node in nodes if not (is_blank(node) or _is_place(node))]
    if len(seen) != 1 or not isinstance(seen[0], Element):
        return False
    return seen[0].tag in ("img", "svg") or (seen[0].tag == "a" and _is_picture(seen[0].children))


def _is_place(node: Node) -> bool:
    """Whether a node is an empty element that only holds a label."""
    return isinstance(node, Element) and node.tag == "span" and not node.children


def _paragraph(element: Element, context: Context) -> Code:
    function = "source-note" if "source-note" in element.classes else "paragraph"
    return _line(element.children, context, function)


def _no_rule(element: Element, context: Context) -> Code:
    """The problem is told, and what the element holds goes into the book."""
    no_rule(Element(element.tag), context)
    return blocks(element.children, context)


def _container(element: Element, context: Context) -> Code:
    if "admonition" in element.classes:
        return _box(element, element.elements[0], context)
    if "tabbed-set" in element.classes:
        return _tabs(element, context)
    if "decision-step" in element.classes:
        return _kept(blocks(element.children, context), element)
    return blocks(element.children, context)


def _box(element: Element, title: Element, context: Context) -> Code:
    """An admonition, or what a reader of the site unfolds: open on paper."""
    rest = [node for node in element.children if node is not title]
    return call("remark", line(title.children, context), blocks(rest, context))


def _details(element: Element, context: Context) -> Code:
    summary = next(element.find_all("summary"), Element("summary"))
    return _box(element, summary, context)


def _tabs(element: Element, context: Context) -> Code:
    """Tabs, one below the other, each under its name."""
    names = [name for name in element.find_all("label") if "for" in name.attributes]
    tabs = [tab for tab in element.walk() if "tabbed-block" in tab.classes]
    parts = zip_longest(names, tabs, fillvalue=Element("div"))
    return joined(
        call("remark", line(name.children, context), blocks(tab.children, context))
        for name, tab in parts
    )


def _heading(element: Element, context: Context) -> Code:
    """A heading; one that skips a level is a problem and moves up."""
    level = max(2, int(element.tag[1]))
    if level > context.level + 1:
        message = f"a heading of level {level} follows one of level {context.level}"
        hint = f"Begin it with {'#' * (context.level + 1)}."
        context.report("P04", message, hint, element.text.strip())
    context.level = min(level, context.level + 1)
    return heading(element, context.level, context)


def _list(element: Element, context: Context) -> Code:
    set_list = numbers if element.tag == "ol" else bullets
    return _kept(set_list(element, context, item), element)


def _kept(code: Code, element: Element) -> Code:
    """A list, a table or a step, all of it on one page where it isn't long."""
    return call("kept", code) if lines(element) <= _MOST_LINES_KEPT else code


def _definitions(element: Element, context: Context) -> Code:
    return definitions(element, context, beside)


def _quotation(element: Element, context: Context) -> Code:
    return call("quotation", blocks(element.children, context))


def _code(element: Element, context: Context) -> Code:
    return call("raw", string(element.text.strip("\n")), block=keyword("true"))


def _figure(element: Element, context: Context) -> Code:
    """A picture or table with its caption."""
    caption = next(element.find_all("figcaption"), None)
    rest = [node for node in element.children if node is not caption]
    words_below = item(caption.children, context) if caption else NOTHING
    return call("captioned", blocks(rest, context), words_below)


def _rule(element: Element, context: Context) -> Code:
    return call("divider")


def _table(element: Element, context: Context) -> Code:
    return _kept(table(element, context, item), element)


_RULES: Mapping[str, Callable[[Element, Context], Code]] = {
    **dict.fromkeys(_CONTAINERS, _container),
    **dict.fromkeys(HEADINGS, _heading),
    "blockquote": _quotation,
    "details": _details,
    "dl": _definitions,
    "figure": _figure,
    "hr": _rule,
    "ol": _list,
    "p": _paragraph,
    "pre": _code,
    "table": _table,
    "ul": _list,
}
