"""References for other tools."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from guidebook.bibliography.bibtex_reading import read_bibliography
from guidebook.bibliography.export_forms import to_bibtex, to_csl_json, to_ris
from guidebook.bibliography.reference import Bibliography, Reference
from guidebook.source import Source


def read(text: str) -> Bibliography:
    return read_bibliography(Source("again.bib", text))


OURS = read((Path(__file__).parent.parent / "references.bib").read_text(encoding="utf-8"))
ARTICLE = Reference(
    "smith-2010",
    "article",
    {
        "author": r"van der Meer, Jos and Smith, Jr, John and {Team A and B} and M{\"u}ller, Eva",
        "title": r"50% of {SLE} \& {\~{n}}andu_s #1: ``why''?",
        "journal": "Lupus",
        "year": "2010",
        "volume": "12",
        "number": "3",
        "pages": "819--824",
        "doi": "10.1000/a_b",
        "pmid": "123",
        "url": "https://a.org/x%20y_z?b=1&c=2#d",
        "note": r"A \textbackslash{} and a \{ and ~ ^",
        "checked": "full record",
    },
)


def test_bibtex_is_safe_for_tex_and_leaves_identifiers_alone() -> None:
    assert to_bibtex([ARTICLE]) == (
        "@article{smith-2010,\n"
        "  author = {van der Meer, Jos and Smith, Jr, John and {Team A and B} and Müller, Eva},\n"
        r"  title = {{50\% of SLE \& ñandu\_s \#1: “why”?}}," + "\n"
        "  journal = {Lupus},\n"
        "  year = {2010},\n"
        "  volume = {12},\n"
        "  number = {3},\n"
        "  pages = {819–824},\n"
        "  doi = {10.1000/a_b},\n"
        "  pmid = {123},\n"
        "  url = {https://a.org/x%20y_z?b=1&c=2#d},\n"
        r"  note = {A {\textbackslash} and a {\textbraceleft} and {\textasciicircum}}," + "\n"
        "  checked = {full record},\n"
        "}\n"
    )


@pytest.mark.parametrize("reference", [ARTICLE, *OURS.references.values()], ids=lambda one: one.key)
def test_bibtex_reads_back_the_same(reference: Reference) -> None:
    again = read(to_bibtex([reference]))
    assert again.findings == ()
    copy = again.references[reference.key]
    assert copy.kind == reference.kind
    assert {name: copy.text(name) for name in copy.fields} == {
        name: reference.text(name) for name in reference.fields
    }


def test_ris_has_its_tags_and_line_ends() -> None:
    assert to_ris([ARTICLE]).split("\r\n") == [
        "TY  - JOUR",
        "ID  - smith-2010",
        "AU  - van der Meer, Jos",
        "AU  - Smith, John, Jr",
        "AU  - Team A and B",
        "AU  - Müller, Eva",
        "TI  - 50% of SLE & ñandu_s #1: “why”?",
        "T2  - Lupus",
        "JO  - Lupus",
        "PY  - 2010",
        "VL  - 12",
        "IS  - 3",
        "SP  - 819",
        "EP  - 824",
        "DO  - 10.1000/a_b",
        "AN  - 123",
        "DB  - PubMed",
        "UR  - https://a.org/x%20y_z?b=1&c=2#d",
        "N1  - A \\ and a { and ^",
        "ER  - ",
        "",
    ]


def test_csl_json_has_the_names_of_its_schema() -> None:
    text = to_csl_json([replace(ARTICLE, fields={**ARTICLE.fields, "title": "Knäckebröd"})])
    assert "Knäckebröd" in text
    (item,) = json.loads(to_csl_json([ARTICLE]))
    assert item == {
        "type": "article-journal",
        "id": "smith-2010",
        "author": [
            {"family": "Meer", "given": "Jos", "non-dropping-particle": "van der"},
            {"family": "Smith", "given": "John", "suffix": "Jr"},
            {"literal": "Team A and B"},
            {"family": "Müller", "given": "Eva"},
        ],
        "issued": {"date-parts": [[2010]]},
        "title": "50% of SLE & ñandu_s #1: “why”?",
        "container-title": "Lupus",
        "volume": "12",
        "issue": "3",
        "page": "819-824",
        "DOI": "10.1000/a_b",
        "PMID": "123",
        "URL": "https://a.org/x%20y_z?b=1&c=2#d",
        "note": "A \\ and a { and ^",
    }


def test_an_edition_is_kept_in_every_form() -> None:
    book = Reference("a", "book", {"title": "T", "edition": "2"})
    assert "ET  - 2\r\n" in to_ris([book])
    assert json.loads(to_csl_json([book]))[0]["edition"] == "2"
    assert "  edition = {2},\n" in to_bibtex([book])


def test_a_report_has_a_number_and_an_article_an_issue() -> None:
    fields = {"title": "T", "number": "7", "type": "White paper"}
    report, article = (Reference("a", kind, fields) for kind in ("techreport", "article"))
    (first, second) = json.loads(to_csl_json([report, article]))
    assert (first["number"], first["genre"], "issue" in first) == ("7", "White paper", False)
    assert (second["issue"], "number" in second) == ("7", False)
    assert [to_ris([one]).count("IS  - 7\r\n") for one in (report, article)] == [1, 1]


@pytest.mark.parametrize(
    ("written", "issued", "year"),
    [
        ({"date": "2019-09-27"}, {"date-parts": [[2019, 9, 27]]}, "2019"),
        ({"date": "2019-09", "year": "2018"}, {"date-parts": [[2019, 9]]}, "2019"),
        ({"date": "autumn", "year": "2018"}, {"date-parts": [[2018]]}, "2018"),
        ({"year": "in press"}, {"literal": "in press"}, "in press"),
    ],
)
def test_a_date_is_kept_as_far_as_it_is_one(
    written: dict[str, str], issued: dict[str, object], year: str
) -> None:
    reference = Reference("a", "article", {"title": "T", **written})
    assert json.loads(to_csl_json([reference]))[0]["issued"] == issued
    assert f"PY  - {year}\r\n" in to_ris([reference])


def test_a_part_is_in_its_book_and_an_article_in_its_journal() -> None:
    fields = {"title": "T", "journal": "J", "booktitle": "B"}
    chapter, article = (Reference("a", kind, fields) for kind in ("incollection", "article"))
    items = json.loads(to_csl_json([chapter, article]))
    assert [item["container-title"] for item in items] == ["B", "J"]


@pytest.mark.parametrize(
    ("kind", "ris", "csl"),
    [
        ("online", "ELEC", "webpage"),
        ("book", "BOOK", "book"),
        ("incollection", "CHAP", "chapter"),
        ("inproceedings", "CPAPER", "paper-conference"),
        ("techreport", "RPRT", "report"),
        ("phdthesis", "THES", "thesis"),
        ("misc", "GEN", "document"),
    ],
)
def test_each_kind_keeps_its_type(kind: str, ris: str, csl: str) -> None:
    reference = replace(ARTICLE, kind=kind)
    assert to_ris([reference]).startswith(f"TY  - {ris}\r\n")
    assert json.loads(to_csl_json([reference]))[0]["type"] == csl


def test_exports_keep_the_order_given() -> None:
    order = list(OURS.references.values())[::-1]
    keys = [reference.key for reference in order]
    assert [item["id"] for item in json.loads(to_csl_json(order))] == keys
    assert list(read(to_bibtex(order)).references) == keys
    ids = [line[6:] for line in to_ris(order).split("\r\n") if line.startswith("ID  - ")]
    assert ids == keys


def test_an_address_that_may_not_be_a_link_is_not_exported() -> None:
    hostile = replace(ARTICLE, fields={"title": "T", "url": "javascript:alert(1)", "doi": "x"})
    for export in (to_bibtex, to_ris, to_csl_json):
        assert "javascript" not in export([hostile])


def test_no_field_starts_a_line_of_its_own_in_ris() -> None:
    hostile = replace(ARTICLE, key="a\r\nb", fields={"title": "T\r\nUR  - https://evil.org/"})
    assert to_ris([hostile]).split("\r\n") == [
        "TY  - JOUR",
        "ID  - a b",
        "TI  - T UR - https://evil.org/",
        "ER  - ",
        "",
    ]
