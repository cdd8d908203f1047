"""Reading references.bib: good entries bring no finding, every mistake brings exactly one."""

import html
import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidebook.bibliography.bibtex_reading import read_bibliography
from guidebook.bibliography.bibtex_writing import canonical_form
from guidebook.bibliography.entry_checks import uncited
from guidebook.bibliography.export_forms import to_bibtex, to_csl_json, to_ris
from guidebook.bibliography.reference import FINDERS, SHAPES, Bibliography
from guidebook.bibliography.same_source import doubled
from guidebook.bibliography.vancouver import render
from guidebook.source import conflicts, decode

REFERENCES = Path(__file__).parent.parent / "references.bib"
WAY = "doi = {10.1186/ar3104}, checked = {full record}"
REST = f"title = {{T}}, {WAY}"
SOUND = f"@misc{{sound, {REST}}}\n"
FIELD_SHAPE = "Write each field as: name = {text}, with one comma at its end."
KEY_SHAPE = "Write a key and a comma after the opening brace, as in @article{smith2020,"
STRAY = (
    "text outside every entry, which would be lost. "
    "Look for a closing brace too many before it, or begin its lines with % to keep it. [B01]"
)
WORDS = "full record, title and site, nothing"


def read(text: str) -> Bibliography:
    return read_bibliography(decode(text.encode(), "r.bib")[0])


def found(text: str) -> list[str]:
    return [str(finding).removeprefix("r.bib:") for finding in read(text).findings]


def test_our_own_file_has_no_finding() -> None:
    source, undecodable = decode(REFERENCES.read_bytes(), REFERENCES.name)
    assert not undecodable
    bibliography = read_bibliography(source)
    assert bibliography.findings == ()
    assert list(bibliography.references)[:3] == ["cdc-lupus", "cdc-symptoms", "ibp"]


@pytest.mark.parametrize(
    ("entry", "field", "text"),
    [
        pytest.param(f"@misc{{a, {REST}}}", "title", "T", id="braces"),
        pytest.param(f'@misc{{a, title = "T", {WAY}}}', "title", "T", id="quotation marks"),
        pytest.param(f"@misc(a, {REST})", "title", "T", id="round brackets"),
        pytest.param(f"@MISC{{a, TITLE = {{T}}, {WAY}}}", "title", "T", id="capitals"),
        pytest.param(f"@misc{{a,\n year = 2010,\n {REST},\n}}", "year", "2010", id="bare number"),
        pytest.param(f"@misc{{a,\r\n title = {{T}},\r\n {WAY}\r\n}}", "title", "T", id="CR LF"),
        pytest.param(f"\ufeff@misc{{a, {REST}}}", "title", "T", id="byte order mark"),
        pytest.param(f"@misc{{a, title = {{ T }}, {WAY}}}", "title", "T", id="outer spaces"),
        pytest.param(f"@misc{{a, title = {{A\n  B}}, {WAY}}}", "title", "A B", id="wrapped text"),
        pytest.param(
            f"@misc{{a, title = {{{{A}} = {{B}}}}, {WAY}}}", "title", "A = B", id="equals sign"
        ),
        pytest.param(
            f"@string{{j = {{Lupus}}}}\n@misc{{a, journal = J, {REST}}}",
            "journal",
            "Lupus",
            id="string, in any case",
        ),
        pytest.param(
            f'@string{{j = "Lupus"}}\n@misc{{a, journal = j # " " # {{Today}} # 2, {REST}}}',
            "journal",
            "Lupus Today2",
            id="pieces joined",
        ),
        pytest.param(f"@misc{{a, month = sep, {REST}}}", "month", "September", id="month"),
        pytest.param(
            f'@misc{{a, title = "A # {{"}} B" # {{ " C}} # " D", {WAY}}}',
            "title",
            'A # " B " C D',
            id="pieces that hold what joins pieces",
        ),
        pytest.param(
            f"% A remark, n = 1 {{}}\nMore remarks.\n@comment{{x = {{}}}}\n@misc{{a, {REST}}}",
            "title",
            "T",
            id="remarks",
        ),
        pytest.param(
            f"@misc{{a, abstract = {{p = 1,\nn = 2}}, keywords = {{k}}, file = {{f}}, {REST}}}",
            "title",
            "T",
            id="what a reference manager exports",
        ),
        pytest.param(
            "@book{a, title = {T}, isbn = {9780000000000}, checked = {nothing}}",
            "isbn",
            "9780000000000",
            id="a book is found by its ISBN",
        ),
        pytest.param(
            "@article{a, title = {T}, eprint = {20064288}, eprinttype = {pubmed}, "
            "checked = {nothing}}",
            "eprint",
            "20064288",
            id="PubMed as biblatex writes it",
        ),
        pytest.param(
            "@misc{a, title = {T}, url = {https://a.org/x%20y?a=b_c&d#e}, checked = {nothing}}",
            "url",
            "https://a.org/x%20y?a=b_c&d#e",
            id="an address stays as it is",
        ),
        pytest.param(
            f"@misc{{a, author = {{Smith, III, John and {{Society of A; B & C}} and others}}, "
            f"editor = {{de la Cruz, J. and Wang, L.}}, {REST}}}",
            "title",
            "T",
            id="people and organisations",
        ),
        pytest.param(
            "@misc{a, doi = {10.1002/(SICI)1097(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2}, "
            "title = {T}, checked = {nothing}}",
            "title",
            "T",
            id="an old DOI with brackets",
        ),
    ],
)
def test_a_good_entry_is_read_without_a_finding(entry: str, field: str, text: str) -> None:
    bibliography = read(entry)
    assert bibliography.findings == ()
    assert bibliography.references["a"].text(field) == text


