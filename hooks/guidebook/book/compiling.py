"""Compiles a file with Typst, as a program of its own: see `typesetting.py`.

`compiling.py SOURCE PDF PAPER EDITION STANDARD...` makes the PDF, for a paper that Typst knows by
this name and an edition that the page design knows, with the fonts in the folder `fonts` beside the
source, and none of the machine. Those in its folder `scripts` are named to the page design. It
writes what Typst said as JSON: an object with its `warnings`, or with the `message` and the whole
`diagnostic` with which Typst refused. Any status but 0 is a crash.
"""

import json
import sys
from pathlib import Path
from typing import Any, cast

import typst


def main(source: Path, target: Path, paper: str, edition: str, *standards: Any) -> dict[str, Any]:
    """Compile a file; gives what Typst said."""
    project = source.parent
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(project / "fonts")])
    scripts = {
        font.family for font in fonts.fonts() if Path(font.path or "").parent.name == "scripts"
    }
    inputs = {"paper": paper, "edition": edition, "scripts": json.dumps(sorted(scripts))}
    compiler = typst.Compiler(source, project, fonts, sys_inputs=inputs)
    try:
        pdf, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=[*standards])
    except typst.TypstError as error:
        return {"message": error.message, "diagnostic": error.diagnostic}
    target.write_bytes(cast("bytes", pdf))  # one file for a whole PDF
    return {"warnings": [warning.message for warning in warnings]}


if __name__ == "__main__":
    json.dump(main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:]), sys.stdout)
