"""References as readers see them, in the Vancouver style, as fragments of HTML.

After the ICMJE's sample references and Citing Medicine (National Library of Medicine, 2nd edition).
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from html import escape

from guidebook.bibliography.names import split_names, vancouver_name
from guidebook.bibliography.reference import CHECKED, SHAPES, Reference
from guidebook.bibliography.tex import with_scripts
from guidebook.bibliography.vocabulary import SHOWN, UNSEEN, VARIABLES, entry_type
from guidebook.markup import REFERENCE_TITLE

_MOST_AUTHORS = 6
_ENDED = re.compile(r"[.?!…][\"'”’]*$")
_PERHAPS_UNSEEN = (SHOWN | UNSEEN).difference(
    ("archiveprefix", "author", "checked", "doi", "eprinttype", "note", "pmid", "subtitle"),
    ("title", "url", "urldate"),
)
"""Fields that not every type shows."""
_IN_ARTICLES = frozenset(("journal", "number", "pages", "volume", "year"))
_IN_THEIR_PLACE = frozenset(("booktitle", "date", "eid", "issue", "journaltitle"))
"""What an article shows, unless another field stands in its place."""
_STATES = {"inpress": "in press", "inpreparation": "in preparation"}
_TITLE = f'<span class="{REFERENCE_TITLE}">{{}}</span>'


def render(reference: Reference) -> str:
    """One reference as HTML, every text in it escaped; of it only scripts become markup."""
    reference = reference.marked
    day = reference.date("urldate")
    return _joined(
        " ",
        render_in_short(reference),
        _sentence(day and f"Accessed {day}"),
        _sentence(reference.text("addendum")),
        _sentence(_text(reference, "note")),
    )


def render_in_short(reference: Reference) -> str:
    """What a reference is and the ways to it, without what is said of them, as HTML."""
    reference = reference.marked
    links = (f'<a href="{escape(to)}">{escape(text)}</a>.' for to, text in reference.links)
    return _joined(" ", render_work(reference), *links)


def render_work(reference: Reference) -> str:
    """What a reference is, without the ways to it, as HTML."""
    return _work(reference.marked)


@lru_cache(maxsize=2048)  # a guide shows each beside its text, in a note and in its lists
def _work(reference: Reference) -> str:
    before_title, *after = _FORMS[entry_type(reference.kind).form](reference)
    status = _text(reference, "status")
    return _joined(
        " ",
        _sentence(before_title),
        _sentence(_text(reference, "title"), _TITLE),
        _sentence(reference.text("titleaddon")),
        _sentence(_people(reference, "translator", "translator")),
        *map(_sentence, after),
        _sentence(_STATES.get(status, status).capitalize()),
    )


def checked_statement(reference: Reference) -> str:
    """How far the entry was checked against its source, as readers see it."""
    return CHECKED.get(reference.fields.get("checked", ""), CHECKED["nothing"])


def unseen(reference: Reference) -> Iterator[str]:
    """The fields of an entry that change nothing of what readers see of it."""
    perhaps = reference.fields.keys() & _PERHAPS_UNSEEN
    if entry_type(reference.kind).form == "article" and not perhaps & _IN_THEIR_PLACE:
        perhaps -= _IN_ARTICLES
    shown = render(reference) if perhaps else ""
    for name in perhaps:
        text = reference.text(name)
        others = {one: at for one, at in reference.fields.items() if reference.text(one) != text}
        rest = replace(reference, fields=others)
        is_said = name == "year" and rest.text("date").startswith(text)
        is_wrong = name in SHAPES and not SHAPES[name].fullmatch(text)
        if text and not (is_said or is_wrong) and render(rest) == shown:
            yield name


def _article(reference: Reference) -> Iterator[str]:
    yield _people(reference, "author")
    yield _text(reference, "container-title")
    yield _issue(reference)
    yield _editors(reference)
    yield _edition(reference)
    yield reference.text("howpublished")
    yield _article_number(reference)
    yield _series(reference)


def _book(reference: Reference) -> Iterator[str]:
    authors, editors = _people(reference, "author"), _editors(reference)
    yield authors or editors
    yield _edition(reference)
    yield editors if authors else ""
    yield from _volume(reference)
    yield _event(reference)
    yield from _imprint(reference)


def _part(reference: Reference) -> Iterator[str]:
    yield _people(reference, "author")
    inside = _joined(". ", _editors(reference), _text(reference, "container-title"))
    yield inside and f"In: {inside}"
    yield reference.text("booktitleaddon")
    yield _edition(reference)
    yield from _volume(reference)
    yield _event(reference)
    yield from _imprint(reference)


def _report(reference: Reference) -> Iterator[str]:
    yield _people(reference, "author")
    yield _text(reference, "genre")
    yield _edition(reference)
    yield _editors(reference)
    yield from _volume(reference)
    yield from _imprint(reference, genre="")
    yield _text(reference, "number", "Report No.: {}")


def _page(reference: Reference) -> Iterator[str]:
    authors = _people(reference, "author") or _editors(reference)
    bodies = _bodies(reference)
    yield authors or next(iter(bodies), "")
    yield _editors(reference) if reference.item.get("author") else ""
    place = _text(reference, "publisher-place")
    yield _joined(": ", place, _joined("; ", *bodies[0 if authors else 1 :]))
    yield reference.text("howpublished")
    yield _text(reference, "genre")
    yield _edition(reference)
    yield _text(reference, "version", "Version {}")
    yield _event(reference)
    container = _text(reference, "container-title")
    yield container
    if container:
        yield _issue(reference)
    else:
        yield from _volume(reference)
        yield reference.year
        yield _pages(reference, "p. {}")
    yield _article_number(reference)
    yield _series(reference, "" if container else _number(reference))
    yield _text(reference, "ISBN", "ISBN {}")


_FORMS = {"article": _article, "book": _book, "part": _part, "report": _report, "page": _page}
"""What stands before the title, and then what follows it, each a sentence or nothing."""


def _issue(reference: Reference) -> str:
    """`2010;12(3):4–9` as far as it is known."""
    volume = _text(reference, "volume") + _text(reference, "issue", "({})")
    return _joined(":", _joined(";", reference.year, volume), _pages(reference))


def _volume(reference: Reference) -> Iterator[str]:
    """The work of several volumes that it belongs to, the volume and the number."""
    yield _joined(": ", *map(reference.text, ("maintitle", "mainsubtitle")))
    part = reference.text("part")
    yield _joined(", ", _text(reference, "volume", "Vol. {}"), part and f"Pt. {part}")
    yield _text(reference, "number-of-volumes", "{} vol.")
    yield "" if _series(reference) else _number(reference)


def _number(reference: Reference) -> str:
    """One that begins with letters, as a standard's, says what it is."""
    number = _text(reference, "issue")
    return f"No. {number}" if number[:1].isdecimal() else number


