"""Citations and lists of references as other programs write them, which mean nothing here."""

import re

from guidebook.bibliography.reference import KEY
from guidebook.citations.citation_syntax import Problem

WITH_A_KEY = re.compile(rf"@[\[{{]({KEY.pattern})[\]}}]")
"""Turned round, or in Pandoc's braces: a citation only where the key is known."""
OF_OTHERS = re.compile(
    r"\\\w*[cC]ite\w*\*?(?:\[[^\[\]]*\])*[ ]?\{[^{}]*\}"
    r"|(?P<role>\{cite(?::\w+)?\}|:cite(?::\w+)?:)"
    r"|(?P<list>\\(?:(?:full_|print)?bibliography\b(?:\{[^{}]*\})?)|\{bibliography\}"
    r"|\.\. bibliography::|:::+ *\{#refs\})"
)
"""TeX's commands, the roles of MyST and Sphinx, and what stands for the list of references in TeX,
mkdocs-bibtex, MyST, Sphinx and Pandoc."""
DIRECTIVE = re.compile(r"^[ \t>]*`{3,}[ ]*(\{bibliography\})", re.M)
"""MyST's, which Markdown takes for code."""

_LOCATOR = re.compile(r"\[([^\[\]]+)\]\{")
_IN_TICKS = re.compile(r"[^`\n]*`([^`]*)`")


def problem_of(text: str, written: str) -> Problem:
    """What is wrong with a citation in another form; `written` is its file from there on."""
    form = OF_OTHERS.fullmatch(text)
    if form and form["list"]:
        hint = "Take it out: the lists of references are made by themselves."
        return Problem(0, "C09", f"'{text}' is no list of references", hint)
    if form and form["role"]:
        ticks = _IN_TICKS.match(written)
        keys = ticks[1] if ticks else "key"
    else:
        keys = re.split(r"[@{\[]+", text)[-1].strip("]}")
    locator = _LOCATOR.search(text) if form and "," not in keys else None
    citation = "; ".join(f"@{key.strip()}" for key in keys.split(","))
    citation += f", {locator[1]}" if locator else ""
    return Problem(0, "C08", f"'{text}' is no citation", f"Write [{citation}].")
