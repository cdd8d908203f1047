"""The catalogue of editors' mistakes: each is found, in these words, and nothing else is."""

from pathlib import Path

import pytest

from catalogue import FILES, Mistake, lay_out, mistakes, said_of, shared_files

MISTAKES = [
    pytest.param(mistake, id=f"{file.stem}: {mistake.what}")
    for file in FILES
    for mistake in mistakes(file)
]


def test_there_are_at_least_two_hundred() -> None:
    assert len(MISTAKES) >= 200


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_found_and_nothing_else(mistake: Mistake, tmp_path: Path) -> None:
    lay_out(tmp_path, mistake.files)
    assert mistake.said
    assert said_of(tmp_path) == mistake.said


@pytest.mark.parametrize("subject", FILES, ids=lambda file: file.stem)
def test_what_mistakes_share_has_no_finding(subject: Path, tmp_path: Path) -> None:
    lay_out(tmp_path, shared_files(subject))
    assert said_of(tmp_path) == ""
