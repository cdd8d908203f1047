"""Compiles a book for one paper with Typst, as a program of its own: see `typesetting.py`.

`compiling.py PROJECT PAPER` makes `PAPER.pdf` of the project's `main.typ`. Where Typst refuses, it
writes the message and the whole diagnostic as JSON, and ends with the status `REFUSED`.
"""

import json
import sys
from pathlib import Path
from typing import cast

import typst

REFUSED = 3


def fonts(project: Path) -> typst.Fonts:
    """The fonts in a project's folder, those inside Typst, and none of the machine."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(project / "fonts")])


def main(project: Path, paper: str) -> int:
    """Compile the project for a paper that Typst knows by this name; gives the status."""
    inputs = {"paper": paper}
    compiler = typst.Compiler(project / "main.typ", project, fonts(project), sys_inputs=inputs)
    try:
        pdf = compiler.compile(format="pdf", pdf_standards=["ua-1", "a-2a"])
    except typst.TypstError as error:
        sys.stdout.write(json.dumps([error.message, error.diagnostic]))
        return REFUSED
    (project / f"{paper}.pdf").write_bytes(cast("bytes", pdf))  # one file for a whole PDF
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
