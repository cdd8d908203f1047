"""Where something stands in the file: offsets to lines and columns, looked up when needed."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from bibtexparser.model import Entry

from guidebook.findings import Finding


@dataclass(frozen=True)
class Source:
    """A file's text, and the path that findings show."""

    path: str
    text: str

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def line(self, offset: int) -> int:
        """The line of an offset."""
        return self.place(offset)[0]

    def finding(self, offset: int, code: str, message: str, hint: str = "") -> Finding:
        """A finding about what stands at an offset."""
        return Finding(self.path, *self.place(offset), code, message, hint)


class EntryPlace(NamedTuple):
    """An entry and where it begins in the file."""

    source: Source
    offset: int
    entry: Entry

    def of_field(self, index: int) -> int:
        """The offset of a field's name; the fields before are stepped over with their values."""
        text, offset = self.source.text, self.offset
        for field in self.entry.fields[: index + 1]:
            name = re.compile(rf"(?<![\w-]){re.escape(field.key)}\s*=").search(text, offset)
            start = name.start() if name else offset
            value = text.find(field.value, name.end() if name else offset)
            offset = max(value, start) + len(field.value)
        return start

    def of(self, name: str = "", words: str = "") -> int:
        """The offset of words, in the named field if any; else of the field, or the entry."""
        names = [field.key.lower() for field in self.entry.fields]
        start = self.of_field(names.index(name)) if name in names else self.offset
        end = self.offset + len(self.entry.raw or "")
        found = re.compile(re.escape(words), re.IGNORECASE).search(self.source.text, start, end)
        return found.start() if words and found else start
