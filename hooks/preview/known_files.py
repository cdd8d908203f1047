"""The files of a preview's build: they answer MkDocs and pages, and keep what was asked."""

import os
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import cast

from mkdocs.structure.files import File, Files, InclusionLevel


class KnownFile(File):
    """A file that knows whether it is to be made again."""

    is_new = True

    @cached_property
    def content_bytes(self) -> bytes:
        """What is in it, whatever is saved there during the build."""
        return super().content_bytes

    @cached_property
    def _is_page(self) -> bool:
        return super().is_documentation_page()

    def is_documentation_page(self) -> bool:
        """Whether it is written in Markdown."""
        return self._is_page

    def is_modified(self) -> bool:
        """The answer for MkDocs."""
        return self.is_new

    @property
    def state(self) -> object:
        """What tells whether another file holds the same."""
        if self.abs_src_path is None:
            return self.content_bytes
        found = os.stat(self.abs_src_path)  # noqa: PTH116 (a path costs more than the call)
        return found.st_mtime_ns, found.st_size, found.st_ino


class KnownFiles(Files):
    """A list of files that keeps what it is asked for."""

    def __init__(self, files: Iterable[File]) -> None:
        super().__init__(files)
        self.asked: dict[str, object] = {}
        self._answers: dict[str, object] = {}
        for file in files:
            file.__class__ = KnownFile

    def get_file_from_path(self, path: str) -> File | None:
        """The file with that path in `docs/`."""
        self.asked[path] = self.answer(path)
        return super().get_file_from_path(path)

    def answer_again(self, asked: Mapping[str, object]) -> bool:
        """Whether every question has the answer that it had."""
        return all(self.answer(path) == answer for path, answer in asked.items())

    def answer(self, path: str) -> object:
        """All that a page can learn of a file, by its path."""
        if path not in self._answers:
            file = cast("KnownFile | None", super().get_file_from_path(path))
            state = file.state if file and not file.is_documentation_page() else None
            self._answers[path] = file and (file.url, file.inclusion, state)
        return self._answers[path]


def pages_of(files: Files) -> Sequence[File]:
    """The files of pages that MkDocs knows as such so far."""
    return [file for file in files if file.is_documentation_page() and file.page]


def is_copied(file: File) -> bool:
    """Whether a preview publishes a file as it is, if it is no page; drafts it does."""
    return bool(file.inclusion.value >= InclusionLevel.DRAFT.value)
