"""Compiles a folder's `main.typ` with Typst, as a program of its own: see `typst_process.py`.

`compiling.py FOLDER PAPER EDITION STANDARD...` makes `main.pdf` there, for a paper that Typst knows
by this name and an edition that the page design knows, with the fonts in its folder `fonts`, and
none of the machine. Those in `fonts/scripts` are named to the page design. Where there is a
`main.json`, with the `tables` and `links` of the book, the PDF gets its last touches. It writes
what Typst said as JSON: an object with its `warnings`, or with the `message` and the whole
`diagnostic` with which Typst refused. Any status but 0 is a crash.
"""

import json
import sys
from pathlib import Path
from typing import Any, cast

import typst

sys.path.insert(0, str(Path(__file__).parents[2]))

from guidebook.book.finishing import finish
from guidebook.book.row_heads import Heads


def main(project: Path, paper: str, edition: str, *standards: Any) -> dict[str, Any]:
    """Compile a folder; gives what Typst said."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(project / "fonts")])
    scripts = {
        font.family for font in fonts.fonts() if Path(font.path or "").parent.name == "scripts"
    }
    inputs = {"paper": paper, "edition": edition, "scripts": json.dumps(sorted(scripts))}
    compiler = typst.Compiler(project / "main.typ", project, fonts, sys_inputs=inputs)
    try:
        pdf, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=[*standards])
    except typst.TypstError as error:
        return {"message": error.message, "diagnostic": error.diagnostic}
    whole = cast("bytes", pdf)  # one file for a whole PDF
    (project / "main.pdf").write_bytes(_finished(whole, project / "main.json"))
    return {"warnings": [warning.message for warning in warnings]}


def _finished(pdf: bytes, marks: Path) -> bytes:
    """The PDF with its last touches, where the folder says what they are."""
    if not marks.exists():
        return pdf
    said = json.loads(marks.read_bytes())
    return finish(pdf, [Heads(*heads) for heads in said["tables"]], said["links"])


if __name__ == "__main__":
    json.dump(main(Path(sys.argv[1]), *sys.argv[2:]), sys.stdout)
