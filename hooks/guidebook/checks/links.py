"""Links and images of pages: every target must exist, and every image must be described.

Links are taken from the built HTML, where Markdown has decided what is one; their places are looked
up in the source only when something is wrong.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from html import unescape
from posixpath import basename, dirname, join, normpath, relpath
from typing import NamedTuple
from urllib.parse import unquote

from guidebook.findings import Finding, did_you_mean
from guidebook.memory import Memory
from guidebook.page import Page

_ID = re.compile(r"<[^>]*?\s(?:id|name)=[\"']([^\"']*)[\"']")
_TAG = re.compile(r"<(a|img)\b([^>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"\b(href|src|alt)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE
)
_TYPED = re.compile(
    r"(?:(?P<bare>!\[\s*)?\]\(\s*<?|^ {0,3}\[[^\]\n]+\]:\s*<?|\b(?:href|src)\s*=\s*[\"']?)"
    r"(?P<target>(?:[^\s()<>\"']|\([^\s()]*\)| (?=[^\s()<>\"']))*)",
    re.MULTILINE,
)
"""Where Markdown or HTML holds a target, which may have spaces; `bare` if it is an image's and
describes nothing."""
_NOT_A_LINK = re.compile(
    r"\[[^\]\n]+\][ \t]+(?=\((?:https?://|\.{0,2}/?[\w./-]+\.md\b|#)[^)\n]*\))"
    r"|\([^()\n]+\)\[(?:https?://|[\w./-]+\.md\b)[^\]\n]*\]"
)
"""A space before the round brackets, or round and square brackets the wrong way round."""
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_OUTSIDE = ("http", "https", "mailto", "tel")
_GONE = "It may have been renamed or removed."


class _Site(NamedTuple):
    files: Mapping[str, str]
    """By address, nothing encoded, the path in `docs/` of every file."""
    paths: frozenset[str]
    ids: Mapping[str, frozenset[str]]
    """By path, what a link to that page can name after a number sign."""


class _Way(NamedTuple):
    """A link that leads to another page or a file: how it was found there, and what it names."""

    as_built: str
    path: str
    anchor: str


class _Wrong(NamedTuple):
    target: str
    code: str
    message: str
    hint: str
    is_bare: bool = False
    """Whether it is an image that nothing describes."""


def check_links(pages: Sequence[Page], files: Mapping[str, str], memory: Memory) -> list[Finding]:
    """Findings for the links and images of a site's pages.

    `files` holds every file of the site: its path in `docs/` by its address from the site's root.
    A page without a finding that is in the `memory` as it is has none as long as all its ways lead
    where they did.
    """
    known = {_clean(unquote(url)): path for url, path in files.items()}
    ids = {page.path: memory.made(_ids, page.path, page.html) for page in pages}
    site = _Site(known, frozenset(files.values()), ids)
    return [finding for page in pages for finding in _known_or_checked(page, site, memory)]


def _ids(html: str) -> frozenset[str]:
    return frozenset(_ID.findall(html))


def _known_or_checked(page: Page, site: _Site, memory: Memory) -> list[Finding]:
    kept = memory.recall(("links", page.path), (page,))
    if kept and all(_leads(way, site) for way in kept.made):
        return []
    found = list(_check_page(page, site))
    if memory.keeps and not found:
        memory.keep(("links", page.path), (page,), _ways(page, site))
    return found


def _ways(page: Page, site: _Site) -> list[_Way]:
    """The ways of a page that has only such as lead somewhere."""
    targets = {
        unescape(double or single or bare)
        for tag in _TAG.finditer(page.html)
        for name, double, single, bare in _ATTRIBUTE.findall(tag[2])
        if name.lower() != "alt"
    }
    inside = (target for target in targets if target[:1] != "#" and not _SCHEME.match(target))
    return [
        _Way(_clean(join(_folder(unquote(page.url)), _path_of(unquote(target)))), *meant)
        for target in sorted(inside)
        for meant in [_meaning(target, page, site)]
    ]


def _leads(way: _Way, site: _Site) -> bool:
    is_there = site.files.get(way.as_built) == way.path
    return is_there and (not way.anchor or way.anchor in site.ids.get(way.path, (way.anchor,)))


def _check_page(page: Page, site: _Site) -> Iterator[Finding]:
    tags = _TAG.finditer(page.html)
    found = [wrong for tag in tags for wrong in _check_tag(tag, page, site)]
    typed = _typed(page, site) if found else {}
    seen: Counter[tuple[str, ...]] = Counter()
    for wrong in found:
        meant = _meaning(wrong.target, page, site)
        seen[(wrong.code, *meant)] += 1
        offset = _offset(wrong, typed.get(meant, []), seen[(wrong.code, *meant)])
        yield page.source.finding(offset, wrong.code, wrong.message, wrong.hint)
    yield from _check_typed(page)


def _typed(page: Page, site: _Site) -> dict[tuple[str, str], list[re.Match[str]]]:
    """Where a page's file holds targets, by what each means."""
    places: dict[tuple[str, str], list[re.Match[str]]] = {}
    for found in _TYPED.finditer(page.source.prose):
        places.setdefault(_meaning(found["target"], page, site), []).append(found)
    return places


