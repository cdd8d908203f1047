"""The script that tries a folder: what it counts, and that nothing in it is lost."""

from pathlib import Path

from minisite import write
from trying import Counted, tried

FILES = {
    "good.bib": "@misc{a, title = {A}}\n%@misc{b,\n@comment{x}\n@misc{c, title = {C}}\n",
    "torn.bib": "@misc{a, title = {A\n\n@misc{b, title = {B}}\n@misc{b, title = {C}}\n",
    "two.ris": "TY  - BOOK\nTI  - A\nER  - \nTY  - BOOK\nER  - \n",
    "none.json": "[{}]",
    "notes.md": "@misc{a, title = {A}}",
}


def test_every_source_is_usable_or_refused_in_words(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    assert {file.name: counted for file, counted in tried(tmp_path)} == {
        "good.bib": Counted(usable=2, refused=0, lost=0, tracebacks=0),
        "none.json": Counted(usable=0, refused=1, lost=0, tracebacks=0),
        "torn.bib": Counted(usable=1, refused=2, lost=0, tracebacks=0),
        "two.ris": Counted(usable=1, refused=1, lost=0, tracebacks=0),
    }
