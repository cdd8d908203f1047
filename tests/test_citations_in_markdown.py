"""Where a citation works, and where the same signs are left alone."""

from pathlib import Path

import pytest

from minisite import OURS, PLAIN, Site, build, entries, page, texts

CITES = {
    "a paragraph": ("Words [@a].", ["[1]"]),
    "two in one bracket": ("Words [@a; @b].", ["[1]", "[2]"]),
    "the order as written": ("Words [@a]. More [@b; @a].", ["[1]", "[2]", "[1]"]),
    "a run of three": ("Words [@a; @b; @c].", ["[1]", "[3]"]),
    "a run of four after one": ("Words [@d] [@a] [@d; @a; @b; @c].", ["[1]", "[2]", "[1]", "[4]"]),
    "two make no run": ("Words [@a; @b]. And [@a] [@b] [@c].", ["[1]", "[2]", "[1]", "[2]", "[3]"]),
    "a locator": ("Words [@a, p. 4].", ["[1, p. 4]"]),
    "a locator begins no run": ("Words [@a, p. 4; @b; @c].", ["[1, p. 4]", "[2]", "[3]"]),
    "a locator ends a run": ("Words [@a; @b, p. 4; @c].", ["[1]", "[2, p. 4]", "[3]"]),
    "a locator of hostile signs": ("Words [@a, <b>&amp;\"'].", ["[1, <b>&\"']"]),
    "a line break inside": ("Words [@a;\n@b].", ["[1]", "[2]"]),
    "no space between brackets": ("Words[@a][@b].", ["[1]", "[2]"]),
    "a colon after it": ("Words [@a]: more.", ["[1]"]),
    "emphasis round it": ("Words **bold [@a]** and *more [@b]*.", ["[1]", "[2]"]),
    "underscores in keys": ("Words [@x_y_z] and [@x_y_z].", ["[1]", "[1]"]),
    "a list in a list": ("- Words [@a]\n    - More [@b]\n", ["[1]", "[2]"]),
    "a table": ("| A | B |\n|---|---|\n| x [@a] | y [@b; @a] |", ["[1]", "[2]", "[1]"]),
    "a heading": ("## Causes [@a]\n\nWords [@b].", ["[1]", "[2]"]),
    "a quotation": ("> Words [@a;\n> @b].", ["[1]", "[2]"]),
    "an admonition": ('!!! note "Title [@b]"\n    Words [@a].', ["[1]", "[2]"]),
    "details": ('??? note "Title"\n    Words [@a].', ["[1]"]),
    "tabs": ('=== "One"\n    Words [@a].\n\n=== "Two"\n    Words [@b].', ["[1]", "[2]"]),
    "a footnote": ("Words.[^1] More [@a].\n\n[^1]: Note [@b].", ["[1]", "[2]"]),
    "a definition list": ("Term [@a]\n:   Definition [@b].", ["[1]", "[2]"]),
    "Markdown inside HTML": ('<div markdown="1">\nWords [@a].\n</div>', ["[1]"]),
    "inline HTML round it": ("Words <b>bold [@a]</b>.", ["[1]"]),
    "beside a link and an e-mail": (
        "See [the page](https://x.org/@a) or me@a.org [@a].",
        ["[1]"],
    ),
}

EXTENSIONS = [
    *OURS["markdown_extensions"],
    "md_in_html",
    {"pymdownx.arithmatex": {"generic": True}},
]

