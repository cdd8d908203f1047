"""The site's one stylesheet: the theme's rules and our own, without those that no page uses.

Material switches to its dark colours by a script, and most of its rules are for parts that this
site doesn't have. What is left is what the pages of this build can match.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

_DARK = re.compile(r"(?<=[{}])\[data-md-color-scheme=slate\]\{[^}]*\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_CHARSET = re.compile(r'\A@charset "utf-8";', re.I)
_SPACE = re.compile(r"\s+")
_AROUND = re.compile(r"\s*([{};,])\s*")

_STRING = r'"(?:[^"\\]|\\.)*"' + r"|'(?:[^'\\]|\\.)*'"
_PIECE = re.compile(rf"{_STRING}|[{{}};]|[^\"'{{}};]+", re.S)
_KEYFRAMES = re.compile(r"@keyframes ([\w-]+)$")
_DECLARED = re.compile(r"(?<=[{;])\s*(--[\w-]+)\s*:")

_ATTRIBUTE = re.compile(rf"\[(?:{_STRING}|[^\]])*\]")
_UNKNOWN = re.compile(r":(?:not|has|nth-[\w-]+|lang|host|state)\((?:[^()]|\([^()]*\))*\)")
"""Pseudo-classes that tell nothing of which elements a rule needs."""
_CHOICE = re.compile(r":(?:is|where|-webkit-any)\(((?:[^()]|\([^()]*\))*)\)")
_PSEUDO = re.compile(r"::?[\w-]+(?:\([^)]*\))?")
_NAME = re.compile(r"([.#]?)(-?[_a-zA-Z](?:[\w-]|\\.)*)")

_ID = re.compile(r"#((?:[\w-]|\\.)+)")

_ELEMENTS = re.compile(r"<([a-z][\w-]*)")
_CLASSES = re.compile(r'class="(?<=\sclass=")([^"]*)"')
_IDS = re.compile(r'id="(?<=\sid=")([^"]*)"')
"""What begins with plain letters is found ten times as fast; what stands before them follows."""
_ATTRIBUTES = re.compile(
    r'\s((?:dir|align|type|for|aria-sort|data-md-[\w-]+|data-preview)\b(?:="[^"]*")?)'
)
_WATCHED = re.compile(
    r"\[((?:dir|align|type|for|aria-sort|data-md-[\w-]+|data-preview)(?:=[^\]]*)?)\]"
)
"""Attributes that many of the theme's rules ask for."""
_TEXT = re.compile(r"<article.*</article>", re.S)
"""A page's text, which may hold an `article` of its editor's."""
_CONTENTS = re.compile(r'<nav class="page-contents".*?</nav>', re.S)
"""A list of contents, which our own rules alone are for."""
_IN_TEXT = ".md-typeset "
"""How the theme's rules begin that are for what stands in a page's text."""
_FOR_SCRIPT = ("[role=columnheader]", ".md-dialog", ".md-overlay")
"""What the theme has for tables that a script sorts, and for parts that only a script shows."""
_GROUPS = ("@media", "@supports", "@container", "@layer")
"""The rules that hold rules."""
_EMPTY = re.compile(r"(?<=[{}])[^{}@]+\{\}")


@dataclass
class _Parts:
    """The parts of pages, or of their texts, that a rule may be for."""

    elements: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    """Names, and names with their values, as CSS writes them."""

    def add(self, html: str) -> None:
        """Add the elements, classes, ids and watched attributes of a piece of a page."""
        self.elements.update(_ELEMENTS.findall(html))
        self.classes.update(*map(str.split, set(_CLASSES.findall(html))))
        self.ids.update(_IDS.findall(html))
        for attribute in set(_ATTRIBUTES.findall(html)):
            self.attributes.update((attribute.partition("=")[0], attribute.replace('"', "")))

    def merge(self, others: "_Parts") -> None:
        """Add what other pages have."""
        self.elements |= others.elements
        self.classes |= others.classes
        self.ids |= others.ids
        self.attributes |= others.attributes


@dataclass
class Names:
    """What the pages have that a rule may be for: anywhere, and within their texts."""

    anywhere: _Parts = field(default_factory=_Parts)
    in_texts: _Parts = field(default_factory=_Parts)

    def add(self, html: str) -> None:
        """Add what a page has."""
        text = _TEXT.search(html)
        start, end = text.span() if text else (len(html), len(html))
        within = _Parts()
        within.add(_CONTENTS.sub("", html[start:end]))
        self.in_texts.merge(within)
        self.anywhere.merge(within)
        self.anywhere.add("".join([html[:start], *_CONTENTS.findall(html, start, end), html[end:]]))

    def looked_up(self, css: str) -> list[list[str]]:
        """All that a stylesheet may be cut by: of ids, of which pages have many, those in it."""
        ids = {name.replace("\\", "") for name in _ID.findall(css)}
        return [
            sorted(names)
            for parts in (self.anywhere, self.in_texts)
            for names in (parts.elements, parts.classes, parts.ids & ids, parts.attributes)
        ]

    def merge(self, others: "Names") -> None:
        """Add what other pages have."""
        self.anywhere.merge(others.anywhere)
        self.in_texts.merge(others.in_texts)


def combine(theme: str, palette: str, own: Iterable[str]) -> str:
    """One stylesheet from the theme's rules, the dark colours of its palette, and our own.

    The theme's stand in a layer: a rule of ours wins whatever its specificity (CSS Cascade 5, 6.4).
    """
    ours = "\n".join(map(_without_comments, own))
    themes = f"{_CHARSET.sub('', theme)}{dark_by_system(palette)}"
    layer = _without(_DECLARED.findall(ours), themes)
    return f'@charset "utf-8";\n@layer theme{{{layer}}}\n{ours}'


