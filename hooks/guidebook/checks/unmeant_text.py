"""What was meant as Markdown and stayed text: readers would see its signs as they are typed.

A form is looked for in the page's file, and told only where the text of the page that Markdown
made holds the same signs. What is escaped, stands in code or did its work is never told.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from guidebook.checks.shown_text import BEGIN, RUN, Shown
from guidebook.checks.unmeant_blocks import IN_HTML, unmeant_blocks
from guidebook.findings import Finding
from guidebook.source import Source


class Form(NamedTuple):
    """A way to write something, which Markdown doesn't read here."""

    typed: re.Pattern[str]
    """How it stands in the file; its group `shown`, if it has one, is what readers would see."""
    code: str
    message: str
    """`{shown}` stands for what readers would see."""
    hint: str
    is_of_line: bool = False
    """Whether it must begin a line of the text."""


def _form(typed: str, code: str, message: str, hint: str, *, of_line: bool = False) -> Form:
    return Form(re.compile(typed, re.M), code, message, hint, of_line)


_SEEN = "readers would see '{shown}'"
_IN_HTML = (f"{_SEEN}: Markdown isn't read inside HTML", IN_HTML)
_MATHEMATICS = (
    "neither the site nor the book can show a formula",
    "Write it in words and signs (×, ½, ≤), as 10^-3^, or as a picture.",
)
_CLOSE = (
    f"{_SEEN}: what it begins or ends is not whole",
    r"Write the signs on both sides of the words, in one paragraph, or \ before a sign to show it.",
)

_IN_HTML_ONLY = (
    _form(r"(?<![\\*])(?P<shown>\*\*[^\s*][^*\n]*\*\*)(?!\*)", "M22", *_IN_HTML),
    _form(r"(?<![\w\\*])(?P<shown>\*[^\s*][^*\n]*\*)(?![\w*])", "M22", *_IN_HTML),
    _form(r"(?<![\\!])(?P<shown>!?\[[^\[\]\n]+\]\([^()\s]+\))", "M22", *_IN_HTML),
    _form(rf"{BEGIN}(?P<shown>#{{2,6}}[ \t]+\S{RUN})", "M22", *_IN_HTML, of_line=True),
)
_LEFT_OPEN = (
    _form(r"(?<![\\*])(?P<shown>\*\*(?!\*)[^\W_]+)", "M20", *_CLOSE),
    _form(r"(?<![^\W_])(?P<shown>[^\W_]+[.,;:!?)]?\*\*)(?!\*)", "M20", *_CLOSE),
    _form(r"(?<![\w\\_])(?P<shown>__[^\W_]+)", "M20", *_CLOSE),
    _form(r"(?<![\\~])(?P<shown>~~[^\W_]+)", "M20", *_CLOSE),
    _form(r"(?<![^\W_])(?P<shown>[^\W_]+[.,;:!?)]?~~)(?!~)", "M20", *_CLOSE),
    _form(r"(?<![\w\\*])(?P<shown>\*[^\W_]+)", "M20", *_CLOSE),
    _form(r"(?<![\w\\_])(?P<shown>_[^\W_]+)", "M20", *_CLOSE),
    _form(r"(?<![\\`])(?P<shown>`[^\s`]*)", "M20", *_CLOSE),
)
_FORMULAS = (
    _form(r"(?<![\\$\w])(?P<shown>\$\$(?:(?!\$\$|\n[ \t]*\n)[\s\S])+\$\$)", "M21", *_MATHEMATICS),
    _form(r"(?<![\\$\w])(?P<shown>\$(?![\s$])[^$\n]*[^\s$\\]\$)(?![\w$])", "M21", *_MATHEMATICS),
    _form(
        r"(?P<shown>(?<!\\)\\(?:alpha|approx|beta|cdot|Delta|delta|frac|gamma|geq?|leq?|mathrm|mu|pm"
        r"|rightarrow|sqrt|sum|text|times)(?![a-zA-Z]))",
        "M21",
        *_MATHEMATICS,
    ),
    _form(
        r"(?<![\\\w^])(?P<shown>\w+\^[-+−]?\w+)(?![^\s]*\^)",
        "M20",
        f"{_SEEN}: a sign of raised words has no second one",
        "Write one on each side: 10^-3^.",
    ),
)
_OF_OTHERS = (
    _form(
        r"(?<![\w:\\])(?P<shown>:(?:[a-z][a-z0-9_+-]+|\+1|-1):)(?![\w:])",
        "M21",
        f"{_SEEN}: names of little pictures mean nothing here",
        "Say it in words.",
    ),
    _form(
        r"(?<![=\w\\{])(?P<shown>==[^\s=][^=\n]*==)(?![=\w])",
        "M21",
        f"{_SEEN}: two equals signs mark nothing here",
        "Write <mark>words</mark>, or **words** for what matters.",
    ),
    _form(
        r"(?<!\\)(?P<shown>!?\[\[[^\[\]\n]+\]\])",
        "M21",
        f"{_SEEN}: this is no link here",
        "Write [words](page.md), or ![what it shows](picture.png).",
    ),
    _form(
        r"(?<![\\\]\w])(?P<shown>!?\[(?!\d+\])[^\[\]\n@^]+\]\[[^\[\]\n@^]*\])",
        "L06",
        f"{_SEEN}: no line of the page says where it leads",
        "Write [words](page.md).",
    ),
    _form(
        r"(?<!\\)(?P<shown>\^\[[^\[\]\n]+\])",
        "M21",
        f"{_SEEN}: a note can't stand in the line",
        "Write a mark, [^1], and at the page's end its note: [^1]: Words.",
    ),
    _form(
        r"(?P<shown>\[!\w+\])",
        "M21",
        f"{_SEEN}: boxes are written in another way here",
        'Write !!! note "Title", and below it the words, each line with four spaces before it.',
    ),
    _form(
        rf"{BEGIN}(?P<shown>:{{3,}}[ \t]*{RUN})",
        "M21",
        f"{_SEEN}: boxes are written in another way here",
        'Write !!! note "Title", and below it the words, each line with four spaces before it.',
        of_line=True,
    ),
    _form(
        r"(?<!\\)(?P<shown>\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}|--8<--)",
        "M21",
        f"{_SEEN}: no program fills it in here",
        "Write the words themselves.",
    ),
    _form(
        r"(?<!\\)(?P<shown>\{(?:\+\+|--|==|>>)[^{}\n]*\})",
        "M21",
        f"{_SEEN}: a proposed change was left in the text",
        "Write the text as it shall be.",
    ),
    _form(
        r"(?<![\\+\w{])(?P<shown>\+\+[a-z][\w+-]*\+\+)(?!\+)",
        "M21",
        f"{_SEEN}: names of keys mean nothing here",
        "Write <kbd>Ctrl</kbd>.",
    ),
    _form(
        r"(?<!\\)(?P<shown>\{[:.#][^{}\n]*\})",
        "M21",
        f"{_SEEN}: words in curly brackets do nothing here",
        "Put them at the end of a heading, or on a line of their own right below a paragraph.",
    ),
    _form(
        r"(?<![^\s\\])(?P<shown>[^\s\\]*\\)[ \t]*\n[ \t>]*\S",
        "M21",
        f"{_SEEN}: a backslash ends no line here",
        "End the line with two spaces, or with <br>.",
    ),
    _form(
        r"(?<![\\\w\]])(?P<shown>\[\d{1,3}(?:[,;–-] ?\d{1,3})*\])(?![(\[:])",
        "C08",
        "'{shown}' is no citation",
        "Numbers are made by themselves: write the key of the source, [@key].",
    ),
)
_ADDRESS = _form(
    r"(?<!\]: )(?<![\w\\/:=\"'`(<>\[])(?P<shown>https?://[^\s<>\"'`()\[\]]*[\w/])",
    "L06",
    f"{_SEEN}: an address by itself is no link here",
    "Put it between angle brackets, <https://example.org/page>, or write [words](its address).",
)
_LINK = re.compile(r"<a\b.*?</a>", re.S)
_UNSEEN_MATHEMATICS = re.compile(
    r"\\(?:\((?P<round>[^\n]{1,200}?)\\\)|\[(?P<square>[^\n@]{1,200}?)\\\])"
)
"""Between brackets with backslashes, of which readers see the brackets only."""


