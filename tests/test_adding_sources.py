"""Adding a source: from a file without a network, from a registry, and never over another one."""

import io
import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.cite import cite
from guidebook.bibliography.bibtex_reading import read_bibliography
from guidebook.bibliography.bibtex_writing import canonical_form
from guidebook.bibliography.export_forms import to_csl_json, to_ris
from guidebook.bibliography.new_entries import add, new_key
from guidebook.bibliography.records import Record, read_records
from guidebook.bibliography.reference import Bibliography, Reference
from guidebook.bibliography.vocabulary import TYPES
from guidebook.source import Source
from minisite import entries

RIS = """TY  - JOUR
AU  - Almehed, Katarina
AU  - Forsblad-d'Elia, Helena
TI  - Prevalence and risk factors of vertebral
 compression fractures
JO  - Arthritis Research & Therapy
PY  - 2010/05/31
VL  - 12
SP  - 819
EP  - 824
DO  - https://doi.org/10.1186/ar3104
AB  - A long abstract.
ER  -
"""
BIBTEX = """@ARTICLE{whatever, author = "Almehed, Katarina and Forsblad-d'Elia, Helena",
 title = "Prevalence and risk factors of vertebral compression fractures",
 journal = {Arthritis Research & Therapy}, year = 2010, volume = 12, pages = {819--824},
 doi = {10.1186/ar3104}, abstract = {A long abstract.}}
"""
CSL = {
    "type": "article-journal",
    "author": [
        {"family": "Almehed", "given": "Katarina"},
        {"family": "Forsblad-d'Elia", "given": "Helena"},
    ],
    "title": "Prevalence and risk factors of <i>vertebral</i> compression fractures",
    "container-title": "Arthritis Research &amp; Therapy",
    "issued": {"date-parts": [[2010, 5, 31]]},
    "volume": "12",
    "page": "819-824",
    "DOI": "10.1186/ar3104",
    "abstract": "A long abstract.",
}
ENTRY = """@article{almehed2010,
  author = {Almehed, Katarina and Forsblad-d'Elia, Helena},
  title = {Prevalence and risk factors of vertebral compression fractures},
  journal = {Arthritis Research & Therapy},
  year = {2010},
  volume = {12},
  pages = {819--824},
  doi = {10.1186/ar3104},
  checked = {nothing},
}
"""
FORMS = {"record.ris": RIS, "record.bib": BIBTEX, "record.json": json.dumps([CSL])}
NO_NETWORK = {"DOI": "http://127.0.0.1:1/{}", "PMID": "http://127.0.0.1:1/{}"}


class Registry(BaseHTTPRequestHandler):
    """Knows one DOI and one PubMed number, and asks for the right form."""

    def do_GET(self) -> None:
        is_known = self.path in ("/10.1186/ar3104", "/20064288")
        is_asked = self.headers["Accept"] == "application/vnd.citationstyles.csl+json"
        is_ill = self.path == "/10.5000/ill"
        self.send_response(500 if is_ill else 200 if is_known and is_asked else 404)
        self.end_headers()
        self.wfile.write(json.dumps(CSL).encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its own name)
        """Say nothing."""


@pytest.fixture(scope="module")
def registries() -> Iterator[dict[str, str]]:
    server = HTTPServer(("127.0.0.1", 0), Registry)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/{{}}"
    yield {"DOI": address, "PMID": address}
    server.shutdown()
    server.server_close()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    bib = "% A remark.\n\n" + entries("zebra").rstrip("\n") + "\n"
    (tmp_path / "references.bib").write_text(bib, encoding="utf-8")
    return tmp_path


def bib_of(project: Path) -> str:
    return (project / "references.bib").read_text(encoding="utf-8")


def bibliography_of(project: Path) -> Bibliography:
    return read_bibliography(Source("references.bib", bib_of(project)))