def dark_by_system(palette: str) -> str:
    """The dark colours of Material's `palette`, for a reader whose system asks for dark.

    Print stays light. Raises ValueError where the theme no longer has them in this form.
    """
    dark = "".join(_DARK.findall(palette))
    if not dark:
        raise ValueError("the theme's palette has no dark colours")
    rules = dark.replace("[data-md-color-scheme=slate]", ":root")
    return f"@media screen and (prefers-color-scheme: dark){{{rules}}}"


def _without_comments(css: str) -> str:
    """Our own rules without remarks and the space that only we read."""
    css = _AROUND.sub(r"\1", _SPACE.sub(" ", _COMMENT.sub("", css))).strip()
    return css.replace(": ", ":").replace(" > ", ">").replace(";}", "}")


def without_unused(css: str, pages: Names) -> str:
    """A stylesheet without rules, animations and custom properties that no page of these uses."""
    rules = "".join(_kept(_Rules(css).read(), pages))
    rules = "".join(_animated(_Rules(rules).read(), rules))
    return _without_unread(rules)


class _Rule(NamedTuple):
    """A rule, an at-rule with a block, or one that ends in a semicolon and has none."""

    head: str
    body: str | None


class _Rules:
    """Reads a stylesheet's rules one after another (CSS Syntax 3, 5.4)."""

    def __init__(self, css: str) -> None:
        self._pieces = (match.group() for match in _PIECE.finditer(css))

    def read(self) -> Iterator[_Rule]:
        head = ""
        for piece in self._pieces:
            if piece == "{":
                yield _Rule(head.strip(), self._block())
                head = ""
            elif piece == ";":
                yield _Rule(head.strip(), None)
                head = ""
            else:
                head += piece

    def _block(self) -> str:
        parts: list[str] = []
        depth = 1
        for piece in self._pieces:
            depth += (piece == "{") - (piece == "}")
            if not depth:
                break
            parts.append(piece)
        return "".join(parts)


def _kept(rules: Iterable[_Rule], pages: Names) -> Iterator[str]:
    for head, body in rules:
        if body is None:
            yield f"{head};"
        elif head.startswith(_GROUPS):
            inner = "".join(_kept(_Rules(body).read(), pages))
            yield f"{head}{{{inner}}}" if inner else ""
        elif head.startswith("@"):
            yield f"{head}{{{body}}}"
        else:
            selectors = [part for part in _choices(head) if _may_serve(part, pages)]
            yield f"{','.join(selectors)}{{{body}}}" if selectors and body.strip() else ""


def _choices(selectors: str) -> Iterator[str]:
    """The selectors of a list; a comma within brackets parts none."""
    depth, start = 0, 0
    for place, character in enumerate(selectors):
        depth += (character in "([") - (character in ")]")
        if character == "," and not depth:
            yield selectors[start:place].strip()
            start = place + 1
    yield selectors[start:].strip()


def _may_serve(selector: str, pages: Names) -> bool:
    """Whether the pages, or their texts where a selector is for those, may have what it names."""
    around, begin, within = selector.partition(_IN_TEXT)
    if begin:
        return _may_match(around, pages.anywhere) and _may_match(within, pages.in_texts)
    return _may_match(selector, pages.anywhere)


def _may_match(selector: str, pages: _Parts) -> bool:
    """Whether the pages have every element, class, id and attribute that a selector names."""
    asked = _WATCHED.findall(_CHOICE.sub("", _UNKNOWN.sub("", selector)))
    if any(part in selector for part in _FOR_SCRIPT) or not pages.attributes.issuperset(asked):
        return False
    plain = _UNKNOWN.sub("", _ATTRIBUTE.sub("", selector))
    while choice := _CHOICE.search(plain):
        if not any(_may_match(part, pages) for part in _choices(choice[1])):
            return False
        plain = plain[: choice.start()] + plain[choice.end() :]
    known = {"": pages.elements, ".": pages.classes, "#": pages.ids}
    named = _NAME.findall(_PSEUDO.sub("", plain))
    return all(name.replace("\\", "") in known[kind] for kind, name in named)


def _animated(rules: Iterable[_Rule], css: str) -> Iterator[str]:
    for head, body in rules:
        keyframes = _KEYFRAMES.match(head)
        if body and head.startswith(_GROUPS):
            inner = "".join(_animated(_Rules(body).read(), css))
            yield f"{head}{{{inner}}}" if inner else ""
        elif not keyframes or len(re.findall(rf"\b{keyframes[1]}\b", css)) > 1:
            yield f"{head};" if body is None else f"{head}{{{body}}}"


def _without_unread(css: str) -> str:
    """Take out custom properties that nothing reads, and what only they read."""
    while True:
        unread = set(_DECLARED.findall(css)) - set(re.findall(r"var\((--[\w-]+)", css))
        if not unread:
            return _EMPTY.sub("", css)
        css = _without(unread, css)


def _without(properties: Iterable[str], css: str) -> str:
    """A stylesheet that declares none of these custom properties."""
    names = "|".join(map(re.escape, sorted(properties))) or "$^"
    return re.sub(rf"(?<=[{{;])\s*(?:{names})\s*:(?:{_STRING}|[^;}}\"'])*;?", "", css)