@pytest.mark.parametrize(
    ("entry", "finding"),
    [
        pytest.param(
            "@misc{a,\n title = {A,\n year = {2010},\n}",
            "1:1: the entry 'a' is not closed. "
            "Look for a missing closing brace or quotation mark in line 2. [B01]",
            id="B01 value without its closing brace",
        ),
        pytest.param(
            '@misc{a,\n title = "A,\n year = {2010},\n}',
            "1:1: the entry 'a' is not closed. "
            "Look for a missing closing brace or quotation mark in line 2. [B01]",
            id="B01 value without its closing quotation mark",
        ),
        pytest.param(
            "@misc{a,\n title = {A},",
            "1:1: the entry 'a' is not closed. "
            "Look for a missing closing brace or quotation mark up to line 2. [B01]",
            id="B01 entry without its closing brace",
        ),
        pytest.param(
            "@misc{a,\n title = {A}},\n year = {2010},\n}",
            f"2:14: {STRAY}",
            id="B01 one closing brace too many",
        ),
        pytest.param(
            "title = {A},\n}",
            f"1:1: {STRAY}",
            id="B01 a piece of an entry",
        ),
        pytest.param(
            "@misc{a\n title = {A},\n}",
            "2:8: the entry 'a', which begins in line 1, can't be read from here on. "
            f"{FIELD_SHAPE} [B01]",
            id="B01 no comma after the key",
        ),
        pytest.param(
            "@misc{title = {A},\n}",
            f"1:1: this entry has no key. {KEY_SHAPE} [B01]",
            id="B01 no key",
        ),
        pytest.param(
            "@misc{, title = {A}}",
            f"1:1: this entry has no key. {KEY_SHAPE} [B01]",
            id="B01 empty key",
        ),
        pytest.param(
            "@misc{a,\n title {A},\n}",
            "2:7: the entry 'a', which begins in line 1, can't be read from here on. "
            f"{FIELD_SHAPE} [B01]",
            id="B01 no equals sign",
        ),
        pytest.param(
            "@misc{a,\n volume 3\n year = {2010}}",
            "2:2: the entry 'a', which begins in line 1, can't be read from here on. "
            f"{FIELD_SHAPE} [B01]",
            id="B01 no equals sign, then a good field",
        ),
        pytest.param(
            "@misc{a,\n title = A study of lupus,\n}",
            "2:10: undefined @string 'A study of lupus'. "
            "If it is a text, put it in braces: {A study of lupus}. [B06]",
            id="B06 no braces",
        ),
        pytest.param(
            "misc{a,\n title = {A},\n}",
            "1:1: this looks like an entry, but the at sign before it is missing. "
            "Begin an entry as in @article{smith2020, [B01]",
            id="B01 no at sign",
        ),
        pytest.param(
            "@misc a,\n title = {A},\n}",
            "1:1: this looks like an entry, but the opening brace after its type is missing. "
            "Begin an entry as in @article{smith2020, [B01]",
            id="B01 no opening brace",
        ),
        pytest.param(
            f"@misc{{a,\n title = {{A}}\n year = {{2010}},\n {WAY}}}",
            "3:2: a comma is missing before 'year'. Put it after the value of 'title'. [B02]",
            id="B02 between braces",
        ),
        pytest.param(
            f'@misc{{a,\n title = "A" year = "2010",\n {WAY}}}',
            "2:14: a comma is missing before 'year'. Put it after the value of 'title'. [B02]",
            id="B02 between quotation marks, on one line",
        ),
        pytest.param(
            "@misc{a,\n year = 2010\n title = {A}}",
            "3:2: a comma is missing before 'title'. Put it after the value of 'year'. [B02]",
            id="B02 after a bare number",
        ),
        pytest.param(
            "@misc{a,\n title = {A,\n year = {2010},\n}}",
            "3:2: the value of 'title' is not closed before 'year'. "
            "Put a closing brace and a comma after the value of 'title'. [B02]",
            id="B02 swallowed inside braces",
        ),
        pytest.param(
            f"@misc{{a,\n title = {{A}},\n {WAY},\n Title = {{B}}}}",
            "4:2: the field 'title' stands twice in 'a', first in line 2. "
            "Take one of them out. [B04]",
            id="B04 a field twice, also in other capitals",
        ),
        pytest.param(
            f"@misc{{a,\n title = {{A}},\n {WAY},\n title = {{B}},\n title = {{C}}}}",
            "4:2: the field 'title' stands twice in 'a', first in line 2. "
            "Take one of them out. [B04]",
            id="B04 a field three times",
        ),
        pytest.param(
            f"@string{{lup = {{Lupus}}}}\n@misc{{a, {REST},\n journal = lupp}}",
            "3:12: undefined @string 'lupp'. Did you mean 'lup'? [B06]",
            id="B06 near to a string",
        ),
        pytest.param(
            f"@misc{{a, {REST},\n month = sept}}",
            "2:10: undefined @string 'sept'. Did you mean 'sep'? [B06]",
            id="B06 near to a month",
        ),
        pytest.param(
            f'@misc{{a, {REST},\n journal = "On " # lupus}}',
            "2:20: undefined @string 'lupus'. If it is a text, put it in braces: {lupus}. [B06]",
            id="B06 in joined pieces",
        ),
    ],
)
def test_an_entry_that_cannot_be_read_brings_one_finding(entry: str, finding: str) -> None:
    assert found(f"{entry}\n{SOUND}") == [finding]
    assert list(read(f"{entry}\n{SOUND}").references) == ["sound"], "the next entry is unharmed"


