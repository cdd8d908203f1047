"""References as readers see them."""

import html
import re

import pytest

from guidebook.bibliography.names import parse_name, vancouver_name
from guidebook.bibliography.reference import Reference
from guidebook.bibliography.vancouver import checked_statement, render, unseen
from guidebook.bibliography.vocabulary import SHOWN, TYPES, UNSEEN


def reference(kind: str, **fields: str) -> Reference:
    return Reference("a", kind, {"title": "Title", **fields})


def words(shown: Reference) -> str:
    """What is left of the rendered reference without its markup."""
    return html.unescape(re.sub(r"<[^<>]+>", "", render(shown)))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("Almehed, Katarina", "Almehed K", id="surname first"),
        pytest.param("Katarina Almehed", "Almehed K", id="given name first"),
        pytest.param("Somers, Emily C.", "Somers EC", id="initials lose their dots"),
        pytest.param("Somers, E.C.", "Somers EC", id="initials without a space"),
        pytest.param("Somers, EC", "Somers EC", id="initials already"),
        pytest.param("Meyer, Hans-Peter", "Meyer HP", id="hyphen"),
        pytest.param("Wang, Mei-ling", "Wang M", id="a small letter is no initial"),
        pytest.param("Adams, John Quincy Tom", "Adams JQ", id="at most two initials"),
        pytest.param("van der Meer, Jos", "van der Meer J", id="particle"),
        pytest.param("Ludwig van Beethoven", "van Beethoven L", id="particle, given name first"),
        pytest.param("Smith, Jr., John", "Smith J Jr", id="suffix"),
        pytest.param("Smith, III, John", "Smith J 3rd", id="number as an ordinal"),
        pytest.param("Forsblad-d'Elia, Helena", "Forsblad-d'Elia H", id="double name"),
        pytest.param(r"Het{\'e}nyi, {\'E}va", "Hetényi É", id="TeX accents"),
        pytest.param(r"{\AA}str{\"o}m, Ole {\O}", "Åström OØ", id="TeX letters"),
        pytest.param("{World Health Organization}", "World Health Organization", id="organisation"),
        pytest.param("{Johnson & Johnson, Inc.}", "Johnson & Johnson, Inc.", id="comma in braces"),
        pytest.param("Plato", "Plato", id="one name only"),
        pytest.param("张, 伟", "张 伟", id="a script without capitals"),
        pytest.param(", John", ", John", id="no surname: as written"),
        pytest.param("family=Lund, given=Ada", "Lund A", id="named parts"),
        pytest.param(
            "given=Ada Eva, suffix=Jr., family={Lund Berg}, prefix=van, useprefix=true",
            "van Lund Berg AE Jr",
            id="every named part, in any order",
        ),
        pytest.param("family=Lund, family-i=L, given=Ada, given-i=A, id=x", "Lund A", id="BBT"),
        pytest.param("John Smith, Jr.", "Smith J Jr", id="suffix after the only comma"),
        pytest.param("Smith, Jr.", "Smith Jr.", id="suffix and no given name"),
        pytest.param("Neumann, John von", "von Neumann J", id="particle behind the given name"),
        pytest.param("王, 小明", "王 小明", id="a given name without capitals"),
        pytest.param("Lund, Ada M. D.", "Lund AM", id="initials behind a given name"),
        pytest.param("Smith Jr., John", "Smith J Jr", id="suffix without a comma"),
        pytest.param("John Smith Jr.", "Smith J Jr", id="suffix last"),
        pytest.param("Smith, John III", "Smith J 3rd", id="suffix after the given name"),
        pytest.param("Smith, John, Jr.", "Smith J Jr", id="suffix after a second comma"),
        pytest.param("Lund, Ada, MD", "Lund A", id="degree after a second comma"),
        pytest.param("Lund, Ada, PhD, MPH", "Lund A", id="two degrees"),
        pytest.param("Ada Lund, PhD", "Lund A", id="degree, given name first"),
        pytest.param("Lund MD, Ada", "Lund A", id="degree after the family name"),
        pytest.param("Lund MD, Ada, Jr", "Lund A Jr", id="the same with a suffix"),
        pytest.param("Prof. Dr. Ada Lund", "Lund A", id="titles"),
        pytest.param("Lund, M. D.", "Lund MD", id="initials that look like a degree"),
        pytest.param("Lund AB", "Lund AB", id="as Vancouver style shows it"),
        pytest.param("van der Meer J", "van der Meer J", id="the same with a particle"),
        pytest.param(r"Sz\H ot\H os, Bela", "Szőtős B", id="accents with a space"),
        pytest.param(r"\v Capek, \O le", "Čapek Ø", id="accents with a space, first"),
        pytest.param(r"Mu\~noz, Ana", "Muñoz A", id="the accent that looks like a tied space"),
        pytest.param(r"\'{I}\~{n}igo Mu\~noz~Pe\~na", "Peña ÍM", id="the same in every place"),
        pytest.param(r"D'Angelo, F.\,X.", "D'Angelo FX", id="a thin space is no comma"),
        pytest.param("Lund A.B.", "Lund AB", id="initials with dots and no comma"),
        pytest.param("van Lund A. B.", "van Lund AB", id="the same with spaces and a particle"),
        pytest.param("王 小明", "王 小明", id="a family name that comes first"),
    ],
)
def test_a_name_is_shown_with_its_surname_first(name: str, shown: str) -> None:
    assert vancouver_name(parse_name(name)) == shown


