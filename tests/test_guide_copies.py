"""A site that is too large for one download has an offline copy of each guide, which is whole."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urldefrag
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup

from minisite import PLAIN, ROOT, Site, build, page, run, texts
from other_fields import PAGES, build_others

HOSTED = "https://two.example.org/"
GUIDES = sorted(PAGES)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site of two guides in other fields, too large for one copy."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("guidebook.site.offline_copy.MOST", 10_000)
        patch.setenv("SOURCE_DATE_EPOCH", "1760000000")
        yield build_others(tmp_path_factory.mktemp("large"))


@pytest.fixture(scope="module", params=GUIDES)
def copy(request: pytest.FixtureRequest, large: Site) -> dict[str, bytes]:
    """The files of a guide's copy, by their paths in it."""
    return unpacked(large, request.param)


def unpacked(site: Site, guide: str) -> dict[str, bytes]:
    with ZipFile(site.folder / guide / f"{guide}-offline.zip") as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert {name.partition("/")[0] for name in names} == {f"{guide}-offline"}
        return {name.partition("/")[2]: archive.read(name) for name in names}


def targets(html: bytes) -> list[str]:
    """What the elements of a page lead to or load."""
    tags = BeautifulSoup(html, "html.parser").find_all(True)
    names = ("href", "src", "action")
    return [str(tag[name]) for tag in tags for name in names if tag.has_attr(name)]


def is_inside(target: str) -> bool:
    return ":" not in target and bool(urldefrag(target).url)


def resolved(target: str, path: str) -> str:
    return normpath(join(dirname(path), unquote(urldefrag(target).url)))