@pytest.mark.parametrize("name", FORMS)
def test_a_record_in_a_file_is_added_without_a_network(project: Path, name: str) -> None:
    (project / name).write_text(FORMS[name], encoding="utf-8")
    told = "\n".join(cite(project, str(project / name), NO_NETWORK))
    key = "whatever" if name == "record.bib" else "almehed2010"
    entry = ENTRY.replace("almehed2010", key)
    assert bib_of(project) == f"% A remark.\n\n{entries('zebra').rstrip()}\n\n{entry}"
    assert bibliography_of(project).findings == ()
    assert f"[@{key}]" in told
    assert "Nothing of it was checked yet" in told
    assert "Left out, because no reader would see it: " in told


@pytest.mark.parametrize("source", ["10.1186/ar3104", "https://doi.org/10.1186/ar3104", "20064288"])
def test_a_registry_is_asked_for_a_number(
    project: Path, registries: dict[str, str], source: str
) -> None:
    list(cite(project, source, registries))
    assert ENTRY in bib_of(project)


WRONG = {
    "10.9999/nobody": "the registry knows no DOI 10.9999/nobody",
    "31": "the registry knows no PMID 31",
    "hello": "'hello' is no DOI, no PubMed number and no file",
    "": "Say which source: make cite ID=10.1186/ar3104, ID=20064288 or FILE=record.ris",
}


@pytest.mark.parametrize(("source", "message"), WRONG.items())
def test_what_nobody_knows_adds_nothing(
    project: Path, registries: dict[str, str], source: str, message: str
) -> None:
    before = bib_of(project)
    with pytest.raises(ValueError, match="^" + message.split("(", maxsplit=1)[0]):
        list(cite(project, source, registries))
    assert bib_of(project) == before


def test_without_a_network_it_says_what_to_do(project: Path) -> None:
    before = bib_of(project)
    with pytest.raises(OSError, match=r"is there a network\? .* make cite FILE=record.ris"):
        list(cite(project, "10.1186/ar3104", NO_NETWORK))
    assert bib_of(project) == before


def test_a_registry_that_is_ill_adds_nothing(project: Path, registries: dict[str, str]) -> None:
    with pytest.raises(OSError, match=r"answers with an error \(500\): try again later"):
        list(cite(project, "10.5000/ill", registries))


def test_a_record_can_be_pasted(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(RIS))
    list(cite(project, "-", NO_NETWORK))
    assert ENTRY in bib_of(project)


def test_a_source_that_is_there_is_not_added_again(project: Path) -> None:
    for name, text in FORMS.items():
        (project / name).write_text(text, encoding="utf-8")
    first = list(cite(project, str(project / "record.ris"), NO_NETWORK))
    before = bib_of(project)
    again = list(cite(project, str(project / "record.bib"), NO_NETWORK))
    assert first != again
    assert again == ["[@whatever] is in references.bib already. Cite it as [@almehed2010]."]
    again = list(cite(project, str(project / "record.json"), NO_NETWORK))
    assert again == ["This source is in references.bib already. Cite it as [@almehed2010]."]
    assert bib_of(project) == before


HAVE = """@book{book, title = {A}, isbn = {978-0-306-40615-7}, volume = {1}}
@online{page, title = {B}, url = {https://www.example.org/x/}}
@article{numbered, title = {C}, pmid = {123}}
@article{paper, title = {D}, doi = {10.1000/ABC}, url = {https://example.org/all}}
"""
SAME = {
    "an ISBN of ten digits": ("@book{x, title = {A}, isbn = {0 306 40615 2}, volume = 1}", "book"),
    "another volume": ("@book{x, title = {A}, isbn = {0306406152}, volume = 2}", "x"),
    "a chapter": ("@incollection{x, title = {A}, isbn = {0306406152}, volume = 1}", "x"),
    "an address": ("@misc{x, title = {B}, url = {http://example.org/x}}", "page"),
    "a PubMed number": ("@article{x, title = {E}, pmid = {123}, doi = {10.1000/q}}", "numbered"),
    "a DOI": ("@article{x, title = {E}, doi = {10.1000/abc}}", "paper"),
    "two DOIs at one address": (
        "@article{x, title = {E}, doi = {10.1000/e}, url = {https://example.org/all}}",
        "x",
    ),
    "no DOI, the same address": ("@misc{x, title = {E}, url = {https://example.org/all}}", "paper"),
    "a key in use": ("@misc{paper, title = {Words}, url = {https://example.org/w}}", "words"),
    "no key": ("@misc{a b, title = {Words}, url = {https://example.org/w}}", "words"),
}