@pytest.mark.parametrize(
    ("entry", "finding"),
    [
        pytest.param(
            f"@misc{{a, {WAY}}}", "1:1: 'a' has no title. Add: title = {…}, [B07]", id="B07"
        ),
        pytest.param(
            f"@misc{{a, title = {{{{}}}}, {WAY}}}",
            "1:1: 'a' has no title. Add: title = {…}, [B07]",
            id="B07 empty",
        ),
        pytest.param(
            "@misc{a, title = {T}, checked = {nothing}}",
            "1:1: a reader has no way to find 'a'. Add doi, pmid or url. [B08]",
            id="B08",
        ),
        pytest.param(
            "@book{a, title = {T}, checked = {nothing}}",
            "1:1: a reader has no way to find 'a'. Add doi, pmid or url, or isbn. [B08]",
            id="B08 book",
        ),
        pytest.param(
            "@artcle{a, " + REST + "}",
            "1:1: unknown entry type '@artcle'. Did you mean 'article'? [B16]",
            id="B16",
        ),
        pytest.param(
            f"@misc{{a, {REST},\n  autor = {{A}}}}",
            "2:3: unknown field 'autor', which no reader would see. Did you mean 'author'? [B17]",
            id="B17",
        ),
        pytest.param(
            f"@misc{{a b, {REST}}}",
            "1:7: [@a b] can't be written, so nothing can cite this entry. A key begins with a "
            "letter or digit and holds only letters, digits and . : / + - _. [B19]",
            id="B19",
        ),
        pytest.param(
            f"@misc{{a, {REST},\n  crossref = {{b}}}}",
            "2:3: 'crossref' names an entry that isn't here, so what it borrows would be missing. "
            "Write the fields of the other entry into this one. [B20]",
            id="B20",
        ),
    ],
)
def test_a_mistake_in_an_entry_brings_one_finding(entry: str, finding: str) -> None:
    assert found(entry) == [finding]


