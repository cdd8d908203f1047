"""What was left open or left behind in a page, and signs that nobody can see."""

import re
from collections.abc import Iterator

from guidebook.findings import Finding
from guidebook.positions import position_at

_MARKER = re.compile(r"^(?:<{7}|>{7})(?: [^\n]*)?$", re.MULTILINE)
_FENCE = re.compile(r"^(?P<indent> *)(?P<fence>`{3,}|~{3,})[^`\n]*$", re.MULTILINE)
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\u00ad\u200b\u2060\u202a-\u202e\u2066-\u2069\ufeff]"
)
"""Control signs, breaks and joins without width, and signs that turn the reading direction."""
_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.MULTILINE)
_FILE_NAME = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")


def check_left_behind(source: str, text: str, path: str) -> Iterator[Finding]:
    """Findings for a page; `source` is its whole file, `text` the same without code."""
    yield from _check_merge(source, path)
    yield from _check_fences(source, path)
    yield from _check_unseen(source, path)
    if (start := text.find("<!--")) >= 0:
        hint = "End the remark with -->, or readers miss all that follows."
        yield Finding(path, *position_at(text, start), "M10", "a remark is never closed", hint)
    notes = set(_NOTE.findall(text))
    for found in _FOOTNOTE.finditer(text):
        if found[1] not in notes:
            hint = f"Add a line at the page's end: [^{found[1]}]: …"
            message = f"there is no note '{found[1]}'"
            yield Finding(path, *position_at(text, found.start()), "M12", message, hint)


def check_name(path: str) -> Iterator[Finding]:
    """A finding where a file's or folder's name makes a bad address."""
    for name in path.split("/"):
        if not _FILE_NAME.fullmatch(name):
            hint = "Use small letters, digits and hyphens only."
            message = f"the name '{name}' makes an address that is hard to type"
            yield Finding(path, 1, 1, "M13", message, hint)


def _check_merge(source: str, path: str) -> Iterator[Finding]:
    """One finding for each place where somebody has to choose between two versions."""
    is_open = False
    for marker in _MARKER.finditer(source):
        if not is_open:
            hint = "Choose what is right and take out the lines of <<<<<<<, ======= and >>>>>>>."
            message = "a merge left its markers here"
            yield Finding(path, *position_at(source, marker.start()), "M08", message, hint)
        is_open = marker.group().startswith("<")


def _check_fences(source: str, path: str) -> Iterator[Finding]:
    opened: re.Match[str] | None = None
    for fence in _FENCE.finditer(source):
        if opened is None:
            opened = fence
        elif fence["fence"].startswith(opened["fence"]):
            opened = None
    if opened:
        hint = f"End the block with a line of {opened['fence']}."
        message = "a block of code is never closed"
        yield Finding(path, *position_at(source, opened.start()), "M09", message, hint)


def _check_unseen(source: str, path: str) -> Iterator[Finding]:
    for line in dict.fromkeys(found.start() for found in _UNSEEN.finditer(source)):
        message = f"a sign that can't be seen stands here (U+{ord(source[line]):04X})"
        hint = "Type the word again, or paste it as plain text."
        yield Finding(path, *position_at(source, line), "M11", message, hint)
