"""What checks found flawless, from one build to the next, by a hash of all that they were given.

The same given to the same code is flawless again, and the check isn't asked. What has a finding is
checked anew in every build.
"""

import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from guidebook.findings import Finding
from guidebook.kept import digest, installed, own_code, write


class Flawless:
    """The hashes in a file: those that it held, and those that this build has asked for.

    Without a file every check is asked.
    """

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._code = digest(own_code(), installed())
        self._known = _read(file, self._code) if file else frozenset()
        self._asked: set[str] = set()

    def check(
        self, name: str, looked_at: object, check: Callable[[], Iterable[Finding]]
    ) -> list[Finding]:
        """What a check finds, which looks at nothing else: values for `digest`."""
        if not self._file:
            return list(check())
        key = digest(name, looked_at)
        found = [] if key in self._known else list(check())
        if not found:
            self._asked.add(key)
        return found

    def save(self) -> None:
        """Keep what this build has asked for, and nothing else."""
        if self._file and self._asked != self._known:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            kept = {"code": self._code, "flawless": sorted(self._asked)}
            write(self._file, json.dumps(kept).encode())


def _read(file: Path, code: str) -> frozenset[str]:
    """The hashes in a file that the same code wrote; none where it holds anything else."""
    with suppress(OSError, ValueError, LookupError, TypeError):
        kept = json.loads(file.read_bytes())
        return frozenset(kept["flawless"] if kept["code"] == code else ())
    return frozenset()
