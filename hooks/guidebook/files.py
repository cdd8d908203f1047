"""Files: their bytes as text, and their path as findings show it."""

from pathlib import Path

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


def shown_path(file: Path, root: Path) -> str:
    """The path of a file from the project's folder `root`, with forward slashes."""
    return (file.relative_to(root) if file.is_relative_to(root) else file).as_posix()
