"""Each guide also comes as an EPUB and as one HTML file, whole and the same from build to build."""

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import pytest
from bs4 import BeautifulSoup, Tag

from edition_words import chapters_of, differences, editions, pages_of
from guidebook.book.book_links import Site as SiteOfBook
from guidebook.book.cover import Cover
from guidebook.book.manuscript import Book
from guidebook.editions.pictures import draw_cover
from guidebook.editions.publishing import publish_editions
from guidebook.page import Guide, Page
from guidebook.source import Source
from minisite import ROOT, SETTINGS, Site, entries, page, texts
from other_fields import PAGES as OTHER_GUIDES
from pdfs import pages as pages_of_pdf
from test_book_words import NESTED
from torture import NAV, build_book, png

COVER = Cover("Title", "", "Site", "https://example.org/g/", "Notice", "en", date(2026, 1, 2))
TEXTS = ("opf", "xml", "tml")
"""How the names of an EPUB's own texts end."""
GOLDEN = ROOT / "tests/data/golden-editions.txt"
OURS = "lupus-back-pain/lupus-back-pain"


@pytest.fixture(params=["ours", "torture", *OTHER_GUIDES])
def site(request: pytest.FixtureRequest) -> Site:
    """A site whose guide comes in editions, or the part of one that holds one guide."""
    is_part = request.param in OTHER_GUIDES
    built: Site = request.getfixturevalue("others" if is_part else request.param)
    return built._replace(folder=built.folder / request.param) if is_part else built


def epub_of(site: Site) -> dict[str, bytes]:
    """The files of a site's one EPUB, in their order."""
    (file,) = site.folder.rglob("*.epub")
    return unpacked(file.read_bytes())


