"""Records from elsewhere, as CSL-JSON, RIS or BibTeX, become entries of ours."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import unescape

from guidebook.bibliography.bibtex_reading import read_bibliography
from guidebook.bibliography.names import bibtex_name
from guidebook.bibliography.reference import (
    KEY,
    SHAPES,
    Item,
    Reference,
    find_doi,
    find_pmid,
    one_range,
    own_url,
)
from guidebook.bibliography.ris_items import ris_item
from guidebook.bibliography.tagged_records import read_tagged
from guidebook.bibliography.tex import plain, to_tex
from guidebook.bibliography.tex_commands import SUBSCRIPT, SUPERSCRIPT
from guidebook.bibliography.tex_reader import TAG
from guidebook.bibliography.vancouver import unseen
from guidebook.bibliography.vocabulary import NAMES, SHOWN, VARIABLES, entry_type, kind_of
from guidebook.source import Source, conflicts

_NOT_TAKEN = frozenset({"note"})
"""CSL's variables that say how somebody else worked with the source."""
_SCRIPT = re.compile(r"<(sub|sup|inf)>([^<>]*)</\1>")
_KEY_OF_PANDOC = re.compile(r"(?!ITEM-\d+$)[^\W\d_][\w.:+-]*")
"""A citation key, and no address or number, as programs give to what has none."""
_DATES = ("issued", "published-print", "published", "published-online", "created")
"""When it came out, by CSL's name and by Crossref's."""
_CSL_NAMES = frozenset((*_DATES, "type", "id", "article-number", "subtitle")).union(
    ("publisher-location", "event", "institution")
)


@dataclass(frozen=True)
class Record:
    """A record, ready to become an entry."""

    kind: str
    fields: Mapping[str, str]
    """By our names, as BibTeX, without the braces round each."""
    left_out: tuple[str, ...]
    """The names of what stood in the record and has no place in an entry."""
    problem: str = ""
    """Why it can't become one."""
    key: str = field(default="", compare=False)
    """What it is called where it comes from, if an entry can be called that."""


def read_records(text: str) -> list[Record]:
    """Every record in a text of BibTeX, CSL-JSON, Crossref's JSON or a tagged format.

    Raises ValueError where the text is none of them, with a message for the editor.
    """
    text = text.lstrip("\ufeff")
    if text.lstrip()[:1] in ("{", "["):
        records = [_from_csl(item) for item in _read_json(text)]
    elif (tagged := read_tagged(text)) is not None:
        records = [_from_csl(ris_item(tags)) for tags in tagged]
    elif "@" in text:
        records = list(_from_bibtex(text))
    else:
        forms = "RIS, BibTeX, CSL-JSON, or what PubMed or EndNote export"
        raise ValueError(f"this is no record: it must be {forms}")
    checked = [_checked(record, number) for number, record in enumerate(records, 1)]
    if all(record.problem for record in checked):
        raise ValueError("; ".join(record.problem for record in checked) or "there is no record")
    return checked


def _checked(record: Record, number: int) -> Record:
    """A record without what no reader would see; one without a title can't be added."""
    reference = Reference("", record.kind, record.fields)
    if record.problem:
        return record
    if not reference.text("title"):
        name = next(
            (record.fields[one] for one in ("doi", "pmid", "url") if one in record.fields), ""
        )
        named = f" ({name})" if name else ""
        return replace(record, problem=f"record {number}{named} has no title")
    hidden = {*unseen(reference)}
    fields = {name: text for name, text in record.fields.items() if name not in hidden}
    left_out = tuple(sorted({*record.left_out, *hidden}))
    return replace(record, fields=fields, left_out=left_out)


def _from_bibtex(text: str) -> Iterator[Record]:
    bibliography = read_bibliography(Source("the record", text))
    if next(conflicts(text), None):
        raise ValueError("a merge left its markers in the record")
    if not (bibliography.references or bibliography.unread):
        raise ValueError("the record holds no entry")
    for reference in bibliography.references.values():
        fields = {name: text for name, text in reference.fields.items() if text}
        kept = {name: text for name, text in fields.items() if name in SHOWN - {"checked"}}
        doi = find_doi(fields.get("doi", "")) or _doi_of_address(fields.get("url", ""))
        kept |= {"doi": doi} if doi else {}
        if doi and not own_url(kept.get("url", ""), doi):
            kept.pop("url", "")
        left_out = tuple(sorted(fields.keys() - kept.keys() - {"url"}))
        key = reference.key if KEY.fullmatch(reference.key) else ""
        yield Record(reference.kind, kept, left_out, key=key)
    yield from (Record("", {}, (), str(finding)) for finding in bibliography.unread)


