"""Flows as people really use them: each fits the format whole, and no word of it is lost.

They are short forms, written for these tests, of what others decide by: an ankle rule, what may be
towed, a score for pneumonia, back pain over two weeks, a finder of tools, who inherits, a map of
estimators, and a tree of 31 steps.
"""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pikepdf import Pdf

from book_words import picture_words, squeezed
from decision_guides import good, walks
from guidebook.decision_guide.decision_model import DecisionGuide
from guidebook.decision_guide.steps import steps
from minisite import ROOT, Site, page, texts
from torture import build_book

FLOWS = sorted((ROOT / "tests" / "data" / "flows").glob("*.yml"))
SAFETY = "docs/safety/decision-guide.yml"

each_flow = pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.stem)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with a guide for each flow, and one that a flow goes on in."""
    files: dict[str, str | bytes] = {"docs/index.md": page("Home.")}
    data = {flow.stem: flow.read_text("utf-8") for flow in FLOWS}
    data["safety"] = data["ankle"].replace("q-age", "q-first")
    for name, text in data.items():
        files[f"docs/{name}/index.md"] = page(f"About {name}.")
        files[f"docs/{name}/decision-guide.md"] = page("[decision-guide]", title=f"Ask {name}")
        files[f"docs/{name}/decision-guide.yml"] = text
    folder = tmp_path_factory.mktemp("flows")
    built = build_book(folder, files, extra={"versions": ["a4", "a4-large-print"]})
    assert (built.warnings, built.exit_code) == ([], 0)
    return built


def decided(flow: Path) -> DecisionGuide:
    return good(flow.read_bytes())


@each_flow
def test_every_path_ends_at_a_result_however_often_it_comes_back(flow: Path) -> None:
    guide = decided(flow)
    ends = {walk.results[-1] for walk in walks(guide, guide.start.words)}
    assert ends == set(guide.results)


@each_flow
@pytest.mark.parametrize(
    ("book", "form"), [("a4", "wide"), ("a4-large-print", "narrow")], ids=["wide", "narrow"]
)
def test_the_book_shows_every_word_of_the_picture(
    site: Site, flow: Path, book: str, form: str
) -> None:
    drawn = site.page(f"{flow.stem}/decision-guide.html").select(f".decision-{form} text")
    with Pdf.open(site.folder / flow.stem / f"{flow.stem}-{book}.pdf") as pdf:
        assert picture_words(pdf) == squeezed("".join(text.get_text() for text in drawn))


@each_flow
def test_every_link_inside_the_page_leads_to_a_step(site: Site, flow: Path) -> None:
    shown = site.page(f"{flow.stem}/decision-guide.html")
    links = shown.select(".decision-chart a[href^='#'], .decision-picture a")
    assert links
    for link in links:
        assert len(shown.select(str(link["href"]))) == 1


def _step(name: str, step: str) -> str:
    guide = decided(ROOT / "tests" / "data" / "flows" / f"{name}.yml")
    named = (text.words for result in guide.results.values() for text in result.pages)
    html = steps(guide, {text.partition("#")[0]: "../x.html" for text in named})
    (found,) = BeautifulSoup(html, "html.parser").select(f"#{step}")
    return " ".join(" | ".join(texts(found.select("h2, h3, li a, .decision-again"))).split())


SHOWN = {
    "a step without a choice": (
        ("back-pain", "q-move"),
        "Step 3 of 5: Keep moving for two weeks, as far as it goes. | Next Go to question 4",
    ),
    "a way back, marked": (("back-pain", "q-better"), "Somewhat: two weeks more Back to step 3"),
    "a step that leads back": (("estimators", "q-more"), "Next Back to question 1"),
    "a count": (
        ("pneumonia", "q-count"),
        "0 or 1 Go to question 2 | 2 Result B: Hospital | 3 or more Go to question 3 | "
        "Not sure Result E: Get help now",
    ),
    "no Not sure where it makes no sense": (
        ("towing", "q-bus-age"),
        "Under 18 Result E: You are too young | 18 to 23 Result F: You may in training | "
        "24 or older Result I: Take the test for buses",
    ),
    "a result to come back from": (
        ("pneumonia", "o-home"),
        "Come back later | In two days, count again: question 1",
    ),
    "a number to call": (("pneumonia", "o-now"), "Read on | Emergency number: 112"),
    "a web page": (("back-pain", "o-middle"), "Read on | Exercises"),
    "another guide": (
        ("tool-finder", "o-security"),
        "Result D: Go on with the questions on safety | Go on in another guide | "
        "Questions on safety",
    ),
}


@pytest.mark.parametrize(("place", "words"), SHOWN.values(), ids=SHOWN)
def test_readers_see(place: tuple[str, str], words: str) -> None:
    assert words in _step(*place)


def test_links_lead_out(site: Site) -> None:
    (number,) = site.page("pneumonia/decision-guide.html").select("a[href^='tel:']")
    assert number["href"] == "tel:112"
    (guide,) = site.page("tool-finder/decision-guide.html").select("#o-security li a")
    assert guide["href"] == "../safety/decision-guide.html#q-first"


def test_results_go_on_after_z() -> None:
    guide = decided(FLOWS[0])
    results = {f"o-{number}": next(iter(guide.results.values())) for number in range(80)}
    many = guide._replace(results=results)
    marks = [many.mark(f"o-{number}") for number in (0, 25, 26, 51, 52, 79)]
    assert marks == ["A", "Z", "AA", "AZ", "BA", "CB"]
    assert [many.tone(f"o-{number}") for number in (0, 6, 7)] == ["a", "g", "a"]
