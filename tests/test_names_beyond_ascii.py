"""Files may have any name that a disk can hold: letters beyond ASCII, and spaces."""

from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from pikepdf import Pdf

from minisite import Site, entries, page, texts
from pdfs import links, structure
from torture import DRAWING, build_book, png

GUIDE = "docs/über alles"
LINKS = """\
[other](Größe zwei.md), [a place](<Größe zwei.md#ort>), [encoded](Gr%C3%B6%C3%9Fe%20zwei.md),
[data](Daten ü.csv), [a word](<../Wörter liste.md#wort>). Words [@a].

![A box](Bild ä.png) ![A drawing](Bild ö.svg)

![It stands in the page](Bild ö.svg){.explains}
"""
FILES: dict[str, str | bytes] = {
    "docs/index.md": page("[The guide](<über alles/index.md>)", "Home"),
    "docs/Wörter liste.md": page("Wort {#wort}\n:   Sinn.", "Words explained"),
    f"{GUIDE}/index.md": page(LINKS, "First"),
    f"{GUIDE}/Größe zwei.md": page("## Ort {#ort}\n\nWords [@a]. [back](index.md)", "Second"),
    f"{GUIDE}/a-to-z.yml": "ort: Größe zwei.md#ort\n",
    f"{GUIDE}/references.md": page("All of them.", "References"),
    f"{GUIDE}/Bild ä.png": png(9, 9),
    f"{GUIDE}/Bild ö.svg": DRAWING,
    f"{GUIDE}/Daten ü.csv": "a,b\n",
    "references.bib": entries("a"),
}
HTML = '<a href="Größe zwei.html">raw</a> <img src="Bild ä.png" alt="A box">'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    first = f"{GUIDE}/index.md"
    files = {**FILES, first: f"{FILES[first]!s}\n{HTML}\n"}
    return build_book(tmp_path_factory.mktemp("names"), files)


def test_no_finding_is_wrong(site: Site, tmp_path: Path) -> None:
    assert (site.warnings, site.notices) == ([], [])
    assert build_book(tmp_path, FILES, use_directory_urls=True).warnings == []


@pytest.mark.parametrize("name", ["index", "Größe zwei", "references"])
def test_every_address_in_a_page_is_one_of_a_file(site: Site, name: str) -> None:
    shown = site.page(f"über alles/{name}.html")
    found = [
        str(tag.get("href", tag.get("src"))) for tag in shown.select("main :is([href], [src])")
    ]
    inside = [unquote(address).partition("#")[0] for address in found if ":" not in address]
    assert [path for path in inside if not (site.folder / "über alles" / path).exists()] == []


def test_the_book_has_its_pictures_and_its_links(site: Site) -> None:
    with Pdf.open(site.folder / "über alles" / "über alles-a4.pdf") as pdf:
        figures = [str(each.Alt) for each in structure(pdf) if each.S == "/Figure"]
        addresses = {link.address for link in links(pdf)}
    assert {"A box", "A drawing"} <= set(figures)
    assert not any("zwei" in unquote(address) for address in addresses)
    assert "https://example.org/site/%C3%BCber%20alles/Daten%20%C3%BC.csv" in addresses


def test_the_editions_have_them_too(site: Site) -> None:
    folder = site.folder / "über alles"
    with ZipFile(folder / "über alles.epub") as epub:
        pictures = [name for name in epub.namelist() if "picture-" in name]
    assert len(pictures) == 3
    whole = BeautifulSoup((folder / "über alles-in-one-file.html").read_bytes(), "html.parser")
    assert len(whole.select("img[src^='data:']")) >= 3
    within = {link.get_text(): str(link["href"]) for link in whole.select("section a")}
    assert all(within[words].startswith("#") for words in ("other", "a place", "encoded", "raw"))


def test_the_offline_copy_has_every_file_under_its_name(site: Site) -> None:
    with ZipFile(site.folder / "offline-copy.zip") as copy:
        names = set(copy.namelist())
    for name in ("Größe zwei.html", "Bild ä.png", "Bild ö.svg", "Daten ü.csv", "über alles.epub"):
        assert f"offline-copy/über alles/{name}" in names


WRONG = {
    "[x](Größe drei.md)": "5: there is no page or file 'Größe drei.md'. Did you mean 'Größe z",
    "![x](Bild ü.png)": "6: there is no page or file 'Bild ü.png'. Did you mean 'Bild ä.png'",
    "[x](<Größe zwei.md#wo>)": "6: 'Größe zwei.md' has no place '#wo'",
    '<a href="Größe zwei.md">x</a>': "10: 'Größe zwei.md' leads nowhere: HTML is published",
}


@pytest.mark.parametrize(("text", "said"), WRONG.items(), ids=WRONG)
def test_what_is_wrong_is_told_by_its_name_and_in_its_place(
    tmp_path: Path, text: str, said: str
) -> None:
    built = build_book(tmp_path, {**FILES, f"{GUIDE}/index.md": page(f"{text}\n\nWords [@a].")})
    (told,) = [line for line in built.warnings if "[L0" in line]
    assert told.startswith(f"{GUIDE}/index.md:6:{said}")


def test_the_list_of_guides_leads_to_it(tmp_path: Path) -> None:
    files = {**FILES, "docs/two/index.md": page("Words.", "Two")}
    files["docs/index.md"] = page("Words.\n\n[guides]", "Home")
    built = build_book(tmp_path, files)
    assert texts(built.page("index.html").select("a[href='%C3%BCber%20alles/index.html']")) != []
