"""Rules for elements that stand by themselves: paragraphs, headings, lists, boxes."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import starmap, zip_longest

from guidebook.book.context import Context
from guidebook.book.html_tree import Element, words
from guidebook.book.inline import line, no_rule
from guidebook.book.structure import HEADINGS, Flow, Node, flows, is_blank, plain_text
from guidebook.book.tables import table
from guidebook.book.typst_code import NOTHING, Code, call, joined, keyword, number, string, text

_CONTAINERS = (
    *("address", "article", "aside", "body", "center", "dd", "div", "dt", "figcaption", "footer"),
    *("header", "hgroup", "li", "main", "nav", "search", "section", "summary"),
)
"""Elements that add nothing to what they hold."""


_LONGEST_KEPT = 2000
"""Signs in what is measured to keep it on one page; more are always too tall."""


def blocks(nodes: Sequence[Node], context: Context) -> Code:
    """What stands one below the other; a line without an element is a paragraph."""
    parts = list(flows(nodes))
    return joined(starmap(partial(_placed, context), zip_longest(parts, parts[1:])))


def _placed(context: Context, part: Flow, following: Flow | None) -> Code:
    """A block; what leads to the next, or what the next is a note on, stays on its page."""
    code = _block(part, context)
    leads = isinstance(part, Element) and part.tag == "p" and part.text.rstrip().endswith(":")
    is_noted = isinstance(following, Element) and "source-note" in following.classes
    return call("stuck", code) if following and (leads or is_noted) else code


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
    return call("titled", number(level), label, *title(element, context))


def title(element: Element, context: Context) -> tuple[Code, Code]:
    """The words of a heading without its citations, and with them."""
    plain = text(words(plain_text(element)))
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


def _bullets(element: Element, context: Context) -> Code:
    items = (call("list.item", item(child.children, context)) for child in _items(element))
    return _kept(call("list", *items, tight=_is_tight(element)), element)


def _numbers(element: Element, context: Context) -> Code:
    """A numbered list; the numbers are those that the HTML gives, or follow one another."""
    start = element.attributes.get("start", "")
    value = int(start) if start.isdecimal() else 1
    items = []
    for child in _items(element):
        given = child.attributes.get("value", "")
        value = int(given) if given.isdecimal() else value
        items.append(call("enum.item", number(value), item(child.children, context)))
        value += 1
    function = "references" if "references" in element.classes else "enum"
    return _kept(call(function, *items, tight=_is_tight(element)), element)


def _kept(code: Code, element: Element) -> Code:
    """A list, a table or a step; the page design doesn't part one that isn't tall."""
    return call("kept", code) if len(element.text) < _LONGEST_KEPT else code


def _items(element: Element) -> list[Element]:
    return [child for child in element.elements if child.tag == "li"]


def _is_tight(element: Element) -> Code:
    has_paragraphs = any(child.tag == "p" for item in element.elements for child in item.elements)
    return keyword("false" if has_paragraphs else "true")


def _definitions(element: Element, context: Context) -> Code:
    """Terms with what they mean; a group is one or more `dt`, then one or more `dd`."""
    groups: list[tuple[list[Code], list[Code]]] = []
    for child in element.find_all("dt", "dd"):
        if child.tag == "dt":
            if not groups or groups[-1][1]:
                groups.append(([], []))
            groups[-1][0].append(line(child.children, context))
        elif groups:
            groups[-1][1].append(beside(child.children, context))
    items = (
        call("terms.item", call("together", *terms), joined(meanings)) for terms, meanings in groups
    )
    return call("terms", *items)


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
    "ol": _numbers,
    "p": _paragraph,
    "pre": _code,
    "table": _table,
    "ul": _bullets,
}
