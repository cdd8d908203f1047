"""Bytes of a file become text; what is not UTF-8 becomes a finding."""

from guidebook.findings import Finding
from guidebook.positions import position_at


def decode(data: bytes, path: str, code: str) -> tuple[str, list[Finding]]:
    r"""The text of a file, and a finding where it is not UTF-8.

    The text has no byte order mark and ends its lines with `\n`. Bytes that are no UTF-8 become
    question marks in it; only the first is reported.
    """
    data = data.replace(b"\r\n", b"\n")
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        text = data.decode("utf-8-sig", errors="replace")
        position = position_at(text, len(data[: error.start].decode("utf-8-sig", "replace")))
        hint = "Save the file again as UTF-8."
        return text, [Finding(path, *position, code, "the file is not saved as UTF-8", hint)]
