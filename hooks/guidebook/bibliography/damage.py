"""What can't be read as BibTeX: open entries, lost at signs, merge markers (B01)."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bibtexparser.model import ImplicitComment

from guidebook.bibliography.blocks import Located
from guidebook.bibliography.places import Source
from guidebook.findings import Finding

_MARKER = re.compile(r"^(?:<{7} |>{7} |={7}$)[^\n]*", re.MULTILINE)
"""A line that Git leaves in a file where somebody has to choose."""
_KEY = re.compile(r"@?\s*\w*\s*[{(]?\s*([^\s,{}()=\"@]+)\s*(?:,|$)", re.M)
_ENTRY_LIKE = re.compile(r"^[ \t]*(@|\w+[ \t]*\{)[^\n]*", re.M)
"""A line outside every entry that looks like an entry's first."""
_STRAY = re.compile(r"^(?!%)[^\n%]*?([{}]|\b[\w-]+[ \t]*=[ \t]*[\d\"])", re.M)
"""A line outside every entry that looks like a piece of one. A line after `%` is a remark."""
_NO_KEY = re.compile(r"@\w+\s*[{(]\s*(?:,|\w+\s*=)")
_NO_COMMA = re.compile(r"@\w+\s*[{(]\s*([^\s,{}()=\"]+)\s[^,]*$")
_OPEN_VALUE = re.compile(
    r"^[ \t]*[\w-]+[ \t]*=[ \t]*(?:\{[^{}\n]*(?:\{[^{}\n]*\}[^{}\n]*)*|\"[^\"\n]*),?$", re.M
)


class Damage(NamedTuple):
    """What is wrong, and what can't be used because of it."""

    findings: list[Finding]
    keys: set[str]
    """Keys of entries that can't be read."""
    offsets: set[int]
    """Of blocks that must not be used."""

    def add(self, located: Located, *findings: Finding) -> None:
        """Put a block aside, with the findings that say why."""
        key = _KEY.match(located.raw)
        self.findings.extend(findings)
        self.offsets.add(located.offset)
        if key:
            self.keys.add(key[1])


def find_damage(source: Source, blocks: list[Located]) -> Damage:
    """Everything in the file that isn't BibTeX, or that bibtexparser would lose."""
    conflicts = list(_conflicts(source.text))
    damage = Damage([_conflict(source, start) for start, _ in conflicts], set(), set())
    previous: Located | None = None
    for located in blocks:
        if any(located.offset < end and start < located.end for start, end in conflicts):
            damage.add(located)
        elif located.is_unreadable:
            damage.add(located, _unreadable(source, located))
        elif isinstance(located.block, ImplicitComment):
            _add_text_outside(damage, source, located, previous)
        previous = located
    return damage


def _conflicts(text: str) -> Iterator[tuple[int, int]]:
    """Where each merge left its markers: from the first of them up to the one that ends it."""
    start, end = -1, 0
    for marker in _MARKER.finditer(text):
        start, end = marker.start() if start < 0 else start, marker.end()
        if marker.group().startswith(">"):
            yield start, end
            start = -1
    if start >= 0:
        yield start, end


def _conflict(source: Source, offset: int) -> Finding:
    hint = (
        "Choose what is right and take out the lines that begin with <<<<<<<, ======= or >>>>>>>."
    )
    return source.finding(offset, "B01", "a merge left its markers here", hint)


def _unreadable(source: Source, located: Located) -> Finding:
    """What is wrong with an entry that bibtexparser gave up on."""
    raw, start = located.raw, located.offset
    if _NO_KEY.match(raw):
        hint = "Write a key and a comma after the opening brace, as in @article{smith2020,"
        return source.finding(start, "B01", "this entry has no key", hint)
    key = _KEY.match(raw)
    name = f"the entry '{key[1]}'" if key else "the entry"
    if no_comma := _NO_COMMA.match(raw):
        message = f"the entry '{no_comma[1]}' can't be read: no comma after its key"
        return source.finding(start, "B01", message, f"Write '{no_comma[1]},'.")
    if not (located.is_open or source.text.startswith("@", located.end)):
        message = f"{name}, which begins in line {source.line(start)}, can't be read from here on"
        hint = "Write each field as: name = {text}, with one comma at its end."
        return source.finding(max(located.end - 1, start), "B01", message, hint)
    return source.finding(start, "B01", f"{name} is not closed", _where_open(source, located))


def _where_open(source: Source, located: Located) -> str:
    """A hint on which line a brace or quotation mark is missing."""
    end = source.line(located.end - 1)
    opened = _OPEN_VALUE.search(located.raw)
    if opened:
        line = source.line(located.offset + opened.end())
        return f"Look for a missing closing brace or quotation mark in line {line}."
    return f"Look for a missing closing brace or quotation mark up to line {end}."


def _add_text_outside(
    damage: Damage, source: Source, located: Located, previous: Located | None
) -> None:
    """Add text that bibtexparser takes for a remark though it is an entry, or a piece of one."""
    after_damage = previous is not None and previous.offset in damage.offsets
    lost = list(_lost_entries(source, located))
    stray = _STRAY.search(located.raw)
    if lost:
        damage.findings.extend(finding for finding, _ in lost)
        damage.keys.update(key for _, key in lost)
    elif stray and not after_damage:
        message = "text outside every entry, which would be lost"
        hint = "Take it out, or begin the line with % to keep it as a remark."
        if previous and previous.entry:
            damage.add(previous)
            message += f"; the entry '{previous.entry.key}' before it ends too early"
            hint = "Look for a closing brace too many before this place."
        damage.findings.append(source.finding(located.offset, "B01", message, hint))


def _lost_entries(source: Source, located: Located) -> Iterator[tuple[Finding, str]]:
    """Entries without an at sign or opening brace, each with its key."""
    for line in _ENTRY_LIKE.finditer(located.raw):
        key = _KEY.match(line.group().strip())
        missing = "at sign before it" if line[1] != "@" else "opening brace after its type"
        message = f"this looks like an entry, but the {missing} is missing"
        hint = "Begin an entry as in @article{smith2020,"
        yield (
            source.finding(located.offset + line.start(1), "B01", message, hint),
            key[1] if key else "",
        )