LEAVES = {
    "inline code": ("Write `[@a]` to cite.", "[@a]"),
    "longer ticks": ("Write `` [@a] ` `` to cite.", "[@a] `"),
    "a fenced block": ("```\n[@a]\n```", "[@a]"),
    "an indented block": ("Words:\n\n    [@a]\n", "[@a]"),
    "inline math": (r"Words \([@a]\) more.", "[@a]"),
    "a block of math": ("$$\n[@a]\n$$", "[@a]"),
    "an escaped bracket": (r"Words \[@a].", "[@a]"),
    "an e-mail address": ("Words <me@a.org> and [me@a.org](mailto:me@a.org).", "me@a.org"),
    "a link's words": ("[@home](https://x.org/) on a network.", "@home"),
    "a link's address": ("[Words](https://x.org/[@a]) more.", "Words"),
    "an address by itself": ("Words <https://x.org/@a> more.", "https://x.org/@a"),
    "a defined link": ("Words [@home] more.\n\n[@home]: https://x.org/", "@home"),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    pages = {
        f"docs/{_slug(name)}.md": page(text) for name, (text, _) in {**CITES, **LEAVES}.items()
    }
    bib = entries("a", "b", "c", "d", "x_y_z")
    files = {**pages, "references.bib": bib}
    return build(tmp_path_factory.mktemp("site"), files, markdown_extensions=EXTENSIONS)


def _slug(name: str) -> str:
    return name.replace(" ", "-").replace("'", "")


def test_the_site_builds_without_a_warning(site: Site) -> None:
    assert site.warnings == []
    assert site.exit_code == 0


@pytest.mark.parametrize(("name", "numbers"), [(name, right) for name, (_, right) in CITES.items()])
def test_a_citation_works_in(site: Site, name: str, numbers: list[str]) -> None:
    article = site.page(f"{_slug(name)}.html").article
    assert article
    assert texts(article.select("a[role=doc-biblioref]")) == numbers
    assert "[@" not in site.html(f"{_slug(name)}.html")
    assert "cite" not in {tag.name for tag in article.find_all()}


@pytest.mark.parametrize(("name", "words"), [(name, words) for name, (_, words) in LEAVES.items()])
def test_no_citation_is_made_of(site: Site, name: str, words: str) -> None:
    article = site.page(f"{_slug(name)}.html").article
    assert article
    assert article.select("a[role=doc-biblioref], mark") == []
    assert words in article.get_text()


def test_a_number_stays_with_the_word_before_it(tmp_path: Path) -> None:
    files = {"docs/index.md": page("Apart [@a] or not[@a]."), "references.bib": entries("a")}
    html = build(tmp_path, files, **PLAIN).html("index.html")
    assert html.count('<aside class="sidenote"') == 1
    assert 'Apart&nbsp;<a class="citation"' in html
    assert 'not<a class="citation"' in html


def test_a_links_address_keeps_its_signs(site: Site) -> None:
    link = site.page("a-links-address.html").select_one("article p a")
    assert link
    assert link["href"] == "https://x.org/[@a]"


def test_a_citation_in_a_heading_reaches_neither_its_id_nor_the_contents(site: Site) -> None:
    built = site.page("a-heading.html")
    heading = built.select_one("article h2")
    assert heading
    assert heading["id"] == "causes"
    assert texts(built.select(".page-contents a")) == ["Causes", "References"]


def test_every_link_of_a_citation_lands_in_its_pages_list_and_every_letter_back(site: Site) -> None:
    for name in CITES:
        article = site.page(f"{_slug(name)}.html").article
        assert article
        ids = [tag["id"] for tag in article.select("[id]")]
        assert len(ids) == len(set(ids))
        links = article.select("a[role=doc-biblioref], a[role=doc-backlink]")
        assert {str(link["href"]).removeprefix("#") for link in links} <= set(ids)
        numbers = [int(str(item["value"])) for item in article.select("ol.references > li")]
        assert numbers == list(range(1, len(numbers) + 1))
        assert all(item.select("a[role=doc-backlink]") for item in article.select("li[value]"))


def test_notes_are_numbered_as_the_text_calls_them(tmp_path: Path) -> None:
    text = "One.[^a] Two.[^b]\n\n[^b]: Note b [@b].\n\n[^a]: Note a [@a]."
    files = {"docs/index.md": page(text), "references.bib": entries("a", "b")}
    site = build(tmp_path, files)
    notes = texts(site.page("index.html").select(".footnote li"))
    assert [note[:10] for note in notes] == ["Note a [1]", "Note b [2]"]


OTHER_HOOK = """
from pathlib import Path


def on_page_markdown(markdown, **_):
    return f"{markdown} Added."


def on_page_context(context, page, **_):
    Path(__file__).with_name("seen.md").write_text(page.markdown)
"""


def test_other_plugins_see_a_pages_markdown_with_what_they_made_of_it(tmp_path: Path) -> None:
    (tmp_path / "other.py").write_text(OTHER_HOOK)
    files = {"docs/index.md": page("Words [@a]."), "references.bib": entries("a")}
    hooks = [*PLAIN["hooks"], str(tmp_path / "other.py")]
    assert build(tmp_path, files, **{**PLAIN, "hooks": hooks}).warnings == []
    assert (tmp_path / "seen.md").read_text().split() == ["Words", "[@a].", "Added."]
