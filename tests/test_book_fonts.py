"""Scripts that the books' own fonts lack: one setting names a package or a folder of fonts."""

from pathlib import Path

import pytest
from pikepdf import Pdf

from guidebook.book.fonts import face_files, read_fonts
from guidebook.source import Source
from minisite import page
from torture import build_book

SETTINGS = Source("mkdocs.yml", "extra:\n  fonts:\n    - none-such\n    - fonts\n")
FACE = "fontpkg-atkinson-hyperlegible"


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


def test_a_script_is_set_in_the_font_that_has_it(tmp_path: Path) -> None:
    """The words are those of Latin, which a font of any name may show."""
    (tmp_path / "fonts").mkdir()
    for file in face_files():
        (tmp_path / "fonts" / file.name).write_bytes(file.read_bytes())
    files: dict[str, str | bytes] = {"docs/guide/index.md": page("Words.")}
    site = build_book(tmp_path, files, extra={"fonts": ["fonts"]})
    assert site.warnings == []
    with Pdf.open(site.folder / "guide" / "guide-a4.pdf") as pdf:
        assert pdf.pages