SIX = " and ".join(f"{letter}a, X" for letter in "ABCDEF")


@pytest.mark.parametrize(
    ("author", "shown"),
    [
        pytest.param(SIX, "Aa X, Ba X, Ca X, Da X, Ea X, Fa X. ", id="six are all named"),
        pytest.param(f"{SIX} and Ga, X", "Aa X, Ba X, Ca X, Da X, Ea X, Fa X, et al. ", id="seven"),
        pytest.param("Aa, X and others", "Aa X, et al. ", id="and others"),
        pytest.param(
            "{Team A and B} and Aa, X", "Team A and B, Aa X. ", id="an organisation's own and"
        ),
        pytest.param("Aa, X and and Ba, X", "Aa X, Ba X. ", id="and twice"),
        pytest.param("and Aa, X and", "Aa X. ", id="and at both ends"),
        pytest.param("Aa, X AND Ba, X", "Aa X, Ba X. ", id="and in capitals"),
        pytest.param("", "", id="nobody"),
    ],
)
def test_people_are_listed(author: str, shown: str) -> None:
    assert words(reference("misc", author=author)) == f"{shown}Title."


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        pytest.param(
            reference(
                "article",
                author="Almehed, Katarina",
                journal="Arthritis Research & Therapy",
                year="2010",
                volume="12",
                pages="R153",
                doi="10.1186/ar3104",
            ),
            "Almehed K. Title. Arthritis Research & Therapy. 2010;12:R153. doi:10.1186/ar3104.",
            id="article with an article number",
        ),
        pytest.param(
            reference(
                "article",
                journaltitle="MMWR",
                date="2019-09-27",
                volume="68",
                number="38",
                pages="819--824, 830-1",
                pmid="31557147",
            ),
            "Title. MMWR. 2019;68(38):819–824, 830–1. PMID 31557147.",
            id="article with issue and pages, and no author",
        ),
        pytest.param(
            reference("article", journal="Lupus", year="2020"),
            "Title. Lupus. 2020.",
            id="article of which little is known",
        ),
        pytest.param(
            reference(
                "online",
                organization="{Centers for Disease Control and Prevention}",
                url="https://www.cdc.gov/lupus/",
                urldate="2026-11-01",
                note="The front page",
            ),
            "Centers for Disease Control and Prevention. Title. www.cdc.gov/lupus/. "
            "Accessed 2026-11-01. The front page.",
            id="web page",
        ),
        pytest.param(
            reference("online", author="Lee, J.", organization="A Body", year="2020"),
            "Lee J. Title. A Body. 2020.",
            id="web page with an author keeps its organisation",
        ),
        pytest.param(
            reference("misc", howpublished="Listed in PubMed", url="https://a.org/?term=x%20y"),
            "Title. Listed in PubMed. a.org.",
            id="a search is shown by its site",
        ),
        pytest.param(
            reference(
                "book",
                author="Murray, P. R.",
                editor="Lee, J. and Wang, L.",
                subtitle="A part",
                edition="4",
                address="St. Louis",
                publisher="Mosby",
                year="2002",
                isbn="9780000000000",
            ),
            "Murray PR. Title: A part. 4th ed. Lee J, Wang L, editors. St. Louis: Mosby; 2002. "
            "ISBN 9780000000000.",
            id="book",
        ),
        pytest.param(
            reference("book", editor="Lee, J.", edition="22"),
            "Lee J, editor. Title. 22nd ed.",
            id="book of an editor",
        ),
        pytest.param(
            reference(
                "incollection",
                author="Meltzer, P. S.",
                editor="Vogelstein, B.",
                booktitle="Human cancer",
                edition="Second",
                publisher="McGraw-Hill",
                year="2002",
                pages="93--113",
            ),
            "Meltzer PS. Title. In: Vogelstein B, editor. Human cancer. Second ed. "
            "McGraw-Hill; 2002. p. 93–113.",
            id="chapter",
        ),
        pytest.param(
            reference("techreport", institution="Health Board", year="2001", number="7"),
            "Title. Health Board; 2001. Report No.: 7.",
            id="report",
        ),
        pytest.param(
            reference("phdthesis", author="Lee, J.", type="Dissertation", school="Lund University"),
            "Lee J. Title. Dissertation. Lund University.",
            id="thesis",
        ),
        pytest.param(
            reference("misc", doi="10.1/a", url="javascript:alert(1)", pmid="x"),
            "Title.",
            id="what is no identifier is not shown as one",
        ),
        pytest.param(
            reference("misc", doi="10.1186/ar3104", url="https://doi.org/10.1186/ar3104"),
            "Title. doi:10.1186/ar3104.",
            id="an address that repeats the DOI",
        ),
    ],
)
def test_each_kind_has_its_form(shown: Reference, text: str) -> None:
    assert words(shown) == text


