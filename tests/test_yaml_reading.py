"""Our YAML: every part knows its place, and what ends the reading is said in plain words."""

from typing import Any

import pytest
import yaml

from catalogue import CATALOGUE, Mistake, mistakes
from decision_guides import PATH
from guidebook.citations.citation_syntax import BRACKET
from guidebook.data import yaml_reading
from guidebook.data.yaml_nodes import Listing, Mapping, Node, Text
from guidebook.data.yaml_reading import read
from guidebook.decision_guide import decision_format
from guidebook.source import Position, Source

SENTENCES = {
    "syntax": ("Y01", "{message}", "{hint}"),
    "empty": ("Y02", "nothing here", ""),
    "twice": ("Y03", "{key} in {first} and {second}", ""),
}
MISTAKES = list(mistakes(CATALOGUE / "decision-guide.txt"))


def _texts(text: str, **options: Any) -> list[Text]:
    """All keys and values, in their order."""
    node, findings = read(Source("a.yml", text), SENTENCES, **options)
    assert findings == []
    assert node
    return list(_below(node))


def _below(node: Node) -> list[Text]:
    if isinstance(node, Text):
        return [node]
    if isinstance(node, Listing):
        return [text for item in node.items for text in _below(item)]
    pairs = zip(node.keys.values(), node.entries.values(), strict=True)
    return [text for key, value in pairs for text in (key, *_below(value))]


def _told(text: str, **options: Any) -> list[str]:
    return [str(finding) for finding in read(Source("a.yml", text), SENTENCES, **options)[1]]


def _standing_at(text: str, place: Position) -> str:
    return text.split("\n")[place.line - 1][place.column - 1 :]


@pytest.mark.parametrize(
    "text",
    [
        "one: two\nthree:\n  - four",
        "é: ü\nß: '日本'",
        "😀: 👩‍⚕️ a\nb: [😀, '😀', d]\ne: f",
        "a: é\n  more\nb: 'c\n  d'\ne: f",
        "a: b\u2028c: d\ne: f\x85g: h",
    ],
    ids=["plain", "no ASCII", "outside of the basic plane", "lines joined", "line ends of YAML"],
)
def test_a_text_stands_where_its_place_says(text: str) -> None:
    texts = _texts(text)
    assert len(texts) > 3
    for found in texts:
        assert _standing_at(text, found.place).lstrip("'").startswith(found.words.split()[0])
        assert found.is_quoted == _standing_at(text, found.place).startswith("'")


@pytest.mark.parametrize("block", ["a: ", "a: >-\n  ", 'a: "', "- "])
def test_a_citation_in_a_text_of_several_lines_keeps_its_place(block: str) -> None:
    text = f"{block}😀 It is so. [@one]\n  It is not\n  [@two, p. 4], or it is. [@three]"
    text += '"' if block.endswith('"') else ""
    (found,) = (each for each in _texts(text, citation=BRACKET) if each.brackets)
    assert [_standing_at(text, place)[:5] for place in found.brackets] == [
        "[@one",
        "[@two",
        "[@thr",
    ]


def test_a_part_of_a_file_has_its_places_in_the_whole() -> None:
    text = "---\na: b\n---\nText."
    texts = _texts(text, part=(4, 9))
    assert [each.place for each in texts] == [(2, 1), (2, 4)]
    assert _told("---\na: b: c\n---\n", part=(4, 12))[0].startswith("a.yml:2:5: a colon")


@pytest.mark.parametrize("text", ["[" * 5000, "{a: " * 5000, "- " * 5000])
def test_levels_have_an_end(text: str) -> None:
    (told,) = _told(text)
    assert told.endswith("lists within lists, too deep to read. Compare with the example. [Y01]")


def test_keys_in_keys_count_as_levels() -> None:
    lines = [f"{'  ' * level}a:" for level in range(12)]
    assert _told("\n".join(lines[:11])) == []
    assert _told("\n".join(lines)) == [
        "a.yml:12:23: lists within lists, too deep to read. Compare with the example. [Y01]"
    ]


def test_a_key_that_stands_twice_keeps_its_first_value() -> None:
    node, findings = read(Source("a.yml", "a: 1\nb:\n  c: 2\n  c: 3\na: 4"), SENTENCES)
    assert isinstance(node, Mapping)
    assert node.entries["a"] == Text("1", Position(1, 4))
    assert [str(finding) for finding in findings] == [
        "a.yml:4:3: c in 3 and 4. [Y03]",
        "a.yml:5:1: a in 1 and 5. [Y03]",
    ]


@pytest.mark.parametrize("text", ["", "\n", "# A comment.\n"])
def test_a_file_that_holds_nothing_has_one_finding(text: str) -> None:
    assert _told(text) == ["a.yml:1:1: nothing here. [Y02]"]


def test_a_list_is_no_key() -> None:
    assert _told("a: b\n? [c]\n: d") == [
        "a.yml:2:3: a list or a mapping stands where a key is needed. [Y01]"
    ]


def test_a_character_that_cannot_be_shown_has_its_place_behind_any_other() -> None:
    (told,) = _told("é: 😀\nb: c\x07d")
    assert told.startswith("a.yml:2:5: a character that cannot be shown")


def test_what_is_no_plain_yaml_can_be_left_alone() -> None:
    text = "a: !!python/name:b.c\nd: !ENV [E, f]\ng: &h\n  i: j\nk: *h\nl:\tm # n\nl: o"
    node, findings = read(Source("a.yml", text), {"syntax": SENTENCES["syntax"]}, only_plain=False)
    assert findings == []
    assert isinstance(node, Mapping)
    assert node.entries["l"] == Text("o", Position(7, 4))
    assert node.entries["k"] == Text("", Position(5, 4), is_partial=True)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.what)
def test_the_slow_reader_of_yaml_leads_to_the_same_words(
    mistake: Mistake, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = mistake.files.get(PATH, b"").decode()
    told = decision_format.read(Source("a.yml", text))
    monkeypatch.setattr(yaml_reading, "_LOADER", yaml.BaseLoader)
    assert decision_format.read(Source("a.yml", text)) == told
