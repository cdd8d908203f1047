"""What can't be read as BibTeX: open entries, lost at signs, pieces of entries (B01)."""

import re
from bisect import bisect_right
from operator import itemgetter
from typing import NamedTuple

from bibtexparser.model import Entry, ImplicitComment, ParsingFailedBlock

from guidebook.bibliography.bibtex_blocks import Block
from guidebook.findings import Finding
from guidebook.source import Source, conflicts

KEY_SHAPE = "Write a key and a comma after the opening brace, as in @article{smith2020,"
FIELD_SHAPE = "Write each field as: name = {text}, with one comma at its end."

_KEY = re.compile(r"@?\s*\w*\s*[{(]?\s*([^\s,{}()=\"@]+)\s*(?:,|$)", re.M)
_ENTRY_LIKE = re.compile(r"^[ \t]*(@|\w+[ \t]*\{)[^\n]*", re.M)
"""A line outside every entry that looks like an entry's first."""
_STRAY = re.compile(r"^(?!%)[^\n%]*?([{}]|\b[\w-]+[ \t]*=[ \t]*[\d\"])", re.M)
"""A line outside every entry that looks like a piece of one. A line after `%` is a remark."""
_NO_KEY = re.compile(r"@\w+\s*[{(]\s*(?:,|\w+\s*=)")
_OPEN_VALUE = re.compile(
    r"^[ \t]*[\w-]+[ \t]*=[ \t]*(?:\{[^{}\n]*(?:\{[^{}\n]*\}[^{}\n]*)*|\"[^\"\n]*),?$", re.M
)


class Sifted(NamedTuple):
    """A file's blocks, and what of it can't be read."""

    sound: list[Block]
    findings: list[Finding]
    keys: set[str]
    """Of the entries that can't be read."""

    def put_aside(self, raw: str, *findings: Finding) -> None:
        """Keep the key of an entry that can't be read, with the findings that say why."""
        self.findings.extend(findings)
        if key := _KEY.match(raw):
            self.keys.add(key[1])


def sift(source: Source, blocks: list[Block]) -> Sifted:
    """Put aside what isn't BibTeX, what a merge left in two versions, and what would be lost."""
    sifted = Sifted([], [], set())
    merging = list(conflicts(source.text))
    previous: Block | None = None
    for block in blocks:
        if _is_within(block, merging):
            sifted.put_aside(block.raw)
        elif isinstance(block.content, ParsingFailedBlock):
            sifted.put_aside(block.raw, _unreadable(source, block, block.content.error))
        else:
            if isinstance(block.content, ImplicitComment):
                _sift_text(source, block, previous, sifted)
            sifted.sound.append(block)
        previous = block
    return sifted


def _is_within(block: Block, spans: list[tuple[int, int]]) -> bool:
    """Whether any of the spans, which are in order, reaches into the block."""
    following = bisect_right(spans, block.offset, key=itemgetter(1))
    return any(start < block.end for start, _ in spans[following : following + 1])


def _unreadable(source: Source, block: Block, error: Exception) -> Finding:
    """What is wrong with an entry that bibtexparser gave up on."""
    if _NO_KEY.match(block.raw):
        return source.finding(block.offset, "B01", "this entry has no key", KEY_SHAPE)
    key = _KEY.match(block.raw)
    name = f"the entry '{key[1]}'" if key else "the entry"
    # bibtexparser says only in words that it came upon another entry, or the file's end.
    is_open = str(getattr(error, "abort_reason", "")).startswith("Unexpected")
    if not (is_open or source.text.startswith("@", block.end)):
        line = source.position(block.offset).line
        message = f"{name}, which begins in line {line}, can't be read from here on"
        place = max(block.end - 1, block.offset)
        return source.finding(place, "B01", message, FIELD_SHAPE)
    value = _OPEN_VALUE.search(block.raw)
    last = source.position(block.offset + value.end() if value else block.end - 1).line
    where = f"{'in' if value else 'up to'} line {last}"
    hint = f"Look for a missing closing brace or quotation mark {where}."
    return source.finding(block.offset, "B01", f"{name} is not closed", hint)


def _sift_text(source: Source, block: Block, previous: Block | None, sifted: Sifted) -> None:
    """Find text that bibtexparser takes for a remark though it is an entry, or a piece of one."""
    lost = list(_ENTRY_LIKE.finditer(block.raw))
    for line in lost:
        sifted.put_aside(line.group().strip(), _lost_entry(source, block, line))
    follows_damage = previous is not None and previous not in sifted.sound[-1:]
    if lost or follows_damage or not _STRAY.search(block.raw):
        return
    message = "text outside every entry, which would be lost"
    hint = "Take it out, or begin the line with % to keep it as a remark."
    if previous and isinstance(previous.content, Entry):
        sifted.sound.pop()
        sifted.put_aside(previous.raw)
        message += f"; the entry '{previous.content.key}' before it ends too early"
        hint = "Look for a closing brace too many before this place."
    sifted.findings.append(source.finding(block.offset, "B01", message, hint))


def _lost_entry(source: Source, block: Block, line: re.Match[str]) -> Finding:
    missing = "at sign before it" if line[1] != "@" else "opening brace after its type"
    message = f"this looks like an entry, but the {missing} is missing"
    hint = "Begin an entry as in @article{smith2020,"
    return source.finding(block.offset + line.start(1), "B01", message, hint)