@pytest.mark.parametrize(("entry", "key"), SAME.values(), ids=SAME)
def test_a_source_is_known_by(entry: str, key: str) -> None:
    (added,) = add(HAVE, read_records(entry))
    assert added.key == key
    assert bool(added.entry) == (key in ("x", "words"))


def test_a_file_keeps_its_keys_and_its_sources_are_told_one_by_one(project: Path) -> None:
    bib = (
        "@misc{Smith_2020:a, title = {A}, url = {https://example.org/a}}\n"
        "@misc{zebra, title = {B}, url = {https://example.org/b}}\n"
        "@misc{again, title = {A}, url = {https://example.org/a}}\n"
        "@misc{torn, title = nothing}\n@misc{none, url = {https://example.org/n}}\n"
    )
    (project / "refs.bib").write_text(bib, encoding="utf-8")
    told = [
        line for line in cite(project, str(project / "refs.bib"), NO_NETWORK) if "@misc" not in line
    ]
    assert list(bibliography_of(project).references) == ["zebra", "Smith_2020:a", "b"]
    assert [line for line in told if line[:7] != "Nothing"] == [
        "Cite it right after what it supports: [@Smith_2020:a]",
        "Its key there, zebra, is that of another source here.",
        "Cite it right after what it supports: [@b]",
        "[@again] is in references.bib already. Cite it as [@Smith_2020:a].",
        "Not added: record 4 (https://example.org/n) has no title",
        "Not added: the record:4:21: undefined @string 'nothing'. "
        "If it is a text, put it in braces: {nothing}. [B06]",
    ]


@pytest.mark.parametrize(
    ("identifier", "key"),
    [("Lund2020", "Lund2020"), ("http://zotero.org/x/1", "t"), ("ITEM-1", "t"), ("4711", "t")],
)
def test_an_item_of_json_keeps_what_is_a_key(identifier: str, key: str) -> None:
    item = {"id": identifier, "type": "book", "title": "T"}
    (added,) = add("", read_records(json.dumps(item)))
    assert added.key == key


KEYS = {
    "author and year": ({"author": "Almehed, Katarina", "year": "2010"}, "almehed2010"),
    "accents": ({"author": "Müller-Łęż, Åsa", "year": "2010"}, "mullerlez2010"),
    "an organisation": ({"author": "{World Health Organization}", "year": "2020"}, "world2020"),
    "an editor": ({"editor": "Almehed, Katarina", "title": "Lupus"}, "almehed"),
    "no author": ({"title": "The lupus book", "year": "2020"}, "lupus2020"),
    "no year": ({"author": "Almehed, Katarina"}, "almehed"),
    "letters of their own": ({"author": "Œłødßæđ, A"}, "oelodssaed"),
    "nothing": ({}, "source"),
    "a key in use": (
        {"author": "Smith, A", "year": "2020", "title": "The spine in lupus"},
        "smith2020-spine",
    ),
    "two keys in use": (
        {"author": "Jones, A", "year": "2020", "title": "Spine"},
        "jones2020-2",
    ),
}


@pytest.mark.parametrize(("fields", "key"), KEYS.values(), ids=KEYS)
def test_a_key_is_made_of(fields: dict[str, str], key: str) -> None:
    taken = {"smith2020", "jones2020", "jones2020-spine"}
    assert new_key(Record("article", fields, ()), taken) == key