def _series(reference: Reference, number: str = "") -> str:
    return _text(reference, "collection-title", f"({_joined('; ', '{}', number)})")


def _event(reference: Reference) -> str:
    """`Name of the conference; day; place` as far as it is known."""
    # ISO 8601 writes days from and to with a slash.
    day = reference.text("eventdate").replace("/", " to ")
    return _joined("; ", _text(reference, "event-title"), day, _text(reference, "event-place"))


def _imprint(reference: Reference, genre: str = "genre") -> Iterator[str]:
    """`Place: Publisher; Year. p. 93–113. ISBN …` as far as it is known."""
    place = _joined(": ", _text(reference, "publisher-place"), _text(reference, "publisher"))
    yield _joined("; ", place, reference.year)
    yield from _bodies(reference)[1:]
    yield _text(reference, "chapter-number", "Chapter {}")
    yield _pages(reference, "p. {}")
    yield _text(reference, "number-of-pages", "{} p.")
    yield _article_number(reference)
    yield _series(reference, _number(reference))
    yield reference.text("howpublished")
    yield _text(reference, genre)
    yield _text(reference, "ISBN", "ISBN {}")


def _bodies(reference: Reference) -> list[str]:
    """Every organisation behind a source, the one that is named first at the beginning."""
    fields: tuple[str, ...] = ("organization", "institution", "publisher", "school", "holder")
    if entry_type(reference.kind).form != "page":
        fields = VARIABLES["publisher"].fields
    return list(dict.fromkeys(filter(None, map(reference.text, fields))))


def _article_number(reference: Reference) -> str:
    """The number that stands in the place of pages, where an entry has both."""
    number = reference.text("eid", "articleno")
    return f"Article {number}" if number and reference.text("pages") else ""


def _people(reference: Reference, field: str, role: str = "") -> str:
    """The first six whom a field names, and whether there are more; CSL has no word for that."""
    names = [vancouver_name(name) for name in reference.item.get(field, ())]
    _, others = split_names(reference.fields.get(field, ""))
    more = others or len(names) > _MOST_AUTHORS
    shown = _joined(", ", *names[:_MOST_AUTHORS], "et al." if more else "")
    return _joined(", ", shown, shown and role and (role if len(names) == 1 else f"{role}s"))


def _editors(reference: Reference) -> str:
    return _people(reference, "editor", "editor")


def _edition(reference: Reference) -> str:
    edition = _text(reference, "edition")
    if edition.isdecimal():
        last = "th" if edition[-2:] in ("11", "12", "13") else ""
        edition += last or {"1": "st", "2": "nd", "3": "rd"}.get(edition[-1], "th")
    return edition and f"{edition.removesuffix(' ed.')} ed."


def _pages(reference: Reference, form: str = "{}") -> str:
    return _text(reference, "page", form).replace("-", "–")


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
