"""Files: their bytes as text, and their path as findings show it."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path

from guidebook.findings import Finding
from guidebook.positions import position_at


def decode(data: bytes, path: str, code: str) -> tuple[str, list[Finding]]:
    r"""The text of a file, and a finding with this code where it is not UTF-8.

    The text has no byte order mark and ends its lines with `\n`. Where it is not UTF-8 it still
    holds all that could be read, so that its other mistakes show as well.
    """
    data = data.removeprefix(BOM_UTF8)
    try:
        return _with_plain_line_ends(data.decode()), []
    except UnicodeDecodeError as error:
        before = _with_plain_line_ends(data[: error.start].decode())
        wide = data.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
        text = _with_plain_line_ends(data.decode("utf-16" if wide else "utf-8", "replace"))
        message, hint = "this sign is not written in UTF-8", "Save the file again as UTF-8."
        return text, [Finding(path, *position_at(before, len(before)), code, message, hint)]


def _with_plain_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def shown_path(file: Path, root: Path) -> str:
    """The path of a file from the project's folder `root`, with forward slashes."""
    return (file.relative_to(root) if file.is_relative_to(root) else file).as_posix()
