"""Compiles a file with Typst, as a program of its own: see `typesetting.py`.

`compiling.py SOURCE PDF PAPER STANDARD...` makes the PDF, for a paper that Typst knows by this
name, with the fonts in the folder `fonts` beside the source, and none of the machine. Where Typst
refuses, it writes the message and the whole diagnostic as JSON, and ends with the status `REFUSED`.
"""

import json
import sys
from pathlib import Path
from typing import Any, cast

import typst

REFUSED = 3


def main(source: Path, target: Path, paper: str, *standards: Any) -> int:
    """Compile a file; gives the status."""
    project = source.parent
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(project / "fonts")])
    compiler = typst.Compiler(source, project, fonts, sys_inputs={"paper": paper})
    try:
        pdf = compiler.compile(format="pdf", pdf_standards=[*standards])
    except typst.TypstError as error:
        sys.stdout.write(json.dumps([error.message, error.diagnostic]))
        return REFUSED
    target.write_bytes(cast("bytes", pdf))  # one file for a whole PDF
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:]))