def pages(files: dict[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if path.endswith(".html")}


def test_it_is_built_without_a_finding(large: Site) -> None:
    assert (large.warnings, large.notices, large.exit_code) == ([], [], 0)


def test_no_copy_has_the_whole_site(large: Site) -> None:
    archives = sorted(path for path in large.files if path.endswith(".zip"))
    assert archives == [f"{guide}/{guide}-offline.zip" for guide in GUIDES]
    assert [path for path in large.files if path.startswith(".")] == []


def test_the_pages_of_a_guide_lead_to_its_copy_and_others_to_none(large: Site) -> None:
    for path in pages(large.files):
        guide = path.partition("/")[0]
        if not path.endswith("-in-one-file.html"):
            links = [
                resolved(str(link["href"]), path)
                for link in large.page(path).find_all("a", string="Read offline")
            ]
            assert links == ([f"{guide}/{guide}-offline.zip"] if guide in PAGES else []), path


def test_a_copy_has_all_of_its_guide_and_nothing_of_others(
    large: Site, copy: dict[str, bytes]
) -> None:
    (guide,) = {path.partition("/")[0] for path in copy} & PAGES.keys()
    own = {path for path in large.files if path.startswith(f"{guide}/")}
    assert own - copy.keys() == {f"{guide}/{guide}-offline.zip"}
    assert {f"{guide}/{guide}-a4.pdf", f"{guide}/{guide}.epub"} < copy.keys()
    about_all = {"404.html", "sitemap.xml", "sitemap.xml.gz", "robots.txt"}
    assert not about_all & copy.keys()
    assert {"index.html", "glossary.html", "search.html", "assets/search.js"} < copy.keys()


def test_every_link_in_it_leads_to_a_file(copy: dict[str, bytes]) -> None:
    for path, html in pages(copy).items():
        for target in filter(is_inside, targets(html)):
            assert resolved(target, path) in copy, (path, target)


def test_all_that_its_stylesheet_and_its_manifest_name_is_there(copy: dict[str, bytes]) -> None:
    style = "assets/stylesheets/site.css"
    named = [
        resolved(target, style)
        for target in re.findall(r"url\([\"']?([^)\"']+)", copy[style].decode())
        if not target.startswith("data:")
    ]
    named += [icon["src"] for icon in json.loads(copy["site.webmanifest"])["icons"]]
    assert len(named) > 2
    assert set(named) <= copy.keys()


def test_links_to_the_rest_of_the_site_lead_to_where_it_is_published(
    large: Site, copy: dict[str, bytes]
) -> None:
    known = {f"{HOSTED}{path}".removesuffix("index.html") for path in large.files}
    led = {
        urldefrag(target).url.removesuffix("index.html")
        for html in pages(copy).values()
        for target in targets(html)
        if target.startswith(HOSTED)
    }
    assert led <= known
    (own,) = {path.partition("/")[0] for path in copy} & PAGES.keys()
    (other,) = PAGES.keys() - {own}
    assert {f"{HOSTED}{other}/", f"{HOSTED}{own}/{own}-offline.zip"} < led


def test_what_stays_inside_is_as_it_is_published(large: Site, copy: dict[str, bytes]) -> None:
    same = [path for path in copy if copy[path] == large.files.get(path)]
    made = {path for path in copy if path.startswith("search/")} | pages(copy).keys()
    assert copy.keys() - set(same) <= made


def test_it_begins_with_a_page_that_says_what_it_has(large: Site) -> None:
    start = BeautifulSoup(unpacked(large, "licence")["index.html"], "html.parser")
    assert texts(start.select("h1")) == ["Which licence?"]
    link = start.select_one(".doors a")
    assert link
    assert link["href"] == "./licence/index.html"
    said = " ".join(texts(start.select("article p")))
    assert "This copy has one guide of Two questions for tests." in said
    assert "They need the internet." in said


def test_a_theme_without_such_a_page_has_copies_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("guidebook.site.offline_copy.MOST", 1)
    monkeypatch.setenv("PDF", "0")
    site = build(tmp_path, {"docs/one/index.md": page("Words.")}, **PLAIN)
    assert (site.warnings, site.exit_code) == ([], 0)
    assert {path for path in unpacked(site, "one") if path.endswith(".html")} == {"one/index.html"}


def test_its_search_knows_its_pages_alone(large: Site) -> None:
    files = unpacked(large, "licence")
    found = {path: data for path, data in files.items() if path.startswith("search/texts/")}
    addresses = {data.decode().split('"')[3] for data in found.values()}
    assert addresses == {
        *(f"licence/{name}.html" for name in PAGES["licence"]),
        *("glossary.html",),
    }
    assert b"fatigue/" not in b"".join(found.values())


LINKS = """\
[two](../two/index.md#why), <a href='../two/index.html?a=1&amp;b=2#why'>raw</a>,
[home](../index.md), [über](../über/index.md), <a@example.org>,
[outside](https://example.com/), [here](#why), <A HREF="../two/index.html">big</A>,
![A picture](../two/a.png) and `<a href="../two/index.html">`

## Why {#why}

Words."""
SEARCH = page("").replace("---\n", "---\ntemplate: search.html\n", 1)
LED = [
    *("{site}two/index.html#why", "{site}two/index.html?a=1&b=2#why", "../index.html"),
    *("{site}%C3%BCber/index.html", "mailto:a@example.org", "https://example.com/", "#why"),
    "{site}two/index.html",
]


@pytest.mark.parametrize("address", ["https://example.net/", ""])
def test_every_form_of_link_leads_on_or_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr("guidebook.site.offline_copy.MOST", 1)
    monkeypatch.setenv("PDF", "0")
    other = page("## Why {#why}\n\n![Words](a.png)")
    files = {"index.md": page("Words."), "search.md": SEARCH, "one/index.md": page(LINKS)}
    files |= {"all.md": page("[guides]"), "about.md": page("Words.")}
    files |= {"two/index.md": other, "über/index.md": page("## Why {#why}\n\nWords.")}
    written = {f"docs/{path}": text for path, text in files.items()}
    pictures = {"docs/two/a.png": (ROOT / "docs/assets/icon-192.png").read_bytes()}
    site = build(tmp_path, {**written, **pictures}, site_url=address)
    assert (site.warnings, site.exit_code) == ([], 0), site.log
    copy = unpacked(site, "one")
    assert {"two/a.png", "about.html"} < copy.keys()
    assert "all.html" not in copy
    found = b"".join(data for path, data in copy.items() if path.startswith("search/texts/"))
    assert (b'["about.html"' in found, b'["index.html"' in found) == (True, False)
    assert (b"index.html?a=1&amp;b=2#why" in copy["one/index.html"]) == bool(address)
    text = BeautifulSoup(copy["one/index.html"], "html.parser").select("article > p:not([class]) a")
    led = [str(link.get("href", "")) for link in text[: len(LED)]]
    goes_out = [way.startswith("{site}") for way in LED]
    assert led == [
        way.format(site=address) if address or not out else ""
        for way, out in zip(LED, goes_out, strict=True)
    ]
    assert b'&lt;a href="../two/index.html"&gt;' in copy["one/index.html"]


def test_the_same_site_gives_the_same_copies(
    large: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("guidebook.site.offline_copy.MOST", 10_000)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1760000000")
    again = run(large.folder.parent, tmp_path / "again")
    for guide in GUIDES:
        path = f"{guide}/{guide}-offline.zip"
        assert again.files[path] == large.files[path]
