"""References for other programs: BibTeX, RIS and CSL-JSON, in the order given."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from guidebook.bibliography.bibtex_writing import format_entry
from guidebook.bibliography.names import Name, bibtex_name, parse_name, split_names, surname
from guidebook.bibliography.reference import SHAPES, Reference
from guidebook.bibliography.tex import to_tex
from guidebook.bibliography.vocabulary import NAMES, SHOWN, VARIABLES, entry_type

_is_plain = re.compile(r"[\w./:-]+").fullmatch
_VERBATIM: Mapping[str, Callable[[str], object]] = {
    **{name: SHAPES[name].fullmatch for name in ("doi", "pmid", "pmcid", "url")},
    **dict.fromkeys(("eprint", "eprinttype", "archiveprefix"), _is_plain),
}
"""Fields that go out as they are, without TeX, where they are well formed."""


def to_bibtex(references: Iterable[Reference]) -> str:
    """BibTeX in UTF-8 with the fields that readers see; what stands in it reads back the same."""
    entries = (format_entry(one.kind, one.key, _bibtex_fields(one)) for one in references)
    return "\n".join(f"{entry}\n" for entry in entries)


def to_ris(references: Iterable[Reference]) -> str:
    """RIS (Reference Manager's format, 2001), with the line ends CR LF that it asks for."""
    lines = (line for reference in references for line in _ris_lines(reference))
    return "".join(f"{tag}  - {text}\r\n" for tag, text in lines if text or tag == "ER")


def to_csl_json(references: Iterable[Reference]) -> str:
    """CSL-JSON, version 1.0.2 of its schema."""
    return json.dumps([one.item for one in references], ensure_ascii=False, indent=2) + "\n"


FORMS: Mapping[str, tuple[str, Callable[[Iterable[Reference]], str]]] = {
    "BibTeX": (".bib", to_bibtex),
    "RIS": (".ris", to_ris),
    "CSL-JSON": (".json", to_csl_json),
}
"""Each form by the name readers know, with its file's ending and its writer."""


def _bibtex_fields(reference: Reference) -> Iterator[tuple[str, str]]:
    """Names and values. Titles get braces of their own, which keep their capitals."""
    for name, written in reference.fields.items():
        if name in NAMES:
            yield name, f"{{{' and '.join(_bibtex_names(written))}}}"
        elif name in _VERBATIM:
            if _VERBATIM[name](written):
                yield name, f"{{{written}}}"
        elif name in SHOWN and (text := to_tex(reference.text(name))):
            yield name, f"{{{{{text}}}}}" if name in ("title", "booktitle") else f"{{{text}}}"


def _bibtex_names(field: str) -> Iterator[str]:
    names, others = split_names(field)
    for name in map(parse_name, names):
        yield bibtex_name({part: to_tex(text) for part, text in name.items()})
    if others:
        yield "others"


def _ris_lines(reference: Reference) -> Iterator[tuple[str, str]]:
    yield "TY", entry_type(reference.kind).ris
    yield "ID", " ".join(reference.key.split())
    for name, variable in VARIABLES.items():
        if variable.ris and name in reference.item:
            yield from _ris_variable(name, reference)
    yield "ER", ""


def _ris_variable(name: str, reference: Reference) -> Iterator[tuple[str, str]]:
    """The lines of one of CSL's variables."""
    value, (tag, *more) = reference.item[name], VARIABLES[name].ris
    match name:
        case _ if name in NAMES:
            yield from ((tag, _ris_name(one)) for one in value)
        case "container-title" if reference.kind == "article":
            yield from ((tag, value), (more[0], value))
        case "issued":
            yield tag, reference.year
        case "page":
            yield from zip((tag, *more), value.split("-", 1), strict=False)
        case "PMID":
            yield from ((tag, value), ("DB", "PubMed"))
        case "accessed":
            yield tag, reference.date("urldate").replace("-", "/")
        case _:
            yield tag, value


def _ris_name(name: Name) -> str:
    parts = (surname(name), name.get("given"), name.get("suffix"))
    return ", ".join(filter(None, parts))