def unpacked(epub: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(epub)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pages_of_epub(files: dict[str, bytes]) -> dict[str, BeautifulSoup]:
    """Its XHTML by file name, each read as XML first."""
    pages = {name: data for name, data in files.items() if name.endswith(".xhtml")}
    for data in pages.values():
        ElementTree.fromstring(data)  # noqa: S314 (it is ours)
    return {
        name.removeprefix("EPUB/"): BeautifulSoup(data, "html.parser")
        for name, data in pages.items()
    }


def one_file_of(site: Site) -> BeautifulSoup:
    (file,) = site.folder.rglob("*-in-one-file.html")
    return BeautifulSoup(file.read_bytes(), "html.parser")


def test_an_edition_has_every_word_of_its_pages_in_their_order(site: Site) -> None:
    for file in editions(site.folder):
        settings = (folder / "mkdocs.yml" for folder in file.parents)
        pages = pages_of(file, next(filter(Path.exists, settings), ROOT / "mkdocs.yml"))
        assert list(differences(pages, chapters_of(file))) == []


@pytest.mark.parametrize("html", NESTED.values(), ids=NESTED)
def test_nothing_is_lost_however_elements_nest(html: str) -> None:
    for found in made(html):
        (chapter,) = found
        shown = BeautifulSoup(f"<h1>Title of the page</h1>{html}", "html.parser")
        assert list(differences([shown], [chapter])) == []


@pytest.mark.parametrize("words", ["Words lost.", "", "Words not lost. And more"])
def test_a_word_that_differs_is_told(words: str) -> None:
    pages = [
        BeautifulSoup(f"<h1>A</h1><p>{text}</p>", "html.parser")
        for text in ("Words not lost.", words)
    ]
    assert len(list(differences(pages[:1], pages[1:]))) == 1


def made(html: str, cover: Cover = COVER) -> Iterator[list[Tag]]:
    """The chapters of the EPUB, then of the HTML file, that a page becomes."""
    source = Page("g/p.md", "g/p.html", "Title of the page", "P", html, Source("p.md", ""))
    book = Book(Guide("g", (source,)), cover, "", {})
    epub, whole = publish_editions(book, SiteOfBook("", lambda _: None), {}).values()
    pages = pages_of_epub(unpacked(epub))
    yield [page.select("body")[0] for name, page in pages.items() if name.startswith("chapter-")]
    yield [*BeautifulSoup(whole, "html.parser").select("section.chapter")]


def both_editions() -> str:
    """What every file of an EPUB holds, and the HTML file, of a guide with one reference."""
    cover = COVER._replace(title="A & B", author="Lund, Ada", keywords=("sleep", "rest"))
    html = (
        '<h2 id="a">Rest</h2><p>Words <a href="#a">there</a>.</p><svg viewBox="0 0 1 1"></svg>'
        '<div class="decision-picture"><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
        '<a href="#a"><text x="1" y="5">A</text></a></svg></div>'
        '<p>So <a id="w" role="doc-biblioref" href="#c">[1]</a>.</p>'
    )
    source = Page("g/p.md", "g/p.html", "Title of the page", "P", html, Source("p.md", ""))
    listed = Page("g/references.md", "g/references.html", "R", "R", "", Source("r.md", ""))
    back = '<p class="backlinks"><a href="p.html#w" role="doc-backlink">a</a></p>'
    references = f'<ol class="references"><li id="r" value="1">A source.{back}</li></ol>'
    book = Book(Guide("g", (source, listed)), cover, references, {"c": "r"})
    made = publish_editions(book, SiteOfBook("", lambda _: None), {"a.woff2": b""})
    epub, whole = made.values()
    files = {**unpacked(epub), "all in one file": whole.partition(b"</head>")[2]}
    texts = (name for name in files if name[-3:] in (*TEXTS, "ile"))
    return "\n".join(f"== {name}\n{files[name].decode()}" for name in texts)


def test_editions_are_those_of_the_golden_file() -> None:
    assert both_editions() == GOLDEN.read_text("utf-8")


KEPT = {
    "of a list": '<ol class="a" reversed="reversed" start="3" type="a"><li value="7">a</li></ol>',
    "of cells": (
        '<table><tr><th colspan="2" rowspan="3" scope="row">a</th>'
        '<td colspan="2" rowspan="3">b</td></tr></table>'
    ),
    "of times and numbers": (
        '<p><time datetime="2026">a</time> <ins datetime="2026">b</ins> '
        '<del datetime="2026">c</del> <data value="1">d</data></p>'
    ),
    "of words": '<p class="a" dir="rtl" lang="he" title="b">c <i lang="de">d</i></p>',
    "of a named group": '<div aria-label="b" role="group">c</div>',
}
LOST = {
    "what is obsolete": ("<center><tt>a</tt></center>", "<div><code>a</code></div>"),
    "what only a page has": ("<main>a</main><nav>b</nav>", "<div>a</div><div>b</div>"),
    "attributes of no use": ('<p onclick="a" style="b" data-c="d" align="e">f</p>', "<p>f</p>"),
    "what isn't shown": ("<p>a<script>b</script><template>c</template></p>", "<p>a</p>"),
    "roles of a table": (
        '<table role="table"><tr role="row"><td>a</td></tr></table>',
        "<table><tr><td>a</td></tr></table>",
    ),
    "a paragraph around a block": ("<p>a<div>b</div></p>", "<div>a<div>b</div></div>"),
}


@pytest.mark.parametrize("html", KEPT.values(), ids=KEPT)
def test_an_edition_keeps_what_an_element_says(html: str) -> None:
    for (chapter,) in made(html):
        assert html in re.sub(r' xml:lang="\w+"', "", chapter.decode_contents())


def test_an_epub_says_the_language_in_the_words_of_xml_too() -> None:
    (epub,), (whole,) = made('<p lang="de">a</p>')
    assert '<p lang="de" xml:lang="de">a</p>' in epub.decode()
    assert '<p lang="de">a</p>' in whole.decode()


@pytest.mark.parametrize(("html", "shown"), LOST.values(), ids=LOST)
def test_an_edition_leaves_out(html: str, shown: str) -> None:
    for (chapter,) in made(html):
        assert f"\n{shown}\n" in chapter.decode()


def test_hostile_text_stays_text(torture: Site) -> None:
    for found in (one_file_of(torture), *pages_of_epub(epub_of(torture)).values()):
        assert not found.select("script, body style")
        assert "no" not in texts(found.select("b"))


def test_every_id_is_there_once_and_every_link_lands(site: Site) -> None:
    for pages in (pages_of_epub(epub_of(site)), {"": one_file_of(site)}):
        ids = {
            name: [str(tag["id"]) for tag in found.select("[id]")] for name, found in pages.items()
        }
        assert all(len(each) == len(set(each)) for each in ids.values())
        for name, found in pages.items():
            for link in found.select("a[href]"):
                href = str(link["href"])
                if not re.match("(https?|mailto|tel):", href):
                    file, _, anchor = href.partition("#")
                    assert not anchor or anchor in ids[file or name], href
                    assert file in (*pages, ""), href


def test_an_epub_begins_with_what_it_is_and_holds_no_time(site: Site) -> None:
    (file,) = site.folder.rglob("*.epub")
    with ZipFile(file) as archive:
        first = archive.infolist()[0]
        assert (first.filename, archive.read(first)) == ("mimetype", b"application/epub+zip")
        assert {item.date_time for item in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {item.compress_type for item in archive.infolist()} == {ZIP_STORED}
        assert {item.external_attr >> 16 for item in archive.infolist()} == {0o644}


def test_an_epub_tells_who_can_read_it(site: Site) -> None:
    package = epub_of(site)["EPUB/package.opf"].decode()
    assert set(re.findall('property="schema:access(.*?)"', package)) == {
        *("Mode", "ModeSufficient", "ibilityFeature", "ibilityHazard", "ibilitySummary")
    }
    navigation = pages_of_epub(epub_of(site))["nav.xhtml"]
    (landmarks,) = navigation.select("nav[hidden]")
    assert texts(landmarks.select("a")) == ["Cover", "Contents", "Start of the text", "References"]


def test_a_citation_of_an_epub_leads_to_a_note_in_its_file(site: Site) -> None:
    pages = pages_of_epub(epub_of(site))
    lists = [found.select("[role=doc-bibliography] li[value]") for found in pages.values()]
    listed = {str(item["value"]): item for each in lists for item in each}
    marks = 0
    for found in pages.values():
        for mark in found.select(".citation"):
            marks += 1
            assert (mark["role"], mark["epub:type"]) == ("doc-noteref", "noteref")
            (note,) = found.select(f'[id="{str(mark["href"])[1:]}"]')
            assert (note["role"], note["epub:type"]) == ("doc-footnote", "footnote")
            place = mark if mark.has_attr("id") else mark.find_parent("h6")
            back = note.find_next_sibling("p")
            assert place
            assert back
            (link,) = back.select(f'[href="#{place["id"]}"]')
            assert link["role"] == "doc-backlink"
            number = re.findall(r"\d+", mark.get_text())[0]
            assert texts([note])[0] in texts([listed[number]])[0]
    assert marks == len(one_file_of(site).select(".citation")) > 9


def test_a_footnote_and_its_mark_lead_to_each_other(torture: Site) -> None:
    for found in (pages_of_epub(epub_of(torture))["chapter-1.xhtml"], one_file_of(torture)):
        marks = found.select("sup a[role=doc-noteref]")[:5]
        assert texts(marks) == ["1", "2", "3", "1", "2"]
        for mark in marks:
            (note,) = found.select(f'[id="{str(mark["href"])[1:]}"]')
            assert note["role"] == "doc-footnote"
            back = note.find_next_sibling("a")
            assert isinstance(back, Tag)
            assert found.select(f'sup[id="{str(back["href"])[1:]}"]')


def test_the_picture_of_the_decision_guide_has_its_words_and_links_to_its_steps(
    ours: Site,
) -> None:
    drawn = [*pages_of_epub(epub_of(ours)).values()][7].select(".decision-picture svg")
    boxes = [str(svg["viewbox"]).split() for svg in drawn]
    assert len(drawn) > 1
    assert all(float(height) <= 460 for *_, height in boxes)
    for svg, box in zip(drawn, boxes, strict=True):
        ground = svg.select_one(":scope > *")
        assert ground
        assert [ground.get(name) for name in ("x", "y", "width", "height", "fill")] == [
            *box,
            "#fff",
        ]
    narrow = one_file_of(ours).select("svg.decision-narrow a")
    assert texts(narrow) == texts([link for svg in drawn for link in svg.select("a")])
    steps = [str(link["href"]).removeprefix("#") for link in narrow]
    headings = one_file_of(ours).select(".decision-step :is(h3, h4)")
    assert set(steps) <= {str(heading.get("id")) for heading in headings}


def test_one_file_loads_nothing_and_runs_nothing(site: Site) -> None:
    found = one_file_of(site)
    assert not found.select("script, iframe, object, [onclick], link[rel=stylesheet]")
    loaded = [str(tag[name]) for name in ("src", "srcset") for tag in found.select(f"[{name}]")]
    assert all(address.startswith("data:image/") for address in loaded)
    (policy,) = found.select("meta[http-equiv=Content-Security-Policy]")
    assert str(policy["content"]).split("; ")[0] == "default-src 'none'"
    assert "script-src" not in str(policy["content"])
    (style,) = found.select("head style")
    assert not re.findall(r'url\((?!"data:)', style.get_text())
    assert "@import" not in style.get_text()


def test_links_to_the_site_have_its_address_and_without_one_are_words(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "docs/index.md": page("Home."),
        "docs/guide/index.md": page("[To the site](../index.md), [to Second](second.md)."),
        "docs/guide/second.md": page("Words.", "Second"),
    }
    for address in ("https://example.org/s/", ""):
        site = build_book(tmp_path / str(bool(address)), files, site_url=address)
        assert site.warnings == []
        found = one_file_of(site)
        links = {link.get_text(): str(link["href"]) for link in found.select("section a")}
        expected = {"to Second": "#second"}
        assert links == expected | ({"To the site": f"{address}index.html"} if address else {})


def test_a_guide_of_any_shape_and_language(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "docs/guide/ein weg.md": page(
            '## Über {#über}\n\nA <span lang="fr">mot</span>.\n\n## Same {#same}\n\n'
            "![A box](box.png)\n\n[There](sub/b.md#same), [here](#über)",
            "Ä & <B>",
        ),
        "docs/guide/sub/b.md": page("## Same {#same}\n\n![A box](../box.png)"),
        "docs/guide/box.png": png(9, 9),
    }
    language = {"name": "material", "language": "de", "font": False}
    site = build_book(tmp_path, files, theme={**SETTINGS["theme"], **language})
    assert site.warnings == []
    pages = pages_of_epub(epub_of(site))
    assert {str(found.html["lang"]) for found in pages.values() if found.html} == {"de"}
    assert [name for name in epub_of(site) if "picture" in name] == ["EPUB/picture-1.png"]
    listed = pages["nav.xhtml"].select("nav[role=doc-toc] a")
    assert texts(listed) == ["Ä & <B>", "Über", "Same", "A page", "Same"]
    test_every_id_is_there_once_and_every_link_lands(site)


def test_our_editions_are_small_and_the_first_page_says_how_small(ours: Site) -> None:
    (line,) = ours.page("lupus-back-pain/index.html").select(".guide-pdf")
    with ZipFile(ours.folder / "offline-copy.zip") as copy:
        for name in (f"{OURS}.epub", f"{OURS}-in-one-file.html"):
            data = ours.files[name]
            assert len(data) <= 300_000
            (link,) = line.select(f'a[href="{name.rpartition("/")[2]}"]')
            assert f"({len(data) / 1000:.0f} kB)" in link.get_text()
            assert copy.read(f"offline-copy/{name}") == data


def test_two_builds_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    one, two = (
        {file.name: file.read_bytes() for file in editions(build_book(folder, nav=NAV).folder)}
        for folder in (tmp_path / "one", tmp_path / "two")
    )
    assert len(one) == 2
    assert one == two


def test_without_books_there_are_no_editions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PDF", "0")
    site = build_book(tmp_path, {"docs/guide/index.md": page("Words.")})
    assert editions(site.folder) == []
    assert not site.page("guide/index.html").select(".guide-pdf")


@pytest.mark.parametrize(
    "title", ["Short", "Donaudampfschiff" * 60, "#panic() [x] שלום", "words " * 99]
)
def test_a_cover_is_one_picture_of_a_size(title: str) -> None:
    picture = draw_cover(COVER._replace(title=title, question=title))
    assert picture[16:24] == (600).to_bytes(4, "big") + (800).to_bytes(4, "big")


def test_a_reference_that_the_list_itself_cites_is_closed_by_nothing(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "docs/guide/index.md": page("Words [@a]."),
        "docs/guide/references.md": page("Here too [@a].", "References"),
        "references.bib": entries("a"),
    }
    site = build_book(tmp_path, files)
    assert site.warnings == []
    for file in editions(site.folder):
        assert "Close" not in "".join(chapter.get_text() for chapter in chapters_of(file))
    assert "Close" not in "".join(pages_of_pdf(tmp_path / "site/guide/guide-a4.pdf"))


if __name__ == "__main__":
    GOLDEN.write_text(both_editions(), "utf-8")
