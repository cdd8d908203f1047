"""What a page's HTML becomes in the manuscript of a book."""

import re

import pytest

from guidebook.book.book_links import Site
from guidebook.book.cover import Cover
from guidebook.book.html_tree import flows, parse
from guidebook.book.manuscript import Book, write
from guidebook.book.typst_manuscript import Manuscript
from guidebook.page import Guide, Page
from guidebook.source import Source

COVER = Cover("Title", "", "Site", "", "Notice", "en", None)
TITLE = '(1, "references", )'


def test_a_drawing_gets_the_fonts_of_the_book_and_says_what_it_shows() -> None:
    words = '<text font-family="serif" data-font-family="x">font-family="y"</text>'
    drawing = (
        "<svg viewBox='0 0 1 1' font-family='sans-serif'><title>A box</title>"
        f'<desc>It is\n green.</desc><linearGradient id="a"/>{words}</svg>'
    )
    book = manuscript(f"<p>{drawing}</p>{drawing}")
    first, second = book.pictures.values()
    assert first == second
    assert first.data.decode() == (
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox='0 0 1 1'"
        ' font-family="Atkinson Hyperlegible">'
        '<title>A box</title><desc>It is\n green.</desc><linearGradient id="a"/>'
        '<text font-family="Atkinson Hyperlegible" data-font-family="x">'
        'font-family="y"</text></svg>'
    )
    for path in book.pictures:
        assert f'picture("/{path}", alt: "A box. It is green.", width: auto)' in book.code


def test_a_drawing_on_paper_keeps_its_name_space_and_its_label() -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" aria-label="A box!" width="12px"></svg>'
    book = manuscript(drawing)
    assert [picture.data.decode() for picture in book.pictures.values()] == [drawing]
    assert 'alt: "A box!", width: 12)' in book.code


def test_a_drawing_says_all_words_of_its_title() -> None:
    drawing = "<svg><title>A <tspan>green</tspan> box</title><desc>It is.</desc></svg>"
    assert 'alt: "A green box. It is."' in manuscript(drawing).code


def test_a_citation_leads_to_its_reference_whatever_their_ids_are() -> None:
    cited = '<p>W<a role="doc-biblioref" href="#{}">[1]</a></p>'
    book = manuscript(
        cited.format("a-b@2") + cited.format("none"),
        references='<ol class="references"><li id="one">A source</li></ol>',
        citations={"a-b@2": "one", "none": "two"},
    )
    assert 'citation("references#one", "[1]")' in book.code
    assert book.code.count("citation(") == 1
    assert 'anchor("references#one")' in book.code


@pytest.mark.parametrize(
    ("name", "code"),
    [("source-mark", 'aside("no reference")'), ("glossary-word", '"no reference"')],
)
def test_links_that_help_on_a_screen_are_words_on_paper(name: str, code: str) -> None:
    book = manuscript(f'<p>W <a class="{name}" href="none.html#x">no reference</a>.</p>')
    assert f'{{"W "; {code}; "."}}' in book.code
    assert book.findings == set()


def test_a_box_without_an_element_in_it_is_text() -> None:
    assert 'paragraph("Words")' in manuscript('<div class="admonition">Words</div>').code


def test_an_item_among_things_to_do_keeps_its_mark() -> None:
    items = '<li class="task-list-item">Do</li><li>Know</li><li class="task-list-item">Go</li>'
    code = manuscript(f'<ul class="task-list">{items}</ul>').code
    assert 'list(list.item("Know"), tight: true)' in code
    for words in ("Do", "Go"):
        assert f'list(list.item("{words}"), tight: true, marker: [])' in code


def test_a_place_behind_all_words_can_be_linked_to() -> None:
    code = manuscript('<p>Words <a href="#end">on</a></p><div id="end"></div>').code
    assert code.index('"Words "') < code.index('anchor("index#end")')


def test_the_second_of_two_citations_stays_with_the_first() -> None:
    cited = '<a role="doc-biblioref" href="#r">[{}]</a>'
    two, third = f"{cited.format(1)} {cited.format(2)}", cited.format(3)
    code = manuscript(f"<p>Words {two} {third}</p>").code
    assert re.findall(r'"\[(.)]"; "(.)"', code) == [("1", "\u00a0"), ("2", " ")]


def test_a_line_has_one_space_where_html_shows_one() -> None:
    code = manuscript("<h2> A\n   b <em> c </em> d\n</h2>").code
    assert '{"A b "; emph("c "); "d "}' in code


@pytest.mark.parametrize(
    ("columns", "how"),
    [
        ("<td>A</td><td>B</td>", "data-table(2, (), (), "),
        (f"<td>{'a' * 24}</td><td>B</td><td>C</td>", "small: false"),
        ("".join(f"<td>{letter * 24}</td>" for letter in "abcd"), "small: true"),
    ],
)
def test_a_table_is_as_large_as_its_words_let_it_be(columns: str, how: str) -> None:
    assert how in manuscript(f"<table><tr>{columns}</tr></table>").code


def test_an_explained_word_is_no_link_in_a_tables_head_which_may_stand_twice() -> None:
    word = '<a class="glossary-word" href="#x">word</a>'
    head = f"<thead><tr><th>{word}</th></tr></thead>"
    table = f"<table>{head}<tbody><tr><td>{word}</td></tr></tbody></table>"
    assert manuscript(f'{table}<p id="x">What it is.</p>').code.count("quiet-link(") == 1


def test_a_table_in_a_step_has_half_the_room() -> None:
    table = f"<table><tr><td>{'a' * 16}</td><td>{'b' * 16}</td></tr></table>"
    within = manuscript(f'<div class="decision-step"><h3>Question?</h3>{table}</div>').code
    assert "box(" not in manuscript(table).code
    assert f'box("{"a" * 12}"); box("{"a" * 4}")' in within