def test_a_new_entry_stands_at_the_end_and_touches_no_other(project: Path) -> None:
    before = '@MISC{zz, title="Odd"}\n% A remark.\n@misc{b, title = {torn}\n'
    (project / "references.bib").write_text(before, encoding="utf-8")
    (project / "record.ris").write_text(RIS, encoding="utf-8")
    list(cite(project, str(project / "record.ris"), NO_NETWORK))
    assert bib_of(project) == f"{before}\n{ENTRY}"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("TY  - BOOK\nTI  - T\nET  - 2\nAB  - \nER  - \n", id="RIS"),
        pytest.param('{"type": "book", "title": "T", "edition": "2", "abstract": ""}', id="CSL"),
        pytest.param("@book{a, title = {T}, edition = {2}, abstract = {}}", id="BibTeX"),
    ],
)
def test_a_record_keeps_its_edition_and_nothing_empty_is_told_as_left_out(text: str) -> None:
    (record,) = read_records(text)
    assert record == Record("book", {"title": "T", "edition": "2"}, ())


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_each_type_comes_back_as_one_of_the_same_kind(kind: str) -> None:
    reference = Reference("a", kind, {"title": "T"})
    for text in (to_csl_json([reference]), to_ris([reference])):
        (record,) = read_records(text)
        assert record.fields == {"title": "T"}
        assert TYPES[record.kind].csl == TYPES[kind].csl or kind == "proceedings"


def test_what_goes_out_as_a_report_comes_back_the_same() -> None:
    fields = {
        "author": "{A Body} and Smith, Jr, John and van der Meer, Jos",
        "title": "T & U",
        "institution": "An institute",
        "address": "Lund",
        "year": "2010",
        "number": "7",
        "pages": "3--9",
        "doi": "10.1000/a_b",
        "pmid": "123",
        "url": "https://a.org/",
    }
    sent = Reference("a", "report", fields)
    came = {**fields, "publisher": fields["institution"]}
    came.pop("institution")
    for text in (to_csl_json([sent]), to_ris([sent])):
        assert read_records(text) == [Record("report", came, ())]


def test_notes_of_others_are_left_out_and_told() -> None:
    item = {"title": "T", "note": "PMID: 1", "accessed": {"date-parts": [[2020]]}, "ISSN": "1"}
    (record,) = read_records(json.dumps(item))
    assert record == Record("misc", {"title": "T", "urldate": "2020"}, ("ISSN", "note"))


FIELDS = {
    "author": "Lund, Ada and Berg, Bo C",
    "title": "Words about bones",
    "journal": "Bone",
    "year": "2021",
    "volume": "8",
    "number": "3",
    "pages": "101--109",
    "doi": "10.1000/x1",
}
RIS_LINES: tuple[str, ...] = (
    "TY  - JOUR",
    "TI  - Words about bones",
    "JO  - Bone",
    "PY  - 2021/03/01",
    "VL  - 8",
)
RIS_LINES += ("IS  - 3", "SP  - 101", "EP  - 109", "AU  - Lund, Ada", "AU  - Berg, Bo C")
TAGGED = {
    "RIS": [*RIS_LINES, "T2  - Theme", "DO  - 10.1000/x1", "ER  - "],
    "RIS, DOI in an address": [*RIS_LINES, "UR  - https://dx.doi.org/10.1000/x1", "ER  - "],
    "RIS, DOI in M3": [*RIS_LINES, "M3  - doi: 10.1000/x1.", "ER  -"],
    "RIS, DOI in L3": [*RIS_LINES, "L3  - 10.1000/x1", "ER  -"],
    "RIS, DOI in N1": [*RIS_LINES, "N1  - DOI:10.1000/x1", "ER  -"],
    "PubMed": [
        *("PMID- 12345678", "OWN - NLM", "TI  - Words about", "      bones.", "FAU - Lund, Ada"),
        *("AU  - Lund A", "FAU - Berg, Bo C", "AU  - Berg BC", "DP  - 2021 Mar 1", "TA  - Bn"),
        *("JT  - Bone", "VI  - 8", "IP  - 3", "PG  - 101-109", "IS  - 1234-5678 (Electronic)"),
        *("AID - 10.1000/x1 [doi]", "AID - S1 [pii]", "PT  - Journal Article"),
    ],
    "the index": [
        *("FN A large index", "VR 1.0", "PT J", "AU Lund, A", "   Berg, BC", "AF Lund, Ada"),
        *("   Berg, Bo C", "TI Words about", "   bones", "SO Bone", "PY 2021", "VL 8", "IS 3"),
        *("BP 101", "EP 109", "DI 10.1000/x1", "UT 1:000", "ER", "", "EF"),
    ],
    "EndNote": [
        *("%0 Journal Article", "%A Lund, Ada", "%A Berg, Bo C", "%T Words about bones", "%J Bone"),
        *("%D 2021", "%V 8", "%N 3", "%P 101-109", "%R 10.1000/x1", "%X An abstract."),
    ],
    "EndNote's XML": [
        '<?xml version="1.0" encoding="UTF-8"?><xml><records><record>',
        '<ref-type name="Journal Article">17</ref-type><contributors><authors>',
        "<author><style>Lund, Ada</style></author><author>Berg, Bo C</author></authors>",
        "</contributors><titles><title><style>Words about</style> bones</title></titles>",
        "<periodical><full-title>Bone</full-title></periodical><pages>101-109</pages>",
        "<volume>8</volume><number>3</number><dates><year>2021</year></dates>",
        "<electronic-resource-num>10.1000/x1</electronic-resource-num></record></records></xml>",
    ],
    "Crossref's answer": [
        '{"status": "ok", "message": {"type": "journal-article", "title": ["Words about bones"],',
        '"author": [{"given": "Ada", "family": "Lund"}, {"given": "Bo C", "family": "Berg"}],',
        '"container-title": ["Bone"], "published": {"date-parts": [[2021, 3]]}, "volume": "8",',
        '"issue": "3", "page": "101-109", "DOI": "10.1000/x1", "publisher": "P"}}',
    ],
}