def _doi_of_address(url: str) -> str:
    return find_doi(url) if "doi.org/" in url else ""


def _read_json(text: str) -> Iterator[Item]:
    try:
        read = json.loads(text)
    except json.JSONDecodeError as error:
        message = f"the record can't be read, in line {error.lineno}: {error.msg}"
        raise ValueError(message) from error
    if isinstance(read, dict):
        read = read.get("message", read)  # Crossref's API
    if isinstance(read, dict):
        read = read.get("items", read)
    for item in read if isinstance(read, list) else [read]:
        yield item if isinstance(item, dict) else {}


def _from_csl(item: Item) -> Record:
    """A record from an item of CSL-JSON, or from one of Crossref's."""
    kind = kind_of(str(item.get("type", "")))
    row = entry_type(kind)
    number = "issue" if row.other_number == "number" else "number"
    not_taken = {*_NOT_TAKEN, row.other_number, *(() if row.form == "report" else ("genre",))}
    taken = [name for name in VARIABLES if name not in not_taken]
    doi = find_doi(str(item.get("DOI", ""))) or _doi_of_address(str(item.get("URL", "")))
    texts = {name: _text(item.get(name)) for name in taken} | {
        **{name: " and ".join(_names(item.get(name))) for name in NAMES},
        number: _text(item.get(number) or item.get(row.other_number)),
        "publisher": _text(item.get("publisher") or _name_of(item.get("institution"))),
        "event-title": _text(item.get("event-title") or _name_of(item.get("event"))),
        "publisher-place": _text(item.get("publisher-place") or item.get("publisher-location")),
        "issued": "".join(re.findall(r"\d{4}", json.dumps(_issued(item)))[:1]),
        "accessed": _day(item.get("accessed")),
        "page": one_range(_text(item.get("page"))).replace("-", "--"),
        "DOI": doi,
        "PMID": find_pmid(str(item.get("PMID", ""))),
        "URL": own_url(str(item.get("URL", "")), doi),
    }
    container = texts.pop("container-title")
    names = item.get("container-title")
    if row.form == "part" and isinstance(names, list) and len(names) > 1:
        # Crossref names the series first, and then the book.
        texts["collection-title"], container = map(_text, names[:2])
    fields = {
        **{VARIABLES[name].fields[0]: text for name, text in texts.items()},
        row.container: container,
        "subtitle": _text(item.get("subtitle")),
        # Crossref's own name for what stands in the place of pages.
        "eid": _text(item.get("article-number")),
    }
    known = {*taken, *_CSL_NAMES, row.other_number}
    left_out = sorted(name for name, value in item.items() if value and name not in known)
    key = _KEY_OF_PANDOC.fullmatch(str(item.get("id", "")))
    kept = {name: text for name, text in fields.items() if text}
    return Record(kind, kept, tuple(left_out), key=key.group() if key else "")


def _name_of(body: object) -> object:
    """The name of what Crossref describes as a whole, or the first of several."""
    first = body[0] if isinstance(body, list) and body else body
    return first.get("name") if isinstance(first, dict) else first


def _issued(item: Item) -> object:
    dates = (item.get(name) for name in _DATES)
    return next((date for date in dates if re.search(r"\d{4}", json.dumps(date))), None)


def _day(accessed: object) -> str:
    """A date of CSL, or one of RIS as `2026/01/05`, in ISO 8601; nothing where it isn't whole."""
    numbers = re.findall(r"\d+", json.dumps(accessed))[:3]
    day = "-".join(number.zfill(2) for number in numbers)
    return day if SHAPES["urldate"].fullmatch(day) else ""


def _names(people: object) -> Iterator[str]:
    """People as BibTeX writes them."""
    for person in people if isinstance(people, list) else []:
        if not isinstance(person, dict):
            continue
        particle = person.get("non-dropping-particle") or person.get("dropping-particle")
        name = {part: _text(person.get(part)) for part in ("family", "given", "suffix")}
        name["non-dropping-particle"] = _text(particle)
        name["literal"] = _text(person.get("literal") or person.get("name"))
        if name["family"] or name["literal"]:
            yield bibtex_name(name)


def _text(value: object) -> str:
    """A text on one line without markup, safe in braces; of a list its first item."""
    if isinstance(value, list):
        value = value[0] if value else ""
    text = _SCRIPT.sub(_as_script, str(value if value is not None else ""))
    bare = unescape(plain(TAG.sub("", text)))
    return to_tex(" ".join(bare.split()), as_editors_write=True)


def _as_script(script: re.Match[str]) -> str:
    marks = SUPERSCRIPT if script[1] == "sup" else SUBSCRIPT
    return f"{marks[0]}{script[2]}{marks[1]}"
