"""Rules for lists. What sets an item is given, since an item may hold any element."""

from guidebook.book.context import Content, Context
from guidebook.book.html_tree import Element
from guidebook.book.inline import line
from guidebook.book.typst_code import Code, call, joined, keyword, number


def bullets(element: Element, context: Context, item: Content) -> Code:
    """A list with marks."""
    items = (call("list.item", item(child.children, context)) for child in _items(element))
    return call("list", *items, tight=_is_tight(element))


def numbers(element: Element, context: Context, item: Content) -> Code:
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
    return call(function, *items, tight=_is_tight(element))


def definitions(element: Element, context: Context, beside: Content) -> Code:
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


def _items(element: Element) -> list[Element]:
    return [child for child in element.elements if child.tag == "li"]


def _is_tight(element: Element) -> Code:
    has_paragraphs = any(child.tag == "p" for item in element.elements for child in item.elements)
    return keyword("false" if has_paragraphs else "true")
