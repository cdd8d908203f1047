"""The rule for links: on paper, a link says which page it leads to, or which address."""

import re

from guidebook.book.context import Context
from guidebook.book.html_tree import Element
from guidebook.book.links import Inside, Outside, resolve, shown_address
from guidebook.book.typst_code import Code, array, call, string, text

_ADDRESS_PART = re.compile(r"[^/?#&=]{0,30}[/?#&=]*")


def link(element: Element, body: Code, context: Context) -> Code:
    """A link with the words `body`. One that leads nowhere is a problem and stays as words."""
    href = element.attributes.get("href")
    role = element.attributes.get("role")
    if href is None:
        return body
    if role == "doc-biblioref":
        return _citation(href, body, context)
    target = resolve(href, context.page, context.book.targets, context.book.site.url)
    if isinstance(target, Inside):
        return _inside(target, body, element, context)
    if isinstance(target, Outside):
        return _outside(target, body, element, context)
    hint = "Choose another target, or give the id to a heading: ## Words {#id}."
    where = f"#{href.partition('#')[2]}"
    context.report("P02", f"the link to '{href}' leads nowhere in the book", hint, where, href)
    return body


def _citation(href: str, body: Code, context: Context) -> Code:
    """A citation leads to the guide's full list; where it has none, another check tells."""
    key = href.partition("-")[2].rpartition("@")[0]
    label = context.book.entries.get(key)
    if not label:
        return body
    function = "heading-citation" if context.in_heading else "citation"
    return call(function, string(label), body)


def _inside(target: Inside, body: Code, element: Element, context: Context) -> Code:
    if context.in_heading:
        return body
    if element.attributes.get("role") == "doc-backlink":
        return call("back-link", string(target.label), body)
    function = "sole-link" if "alone" in element.attributes else "inside-link"
    return call(function, string(target.label), body)


def _outside(target: Outside, body: Code, element: Element, context: Context) -> Code:
    if not target.address:
        return body
    address = string(target.address)
    if context.in_heading or _says(element.text, target.address):
        return call("link", address, body)
    parts = filter(None, _ADDRESS_PART.findall(shown_address(target.address)))
    return call("outside-link", address, body, array(map(text, parts)))


def _says(words: str, address: str) -> bool:
    """Whether the words of a link are its address or an identifier in it, as in `PMID 1234`."""
    last = words.rsplit(maxsplit=1)[-1].removeprefix("doi:") if words.strip() else ""
    return last in address and not last.isalpha()
