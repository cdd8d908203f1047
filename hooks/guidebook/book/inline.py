"""Rules for elements in a line of text."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from guidebook.book.context import Context
from guidebook.book.html_tree import SPACES, Element, words
from guidebook.book.linking import link
from guidebook.book.pictures import drawing, image
from guidebook.book.structure import Node
from guidebook.book.typst_code import NOTHING, Code, call, joined, string, text

_STYLES = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("cite", "dfn", "em", "i", "var"), "emph"),
    **dict.fromkeys(("del", "s"), "strike"),
    **dict.fromkeys(("ins", "u"), "underline"),
    "kbd": "key",
    "mark": "highlight",
    "q": "quoted",
    "small": "small",
    "sub": "sub",
}
"""The function of Typst or of the page design for elements that only change the look."""

_PLAIN = ("bdi", "bdo", "data", "label", "rp", "rt", "ruby", "time")
_CLASSES = {"backlinks": "back-links", "reference-checked": "aside", "reference-title": "emph"}
"""The function for a `span` by its class."""
_CODE = ("code", "samp", "tt")
_UNREAD = frozenset({"script", "style", "template"})


def line(nodes: Sequence[Node], context: Context) -> Code:
    """A line of text, of any length, that stands by itself."""
    shown = collapse(nodes)
    if len(shown) == 1 and isinstance(shown[0], Element) and shown[0].tag == "a":
        shown[0].attributes["alone"] = ""
    return spans(shown, context)


def spans(nodes: Iterable[Node], context: Context) -> Code:
    """Texts and elements in a line, spaces already as they are to be."""
    return joined(_span(node, context) for node in nodes)


def collapse(nodes: Iterable[Node]) -> list[Node]:
    """The nodes of a line with one space where HTML shows one; elements change in place."""
    return _collapse(nodes, after_space=True)[0]


def _collapse(nodes: Iterable[Node], *, after_space: bool) -> tuple[list[Node], bool]:
    shown: list[Node] = []
    for node in nodes:
        if isinstance(node, Element):
            if node.tag not in ("br", "img", "svg"):
                node.children, after_space = _collapse(node.children, after_space=after_space)
            else:
                after_space = node.tag == "br"
            shown.append(node)
            continue
        words_here = SPACES.sub(" ", node)
        if after_space:
            words_here = words_here.removeprefix(" ")
        if words_here:
            shown.append(words_here)
            after_space = words_here.endswith(" ")
    return shown, after_space


def _span(node: Node, context: Context) -> Code:
    if isinstance(node, str):
        return text(node)
    code = _RULES.get(node.tag, no_rule)(node, context)
    label = node.attributes.get("label")
    return joined([call("anchor", string(label)), code]) if label else code


def no_rule(element: Element, context: Context) -> Code:
    """An element that the book knows nothing about: a problem, and its text."""
    hint = "Say it in Markdown, or with another element."
    context.report("P01", f"the book can't show <{element.tag}>", hint, f"<{element.tag}")
    return NOTHING if element.tag in _UNREAD else spans(element.children, context)


def _plain(element: Element, context: Context) -> Code:
    return spans(element.children, context)


def _styled(element: Element, context: Context) -> Code:
    return call(_STYLES[element.tag], spans(element.children, context))


def _by_class(element: Element, context: Context) -> Code:
    body = spans(element.children, context)
    functions = [_CLASSES[name] for name in sorted(element.classes & _CLASSES.keys())]
    return call(functions[0], body) if functions else body


def _link(element: Element, context: Context) -> Code:
    return link(element, spans(element.children, context), context)


def _code(element: Element, context: Context) -> Code:
    return call("raw", string(element.text))


def _superscript(element: Element, context: Context) -> Code:
    """Raised text, or a footnote: set at its first mention, and referred to from then on."""
    note = next((inner for inner in element.elements if "footnote-ref" in inner.classes), None)
    if not note:
        return call("super", spans(element.children, context))
    name = note.attributes.get("href", "").removeprefix("#")
    if name not in context.notes:
        hint = "Write the footnote's text: [^1]: Words."
        context.report("P02", f"the footnote '{name}' has no text", hint, name)
        return NOTHING
    label = string(f"{context.page.path}#{name}")
    if name in context.given:
        return call("note-again", label)
    context.given.add(name)
    return call("note", label, context.notes[name](context))


def _abbreviation(element: Element, context: Context) -> Code:
    """An abbreviation, with its full form where a page has it first."""
    short = spans(element.children, context)
    full = words(element.attributes.get("title", ""))
    name = f"{element.text}: {full}"
    if not full or name in context.given or context.in_heading:
        return short
    context.given.add(name)
    return joined([short, text(f" ({full})")])


def _break(element: Element, context: Context) -> Code:
    return call("linebreak")


def _nothing(element: Element, context: Context) -> Code:
    return NOTHING


_RULES: Mapping[str, Callable[[Element, Context], Code]] = {
    **dict.fromkeys(_STYLES, _styled),
    **dict.fromkeys(_PLAIN, _plain),
    **dict.fromkeys(_CODE, _code),
    "a": _link,
    "abbr": _abbreviation,
    "br": _break,
    "img": image,
    "span": _by_class,
    "sup": _superscript,
    "svg": drawing,
    "wbr": _nothing,
}
