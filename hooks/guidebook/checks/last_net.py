"""The last net over a page's finished body: what a sanitiser would take out of it is a finding.

nh3 reads HTML as browsers do (html5ever). It reads the body twice, once with the lists of what may
stand there and once with everything let through: where the two differ, something slipped through
all that was checked before.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape

import nh3

from guidebook.checks.allowed_markup import ATTRIBUTES, ELEMENTS, EVERYWHERE, PREFIXES
from guidebook.checks.drawing_names import ATTRIBUTES as DRAWING_ATTRIBUTES
from guidebook.checks.drawing_names import ELEMENTS as DRAWING_ELEMENTS
from guidebook.findings import Finding
from guidebook.source import Source

_OF_OUR_PARTS = {
    "button": {"popovertarget", "popovertargetaction", "type"},
    "div": {"popover"},
}
"""What only citations and their references bring."""
_SCHEMES = frozenset(("http", "https", "mailto", "tel"))
_TAG_NAME = re.compile(r"</?([a-zA-Z][^\s/>]*)")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]{0,30}\Z")
_UNSEEN_IN_ADDRESSES = re.compile(r"[\x00-\x20]+")


def check_finished(html: str, page: Source, has_told_links: bool) -> Iterator[Finding]:
    """A finding at the first thing in a page's finished body that mustn't be published.

    Where the check of links has told of some, addresses are left to it.
    """
    names, schemes = frozenset(map(str.lower, _TAG_NAME.findall(html))), _schemes(html)
    kept = _strict(schemes if has_told_links else _SCHEMES).clean(html)
    everything = _loose(names, schemes).clean(html)
    if kept != everything:
        message = (
            f"the page's HTML would hold what mustn't be published: {_first(everything, kept)}"
        )
        yield page.finding(page.body, "T04", message, "Take it out of the page.")


def cleaned(html: str) -> str:
    """HTML without elements and attributes that mustn't be published.

    Addresses stay, whatever they open: the check of links tells of each.
    """
    return _strict(_schemes(html)).clean(html)


def _first(everything: str, kept: str) -> str:
    """The first tag that is lost."""
    same = next(
        (at for at, (one, other) in enumerate(zip(everything, kept, strict=False)) if one != other),
        len(kept),
    )
    start = everything.rfind("<", 0, same + 1)
    return everything[start : everything.find(">", same) + 1][:80]


@lru_cache(maxsize=8)
def _strict(schemes: frozenset[str]) -> nh3.Cleaner:
    """Lets through what the lists name."""
    elements = ELEMENTS | DRAWING_ELEMENTS | _OF_OUR_PARTS.keys()
    attributes = {
        name: {*ATTRIBUTES.get(name, ()), *_OF_OUR_PARTS.get(name, ())} for name in elements
    }
    for name in DRAWING_ELEMENTS:
        attributes[name] |= DRAWING_ATTRIBUTES
    return nh3.Cleaner(
        tags=elements,
        clean_content_tags=set(),
        attributes={**attributes, "*": set(EVERYWHERE)},
        generic_attribute_prefixes=set(PREFIXES),
        link_rel=None,
        url_schemes=schemes,
    )


@lru_cache(maxsize=64)
def _loose(names: frozenset[str], schemes: frozenset[str]) -> nh3.Cleaner:
    """Lets through every attribute of the elements and every address of the schemes that it has."""
    return nh3.Cleaner(
        tags=ELEMENTS | DRAWING_ELEMENTS | _OF_OUR_PARTS.keys() | names,
        clean_content_tags=set(),
        attributes={},
        generic_attribute_prefixes={""},
        link_rel=None,
        url_schemes=schemes,
    )


def _schemes(html: str) -> frozenset[str]:
    """Every word that may begin an address in the HTML."""
    addresses = _UNSEEN_IN_ADDRESSES.sub("", unescape(html) if "&" in html else html)
    before_colons = (text[-31:] for text in addresses.split(":")[:-1])
    found = filter(None, map(_SCHEME.search, before_colons))
    return _SCHEMES.union(scheme.group().lower() for scheme in found)