@pytest.mark.parametrize(
    ("field", "finding"),
    [
        pytest.param(
            "doi = {https://doi.org/10.1186/ar3104}",
            "2:9: 'https://doi.org/10.1186/ar3104' is no bare DOI. "
            "Write only: 10.1186/ar3104 [B09]",
            id="B09 an address",
        ),
        pytest.param(
            r"doi = {doi:10.1186/a\_b}",
            r"2:9: 'doi:10.1186/a\_b' is no bare DOI. Write only: 10.1186/a_b [B09]",
            id="B09 with TeX",
        ),
        *(
            pytest.param(
                f"doi = {{{written}}}",
                f"2:9: '{written}' is no bare DOI. Write only: {meant} [B09]",
                id=f"B09 {written}",
            )
            for written, meant in (
                ("10.1186/ar3104.", "10.1186/ar3104"),
                ("10.1186/ar3104),", "10.1186/ar3104"),
                ("10.1186/ar3104, 10.1186/ar3105", "10.1186/ar3104"),
                ("10.1186/ar3104;10.1186/ar3105", "10.1186/ar3104"),
                ("10.1186/a%2Fb", "10.1186/a/b"),
                ("10.1016/S0(05)1]", "10.1016/S0(05)1"),
                ("10.1186/ar3104…", "10.1186/ar3104"),
                ("10.1186/ar3104/", "10.1186/ar3104"),
                ("10.1186/ar3104?", "10.1186/ar3104"),
                ("10.1186/a&lt;1&gt;", "10.1186/a<1>"),
                ("https://doi.org/10.1186/ar3104?a=b", "10.1186/ar3104"),
            )
        ),
        pytest.param(
            "doi = {10.1186/ar3104\u200b}",
            "2:9: '10.1186/ar3104<U+200B>' is no bare DOI. Write only: 10.1186/ar3104 [B09]",
            id="B09 a space that nobody sees",
        ),
        pytest.param(
            "doi = {ar3104}",
            "2:9: 'ar3104' is no bare DOI. A DOI looks like 10.1186/ar3104. [B09]",
            id="B09 nothing like one",
        ),
        pytest.param(
            "pmid = {https://pubmed.ncbi.nlm.nih.gov/20064/}",
            "2:10: 'https://pubmed.ncbi.nlm.nih.gov/20064/' is no PubMed number. "
            "Write only: 20064 [B10]",
            id="B10 an address",
        ),
        pytest.param(
            "pmid = {123456789}",
            "2:10: '123456789' is no PubMed number. A PubMed number has one to eight digits. [B10]",
            id="B10 nine digits",
        ),
        pytest.param(
            "pmcid = {123456}",
            "2:11: '123456' is no PubMed Central number. Write only: PMC123456 [B10]",
            id="B10 PubMed Central",
        ),
        pytest.param(
            r"url = {https://a.org/$\sim$b}",
            r"2:9: 'https://a.org/$\sim$b' is no whole web address. "
            "Write: https://a.org/~b [B11]",
            id="B11 a tilde",
        ),
        pytest.param(
            "url = {https://a.org/b;https://a.org/c}",
            "2:9: 'https://a.org/b;https://a.org/c' is no whole web address. "
            "A whole address looks like https://example.org/page. [B11]",
            id="B11 two addresses",
        ),
        pytest.param(
            "month = {13}",
            "2:11: '13' is no month. Write a month as jan to dec, or as 1 to 12. [B13]",
            id="B13 month",
        ),
        pytest.param(
            "day = {32}",
            "2:9: '32' is no day of a month. Write a day as 1 to 31. [B13]",
            id="B13 day",
        ),
        pytest.param(
            "url = {www.cdc.gov/lupus}",
            "2:9: 'www.cdc.gov/lupus' is no whole web address. "
            "Write: https://www.cdc.gov/lupus [B11]",
            id="B11 no scheme",
        ),
        pytest.param(
            "url = {https://a b.org}",
            "2:9: 'https://a b.org' is no whole web address. "
            "A whole address looks like https://example.org/page. [B11]",
            id="B11 a space",
        ),
        pytest.param(
            "url = {https://}",
            "2:9: 'https://' is no whole web address. "
            "A whole address looks like https://example.org/page. [B11]",
            id="B11 no host",
        ),
        pytest.param(
            "url = {https://www.cdc.gov@evil.org/}",
            "2:9: 'https://www.cdc.gov@evil.org/' is no whole web address. "
            "A whole address looks like https://example.org/page. [B11]",
            id="B11 a host in disguise",
        ),
        pytest.param(
            r"url = {\url{https://a.org/a\_b}}",
            r"2:9: '\url{https://a.org/a\_b}' is no whole web address. "
            "Write: https://a.org/a_b [B11]",
            id="B11 with TeX",
        ),
        *(
            pytest.param(
                f"url = {{{scheme}:x}}",
                f"2:9: '{scheme}:' opens no web page, so it can't be a link. "
                "Write an address that begins with https://. [B12]",
                id=f"B12 {scheme}",
            )
            for scheme in ("javascript", "JavaScript", "ftp", "data", "file")
        ),
        pytest.param(
            "year = {2010a}",
            "2:10: '2010a' is no year. A year has four digits and is before 2100: 2010. [B13]",
            id="B13 year",
        ),
        pytest.param(
            "year = {2201}",
            "2:10: '2201' is no year. A year has four digits and is before 2100: 2010. [B13]",
            id="B13 a year that is a slip",
        ),
        pytest.param(
            "date = {May 2010}",
            "2:10: 'May 2010' is no date. Write a date as 2010, 2010-05 or 2010-05-31. [B13]",
            id="B13 date",
        ),
        *(
            pytest.param(
                f"date = {{{day}}}",
                f"2:10: '{day}' is no date. Write a date as 2010, 2010-05 or 2010-05-31. [B13]",
                id=f"B13 {day}",
            )
            for day in ("2010-13", "2010-00", "2010-04-31", "2010-02-29", "2010-02-30", "2010-1-32")
        ),
        pytest.param(
            "urldate = {1.2.2020}",
            "2:13: '1.2.2020' is no date. Write a date as 2026-11-01. [B13]",
            id="B13 day of access",
        ),
        pytest.param(
            "checked = {full records}",
            "2:13: 'full records' is no word for how far it was checked. "
            "Did you mean 'full record'? [B14]",
            id="B14 a word near to one",
        ),
        pytest.param(
            "checked = {yes}",
            f"2:13: 'yes' is no word for how far it was checked. Write one of: {WORDS}. [B14]",
            id="B14 another word",
        ),
        pytest.param(
            "checked = {}",
            "1:1: 'a' does not say how far it was checked. "
            f"Add: checked = {{…}}. Write one of: {WORDS}. [B14]",
            id="B14 empty",
        ),
        pytest.param(
            "author = {Almehed K, Ohlsson C}",
            "2:12: 'Almehed K, Ohlsson C' looks like more than one person. "
            "Put 'and' between people: Almehed, Katarina and Ohlsson, Claes and others [B21]",
            id="B21 people without and",
        ),
        pytest.param(
            "author = {Lee, J. and World Health Organization}",
            "2:24: 'World Health Organization' looks like an organisation, and would be shown as a "
            "person. Put the organisation's whole name in braces of its own: {{…}}. [B21]",
            id="B21 an organisation",
        ),
    ],
)
def test_a_wrong_value_is_pointed_at(field: str, finding: str) -> None:
    others = {"title": "T", "isbn": "9780000000000", "checked": "nothing"}
    others.pop(field.split(" = ", maxsplit=1)[0], None)
    written = ", ".join(f"{name} = {{{text}}}" for name, text in others.items())
    assert found(f"@book{{a, {written},\n {field}\n}}") == [finding]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"@misc{{a, __markedentry = {{[me:1]}}, {REST}}}", id="an underscore first"),
        pytest.param(f'@misc{{a, note = "{{A}}, {{B = C}} and {{"}}", {REST}}}', id="quotes"),
        pytest.param(
            f"%@misc{{old,\n%  title = {{W}},\n%}}\n  % @book{{b,\n@misc{{a, {REST}}}",
            id="entries behind %",
        ),
        pytest.param(
            f"@misc{{a, {REST}}}\n\n@Comment{{jabref-meta: databaseType:bibtex;}}\n\n"
            "@comment{jabref-meta: grouping:\n0 AllEntriesGroup:;\n1 StaticGroup:A\\;0\\;;\n}\n",
            id="blocks of other programs",
        ),
        pytest.param(f"@comment remark\n@misc{{a, {REST}}}", id="a remark without braces"),
        pytest.param(f"@movie{{a, ids = {{b}}, related = {{c}}, {REST}}}", id="BibLaTeX"),
        pytest.param(f"@misc{{a, abstract = {{A}}, abstract = {{B}}, {REST}}}", id="twice unseen"),
        pytest.param(f"@misc{{a, funding_text 1 = {{A}}, {REST}}}", id="a number in a name"),
    ],
)
def test_what_other_programs_write_is_no_mistake(text: str) -> None:
    bibliography = read(text)
    assert (bibliography.findings, list(bibliography.references)) == ((), ["a"])
    assert canonical_form(canonical_form(text)) == canonical_form(text)


