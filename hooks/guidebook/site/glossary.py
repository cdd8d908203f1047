"""The glossary's words, each a link to its explanation where a page uses it first."""

import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape, unescape

from guidebook.markup import GLOSSARY_WORD
from guidebook.page import Page, relative_url

GLOSSARY_PAGE = "glossary.md"
"""Its path in `docs/`: a list of definitions, `Word {#id}` and below it `:   What it means`."""

_TERM = re.compile(r'<dt id="([^"]+)">(.*?)</dt>', re.S)
_SHORT_FORM = re.compile(r"(.+?) \((.+)\)")
_TAG = re.compile(r"<[^>]*>")
_HEADS = ("dt", "h1", "h2", "h3", "h4", "h5", "h6", "th")
_LEFT_ALONE = ("a", "abbr", "button", "cite", "code", *_HEADS)
_NO_PROSE = ("kbd", "label", "mark", "pre", "samp", "script", "style", "summary", "svg", "title")
_TOKEN = re.compile(
    rf"<({'|'.join(_LEFT_ALONE + _NO_PROSE)})\b[^>]*>.*?</\1>"
    r'|<ul class="(?:cards|doors)">.*?</ul>|<!--.*?-->|<[^>]*>|(?P<text>[^<]+)',
    re.S,
)
"""Elements whose words stay as they are (a card is one link as a whole), other tags, and text."""


def read_glossary(html: str) -> dict[str, str]:
    """The id of each word's explanation, by the word in small letters.

    `Magnetic resonance imaging (MRI)` explains the words and the short form.
    """
    words: dict[str, str] = {}
    for name, term in _TERM.findall(html):
        plain = " ".join(unescape(_TAG.sub("", term)).split())
        forms = _SHORT_FORM.fullmatch(plain)
        for form in forms.groups() if forms else (plain,):
            words[form.casefold()] = name
    return words


def link_words(page: Page, glossary: Page, words: Mapping[str, str]) -> str:
    """The page's HTML with a link where it first uses each of the glossary's words."""
    pattern, used = _pattern(tuple(words)), set[str]()
    address = relative_url(glossary.url, page.url)

    def linked(found: re.Match[str]) -> str:
        name = words[found["word"].casefold()]
        if name in used:
            return found.group()
        used.add(name)
        way = escape(f"{address}#{name}")
        return f'<a class="{GLOSSARY_WORD}" href="{way}">{found.group()}</a>'

    def searched(token: re.Match[str]) -> str:
        return pattern.sub(linked, token["text"]) if token["text"] else token.group()

    return _TOKEN.sub(searched, page.html) if words else page.html


@lru_cache(maxsize=8)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """What finds these words, the longest first, also where they end in an s more."""
    longest = sorted(words, key=len, reverse=True)
    forms = "|".join(escape(re.escape(word), quote=False) for word in longest)
    return re.compile(rf"(?<![\w-])(?P<word>{forms})s?(?![\w-])", re.IGNORECASE)
