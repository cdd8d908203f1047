"""What was left open in a page, characters that nobody can see, and names that won't do."""

import re
from collections.abc import Iterator

from guidebook.findings import Finding
from guidebook.source import Source

_FENCE = re.compile(r"^(?P<indent> *)(?P<fence>`{3,}|~{3,})[^`\n]*$", re.MULTILINE)
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\u00ad\u200b\u2060\u202a-\u202e\u2066-\u2069\ufeff"
    r"\U000f0000-\U0010ffff]"
)
"""Control characters, breaks and joins without width, what turns the reading direction, and the
private use planes."""
_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.MULTILINE)
_FILE_NAME = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")


def check_loose_ends(source: Source) -> Iterator[Finding]:
    """Findings for code, remarks and footnotes that are left open, and for unseen characters."""
    yield from _check_fences(source)
    yield from _check_unseen(source)
    if (start := source.prose.find("<!--")) >= 0:
        hint = "End the remark with -->, or readers miss all that follows."
        yield source.finding(start, "M10", "a remark is never closed", hint)
    notes = set(_NOTE.findall(source.prose))
    for found in _FOOTNOTE.finditer(source.prose):
        if found[1] not in notes:
            hint = f"Add a line at the page's end: [^{found[1]}]: …"
            yield source.finding(found.start(), "M12", f"there is no note '{found[1]}'", hint)


def check_name(path: str) -> Iterator[Finding]:
    """A finding where a file's or folder's name makes a bad address."""
    for name in path.split("/"):
        if not is_good_name(name):
            hint = "Use small letters, digits and hyphens only."
            message = f"the name '{name}' makes an address that is hard to type"
            yield Finding(path, 1, 1, "M13", message, hint)


def is_good_name(name: str) -> bool:
    """Whether the name of a file or folder makes an address that is easy to type."""
    return bool(_FILE_NAME.fullmatch(name))


def _check_fences(source: Source) -> Iterator[Finding]:
    opened: re.Match[str] | None = None
    for fence in _FENCE.finditer(source.text):
        if opened is None:
            opened = fence
        elif fence["fence"].startswith(opened["fence"]):
            opened = None
    if opened:
        hint = f"End the block with a line of {opened['fence']}."
        yield source.finding(opened.start(), "M09", "a block of code is never closed", hint)


def _check_unseen(source: Source) -> Iterator[Finding]:
    for found in _UNSEEN.finditer(source.text):
        message = f"a sign that can't be seen stands here (U+{ord(found.group()):04X})"
        hint = "Type the word again, or paste it as plain text."
        yield source.finding(found.start(), "M11", message, hint)
