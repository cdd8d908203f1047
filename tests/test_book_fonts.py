"""Scripts that the books' own fonts lack: one setting names a package or a folder of fonts."""

import re
from pathlib import Path

import pytest
from pikepdf import Dictionary, Pdf

from guidebook.book import compiling
from guidebook.book.fonts import face_files, font_names, read_fonts
from guidebook.source import Source
from minisite import Site, page, write
from pdfs import fonts, text
from torture import build_book

SETTINGS = Source("mkdocs.yml", "extra:\n  fonts:\n    - none-such\n    - fonts\n")
FACE, DEVANAGARI = "fontpkg-atkinson-hyperlegible", "fontpkg-noto-sans-devanagari"
HINDI = "क्षत्रिय की हिन्दी में पीठ दर्द। क्या श्रीमान् स्त्री विद्यार्थी हैं?"
CONJUNCTS = {"क्ष", "त्रि", "द्या"}
"""Syllables of it that a font has one glyph for, or begins with a glyph of their own."""


def test_fonts_come_from_a_package_or_a_folder_of_the_project(tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "Some.ttf").write_bytes(b"a font")
    (tmp_path / "fonts" / "LICENSE").write_bytes(b"no font")
    found = read_fonts(["fonts", FACE], SETTINGS, tmp_path)
    assert found.findings == []
    assert {"Some.ttf", *(file.name for file in face_files())} == set(found.files)


@pytest.mark.parametrize("name", ["none-such", "../..", "os.path", ""])
def test_what_has_no_fonts_is_told_at_its_line(tmp_path: Path, name: str) -> None:
    (found,) = read_fonts([name], SETTINGS, tmp_path / "project").findings
    assert found.code == "P12"
    if name == "none-such":
        assert str(found) == (
            "mkdocs.yml:3:5: there are no fonts in 'none-such'. "
            "Name a folder of the project, or a package of fonts and install it. [P12]"
        )


@pytest.fixture(scope="module")
def hindi(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A guide in a script that the books' own fonts lack, with a font of the site's choice."""
    files: dict[str, str | bytes] = {"docs/guide/index.md": page(f"{HINDI}\n\n**{HINDI}**")}
    return build_book(tmp_path_factory.mktemp("hindi"), files, extra={"fonts": [DEVANAGARI]})


@pytest.mark.parametrize(
    ("setting", "names"),
    [(None, ()), ("", ()), ("fonts", ("fonts",)), (["fonts", 7], ("fonts", "7"))],
)
def test_a_setting_is_a_list_or_one_name(setting: object, names: tuple[str, ...]) -> None:
    assert font_names(setting) == names


def test_the_page_design_is_told_of_the_fonts_for_scripts_only(tmp_path: Path) -> None:
    of_scripts = read_fonts([DEVANAGARI], SETTINGS, tmp_path).files
    faces = {f"fonts/{file.name}": file.read_bytes() for file in face_files()}
    write(tmp_path, {**faces, **{f"fonts/scripts/{name}": of_scripts[name] for name in of_scripts}})
    told = "json(bytes(sys.inputs.scripts))"
    design = f'#set document(title: "A")\n#assert.eq({told}, ("Noto Sans Devanagari",))'
    write(tmp_path, {"main.typ": design})
    assert compiling.main(tmp_path, "a4", "standard") == {"warnings": []}


@pytest.mark.parametrize("edition", ["a4", "a4-large-print"])
def test_a_script_is_set_in_the_font_that_the_site_names(hindi: Site, edition: str) -> None:
    assert (hindi.warnings, hindi.exit_code) == ([], 0)
    pdf = hindi.folder / "guide" / f"guide-{edition}.pdf"
    assert " ".join(text(pdf).split()).count(HINDI) == 2
    with Pdf.open(pdf) as document:
        used = {str(font.FontName).partition("+")[2] for font in fonts(document)}
    assert any("Devanagari" in name for name in used)
    assert not any("Math" in name for name in used)


def test_its_letters_are_joined_as_readers_know_them(hindi: Site) -> None:
    """Conjuncts have glyphs of their own, and a vowel sign stands before its consonant."""
    with Pdf.open(hindi.folder / "guide" / "guide-a4.pdf") as document:
        (font,) = {
            item.BaseFont: item
            for item in document.objects
            if isinstance(item, Dictionary) and "Devanagari" in str(item.get("/BaseFont", ""))
            if item.get("/Subtype") == "/Type0"
        }.values()
        spoken = font.ToUnicode.read_bytes().decode()
    joined = re.findall(r"^<\w+> <(\w{8,})>$", spoken, re.M)
    found = {bytes.fromhex(code).decode("utf-16-be") for code in joined}
    assert found >= CONJUNCTS


def test_a_script_without_a_font_is_one_finding(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"docs/guide/index.md": page(f"Words.\n\n{HINDI}")}
    assert build_book(tmp_path, files).warnings == [
        "docs/guide/index.md:8:1: the book's fonts don't have the letters of Devanagari. "
        "Name a font that has them in mkdocs.yml, under 'extra: fonts:': a folder with its files, "
        "or a package such as fontpkg-noto-sans-devanagari. [P05]"
    ]
