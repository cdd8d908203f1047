"""Every type and field of a reference under its name in other programs, and small promises."""

import logging
from pathlib import Path

import pytest

from commands.project import read_lists
from guidebook.bibliography.bibtex_reading import read_bibliography
from guidebook.bibliography.export_forms import to_ris
from guidebook.bibliography.new_entries import new_key
from guidebook.bibliography.records import Record
from guidebook.bibliography.reference import Reference
from guidebook.bibliography.tex import to_text
from guidebook.bibliography.vancouver import render
from guidebook.bibliography.vocabulary import kind_of
from guidebook.source import Source

# By BibTeX's type: RIS's (Reference Manager, 2001), and the one of CSL 1.0.2.
TYPES = {
    "article": ("JOUR", "article-journal"),
    "book": ("BOOK", "book"),
    "booklet": ("PAMP", "pamphlet"),
    "collection": ("BOOK", "book"),
    "conference": ("CPAPER", "paper-conference"),
    "dataset": ("DATA", "dataset"),
    "inbook": ("CHAP", "chapter"),
    "incollection": ("CHAP", "chapter"),
    "inproceedings": ("CPAPER", "paper-conference"),
    "inreference": ("ENCYC", "entry-encyclopedia"),
    "manual": ("BOOK", "book"),
    "mastersthesis": ("THES", "thesis"),
    "misc": ("GEN", "document"),
    "online": ("ELEC", "webpage"),
    "patent": ("PAT", "patent"),
    "phdthesis": ("THES", "thesis"),
    "proceedings": ("CONF", "book"),
    "report": ("RPRT", "report"),
    "software": ("COMP", "software"),
    "standard": ("STAND", "standard"),
    "techreport": ("RPRT", "report"),
    "thesis": ("THES", "thesis"),
    "unpublished": ("UNPB", "manuscript"),
    "webpage": ("ELEC", "webpage"),
}
READ_BACK = {
    "JOUR": "article",
    "BOOK": "book",
    "CHAP": "incollection",
    "CPAPER": "inproceedings",
    "RPRT": "report",
    "THES": "thesis",
    "ELEC": "online",
    "DATA": "dataset",
    "COMP": "software",
    "ENCYC": "inreference",
    "PAT": "patent",
    "STAND": "standard",
    "UNPB": "unpublished",
}


def ris(kind: str, **fields: str) -> list[str]:
    return to_ris([Reference("key", kind, {"title": "A title", **fields})]).splitlines()


@pytest.mark.parametrize(("kind", "names"), TYPES.items(), ids=TYPES)
def test_a_type_has_its_name_in_other_programs(kind: str, names: tuple[str, str]) -> None:
    assert ris(kind)[0] == f"TY  - {names[0]}"
    assert Reference("key", kind, {"title": "A title"}).item["type"] == names[1]


@pytest.mark.parametrize(("name", "kind"), READ_BACK.items(), ids=READ_BACK)
def test_a_type_of_another_program_is_one_of_ours(name: str, kind: str) -> None:
    assert kind_of(name) == kind


def test_ris_has_every_field_under_its_tag() -> None:
    lines = ris(
        "incollection",
        author="Lund, Anna",
        editor="Berg, Eva",
        booktitle="A book",
        year="2010",
        volume="2",
        edition="3",
        pages="4--9",
        publisher="A house",
        address="A town",
        isbn="978-3-16-148410-0",
        note="A note",
        url="https://example.org/a",
        urldate="2026-01-02",
    )
    expected = (
        *("AU  - Lund, Anna", "ED  - Berg, Eva", "TI  - A title", "T2  - A book", "PY  - 2010"),
        *("VL  - 2", "ET  - 3", "SP  - 4", "EP  - 9", "PB  - A house", "CY  - A town"),
        *("SN  - 978-3-16-148410-0", "N1  - A note", "UR  - https://example.org/a"),
        "Y2  - 2026/01/02",
    )
    assert set(expected) <= set(lines)


EDITIONS = {"1": "1st", "2": "2nd", "3": "3rd", "4": "4th", "11": "11th", "12": "12th"} | {
    "13": "13th",
    "21": "21st",
    "32": "32nd",
    "43": "43rd",
    "revised": "revised",
}


@pytest.mark.parametrize(("written", "shown"), EDITIONS.items(), ids=EDITIONS)
def test_an_edition_is_counted_as_english_counts(written: str, shown: str) -> None:
    book = Reference("key", "book", {"title": "A title", "edition": written})
    assert f"{shown} ed." in render(book)


def test_a_pubmed_number_of_its_own_wins_over_an_eprint() -> None:
    both = {"pmid": "12345678", "eprint": "87654321", "eprinttype": "pubmed"}
    assert Reference("key", "article", both).item["PMID"] == "12345678"
    del both["pmid"]
    assert Reference("key", "article", both).item["PMID"] == "87654321"


def test_a_key_is_made_of_plain_letters() -> None:
    record = Record("article", {"author": "Groß, Æna", "title": "A title", "year": "2010"}, ())
    assert new_key(record, set()) == "gross2010"


def test_braces_deeper_than_any_title_has_are_read_like_others() -> None:
    assert to_text("{" * 60 + r"\alpha a" + "}" * 60) == "αa"


def test_a_file_that_is_torn_logs_nothing(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    torn = "@article{a,\n  title = {A\n\n@article{b, title = {B}, title = {C}}\n"
    assert read_bibliography(Source("r.bib", torn)).findings
    assert [record.name for record in caplog.records if "bibtex" in record.name] == []


def test_a_project_without_lists_of_words_has_empty_ones(tmp_path: Path) -> None:
    words = read_lists(tmp_path)
    assert (words.allowed, words.advice) == (frozenset(), {})
