"""Tables keep their header cells, and scroll in a box that has a name and takes the keyboard."""

import pytest
from bs4 import BeautifulSoup, Tag
from markdown import Extension, markdown

from guidebook.markup import side_of
from guidebook.site.list_looks import CardListExtension
from guidebook.site.readable_tables import TableExtension
from minisite import texts

TABLE = "| A | B |\n|---|---|\n| **x** | y |\n| **z** | y |\n"


@pytest.mark.parametrize(
    ("attributes", "side"),
    [({"class": "wide to-right"}, "right"), ({"align": "center"}, "center"), ({"class": "x"}, "")],
)
def test_the_side_of_a_cells_words_is_read_from_either_attribute(
    attributes: dict[str, str], side: str
) -> None:
    assert side_of(attributes) == side


def table(text: str) -> BeautifulSoup:
    return BeautifulSoup(markdown(text, extensions=["tables", TableExtension()]), "html.parser")


def test_columns_have_header_cells() -> None:
    assert texts(table(TABLE).select("thead th[scope=col]")) == ["A", "B"]


def test_a_bold_first_column_is_header_cells() -> None:
    assert texts(table(TABLE).select("tbody th[scope=row]")) == ["x", "z"]


@pytest.mark.parametrize("cell", ["z", "**z** y", "y **z**", "*z*", ""])
def test_a_first_column_that_is_not_all_bold_stays(cell: str) -> None:
    assert table(TABLE.replace("**z**", cell)).select("tbody th") == []


def boxes(built: BeautifulSoup) -> list[Tag]:
    return built.select("[role=group][tabindex='0']:has(> table)")


def test_every_table_stands_in_a_box_named_after_the_heading_above_it() -> None:
    built = table(f"{TABLE}\n## One *two*\n\nWords.\n\n{TABLE}\n## Three\n\n> {TABLE[:-1]}\n")
    assert [box["aria-label"] for box in boxes(built)][:2] == ["Table", "Table: One two"]
    assert len(boxes(built)) == len(built.select("table"))


def test_what_follows_a_table_stays_outside_its_box() -> None:
    built = table(f"{TABLE}\nAfter.")
    assert texts(built.select("p")) == ["After."]
    assert built.select(".table-box p") == []


def test_a_comparison_says_what_it_is_where_it_is_shown_as_cards() -> None:
    """WAI-ARIA 1.2, 5.3: CSS that shows a table as blocks takes its meaning."""
    text = "## A {.compare}\n\n| | A | B |\n|---|---|---|\n| **x** | y | z |"
    extensions: list[str | Extension] = ["tables", "attr_list"]
    extensions += [TableExtension(), CardListExtension()]
    built = BeautifulSoup(markdown(text, extensions=extensions), "html.parser")
    assert [(str(part.name), str(part.get("role"))) for part in built.select("table, table *")] == [
        *(("table", "table"), ("thead", "rowgroup"), ("tr", "row")),
        *(("th", "columnheader"), ("th", "columnheader"), ("th", "columnheader")),
        *(("tbody", "rowgroup"), ("tr", "row")),
        *(("th", "rowheader"), ("td", "cell"), ("td", "cell")),
    ]
    assert [cell["data-label"] for cell in built.select("td")] == ["A", "B"]


def test_a_list_below_its_look_has_it_and_each_item_its_tone() -> None:
    text = "## A {.cards}\n\n- **One**{.tone-a} and more\n- Two\n"
    html = markdown(text, extensions=["attr_list", CardListExtension()])
    built = BeautifulSoup(html, "html.parser")
    assert [list(part["class"]) for part in built.select("ul[class], li[class]")] == [
        ["cards"],
        ["tone-a"],
    ]