def check_unmeant(html: str, page: Source) -> Iterator[Finding]:
    """Findings for what stayed text in the HTML that Markdown made of a page, given its file too.

    Signs that are left open are told once in a paragraph, and any other form once, too.
    """
    shown = Shown(html, page)
    blocks = unmeant_blocks(shown, page)
    yield from blocks.values()
    in_html = _first_in_blocks(_IN_HTML_ONLY, shown, page)
    left_open = _first_in_blocks(_LEFT_OPEN, shown, page)
    for block in in_html.keys() | blocks.keys():
        left_open.pop(block, None)
    formulas = _first_in_blocks(_FORMULAS, shown, page)
    for found in _UNSEEN_MATHEMATICS.finditer(page.prose):
        if re.search(r"[\\^_=]", found["round"] or found["square"]):
            at = found.start()
            formulas[shown.block(at)] = page.finding(at, "M21", *_MATHEMATICS)
    yield from [*in_html.values(), *left_open.values(), *formulas.values()]
    yield from _first_in_blocks([_ADDRESS], Shown(_LINK.sub("", html), page), page).values()
    for form in _OF_OTHERS:
        yield from _first_in_blocks([form], shown, page).values()


def _first_in_blocks(forms: Iterable[Form], shown: Shown, page: Source) -> dict[int, Finding]:
    """The first finding for some forms in each block of a page, by the block."""
    first: dict[int, Finding] = {}
    for form in forms:
        for typed in form.typed.finditer(page.prose):
            block, words = shown.block(typed.start("shown")), typed["shown"]
            if shown.holds(words, at_line_start=form.is_of_line):
                message = form.message.format(shown=" ".join(words.split()))
                found = page.finding(typed.start("shown"), form.code, message, form.hint)
                first[block] = min(found, first.get(block, found))
    return first
