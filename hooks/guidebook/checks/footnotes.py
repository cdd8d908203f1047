"""Footnotes: each mark has its note, each note its mark, and none stands twice."""

import re
from collections.abc import Iterator

from guidebook.findings import Finding
from guidebook.source import Source

_MARK = re.compile(r"(?<!\\)\[\^([^\]\s]+)\](?!:)")
_NOTE = re.compile(r"^[ \t>]*\[\^([^\]\s]+)\]:", re.MULTILINE)


def check_footnotes(source: Source) -> Iterator[Finding]:
    """Findings for marks without a note, and for notes that would be lost or that nobody finds."""
    marks, notes = list(_MARK.finditer(source.prose)), list(_NOTE.finditer(source.prose))
    first = {note[1]: note for note in reversed(notes)}
    missing = [mark for mark in marks if mark[1] not in first]
    for mark in missing:
        hint = f"Add a line at the page's end: [^{mark[1]}]: …"
        if not mark[1].isdecimal():
            hint += f", or cite a source: [@{mark[1]}]."
        yield source.finding(mark.start(), "M12", f"there is no note '{mark[1]}'", hint)
    for note in notes:
        place = note.start() + note.group().index("[")
        if note is not first[note[1]]:
            line = source.position(first[note[1]].start()).line
            message = f"a note '{note[1]}' stands in line {line}, too, and one would be lost"
            hint = "Give this one and its mark another name."
            yield source.finding(place, "M19", message, hint)
        elif not missing and note[1] not in {mark[1] for mark in marks}:
            message = f"no mark in the text leads to the note '{note[1]}'"
            hint = f"Write [^{note[1]}] where it belongs, or take the note out."
            yield source.finding(place, "M19", message, hint)
