"""Lists and tables that Markdown didn't take for such: their lines would run together."""

import re

from guidebook.checks.shown_text import BEGIN, RUN, Shown
from guidebook.findings import Finding
from guidebook.source import Source

IN_HTML = (
    "Write the word markdown in the tag around it, as in <details markdown>, or take the tag out."
)

_ITEM = re.compile(rf"{BEGIN}(?P<shown>(?:[-*+]|1\.)[ \t]+\S)", re.M)
_LISTS = (
    (_ITEM, "Put an empty line before it."),
    (
        re.compile(rf"{BEGIN}(?P<shown>\(?(?:1|[aAi])\)[ \t]+{RUN})", re.M),
        "Begin its lines with 1. and 2., or with -, and put an empty line before it.",
    ),
    (
        re.compile(
            rf"(?:\A|\n[ \t>]*\n)[ \t>]*(?P<shown>\(?\d{{1,2}}\)[ \t]+{RUN})"
            rf"|{BEGIN}(?P<other>a\.[ \t]+{RUN})[^\n]*\n[ \t>]*b\.[ \t]",
            re.M,
        ),
        "Begin its lines with 1. and 2., or with -, and put an empty line before it.",
    ),
    (
        re.compile(rf"{BEGIN}(?P<shown>[•·‣⁃◦▪▫●○■□►▶➢➤→✓✔✗\uf0b7][ \t\xa0]*{RUN})", re.M),
        "Begin its lines with a hyphen and a space, and put an empty line before it.",
    ),
    (
        re.compile(
            rf"{BEGIN}(?P<shown>(?P<mark>[–—])[ \t]+{RUN})[^\n]*\n[ \t>]*(?P=mark)[ \t]", re.M
        ),
        "Begin its lines with a hyphen and a space, and put an empty line before it.",
    ),
    (
        re.compile(
            rf"{BEGIN}(?P<shown>(?P<mark>[-+*–•])[^\W\d_]{RUN})[^\n]*\n[ \t>]*(?P=mark)[^\W\d_]"
            rf"|{BEGIN}(?P<one>[-+][A-Z]{RUN})"
            rf"|{BEGIN}(?P<number>1\.[A-Za-z]{RUN})[^\n]*\n[ \t>]*2\.",
            re.M,
        ),
        "Put a space behind the sign that begins each line, and an empty line before the first.",
    ),
)
"""How a list may be written that is none, and what to do about it."""
_ROW = re.compile(
    rf"{BEGIN}(?P<shown>\|{RUN})(?:\|[^\n]*)?\|[ \t]*$"
    rf"|{BEGIN}(?P<bare>[^|\s]{RUN} )\| [^\n]*\n[ \t>]*[^|\n]+ \| ",
    re.M,
)
_RULE = re.compile(r"^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$", re.M)


def unmeant_blocks(shown: Shown, page: Source) -> dict[int, Finding]:
    """A finding for each block that holds a list or a table which stayed text, by the block."""
    found: dict[int, Finding] = {}
    for pattern, hint in _LISTS:
        for line in pattern.finditer(page.prose):
            at = line.start(_group(line))
            if not shown.holds(_begin(page, at), at_line_start=True) or _in_brackets(page, at):
                continue
            block = shown.block(at)
            is_in_html = pattern is _ITEM and shown.block(max(line.start() - 2, 0)) != block
            message = "the list would be shown as plain text"
            finding = page.finding(at, "M04", message, IN_HTML if is_in_html else hint)
            found[block] = min(finding, found.get(block, finding))
    for row in _ROW.finditer(page.prose):
        at = row.start(_group(row))
        block = shown.block(at)
        is_seen = shown.holds(row[_group(row)], at_line_start=True)
        if is_seen and block not in found and not _RULE.search(_text_of_block(page, at)):
            hint = "Write a line below its first one: | --- | --- |, with one part for each column."
            message = "the table would be shown as plain text"
            found[block] = page.finding(at, "M06", message, hint)
    return found


def _group(found: re.Match[str]) -> str:
    """The name of the group that holds what readers would see."""
    return next(name for name, text in found.groupdict().items() if text and name != "mark")


def _begin(page: Source, offset: int) -> str:
    """How readers see the beginning of a line, as far as Markdown leaves it: two letters at least.

    What begins words with another look is left out; without a word nothing can be compared.
    """
    line = page.prose[offset:].partition("\n")[0]
    plain = re.sub(r"(?<=[ \t])[*_~\[]+(?=\w)", "", line, count=1)
    begin = plain[:1] + "".join(re.findall(rf"\A{RUN}", plain[1:]))
    return begin if re.search(r"[^\W_]{2}", begin) else line


def _in_brackets(page: Source, offset: int) -> bool:
    """Whether a bracket is open there, in which `1)` closes it."""
    before = page.prose[:offset].rpartition("\n\n")[2]
    return before.count("(") > before.count(")")


def _text_of_block(page: Source, offset: int) -> str:
    before = page.prose[:offset].rpartition("\n\n")[2]
    return before + page.prose[offset:].partition("\n\n")[0]