@pytest.mark.parametrize("kind", ["comments", "Commentary", "strings", "preambles"])
def test_a_type_that_begins_like_a_command_is_told(kind: str) -> None:
    finding = f"1:1: unknown entry type '@{kind}'. For anything unusual, write @misc. [B16]"
    assert found(f"@{kind}{{k, {REST}}}\n{SOUND}") == [finding]
    assert read(f"@{kind}{{k, {REST}}}\n{SOUND}").broken == {"k"}


def test_a_percent_inside_an_entry_is_told() -> None:
    assert found(f"@misc{{a,\n  % year = {{1}},\n  {REST}}}") == [
        "2:3: a % begins no remark inside an entry. Put the remark above the entry. [B01]"
    ]


def test_an_entry_borrows_of_another() -> None:
    lender = "@xdata{x, publisher = {P}, address = {Lund}}\n"
    book = f"@book{{b, editor = {{Berg, Bo}}, year = {{2020}}, xdata = {{x}}, {REST}}}\n"
    chapter = f"@incollection{{c, crossref = {{b}}, pages = {{1--2}}, {REST}}}"
    for text in (lender + book + chapter, chapter + book + lender):
        bibliography = read(text)
        assert bibliography.findings == ()
        assert set(bibliography.references) == {"b", "c"}
        shown = "In: Berg B, editor. T. Lund: P; 2020. p. 1–2."
        assert shown in html.unescape(re.sub("<[^>]*>", "", render(bibliography.references["c"])))
        assert bibliography.references["b"].text("publisher") == "P"


LENT = {
    "a book": (
        "@inbook{c, crossref = {l}, title = {C}}",
        "@book{l, title = {T}, subtitle = {S}, author = {Lund, A}, issn = {1}, organization = {O}}",
        "Lund A. C. In: T: S. O.",
    ),
    "several volumes": (
        "@incollection{c, crossref = {m}, title = {C}, booktitle = {B}}",
        "@mvcollection{m, title = {M}, subtitle = {S}, volume = 2}",
        "C. In: B. M: S. Vol. 2.",
    ),
    "a journal": (
        "@article{c, crossref = {p}, title = {C}, pages = {1--2}}",
        "@periodical{p, title = {J}, volume = 3, year = 2020, publisher = {P}}",
        "C. J. 2020;3:1–2.",
    ),
}


@pytest.mark.parametrize(("part", "lender", "shown"), LENT.values(), ids=LENT)
def test_titles_are_borrowed_as_what_they_are_there(part: str, lender: str, shown: str) -> None:
    bibliography = read(f"{part}\n{lender}")
    text = html.unescape(re.sub("<[^>]*>", "", render(bibliography.references["c"])))
    assert text == shown
    assert not [one for one in bibliography.findings if one.line == 1 and one.code == "B24"]


