"""A QR code (ISO/IEC 18004) of an address, for those who hold the paper and a phone."""

from io import BytesIO

import segno

from guidebook.book.typst_code import Code, call, string
from guidebook.book.typst_manuscript import Manuscript, Picture
from guidebook.page import Page, shown_address


def qr_code(address: str, page: Page, manuscript: Manuscript) -> Code:
    """The picture of an address, which a manuscript takes in; what it says stands in words, too."""
    drawing = BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(drawing, kind="svg", xmldecl=False, border=0)
    path = "drawings/qr-code.svg"
    manuscript.pictures[path] = Picture(drawing.getvalue(), page, None)
    return call("qr-code", string(f"/{path}"), string(f"QR code: {shown_address(address)}"))
