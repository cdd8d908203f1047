"""The entries of references.bib, kept from one build to the next by all that went into them."""

from pathlib import Path

from guidebook.bibliography.bibtex_reading import read_bibliography
from guidebook.bibliography.reference import Bibliography, Reference
from guidebook.findings import Finding
from guidebook.kept import digest, installed, once, own_code
from guidebook.source import Source


def kept_bibliography(source: Source, folder: Path) -> Bibliography:
    """A file of references, read, or as it was read before where nothing in it has changed."""

    def read() -> tuple[object, ...]:
        made = read_bibliography(source)
        entries = [(one.key, one.kind, one.fields, one.offset) for one in made.references.values()]
        return entries, sorted(made.broken), made.findings, made.unread

    key = digest("entries", own_code(), installed(), source)
    entries, broken, *told = once(folder, key, read)
    references = {entry[0]: Reference(*entry) for entry in entries}
    findings, unread = (tuple(Finding(*each) for each in some) for some in told)
    return Bibliography(source, references, frozenset(broken), findings, unread)