def test_entries_that_borrow_of_each_other_end_somewhere() -> None:
    text = f"@book{{a, crossref = {{b}}, {REST}}}\n@book{{b, crossref = {{a}}, {REST}}}"
    assert {finding.code for finding in read(text).findings} <= {"B20"}


def test_a_set_is_told() -> None:
    assert found(f"@set{{s, entryset = {{a}}}}\n@misc{{a, {REST}}}") == [
        "1:1: a set of entries can't be cited as one. "
        "Cite its entries one by one: [@one; @two]. [B20]"
    ]


@pytest.mark.parametrize(
    ("author", "message"),
    [
        ("Lund, Ada, Berg, Bo", "'Lund, Ada, Berg, Bo' looks like more than one person"),
        ("Ada Lund, Bo Berg, Cia Holm", "looks like more than one person"),
        ("Lund, A. & Berg, B.", "looks like more than one person"),
        ("Lund, Ada; Berg, Bo", "looks like more than one person"),
        ("Lund, Ada / Berg, Bo", "looks like more than one person"),
        ("Ada Lund, Bo Berg", "'Ada Lund, Bo Berg' may be two people"),
        ("Ada Lund, MD", "'Ada Lund, MD' ends in a degree, which would be shown as initials"),
        ("Ada Lund, MD, PhD", "ends in a degree"),
        ("Ada Lund MD", "ends in a degree"),
        ("Lund MD and Ada Lund M.D. and Lund, Ada M.D.", ""),
        ("A. Lund, B. Berg and Cia Holm", "'A. Lund, B. Berg' looks like more than one person"),
        ("Ada Lund (editor)", "'Ada Lund (editor)' says more than a name"),
        ("ABC Investigators", "looks like an organisation"),
        ("Lund, Ada AND Berg, Bo And Holm, Cia", ""),
        ("John Smith, Jr. and Neumann, John von", ""),
        ("A. B., Lund", "'A. B., Lund' begins with initials"),
        ("Lund, A and others and Berg, B", "'others' stands before other people"),
        ("Lund, Ada and Smith, Jr., John and Ek, Bo, PhD and Berg Jr., Cia", ""),
        ("family=Lund, given=Ada, prefix=van and García López, M. J.", ""),
        ("{García López}, María José and Lund AB", ""),
    ],
)
def test_people_are_told_apart_or_it_is_said_how(author: str, message: str) -> None:
    findings = read(f"@misc{{a, author = {{{author}}}, {REST}}}").findings
    assert [finding.code for finding in findings] == (["B21"] if message else [])
    assert all(message in finding.message for finding in findings)


@given(
    st.sampled_from(sorted(FINDERS)),
    st.text("0123456789./,;:()[]<>% \\{}~?#'\"abdefhlnopstuxwPMID", max_size=30)
    | st.builds("10.1000/{}".format, st.text(max_size=12))
    | st.builds("https://doi.org/10.1000/{}".format, st.text("a.,;)(<>%2F\\&", max_size=12)),
)
def test_a_hint_passes_the_check_that_it_comes_from(field: str, written: str) -> None:
    meant = FINDERS[field](written)
    assert not meant or SHAPES[field].fullmatch(meant)


@pytest.mark.parametrize(
    "day", ["2010", "2012-02-29", "2000-02-29", "2010-12-31", "2010-04-30", "2010-02-28"]
)
def test_a_day_that_there_is_is_a_date(day: str) -> None:
    assert found(f"@misc{{a, date = {{{day}}}, {REST}}}") == []


@pytest.mark.parametrize(
    ("written", "shown"),
    [("297--297", "297"), ("e1–e1", "e1"), ("1-9, 12-12", "1-9, 12"), ("1--11", "1-11")],
)
def test_a_range_of_one_page_is_that_page(written: str, shown: str) -> None:
    reference = read(f"@article{{a, pages = {{{written}}}, {REST}}}").references["a"]
    assert reference.item["page"] == shown
    assert ("EP  - " in to_ris([reference])) == ("-" in shown)


