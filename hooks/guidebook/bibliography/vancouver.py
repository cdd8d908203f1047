"""References as readers see them, in the Vancouver style, as fragments of HTML.

After the ICMJE's sample references and Citing Medicine (National Library of Medicine, 2nd edition).
"""

import re
from collections.abc import Callable, Iterator
from html import escape
from urllib.parse import urlsplit

from guidebook.bibliography import identifiers
from guidebook.bibliography.model import CHECKED, Reference
from guidebook.bibliography.names import parse_name, people, split_names, vancouver
from guidebook.bibliography.vocabulary import BOOKS, PARTS, REPORTS

_MOST_AUTHORS = 6
_ENDED = re.compile(r"[.?!…][\"'”’]*$")
_RANGE = re.compile(r"\s*[-–—]+\s*")


def render(reference: Reference) -> str:
    """One reference as HTML, every text in it escaped; nothing of it becomes markup."""
    body = _BODIES.get(reference.kind, _page)
    sentences = (*body(reference), *_links(reference), *_remarks(reference))
    return " ".join(sentence for sentence in sentences if sentence)


def checked_statement(reference: Reference) -> str:
    """How far the entry was checked against its source, as readers see it."""
    return CHECKED.get(reference.fields.get("checked", ""), CHECKED["nothing"])


def title(reference: Reference) -> str:
    """Title and subtitle in plain text."""
    return ": ".join(part for field in ("title", "subtitle") if (part := reference.text(field)))


def year(reference: Reference) -> str:
    """The year, from either field that may hold it."""
    return reference.text("year") or reference.text("date")[:4]


def pages(reference: Reference) -> str:
    """Pages with an en dash in each range, or the article's number."""
    return _RANGE.sub("–", reference.text("pages", "eid"))


def _article(reference: Reference) -> Iterator[str]:
    yield _sentence(_authors(reference))
    yield _title(reference)
    yield _sentence(reference.text("journal", "journaltitle"))
    issue = reference.text("number", "issue")
    place = reference.text("volume") + (f"({issue})" if issue else "")
    yield _sentence(_joined(":", _joined(";", year(reference), place), pages(reference)))


def _book(reference: Reference) -> Iterator[str]:
    yield _sentence(_authors(reference) or _editors(reference))
    yield _title(reference)
    yield _sentence(_edition(reference))
    yield _sentence(_editors(reference) if _authors(reference) else "")
    yield from _imprint(reference)


def _part(reference: Reference) -> Iterator[str]:
    yield _sentence(_authors(reference))
    yield _title(reference)
    inside = _joined(". ", _editors(reference), reference.text("booktitle"))
    yield _sentence(f"In: {inside}" if inside else "")
    yield _sentence(_edition(reference))
    yield from _imprint(reference)


def _report(reference: Reference) -> Iterator[str]:
    yield _sentence(_authors(reference))
    yield _title(reference)
    yield _sentence(reference.text("type"))
    yield from _imprint(reference)
    number = reference.text("number")
    yield _sentence(f"Report No.: {number}" if number else "")


def _page(reference: Reference) -> Iterator[str]:
    """A page on the web, and whatever has no form of its own."""
    body = reference.text("organization", "institution", "publisher")
    authors = _authors(reference)
    yield _sentence(authors or body)
    yield _title(reference)
    yield _sentence(body if authors else "")
    yield _sentence(reference.text("howpublished"))
    yield _sentence(year(reference))


_BODIES: dict[str, Callable[[Reference], Iterator[str]]] = {
    "article": _article,
    **dict.fromkeys(BOOKS, _book),
    **dict.fromkeys(PARTS, _part),
    **dict.fromkeys(REPORTS, _report),
}


def _imprint(reference: Reference) -> Iterator[str]:
    """`Place: Publisher; Year. p. 93–113. ISBN …` as far as it is known."""
    publisher = reference.text("publisher", "institution", "school", "organization")
    place = _joined(": ", reference.text("address", "location"), publisher)
    yield _sentence(_joined("; ", place, year(reference)))
    numbers = pages(reference)
    yield _sentence(f"p. {numbers}" if numbers else "")
    isbn = reference.text("isbn")
    yield _sentence(f"ISBN {isbn}" if isbn else "")


def _links(reference: Reference) -> Iterator[str]:
    """DOI, PMID and address; one that isn't well formed is left out."""
    if doi := identifiers.doi(reference):
        yield _link(identifiers.doi_address(doi), f"doi:{doi}")
    if pmid := identifiers.pmid(reference):
        yield _link(identifiers.pmid_address(pmid), f"PMID {pmid}")
    if url := identifiers.url(reference):
        parts = urlsplit(url)
        yield _link(url, parts.netloc + (parts.path if len(parts.path) > 1 else ""))


def _remarks(reference: Reference) -> Iterator[str]:
    accessed = reference.text("urldate")
    yield _sentence(f"Accessed {accessed}" if accessed else "")
    yield _sentence(reference.text("note"))


def _authors(reference: Reference) -> str:
    return _names(reference.fields.get("author", ""))


def _editors(reference: Reference) -> str:
    field = reference.fields.get("editor", "")
    names = _names(field)
    return names and f"{names}, {'editor' if len(people(field)) == 1 else 'editors'}"


def _names(field: str) -> str:
    """The first six of the people that a field names, and whether there are more."""
    names, others = split_names(field)
    shown = [vancouver(parse_name(name)) for name in names[:_MOST_AUTHORS]]
    more = others or len(names) > _MOST_AUTHORS
    return ", ".join([name for name in shown if name] + (["et al."] if more else []))


def _edition(reference: Reference) -> str:
    edition = reference.text("edition")
    if edition.isdecimal():
        last = "th" if edition[-2:] in ("11", "12", "13") else ""
        edition += last or {"1": "st", "2": "nd", "3": "rd"}.get(edition[-1], "th")
    return f"{edition.removesuffix(' ed.')} ed." if edition else ""


def _title(reference: Reference) -> str:
    text = title(reference)
    return text and f'<span class="reference-title">{escape(text)}</span>{_stop(text)}'


def _sentence(text: str) -> str:
    return text and escape(text) + _stop(text)


def _stop(text: str) -> str:
    return "" if _ENDED.search(text) else "."


def _link(address: str, text: str) -> str:
    return f'<a href="{escape(address)}">{escape(text)}</a>.'


def _joined(sign: str, *parts: str) -> str:
    return sign.join(part for part in parts if part)