@pytest.mark.parametrize("lines", TAGGED.values(), ids=TAGGED)
def test_a_record_is_read_in_each_form(lines: list[str]) -> None:
    for end in ("\n", "\r\n"):
        (record,) = read_records(end.join(lines))
        assert record.kind == "article"
        assert {name: at for name, at in record.fields.items() if name != "pmid"} == FIELDS


@pytest.mark.parametrize("form", ["RIS", "PubMed", "the index", "EndNote"])
def test_a_file_may_hold_several_records(form: str) -> None:
    one = "\n".join(line for line in TAGGED[form] if line not in ("EF", ""))
    records = read_records(f"{one}\n\n{one.replace('10.1000/x1', '10.1000/x2')}\n")
    assert [record.fields["doi"] for record in records] == ["10.1000/x1", "10.1000/x2"]


def test_many_records_are_added_one_below_the_other_and_each_once() -> None:
    form = "TY  - JOUR\nTI  - {0}\nDO  - 10.1000/{0}\nER  - \n"
    records = read_records("".join(form.format(title) for title in "XYZ"))
    added = add(HAVE, [*records, records[1]])
    assert [(one.key, bool(one.entry)) for one in added] == [
        *(("x", True), ("y", True), ("z", True), ("y", False))
    ]
    assert added[-1].text.startswith(HAVE.rstrip())
    assert re.findall("title = {([XYZ])}", added[-1].text) == ["X", "Y", "Z"]


PARTS = {
    "an article number": ("C7  - e1042", "eid", "e1042"),
    "a day of access": ("Y2  - 2026/01/05", "urldate", "2026-01-05"),
    "an author of old": ("A1  - Lund, A", "author", "Lund, A"),
    "a date and no year": ("DA  - 2021/03/01", "year", "2021"),
    "a title of old": ("T1  - Words", "title", "Words"),
    "initials first": ("AU  - A. Lund", "author", "Lund, A."),
    "signs like tags": ("TI  - BMI <25 and >30", "title", "BMI <25 and >30"),
    "initials last": ("AU  - Berg BC", "author", "Berg, BC"),
    "people in one line": ("AU  - Lund, A.;Berg, B.", "author", "Lund, A. and Berg, B."),
    "an organisation": ("AU  - ABC Study Group", "author", "{ABC Study Group}"),
    "a PubMed Central number": ("C2  - PMC77", "pmcid", "PMC77"),
    "the DOI of a file": ("L1  - https://a.org/10.1000/x1.pdf", "doi", "10.1000/x1"),
    "the DOI of a page": ("UR  - https://a.org/doi/10.1000/x1/full", "doi", "10.1000/x1"),
    "words between signs": ("TI  - Risk <i and x> y", "title", "Risk <i and x> y"),
    "scripts": ("TI  - CO<sub>2</sub> <i>x</i>", "title", "CO₂ x"),
}