@pytest.mark.parametrize(
    ("conflict", "broken"),
    [
        pytest.param(
            "@misc{a,\n<<<<<<< HEAD\n title = {A},\n=======\n title = {B},\n>>>>>>> b\n}",
            {"a"},
            id="in an entry",
        ),
        pytest.param(
            f"\n<<<<<<< HEAD\n@misc{{a, {REST}}}\n=======\n@misc{{b, {REST}}}\n>>>>>>> b",
            {"a", "b"},
            id="around entries",
        ),
        pytest.param(
            f"\n<<<<<<< HEAD\n% One\n=======\n% Two\n>>>>>>> b\n@misc{{a, {REST}}}",
            set(),
            id="before an entry",
        ),
    ],
)
def test_entries_that_a_merge_left_in_two_versions_are_not_used(
    conflict: str, broken: set[str]
) -> None:
    bibliography = read(f"{conflict}\n{SOUND}")
    assert bibliography.broken == broken
    assert bibliography.findings == ()
    assert "sound" in bibliography.references
    _, findings = decode(bibliography.source.text.encode(), bibliography.source.path)
    assert list(map(str, findings)) == [
        "r.bib:2:1: a merge left its markers here. Choose what is right and take out the lines "
        "of <<<<<<<, ======= and >>>>>>>. [E02]"
    ]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        pytest.param("<<<<<<< a\nA\n=======\nB\n>>>>>>> b\n", [(0, 31)], id="whole"),
        pytest.param(
            "x\n<<<<<<< a\n>>>>>>> b\ny\n<<<<<<< a\n>>>>>>> b\n", [(2, 21), (24, 43)], id="two"
        ),
        pytest.param("A\n<<<<<<< a\nB\n", [(2, 11)], id="the end is taken out"),
        pytest.param("B\n>>>>>>> b\nC\n", [(2, 11)], id="the beginning is taken out"),
        pytest.param("A heading\n=======\n", [], id="a heading"),
        pytest.param("A <<<<<<< b\n<<<<<<<<< c\n>>> d\n", [], id="nothing like one"),
    ],
)
def test_a_conflict_reaches_from_its_first_marker_to_its_last(
    text: str, spans: list[tuple[int, int]]
) -> None:
    assert list(conflicts(text)) == spans


def test_a_field_near_to_one_that_nobody_sees_is_no_mistake() -> None:
    assert found(f"@misc{{a, {REST}, issnn = {{1}}, x = {{2}}}}") == []


@pytest.mark.parametrize(
    ("text", "is_whole"),
    [
        pytest.param(SOUND, True, id="sound"),
        pytest.param("@misc{a, title = {T}, autor = {A}}", True, id="a mistake in what it says"),
        pytest.param("@misc{a, title = nothing}", False, id="an entry that can't be used"),
        pytest.param(f"{SOUND}{SOUND}", False, id="a key twice"),
        pytest.param(f"{SOUND}misc{{b, {REST}}}", False, id="a lost at sign"),
        pytest.param(f"<<<<<<< a\n{SOUND}>>>>>>> b", False, id="a merge"),
    ],
)
def test_a_file_is_whole_if_all_of_it_can_be_used(text: str, is_whole: bool) -> None:
    bibliography = read(text)
    assert bibliography.is_whole == is_whole
    assert set(bibliography.unread) <= set(bibliography.findings)


@pytest.mark.parametrize("entry", ["@misc{title = {A},\n}", "@misc{, title = {A}}"])
def test_an_entry_without_a_key_breaks_no_key(entry: str) -> None:
    assert not read(f"{entry}\n{SOUND}").broken


def test_a_key_twice_keeps_the_first_entry() -> None:
    text = f"{SOUND}@misc{{sound, title = {{Other}}, {WAY}}}\n"
    message = "2:7: the key 'sound' in line 2 already stands in line 1. "
    assert found(text) == [
        message + "Take one of the two entries out, or give it another key. [B03]"
    ]
    assert read(text).references["sound"].text("title") == "T"
    assert not read(text).broken


def test_a_string_twice_is_a_finding() -> None:
    message = "2:9: the key 'J' in line 2 already stands in line 1. "
    assert found(f"@string{{j = {{J}}}}\n@string{{J = {{K}}}}\n{SOUND}") == [
        message + "Take one of the two entries out, or give it another key. [B03]"
    ]


def test_a_key_in_other_capitals_is_the_same_key() -> None:
    text = f"{SOUND}@misc{{Sound, {REST}}}"
    message = "2:7: the key 'Sound' in line 2 already stands in line 1. "
    assert found(text) == [
        message + "Take one of the two entries out, or give it another key. [B03]"
    ]
    assert list(read(text).references) == ["sound"]
    assert read(text).broken == {"Sound"}


def test_all_mistakes_come_at_once_and_in_order() -> None:
    text = f"@misc{{a, title = {{A,\n}}\n{SOUND}misc{{b,\n}}\n@misc{{c, {WAY}, year = {{1}}}}\n"
    findings = read(text).findings
    assert [(finding.line, finding.code) for finding in findings] == [
        (1, "B01"),
        (4, "B01"),
        (6, "B07"),
        (6, "B13"),
    ]
    assert read(text).broken == {"a", "b"}


def test_lines_are_right_after_a_line_that_ends_in_a_backslash() -> None:
    text = f"@misc{{a, title = {{A \\\\\n B}}, {WAY}}}\n{SOUND}"
    read_again = read(text)
    sound = read_again.references["sound"]
    assert (read_again.source.position(sound.offset), read_again.findings) == ((3, 1), ())


