"""Guides: which page belongs to which, and in which order they are read."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from posixpath import dirname, relpath

REFERENCES_PAGE = "references.md"
"""The page of a guide, at the top of its folder, that lists all of its references."""


def guide_of(path: str) -> str:
    """The guide of a page, by its path in `docs/`: the top folder, or nothing at the top level."""
    return path.partition("/")[0] if "/" in path else ""


def name_in_guide(path: str) -> str:
    """What tells a page from the others of its guide: its path there, without the ending."""
    return path.removeprefix(f"{guide_of(path)}/").removesuffix(".md")


def is_references_page(path: str) -> bool:
    """Whether the page at `path` in `docs/` is a guide's references page."""
    guide = guide_of(path)
    return bool(guide) and path == f"{guide}/{REFERENCES_PAGE}"


def reading_order(nav: Iterable[str], pages: Iterable[str]) -> list[str]:
    """The paths of all pages: first those of the navigation, in its order, then the others."""
    known = set(pages)
    listed = [path for path in dict.fromkeys(nav) if path in known]
    return listed + sorted(known.difference(listed))


def by_guide(paths: Sequence[str]) -> Mapping[str, list[str]]:
    """Pages that are numbered together, in their order: a guide's, or a single page of no guide.

    The key is the guide's folder, or the path of the single page.
    """
    groups: dict[str, list[str]] = {}
    for path in paths:
        groups.setdefault(guide_of(path) or path, []).append(path)
    return groups


@lru_cache(maxsize=4096)
def relative_url(target: str, base: str) -> str:
    """The address of `target` as a link on the page at `base`; both count from the site's root."""
    url = relpath(target or ".", dirname(base) or ".")
    return f"{url}/" if target.endswith("/") or not target else url
