"""A mark in the text says what its source lacks, and a bare address is printed once."""

from bs4 import BeautifulSoup
from markdown import markdown

from guidebook.site.link_looks import LinkLookExtension


def marks(text: str) -> list[tuple[str, object]]:
    html = markdown(text, extensions=["attr_list", LinkLookExtension()])
    links = BeautifulSoup(html, "html.parser").select("a")
    return [(link.get_text(), link.get("aria-label")) for link in links]


def test_a_mark_is_named_by_its_words_and_what_they_are_about() -> None:
    assert marks("Words. [no *reference*](about.md#x){.source-mark}") == [
        ("no reference", "no reference: about the source of these words")
    ]


def test_another_link_keeps_its_name() -> None:
    assert marks("[a](b.md) [c](d.md){.other}") == [("a", None), ("c", None)]


def test_a_link_whose_words_are_its_address_says_so() -> None:
    text = "<https://a.org/?b=1&c=2>, [words](https://a.org), [a.org/d](https://a.org/d/){.e}"
    html = markdown(text, extensions=["attr_list", LinkLookExtension()])
    links = BeautifulSoup(html, "html.parser").select("a")
    assert [link.get("class") for link in links] == [["bare-address"], None, ["e", "bare-address"]]