_IDENTIFIERS = ("archiveprefix", "checked", "doi", "eprint", "eprinttype", "pmc", "pmcid", "pmid")
MORE = {
    **{
        field: f"Zw{number:02}"
        for number, field in enumerate(sorted((SHOWN | UNSEEN).difference(_IDENTIFIERS)))
        if field not in ("title", "url")
    },
    "year": "2020",
    "date": "2019",
    "urldate": "2021-01-01",
}
"""A text of its own for each field that may be seen."""


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_a_field_is_shown_or_it_is_told(kind: str) -> None:
    alone = ({field: text} for field, text in MORE.items())
    for fields in (MORE, *alone):
        entry = Reference("a", kind, {"title": "Title", **fields})
        shown, told = words(entry), set(unseen(entry))
        assert {field: text in shown for field, text in fields.items()} == {
            field: field not in told for field in fields
        }


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (
            reference("misc", journal="Bone", year="2020", volume="12", number="3", pages="4--9"),
            "Title. Bone. 2020;12(3):4–9.",
        ),
        (reference("book", volume="2", number="7", year="2020"), "Title. Vol. 2. No. 7. 2020."),
        (
            reference("standard", organization="ISO", number="ISO 5230", year="2020"),
            "ISO. Title. ISO 5230. 2020.",
        ),
        (reference("software", version="3.23", address="Lund"), "Title. Lund. Version 3.23."),
        (
            reference("report", edition="2", editor="Berg, Bo", institution="I"),
            "Title. 2nd ed. Berg B, editor. I.",
        ),
        (
            reference("book", volume="2", series="Old letters", number="7", pagetotal="300"),
            "Title. Vol. 2. 300 p. (Old letters; No. 7).",
        ),
        (
            reference("book", author="Lund, A", translator="Berg, B and Holm, C", year="2020"),
            "Lund A. Title. Berg B, Holm C, translators. 2020.",
        ),
        (
            reference("inbook", booktitle="B", booksubtitle="C", chapter="3", pages="4--9"),
            "Title. In: B: C. Chapter 3. p. 4–9.",
        ),
        (
            reference("book", maintitle="All", mainsubtitle="Of it", volume="2", part="1"),
            "Title. All: Of it. Vol. 2, Pt. 1.",
        ),
        (
            reference("inproceedings", booktitle="B", eventtitle="E", venue="Lund", year="2020"),
            "Title. In: B. E; Lund. 2020.",
        ),
        pytest.param(
            reference(
                "inproceedings", booktitle="B", eventdate="2020-05-01/2020-05-03", year="2020"
            ),
            "Title. In: B. 2020-05-01 to 2020-05-03. 2020.",
            id="the days of a conference",
        ),
        (
            reference("inproceedings", booktitle="B", year="2020", pages="1--9", eid="e7"),
            "Title. In: B. 2020. p. 1–9. Article e7.",
        ),
        (
            reference("online", title="T", organization="O", institution="I", school="S"),
            "O. T. I; S.",
        ),
        (
            reference("misc", publisher="P", year="2020", isbn="978-0-306-40615-7"),
            "P. Title. 2020. ISBN 978-0-306-40615-7.",
        ),
        (
            reference("misc", eprint="2001.01234v2", archiveprefix="arXiv", pmcid="PMC12"),
            "Title. PMC12. arXiv:2001.01234v2.",
        ),
        (
            reference("article", journal="J", pubstate="inpress", addendum="A", titleaddon="B"),
            "Title. B. J. In press. A.",
        ),
        (
            reference("article", journal="J", year="2020", pages="1--9", eid="e7"),
            "Title. J. 2020:1–9. Article e7.",
        ),
    ],
)
def test_a_type_shows_what_it_has(shown: Reference, text: str) -> None:
    assert words(shown) == text
    assert not list(unseen(shown))


