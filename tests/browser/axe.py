"""axe-core, which finds faults in a page's accessibility: A, AA, WCAG 2.2 and best practice."""

from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
COLOURS = ("color-contrast", "link-in-text-block")
"""The rules that another colour scheme can break."""
SCHEMES: dict[Any, tuple[str, ...]] = {"light": RULES, "dark": COLOURS}

_AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
_RUN = """([places, tags]) => axe.run(places.length ? {include: places} : document,
    {runOnly: tags, resultTypes: ["violations", "incomplete"]})"""


def load(page: Page) -> None:
    """Let a page know axe."""
    page.evaluate(_AXE)


def faults(page: Page, *places: str) -> list[tuple[str, str, str]]:
    """What fails in a page, or in some places of it, in light and in dark colours.

    That is what breaks a rule, and what axe can't decide: the scheme, the rule, the element.
    """
    found = []
    for scheme, tags in SCHEMES.items():
        page.emulate_media(color_scheme=scheme)
        results: dict[str, Any] = page.evaluate(_RUN, [places, tags])
        found += [
            (scheme, fault["id"], node["html"])
            for fault in (*results["violations"], *results["incomplete"])
            for node in fault["nodes"]
            if not _is_contrast_of_a_sign(fault["id"], node["html"])
        ]
    page.emulate_media(color_scheme="light")
    return found


def _is_contrast_of_a_sign(rule: str, html: str) -> bool:
    """What axe gives up on: words in pictures, and a single sign; another test measures them."""
    return rule == "color-contrast" and html.startswith(("<text", "<tspan", '<span class="task"'))
