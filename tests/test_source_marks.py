"""A mark in the text says what its source lacks, to the eye and to the ear."""

from bs4 import BeautifulSoup
from markdown import markdown

from guidebook.site.source_marks import SourceMarkExtension


def marks(text: str) -> list[tuple[str, object]]:
    html = markdown(text, extensions=["attr_list", SourceMarkExtension()])
    links = BeautifulSoup(html, "html.parser").select("a")
    return [(link.get_text(), link.get("aria-label")) for link in links]


def test_a_mark_is_named_by_its_words_and_what_they_are_about() -> None:
    assert marks("Words. [no *reference*](about.md#x){.source-mark}") == [
        ("no reference", "no reference: about the source of these words")
    ]


def test_another_link_keeps_its_name() -> None:
    assert marks("[a](b.md) [c](d.md){.other}") == [("a", None), ("c", None)]