def _check_typed(page: Page) -> Iterator[Finding]:
    """What was meant as a link and isn't one."""
    if "] (" in page.html or ")[" in page.html:
        for found in _NOT_A_LINK.finditer(page.source.prose):
            hint = (
                "Write the words in square brackets and the address right after: [words](page.md)."
            )
            message = "this looks like a link but is none"
            yield page.source.finding(found.start(), "L06", message, hint)


def _check_tag(tag: re.Match[str], page: Page, site: _Site) -> Iterator[_Wrong]:
    attributes = {
        name.lower(): unescape(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(tag[2])
    }
    target = attributes.get("href" if tag[1].lower() == "a" else "src")
    if target is not None and "footnote-backref" not in tag[2]:  # the check of footnotes tells
        yield from _check_target(target, page, site)
        if tag[1].lower() == "img" and not attributes.get("alt", "").strip():
            hint = "Say between the square brackets what it shows: ![what it shows](picture.png)."
            message = "the image has no description for people who can't see it"
            yield _Wrong(target, "L04", message, hint, is_bare=True)


def _check_target(target: str, page: Page, site: _Site) -> Iterator[_Wrong]:
    scheme = _SCHEME.match(target)
    if scheme and scheme[1].lower() in _OUTSIDE:
        return
    if scheme:
        message = f"'{scheme[1]}:' opens nothing for a reader"
        hint = "Link to a page of this site, or to an address that begins with https://."
        yield _Wrong(target, "L05", message, hint)
    elif target.startswith("/"):
        hint = "Write the way from this page, as in ../about.md, so that it also works offline."
        yield _Wrong(target, "L03", f"'{target}' begins with a slash", hint)
    else:
        yield from _check_inside(target, page, site)


def _check_inside(target: str, page: Page, site: _Site) -> Iterator[_Wrong]:
    path, anchor = _meaning(target, page, site)
    if not target:
        yield _Wrong(target, "L01", "a link without a target", "Write where it leads.")
    elif path not in site.paths:
        written = unquote(_path_of(target))
        message = f"there is no page or file '{written}'"
        yield _Wrong(target, "L01", message, _nearest(written, page, site))
    elif path.endswith(".md") and _path_of(target).endswith(".md"):
        message = f"'{unquote(_path_of(target))}' leads nowhere: HTML is published as it is typed"
        yield _Wrong(target, "L01", message, f"Write [words]({unquote(target)}).")
    elif anchor and anchor not in site.ids.get(path, {anchor}):
        message = f"'{basename(path)}' has no place '#{anchor}'"
        gone = "A heading was renamed or taken out: link to another one, or only to the page."
        hint = did_you_mean(anchor, site.ids[path], gone)
        yield _Wrong(target, "L02", message, hint)


def _nearest(written: str, page: Page, site: _Site) -> str:
    """A hint on what was meant by the path of a missing page or file."""
    if written.startswith("www."):
        return f"Write https://{written}."
    known = [relpath(path, dirname(page.path) or ".") for path in sorted(site.paths)]
    moved = [path for path in known if basename(path) == basename(written)]
    meant = moved[0] if len(moved) == 1 else written
    return did_you_mean(meant, known, _GONE)


def _meaning(target: str, page: Page, site: _Site) -> tuple[str, str]:
    """The path in `docs/` that a target leads to, as typed or as built, and what follows `#`."""
    path, _, anchor = unquote(target).partition("#")
    path = path.partition("?")[0]
    if not path:
        return page.path, anchor
    as_built = _clean(join(_folder(unquote(page.url)), path))
    as_typed = _clean(join(dirname(page.path), path))
    return site.files.get(as_built, as_typed), anchor


def _path_of(target: str) -> str:
    return target.partition("#")[0].partition("?")[0]


@lru_cache(maxsize=4096)
def _clean(url: str) -> str:
    return normpath(url or ".")


def _folder(url: str) -> str:
    return url if url.endswith("/") else dirname(url)


def _offset(wrong: _Wrong, typed: Sequence[re.Match[str]], number: int) -> int:
    """Where the link stands that is the `number`th such one; the file's start if nowhere."""
    bare = [found for found in typed if found["bare"]] if wrong.is_bare else []
    offsets = [found.start("target") for found in bare or typed] or [0]
    return offsets[min(number, len(offsets)) - 1]