DOUBLED = {
    "a DOI": ("doi = {10.1000/A}", "doi = {10.1000/a}", "DOI"),
    "a PubMed number": ("pmid = {12}", "eprint = {12}, eprinttype = {pubmed}", "PMID"),
    "an ISBN": ("isbn = {978-0-306-40615-7}", "isbn = {0306406152}", "ISBN"),
    "an address": ("url = {https://a.org}", "url = {https://a.org}", ""),
    "a note that says why": ("doi = {10.1000/a}", "doi = {10.1000/a}, note = {Why}", ""),
    "a PubMed number under two DOIs": (
        "pmid = {12}, doi = {10.1000/a}",
        "pmid = {12}, doi = {10.1000/b}",
        "PMID",
    ),
    "two ISBNs": ("isbn = {0306406152}", "isbn = {0198534531}", ""),
    "the digits of another behind 979": ("isbn = {9790306406157}", "isbn = {0306406152}", ""),
    "volumes": ("isbn = {0306406152}, volume = 1", "isbn = {0306406152}, volume = 2", ""),
    "two DOIs": (
        "isbn = {0306406152}, doi = {10.1000/a}",
        "isbn = {0306406152}, doi = {10.1000/b}",
        "",
    ),
}


@pytest.mark.parametrize(("first", "second", "name"), DOUBLED.values(), ids=DOUBLED)
def test_a_source_that_is_there_twice_is_told_once(first: str, second: str, name: str) -> None:
    text = f"@book{{a, title = {{A}}, {first}}}\n@book{{b, title = {{B}}, {second}}}"
    message = f"r.bib:2:1: 'b' has the {name} of 'a', so it is the same source. "
    hint = "Keep one of them. If both must stay, say in the second one's 'note' why. [B18]"
    assert list(map(str, doubled(read(text)))) == ([message + hint] if name else [])


def test_more_than_five_that_no_page_cites_are_one_notice() -> None:
    text = "".join(f"@misc{{{key}, {REST}}}\n" for key in "abcdefg")
    (finding,) = uncited(read(text), {"a"})
    assert str(finding) == (
        "r.bib:2:1: no page cites 'b', nor 5 more of the 7 entries. "
        "Cite them, or leave them for later. [B15]"
    )
    assert len(list(uncited(read(text), {"a", "b"}))) == 5


def test_a_reference_that_no_page_cites_is_a_notice() -> None:
    (finding,) = uncited(read(f"@misc{{a, {REST}}}\n{SOUND}"), {"a"})
    assert str(finding) == (
        "r.bib:2:1: no page cites 'sound'. Cite it as [@sound], or leave it for later. [B15]"
    )
    assert finding.is_notice


@pytest.mark.parametrize(
    ("data", "text", "place"),
    [
        pytest.param("é\n".encode(), "é\n", None, id="UTF-8"),
        pytest.param("é".encode("utf-8-sig"), "é", None, id="UTF-8 with a byte order mark"),
        pytest.param("é\naé".encode() + b"\xe9b", "é\naé\ufffdb", (2, 3), id="E01 Latin-1"),
        pytest.param("\ufeffab".encode("utf-16-le"), "ab", (1, 1), id="E01 UTF-16"),
    ],
)
def test_bytes_become_text(data: bytes, text: str, place: tuple[int, int] | None) -> None:
    source, findings = decode(data, "r.bib")
    assert source.text == text
    assert [(finding.line, finding.column) for finding in findings] == ([place] if place else [])
    assert all(finding.code == "E01" for finding in findings)


def all_forms(text: str) -> list[str]:
    """Everything a site makes of a file, rendered references first."""
    references = list(read(text).references.values())
    rendered = [render(reference) for reference in references]
    return [*rendered, to_bibtex(references), to_ris(references), to_csl_json(references)]


PIECES = [
    *'@{}"=,#%&\\$~()\n\r;:',
    *(
        "@misc{",
        "@string{",
        "@comment{",
        "@misc(",
        "key,",
        "title = {",
        "author = {",
        " and ",
        "url = {",
    ),
    *(
        "<script>",
        "</span>",
        "javascript:x",
        "https://a.org/",
        "\\'e",
        "\\url{",
        "\\input{",
        "<<<<<<< a\n",
    ),
    *(
        "}\n",
        "},\n",
        "a, b, c, d",
        "ü",
        "\x00",
        "2010",
        "doi = {10.1186/",
        "\u202e",
        "--",
        "others",
    ),
]


def test_no_rubble_of_a_file_raises_or_becomes_markup() -> None:
    chance = random.Random(1)
    for _ in range(1500):
        text = "".join(chance.choices(PIECES, k=chance.randrange(60)))
        wrapped = f"@misc{{z, title = {{T}}, {text}}}\n{text}"
        for bibliography in (text, wrapped):
            assert not any("<script" in form for form in all_forms(bibliography)[:-3])


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("{" * 1000 + "x" + "}" * 1000, id="nested braces"),
        pytest.param(r"\textbf" * 1000, id="a thousand commands"),
        pytest.param(r"\'" * 20000, id="accents on nothing"),
        pytest.param("$" * 1001, id="open mathematics"),
        pytest.param("x" * 100_000, id="a very long word"),
        pytest.param(r"\input{/etc/passwd}\write18{ls}", id="commands that touch files"),
    ],
)
def test_hostile_tex_is_only_text(title: str) -> None:
    forms = all_forms(f"@misc{{a, title = {{{title}}}, author = {{{title}}}, {WAY}}}")
    assert "root:" not in forms[0]
    assert 'href="https://doi.org/10.1186/ar3104"' in forms[0]