def test_the_first_chapter_says_that_it_is() -> None:
    chapters = re.findall(r'chapter\("(\w+)".*first: (\w+)', manuscript("<p>Words</p>").code)
    assert chapters == [("index", "true"), ("references", "false")]


def test_a_reference_that_is_cited_nowhere_says_no_pages() -> None:
    back = '<span class="backlinks"><a href="none.html">a</a></span>'
    references = f'<ol class="references"><li id="one">A source.{back}</li></ol>'
    code = manuscript("<p>Words</p>", references=references).code
    assert '"A source."; []' in code
    assert "cited-on" not in code


@pytest.mark.parametrize(
    ("words", "is_printed"),
    [
        ("example.org/a/12", False),
        ("https://example.org/a/12", False),
        ("https://example.org/a/12/", False),
        ("Study 12", False),
        ("this study", True),
        ("", True),
    ],
)
def test_an_address_is_printed_where_its_link_does_not_say_it(words: str, is_printed: bool) -> None:
    code = manuscript(f'<p>See <a href="https://example.org/a/12">{words}</a>.</p>').code
    assert ("outside-link(" in code) == is_printed


@pytest.mark.parametrize(("count", "is_kept"), [(3, True), (60, False)])
def test_a_list_stays_on_one_page_where_it_is_not_long(count: int, is_kept: bool) -> None:
    code = manuscript(f"<ul>{'<li>An item.</li>' * count}</ul>").code
    assert ("kept(" in code) == is_kept


def test_a_page_may_write_its_title_itself() -> None:
    assert manuscript("<h1>A title</h1><p>Words</p>").titles == ['(1, "A title", )', TITLE]


@pytest.mark.parametrize(
    "tag", ["address", "article", "blockquote", "dl", "figure", "h4", "p", "pre", "ul"]
)
def test_what_html_shows_as_a_block_is_none_of_the_line_before_it(tag: str) -> None:
    """HTML, 15.3.3: flow content."""
    blocks = flows(parse(f"Words<{tag}>More</{tag}>again").children)
    assert [block.text for block in blocks] == ["Words", "More", "again"]


def test_the_same_finding_is_reported_once() -> None:
    book = manuscript('<p><a href="#x">a</a> <a href="#x">b</a></p>', source="[a](#x) [b](#x)")
    (finding,) = book.findings
    assert str(finding).startswith("docs/guide/index.md:1:5: the link to '#x' leads nowhere")


def manuscript(
    html: str, *, source: str = "", references: str = "", citations: dict[str, str] | None = None
) -> Manuscript:
    """The manuscript of a guide of one page and its references."""
    pages = tuple(
        Page(
            path=f"guide/{name}.md",
            url=f"guide/{name}.html",
            title=name,
            short_title=name,
            html=text,
            source=Source(f"docs/guide/{name}.md", source),
        )
        for name, text in (("index", html), ("references", ""))
    )
    book = Book(Guide("guide", pages), COVER, references, citations or {})
    return write(book, Site("", lambda _: None))


@pytest.mark.parametrize(
    ("html", "numbers"),
    [
        ('<ol type="a"><li>x</li></ol>', ["a."]),
        ("<ol><li>x<ol><li>y<ol><li>z</li></ol></li></ol></li></ol>", ["1.", "a.", "i."]),
        ("<ul><li>x<ol><li>y</li></ol></li></ul>", ["a."]),
        ("<ol><li>x</li></ol><p>y</p><ol><li>z</li></ol>", ["1.", "1."]),
    ],
)
def test_lists_are_counted_as_on_the_site(html: str, numbers: list[str]) -> None:
    found = re.findall(r'numbering: "(.*?)"', manuscript(html).code)
    assert sorted(found) == sorted(numbers)


def test_a_list_may_count_down() -> None:
    book = manuscript("<ol reversed><li>x</li><li>y</li></ol>")
    assert 'enum.item(2, "x"), enum.item(1, "y")' in book.code


def test_a_picture_may_take_a_part_of_the_column() -> None:
    drawing = '<svg aria-label="A box." width="50%"></svg>'
    assert 'alt: "A box.", width: 50%)' in manuscript(drawing).code


def test_an_address_is_printed_with_all_that_follows_its_question_mark() -> None:
    book = manuscript('<p>See <a href="https://a.org/b?c=d">a.org/b</a>.</p>')
    assert (
        'outside-link("https://a.org/b?c=d", "a.org/b", ("a.org/", "b?", "c=", "d", ))' in book.code
    )


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ('<abbr title="Full">F</abbr> <abbr title="Full">F</abbr>', '{"F"; " (Full)"}; " "; "F"'),
        ('full (<abbr title="Full">F</abbr>)', '"full ("; "F"; ")"'),
        ('(<abbr title="Full">F</abbr>)', '"("; {"F"; ", Full"}; ")"'),
    ],
)
def test_an_abbreviation_is_explained_once(words: str, shown: str) -> None:
    assert shown in manuscript(f"<p>{words}</p>").code


@pytest.mark.parametrize("html", ["<video>Film</video>", "<p>A <video>film</video>.</p>"])
def test_an_element_without_a_rule_is_a_finding(html: str) -> None:
    (finding,) = manuscript(html, source="Words.\n\n<video>").findings
    assert str(finding) == (
        "docs/guide/index.md:3:1: the book can't show <video>. "
        "Say it in Markdown, or with another element. [P01]"
    )


def test_a_drawing_with_html_in_it_is_a_finding() -> None:
    book = manuscript(
        '<svg xmlns="http://www.w3.org/2000/svg" aria-label="A."><foreignObject/></svg>'
    )
    (finding,) = book.findings
    assert "the book can't show <foreignObject>" in str(finding)
