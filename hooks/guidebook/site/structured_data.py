"""What a page tells search engines of itself: JSON-LD in the words of schema.org.

Only what is true: a review is named where one was made, and an answer is the page's own text.
"""

import json
import re
from collections.abc import Iterable
from html import unescape
from typing import Any, NamedTuple

from guidebook.bibliography.reference import Reference
from guidebook.markup import DECISION_STEP
from guidebook.page import Page

_PART = re.compile(r"(?=<h2|<section)")
_SECTION = re.compile(r"<h2[^>]*>(?P<heading>.*?)</h2>(?P<body>.*)", re.S)
_STEP = re.compile(rf'<section class="{DECISION_STEP}.*?</section>', re.S)
"""What asks the reader, and has no answer."""
_CITATION = re.compile(
    r'\s*<a class="citation".*?</a>(?:<button.*?</button>)?|<aside class="sidenote".*?</aside>',
    re.S,
)
_BLOCK_END = re.compile(r"(?=</(?:p|li|h\d|t[dh]|d[dt]|div)>)")
_TAG = re.compile(r"<[^>]*>")


class Publication(NamedTuple):
    """Where a page is published."""

    url: str
    """The page's canonical address."""
    site_name: str
    site_url: str
    language: str
    """Of the site (BCP 47)."""
    topic: str
    """What its guide is about, or nothing for a page in no guide."""
    page_type: str = "WebPage"
    """What kind of page a guide's is: a type of schema.org."""


def structured_data(page: Page, references: Iterable[Reference], where: Publication) -> str:
    """The page as JSON-LD, which may stand in a `script` element as it is."""
    found = {"@context": "https://schema.org", **_page(page, where)}
    found["citation"] = [_work(reference) for reference in references]
    filled = {name: value for name, value in found.items() if value}
    return json.dumps(filled, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _page(page: Page, where: Publication) -> dict[str, Any]:
    review = page.review
    return {
        "@type": where.page_type if where.topic else "WebPage",
        "name": page.title,
        "description": page.description,
        "url": where.url,
        "inLanguage": where.language,
        "isPartOf": {"@type": "WebSite", "name": where.site_name, "url": where.site_url},
        "about": {"@type": "Thing", "name": where.topic} if where.topic else None,
        "mainEntity": _question(page.html) if where.topic else None,
        "dateModified": page.changed.isoformat() if page.changed else None,
        "lastReviewed": review.date.isoformat() if review else None,
        "reviewedBy": {"@type": "Person", "name": review.reviewer} if review else None,
    }


def _question(html: str) -> dict[str, Any] | None:
    """The first heading of a page that asks a question, and the text below it as its answer."""
    parts = map(_SECTION.match, _PART.split(_STEP.sub("", html)))
    for section in filter(None, parts):
        if (name := _text(section["heading"])).endswith("?"):
            answer = {"@type": "Answer", "text": _text(section["body"])}
            return {"@type": "Question", "name": name, "acceptedAnswer": answer}
    return None


def _text(html: str) -> str:
    """The words of a piece of HTML without its citations and the notes beside it."""
    spaced = _BLOCK_END.sub(" ", _CITATION.sub("", html))
    return " ".join(unescape(_TAG.sub("", spaced)).split())


def _work(reference: Reference) -> dict[str, str]:
    kind = "ScholarlyArticle" if reference.kind == "article" else "CreativeWork"
    found = {"@type": kind, "name": reference.item.get("title", ""), "url": reference.address}
    return {name: value for name, value in found.items() if value}