@pytest.mark.parametrize(("line", "field", "text"), PARTS.values(), ids=PARTS)
def test_a_part_of_a_record_is_read(line: str, field: str, text: str) -> None:
    title = "" if field == "title" else "TI  - T\n"
    (record,) = read_records(f"TY  - JOUR\n{title}{line}\nER  - \n")
    assert record.fields[field] == text


MORE_PARTS = {
    "a series": ("TY  - BOOK\nTI  - T\nT2  - S\nNV  - 3\nA4  - B, C", "series", "S"),
    "the number of a book": ("TY  - BOOK\nTI  - T\nSN  - 0306406152", "isbn", "0306406152"),
    "a kind of thesis": ("TY  - THES\nTI  - T\nM3  - PhD thesis", "type", "PhD thesis"),
    "a page on the web": ("TY  - WEB\nTI  - T\nT2  - A site", "organization", "A site"),
    "no kind and no DOI": ("PMID- 12\nTI  - T.", "pmid", "12"),
    "short names, as they are": ("PT J\nAU Lund, A\nTI T", "author", "Lund, A"),
    "a series of the index": ("PT S\nTI T\nSE Notes", "series", "Notes"),
    "series and book": (
        '{"type": "book-chapter", "title": "T", "container-title": ["S", "B"]}',
        "booktitle",
        "B",
    ),
    "a conference": ('{"type": "book", "title": "T", "event": {"name": "E"}}', "eventtitle", "E"),
    "a university": (
        '{"type": "dissertation", "title": "T", "institution": [{"name": "U"}]}',
        "publisher",
        "U",
    ),
}


@pytest.mark.parametrize(("text", "field", "value"), MORE_PARTS.values(), ids=MORE_PARTS)
def test_more_of_a_record_is_read(text: str, field: str, value: str) -> None:
    (record,) = read_records(f"{text}\n")
    assert record.fields[field] == value
    assert record.left_out == ()


def test_a_record_with_nothing_to_name_it_by_is_told_by_its_number() -> None:
    with pytest.raises(ValueError, match=r"^record 1 has no title$"):
        read_records("TY  - JOUR\nAU  - Lund, A\nER  - \n")


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        ("PT  - Journal Article\nPT  - Review", "article"),
        ("PT  - Review\nPT  - Book", "book"),
        ("BT  - B", "incollection"),
    ],
)
def test_pubmeds_kinds_are_read(lines: str, kind: str) -> None:
    (record,) = read_records(f"PMID- 12\nTI  - T.\n{lines}\n")
    assert record.kind == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("edited-book", "book"),
        ("monograph", "book"),
        ("proceedings", "proceedings"),
        ("book-section", "incollection"),
        ("reference-entry", "inreference"),
        ("proceedings-article", "inproceedings"),
        ("report-component", "report"),
        ("dissertation", "thesis"),
        ("article-magazine", "article"),
        ("post", "online"),
        ("database", "dataset"),
        ("standard-series", "standard"),
        ("posted-content", "misc"),
    ],
)
def test_crossrefs_types_are_read(name: str, kind: str) -> None:
    (record,) = read_records(json.dumps({"type": name, "title": ["T"], "subtitle": ["U"]}))
    assert (record.kind, record.fields) == (kind, {"title": "T", "subtitle": "U"})


