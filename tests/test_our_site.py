"""What this repository's own site promises."""

import re
from collections import Counter

import pytest
from bs4 import BeautifulSoup, Tag

from edition_words import WHOLE
from minisite import ROOT, Site, texts

GUIDE = "lupus-back-pain"
NOT_THE_SOURCES_TEXT = {"decision-guide.html", "references.html"}

# How often the source cites each of its references, by the letters of its own list.
TIMES_CITED = (8, 2, 7, 7, 2, 2, 12, 7, 7, 3, 3)

# The beginnings of their titles, in the source's own order.
TITLES = (
    "Symptoms of Lupus",
    "Symptoms",
    "Tendinous and ligamentous derangements in systemic lupus erythematosus",
    "Prevalence and risk factors of vertebral compression fractures in female SLE patients",
    "Prescription Opioid Use in Patients With and Without Systemic",
    "Prescription Opioid Use in Patients With and Without Systemic",
    "Inflammatory back pain",
    "Sacroiliitis associated with axial spondyloarthropathy: new concepts and latest trends",
    "Imaging of inflammatory rheumatic diseases of the axial skeleton (sacroiliitis)",
    "Lupus",
    "Lupus",
)


@pytest.fixture(scope="module")
def site(ours: Site) -> Site:
    return ours


def _pages(site: Site) -> dict[str, BeautifulSoup]:
    """Every page of the guide, by its file's name."""
    files = (site.folder / GUIDE).glob("*.html")
    names = [file.name for file in files if not file.match(WHOLE)]
    return {name: site.page(f"{GUIDE}/{name}") for name in names}


def _listed(site: Site) -> list[Tag]:
    return site.page(f"{GUIDE}/references.html").select("ol.references > li")


def _key(element_id: str) -> str:
    """The reference's key in the id of a citation or of an entry."""
    return re.split("[-@]", element_id, maxsplit=1)[1].rpartition("@")[0]


def test_it_builds_without_a_warning_or_a_notice(site: Site) -> None:
    assert (site.warnings, site.notices, site.exit_code) == ([], [], 0)


def test_the_references_are_the_sources_own_in_its_order(site: Site) -> None:
    listed = _listed(site)
    assert [int(str(item["value"])) for item in listed] == list(range(1, len(TITLES) + 1))
    for item, title in zip(listed, TITLES, strict=True):
        assert title in item.get_text()


def test_every_citation_of_the_source_is_there_and_no_other(site: Site) -> None:
    cited = Counter(
        _key(str(place["id"]))
        for name, built in _pages(site).items()
        if name not in NOT_THE_SOURCES_TEXT
        for place in built.select("[id^=cite-]")
    )
    order = [_key(str(item["id"])) for item in _listed(site)]
    assert tuple(cited[key] for key in order) == TIMES_CITED
    assert len(cited) == len(order)


def test_the_letters_are_as_many_as_the_citations_and_each_lands_on_its_place(site: Site) -> None:
    pages = _pages(site)
    places = {
        (name, str(place["id"])) for name, built in pages.items() for place in built.select("[id]")
    }
    citations = {place for place in places if place[1].startswith("cite-")}
    landed = set()
    for item in _listed(site):
        letters = item.select("a[role=doc-backlink]")
        for letter in letters:
            page, _, anchor = str(letter["href"]).partition("#")
            landed.add((page or "references.html", anchor))
            assert _key(anchor) == _key(str(item["id"]))
        assert len({letter["aria-label"] for letter in letters}) == len(letters)
    assert landed == citations


def test_every_id_is_the_only_one_of_its_name_in_the_guide(site: Site) -> None:
    cites = [
        str(tag["id"])
        for built in _pages(site).values()
        for tag in built.select("article [id*='@']:not(.reference-note)")
    ]
    assert len(cites) == len(set(cites))


def test_no_citation_is_left_as_it_was_typed(site: Site) -> None:
    for file in site.folder.rglob("*.html"):
        assert "[@" not in file.read_text(encoding="utf-8"), file


def test_every_page_of_the_guide_shows_its_review_status_and_what_it_is_for(site: Site) -> None:
    for name, built in _pages(site).items():
        (status,) = texts(built.select(".page-status"))
        assert status == "Not yet reviewed by a clinician. Before you rely on it", name
        (rely,) = texts(built.select(".rely"))
        assert "does not replace advice, diagnosis or treatment" in rely, name
        assert "does not cover emergencies" in rely, name


def test_the_comparison_has_header_cells_for_its_rows_and_columns(site: Site) -> None:
    (table,) = site.page(f"{GUIDE}/inflammatory-or-mechanical.html").select("article table")
    assert len(table.select("thead th[scope=col]")) == 3
    assert len(table.select("tbody th[scope=row]")) == len(table.select("tbody tr")) == 7


def test_back_links_and_lists_stay_out_of_the_search_index(site: Site) -> None:
    index = "".join(file.read_text("utf-8") for file in site.folder.glob("search/**/*.js"))
    assert "Cited at" not in index
    assert "doc-backlink" not in index


def test_nothing_in_the_code_knows_the_name_of_a_guide() -> None:
    for file in [*ROOT.glob("hooks/**/*.py"), *ROOT.glob("overrides/**/*.html")]:
        assert "lupus" not in file.read_text(encoding="utf-8").lower(), file


def test_every_code_is_explained_to_editors_and_no_other() -> None:
    files = [*ROOT.glob("hooks/**/*.py"), *ROOT.glob("commands/*.py")]
    code = "".join(file.read_text(encoding="utf-8") for file in files)
    used = set(re.findall(r'"([A-Z]\d\d)"', code))
    explained = re.findall(
        r"^\| ([A-Z]\d\d) \|", (ROOT / "editors" / "findings.md").read_text(encoding="utf-8"), re.M
    )
    assert sorted(explained) == sorted(used)


def test_every_abbreviation_is_explained_in_the_text_where_it_first_stands(site: Site) -> None:
    names = {"PDF", "EPUB", "HTML", "ZIP", "US", "RIS", "CSL", "JSON"}  # of files and of paper
    for file in {*site.folder.rglob("*.html")} - {*site.folder.rglob(WHOLE)}:
        article = site.page(file.relative_to(site.folder).as_posix()).select_one("article")
        assert article
        for part in article.select(
            "[role=doc-bibliography], .reference-note, .sidenote, svg, nav, code"
        ):
            part.decompose()
        (text,) = texts([article])
        for short in set(re.findall(r"\b[A-Z]{2,}\b", text)) - names:
            assert text[text.index(short) - 1] == "(", (file.name, short)
