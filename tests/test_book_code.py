"""Texts on their way to Typst: none becomes code, and none is lost."""

import json
import unicodedata
from html import escape

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from guidebook.book.html_tree import Element, collapse, parse, words
from guidebook.book.typst_code import array, call, joined, string, text
from torture import HOSTILE

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]))

VOID = "area base br col embed hr img input link meta source track wbr"
"""The elements without an end tag (HTML, 13.1.2)."""

TREES = {
    "nested elements": ("<p>a<b>c</b></p>", "<p>a<b>c</b></p>"),
    "characters of HTML": ("<p>&lt;&amp;&#233;</p>", "<p>&lt;&amp;é</p>"),
    "an end tag too many": ("<p>a</b></p>c", "<p>a</p>c"),
    "an end tag too few": ("<p><b>a</p>c", "<p><b>a</b></p>c"),
    "elements without an end": ("a<br>b<img alt=x>c", 'a<br></br>b<img alt="x"></img>c'),
    "every element without an end": (
        "".join(f"<{name}>" for name in VOID.split()),
        "".join(f"<{name}></{name}>" for name in VOID.split()),
    ),
    "quotes in attributes": ("<a title='\"'>x</a>", '<a title="&quot;">x</a>'),
}

DRAWINGS = {
    "capitals": '<svg viewBox="0 0 1 1"><linearGradient id="a" gradientUnits="x" /></svg>',
    "quotes, entities and a comment": '<svg a=\'"\'><text b="&lt;">&amp;<!-- <b> --></text></svg >',
    "a drawing in a drawing": "<svg>\n<svg><g/></svg>\n<svg/><path/></svg>",
    "words of HTML": "<svg><title>A <b>title</title><style>p > b { }</style></svg>",
}

SPACES = {
    "between words": ("a  \n b", "a b"),
    "at both ends": (" a ", "a "),
    "around an element": ("a <b> b</b> c", "a b c"),
    "after a line break": ("a<br> b", "ab"),
    "a no-break space stays": ("a&nbsp; b", "a\N{NO-BREAK SPACE} b"),
}


@settings(derandomize=True, deadline=None, max_examples=60)
@given(ANY_TEXT)
def test_typst_reads_every_string_as_the_text_it_was(words: str) -> None:
    assert _read(string(words)) == words


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(ANY_TEXT))
def test_several_texts_stay_several(words: list[str]) -> None:
    assert _read(array(map(string, words))) == words


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.text(st.characters(codec="ascii"), min_size=1))
def test_a_text_keeps_every_character(words: str) -> None:
    assert _read(_as_string(words)) == words


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_text_keeps_every_character(kind: str) -> None:
    words = unicodedata.normalize("NFC", HOSTILE[kind])
    assert _read(_as_string(words)) == words


def test_only_a_word_too_long_for_a_line_is_in_boxes() -> None:
    words = text(f"{'a' * 8} short words {'b' * 8} and more", 8)
    code = f'{{ let box(it) = "[" + it + "]"; {joined([string(""), words])} }}'
    assert _read(code) == "[aaaaaaaa] short words [bbbbbbbb] and more"


def _read(code: str) -> object:
    """What Typst makes of code."""
    return json.loads(typst.Compiler(ignore_system_fonts=True).eval(code))


def _as_string(words: str) -> str:
    """Code that puts the pieces of a text together again."""
    return f"{{ let marked(it) = it; let box(it) = it; {joined([string(''), text(words)])} }}"


def test_a_call_separates_its_arguments() -> None:
    code = call("f", string("a, b"), array([]), some_name=string(")"))
    assert code == 'f("a, b", (), some-name: ")")'


@pytest.mark.parametrize(("html", "expected"), TREES.values(), ids=TREES)
def test_html_is_read_as_browsers_read_it(html: str, expected: str) -> None:
    assert _as_html(parse(html)) == f"<body>{expected}</body>"


def _as_html(node: Element | str) -> str:
    if isinstance(node, str):
        return escape(node, quote=False)
    attributes = "".join(f' {name}="{escape(text)}"' for name, text in node.attributes.items())
    return f"<{node.tag}{attributes}>{''.join(map(_as_html, node.children))}</{node.tag}>"


@pytest.mark.parametrize("drawing", DRAWINGS.values(), ids=DRAWINGS)
def test_a_drawing_stays_as_it_was_written(drawing: str) -> None:
    before, inside, after = parse(f"<p>a\n<b>b {drawing}</b></p>\n<p>c</p>{drawing}").elements
    for holder in (before.elements[0], Element("p", children=[after])):
        (found,) = holder.elements
        assert found.markup == drawing
        assert found.elements == []
    assert inside.text == "c"


@pytest.mark.parametrize(("html", "expected"), SPACES.values(), ids=SPACES)
def test_spaces_are_those_that_html_shows(html: str, expected: str) -> None:
    tree = parse(html)
    collapse(tree)
    assert tree.text == expected


def test_words_have_one_space_between_them_and_none_around() -> None:
    assert words(" X-rays  of\nthe\N{NO-BREAK SPACE} back ") == (
        "X-rays of the\N{NO-BREAK SPACE} back"
    )