@pytest.mark.parametrize("kind", ["inbook", "incollection", "inproceedings", "inreference"])
def test_a_part_stands_in_its_book_whatever_else_is_named(kind: str) -> None:
    assert words(reference(kind, booktitle="B", journal="J")).startswith("Title. In: B.")


def test_two_fields_of_one_text_that_nobody_sees_are_both_told() -> None:
    entry = reference("article", journal="J", publisher="P", institution="P", issn="1", eissn="1")
    assert sorted(unseen(entry)) == ["eissn", "institution", "issn", "publisher"]
    assert list(unseen(reference("misc", eprint="1", eprinttype="elsewhere"))) == ["eprint"]


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        pytest.param("When to use MRI?", "When to use MRI?", id="question"),
        pytest.param("Stop!", "Stop!", id="exclamation"),
        pytest.param("Done.", "Done.", id="full stop"),
        pytest.param("The “why?”", "The “why?”", id="question in quotation marks"),
        pytest.param("Imaging (why?)", "Imaging (why?).", id="question in brackets"),
        pytest.param("{SLE} in {\\'E}ire", "SLE in Éire.", id="TeX"),
        pytest.param("50% of $x$ & more", "50% of x & more.", id="signs that TeX reads otherwise"),
        pytest.param(r"A \textless{} 5\% \& B\_c", "A < 5% & B_c.", id="escaped signs"),
        pytest.param("Costs $5 -- ``low''", "Costs $5 – “low”.", id="dashes and quotation marks"),
    ],
)
def test_a_title_ends_once(title: str, shown: str) -> None:
    assert words(reference("misc", title=title)) == shown


def test_links_lead_to_the_source() -> None:
    shown = reference("article", doi="10.1002/a<b>;2-2", pmid="123", url="https://a.org/?b=1&c=2")
    assert re.findall('href="([^"]+)"', render(shown)) == [
        "https://doi.org/10.1002/a%3Cb%3E;2-2",
        "https://pubmed.ncbi.nlm.nih.gov/123/",
        "https://a.org/?b=1&amp;c=2",
    ]


ATTACKS = ("<script>alert(1)</script>", '"><img src=x onerror=y>', "javascript:x", r"\url{<b>}")


@pytest.mark.parametrize("kind", ["article", "book", "incollection", "report", "online"])
@pytest.mark.parametrize("attack", ATTACKS)
def test_no_field_becomes_markup(kind: str, attack: str) -> None:
    names = "title author editor journal booktitle year volume number pages edition publisher "
    names += "organization address doi pmid url urldate note isbn howpublished type"
    tags = re.findall("<[^>]*>", render(reference(kind, **dict.fromkeys(names.split(), attack))))
    assert tags == ['<span class="reference-title">', "</span>"]


@pytest.mark.parametrize(
    ("word", "statement"),
    [
        ("full record", "full record checked"),
        ("title and site", "title and site as we found them; the rest not checked"),
        ("nothing", "not checked"),
        ("a word that nobody knows", "not checked"),
    ],
)
def test_readers_see_how_far_an_entry_was_checked(word: str, statement: str) -> None:
    assert checked_statement(reference("misc", checked=word)) == statement