def test_a_record_without_a_title_is_named_and_the_others_are_added(project: Path) -> None:
    items = [{"type": "book", "title": "Words"}, {"type": "book", "DOI": "10.1000/r"}]
    (project / "two.json").write_text(json.dumps(items), encoding="utf-8")
    told = list(cite(project, str(project / "two.json"), NO_NETWORK))
    assert told[-1] == "Not added: record 2 (10.1000/r) has no title"
    assert list(bibliography_of(project).references) == ["zebra", "words"]


def test_what_nobody_sees_is_no_reason_to_refuse() -> None:
    text = "@article{x, title = {T}, doi = {https://doi.org/10.1000/x1}, publisher = {P},"
    text += " funding_details = {A}, funding_details = {B}, funding_text 1 = {C}}"
    left_out = ("funding_details", "funding_text 1", "publisher")
    assert read_records(text) == [Record("article", {"title": "T", "doi": "10.1000/x1"}, left_out)]


def test_a_record_of_an_older_program_is_read(project: Path) -> None:
    (project / "old.ris").write_bytes("TY  - BOOK\nTI  - Müde\nER  - \n".encode("cp1252"))
    list(cite(project, str(project / "old.ris"), NO_NETWORK))
    assert "title = {Müde}" in bib_of(project)


def test_two_hundred_records_are_added_in_a_moment(project: Path) -> None:
    one = "TY  - JOUR\nAU  - Lund, A\nTI  - Words {0}\nPY  - 2021\nDO  - 10.1000/x{0}\nER  - \n"
    (project / "many.ris").write_text("".join(map(one.format, range(200))), encoding="utf-8")
    begin = time.process_time()
    list(cite(project, str(project / "many.ris"), NO_NETWORK))
    assert time.process_time() - begin < 1
    assert len(bibliography_of(project).references) == 201


@given(st.text('TYAUERI PMD-%0<>xml{}[]@=,"\\\n :', max_size=60))
def test_a_text_is_read_or_refused_in_words(text: str) -> None:
    for head in ("TY  - JOUR\n", "PMID- 1\n", "PT J\n", "%0 Book\n", "<xml>", "{", ""):
        with suppress(ValueError):
            assert read_records(head + text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("@misc{a, title = nothing}", "undefined @string 'nothing'", id="no braces"),
        pytest.param(
            "<<<<<<< a\n@misc{a, title = {T}}\n>>>>>>> b\n@misc{c, title = {U}}",
            "a merge left its markers in the record",
            id="a merge",
        ),
    ],
)
def test_a_record_that_cannot_be_read_whole_adds_nothing(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_records(text)


HOSTILE = {
    "braces": ("A } title { of @article{x,", ""),
    "TeX": (r"\input{x} $5 ~ 100% & \\", ""),
    "markup": ("<b>A</b> &lt;script&gt;", "A <script>"),
    "lines": ("A\n\n  title = {B},", "A title = {B},"),
}


@pytest.mark.parametrize(("title", "read"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_title_stays_a_title(project: Path, title: str, read: str) -> None:
    record = json.dumps({"type": "book", "title": title, "ISBN": "1", "issued": {"raw": "2010"}})
    (project / "record.json").write_text(record, encoding="utf-8")
    list(cite(project, str(project / "record.json"), NO_NETWORK))
    bibliography = bibliography_of(project)
    assert bibliography.findings == ()
    assert len(bibliography.references) == 2
    (added,) = [one for key, one in bibliography.references.items() if key != "zebra"]
    assert added.text("title") == (read or " ".join(title.split()))


@pytest.mark.parametrize("text", ["", "Hello.", "{", "[1]", "{}", "@article{x", "@comment{x}"])
def test_what_is_no_record_is_told(text: str) -> None:
    with pytest.raises(ValueError, match=r"record|entry"):
        read_records(text)


def test_what_is_added_is_in_our_form(project: Path) -> None:
    (project / "record.ris").write_text(RIS, encoding="utf-8")
    list(cite(project, str(project / "record.ris"), NO_NETWORK))
    assert canonical_form(bib_of(project)) == bib_of(project)
