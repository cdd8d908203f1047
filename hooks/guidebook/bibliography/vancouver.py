"""References as readers see them, in the Vancouver style, as fragments of HTML.

After the ICMJE's sample references and Citing Medicine (National Library of Medicine, 2nd edition).
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape

from guidebook.bibliography.names import split_names, vancouver_name
from guidebook.bibliography.reference import CHECKED, Reference
from guidebook.bibliography.tex import to_marked, with_scripts
from guidebook.bibliography.vocabulary import entry_type
from guidebook.markup import REFERENCE_TITLE

_MOST_AUTHORS = 6
_ENDED = re.compile(r"[.?!…][\"'”’]*$")
_TITLE = f'<span class="{REFERENCE_TITLE}">{{}}</span>'


def render(reference: Reference) -> str:
    """One reference as HTML, every text in it escaped; of it only scripts become markup."""
    reference = replace(reference, reads=to_marked)
    before_title, *after = _FORMS[entry_type(reference.kind).form](reference)
    day = reference.date("urldate")
    parts = [
        _sentence(before_title),
        _sentence(_text(reference, "title"), _TITLE),
        *map(_sentence, after),
        *(f'<a href="{escape(to)}">{escape(text)}</a>.' for to, text in reference.links),
        _sentence(day and f"Accessed {day}"),
        _sentence(_text(reference, "note")),
    ]
    return " ".join(filter(None, parts))


def checked_statement(reference: Reference) -> str:
    """How far the entry was checked against its source, as readers see it."""
    return CHECKED.get(reference.fields.get("checked", ""), CHECKED["nothing"])


def _article(reference: Reference) -> Iterator[str]:
    yield _people(reference, "author")
    yield _text(reference, "container-title")
    volume = _text(reference, "volume") + _text(reference, "issue", "({})")
    yield _joined(":", _joined(";", reference.year, volume), _pages(reference))


def _book(reference: Reference) -> Iterator[str]:
    authors, editors = _people(reference, "author"), _editors(reference)
    yield authors or editors
    yield _edition(reference)
    yield editors if authors else ""
    yield from _imprint(reference)


def _part(reference: Reference) -> Iterator[str]:
    yield _people(reference, "author")
    inside = _joined(". ", _editors(reference), _text(reference, "container-title"))
    yield inside and f"In: {inside}"
    yield _edition(reference)
    yield from _imprint(reference)


def _report(reference: Reference) -> Iterator[str]:
    yield _people(reference, "author")
    yield _text(reference, "genre")
    yield from _imprint(reference)
    yield _text(reference, "number", "Report No.: {}")


def _page(reference: Reference) -> Iterator[str]:
    authors = _people(reference, "author")
    body = reference.text("organization", "institution", "publisher")
    yield authors or body
    yield body if authors else ""
    yield reference.text("howpublished")
    yield reference.year


_FORMS = {"article": _article, "book": _book, "part": _part, "report": _report, "page": _page}
"""What stands before the title, and then what follows it, each a sentence or nothing."""


def _imprint(reference: Reference) -> Iterator[str]:
    """`Place: Publisher; Year. p. 93–113. ISBN …` as far as it is known."""
    place = _joined(": ", _text(reference, "publisher-place"), _text(reference, "publisher"))
    yield _joined("; ", place, reference.year)
    pages = _pages(reference)
    yield pages and f"p. {pages}"
    yield _text(reference, "ISBN", "ISBN {}")


def _people(reference: Reference, field: str) -> str:
    """The first six whom a field names, and whether there are more; CSL has no word for that."""
    names = [vancouver_name(name) for name in reference.item.get(field, ())]
    _, others = split_names(reference.fields.get(field, ""))
    more = others or len(names) > _MOST_AUTHORS
    return _joined(", ", *names[:_MOST_AUTHORS], "et al." if more else "")


def _editors(reference: Reference) -> str:
    names = _people(reference, "editor")
    word = "editor" if len(reference.item.get("editor", ())) == 1 else "editors"
    return names and f"{names}, {word}"


def _edition(reference: Reference) -> str:
    edition = _text(reference, "edition")
    if edition.isdecimal():
        last = "th" if edition[-2:] in ("11", "12", "13") else ""
        edition += last or {"1": "st", "2": "nd", "3": "rd"}.get(edition[-1], "th")
    return edition and f"{edition.removesuffix(' ed.')} ed."


def _pages(reference: Reference) -> str:
    return _text(reference, "page").replace("-", "–")


def _text(reference: Reference, name: str, form: str = "{}") -> str:
    """A text of the item in a form, or nothing where it isn't there."""
    text = reference.item.get(name)
    return form.format(text) if text else ""


def _sentence(text: str, form: str = "{}") -> str:
    if not text:
        return ""
    html = with_scripts(escape(text), _script)
    return form.format(html) + ("" if _ENDED.search(text) else ".")


def _script(text: str, is_super: bool) -> str:
    tag = "sup" if is_super else "sub"
    return f"<{tag}>{text}</{tag}>"


def _joined(separator: str, *parts: str) -> str:
    return separator.join(filter(None, parts))
