"""Two guides in other fields, one not of medicine: each in its own words, with every form there is.

What their pages and books have to hold besides stands with what ours hold.
"""

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any

import pytest
import yaml

from catalogue import DAY
from commands.check import check
from minisite import OURS, ROOT, Site, texts
from other_fields import PAGES, PROJECT
from pdfs import text

SCHEMA = json.loads(
    (ROOT / "hooks/guidebook/decision_guide/decision-guide.schema.json").read_text("utf-8")
)
OF_MEDICINE = ("clinician", "medic", "doctor", "emergenc", "appointment", "diagnos", "health")


def test_they_build_without_a_finding(others: Site) -> None:
    assert (others.warnings, others.notices, others.exit_code) == ([], [], 0)


def test_make_check_finds_nothing(others: Site) -> None:
    assert [str(found) for found in check(others.folder.parent, DAY)] == []


def test_each_speaks_of_its_own_field(others: Site) -> None:
    said = {
        guide: texts(others.page(f"{guide}/index.html").select(".page-status, .rely li"))
        for guide in PAGES
    }
    assert said == {
        "licence": [
            "Not yet reviewed by an editor. Before you rely on it",
            "It was written for tests. Rely on nothing here.",
        ],
        "fatigue": [
            "Not yet reviewed by a rheumatologist. Before you rely on it",
            "It was written for tests. It is no medical advice.",
            "It does not cover emergencies.",
        ],
    }
    assert '"@type":"WebPage"' in others.html("licence/compare.html")
    assert '"@type":"MedicalWebPage"' in others.html("fatigue/diary.html")
    assert OURS["extra"]["field"]["reviewer"] not in others.html("fatigue/index.html")


@pytest.mark.parametrize("page", PAGES["licence"])
def test_no_word_of_medicine_stands_in_a_guide_of_another_field(others: Site, page: str) -> None:
    shown = others.html(f"licence/{page}.html").lower()
    assert [word for word in OF_MEDICINE if word in shown] == []


def test_no_word_of_medicine_stands_in_its_books(others: Site) -> None:
    files = {file.name: file for file in (others.folder / "licence").glob("*.pdf")}
    assert sorted(files) == [
        f"licence-{paper}{edition}.pdf"
        for paper in ("a4", "letter")
        for edition in ("-large-print", "")
    ]
    shown = text(files["licence-a4.pdf"]).lower()
    assert [word for word in OF_MEDICINE if word in shown] == []
    assert (others.folder / "fatigue" / "fatigue-a4-sheet.pdf").is_file()


def test_their_decision_guides_use_all_that_one_can_hold() -> None:
    files = (PROJECT / "docs" / guide / "decision-guide.yml" for guide in PAGES)
    used = {each for file in files for each in _used(yaml.safe_load(file.read_text("utf-8")))}
    known = set(_known(SCHEMA))
    assert {"go", "back", "then", "have", "guide", "call", "web", "count"} <= known
    assert known - used == set()


def _used(data: Any) -> Iterator[str]:
    """Every key and every text."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        yield from chain(data, *map(_used, data.values()))
    elif isinstance(data, list):
        yield from chain.from_iterable(map(_used, data))


def _known(schema: Any) -> Iterator[str]:
    """Every key that a schema names, and every word that it offers."""
    if isinstance(schema, list):
        yield from chain.from_iterable(map(_known, schema))
    elif isinstance(schema, dict):
        properties, offered = schema.get("properties"), schema.get("enum")
        yield from properties if isinstance(properties, dict) else ()
        yield from offered if isinstance(offered, list) else ()
        yield from chain.from_iterable(map(_known, schema.values()))
