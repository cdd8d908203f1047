"""What mkdocs.yml and the environment say of a site, in plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from guidebook.book.fonts import font_names
from guidebook.book.html_tree import parse, words
from guidebook.book.versions import VERSIONS


@dataclass(frozen=True)
class Settings:
    """What a build needs to know of a site before it reads a page."""

    project: Path
    """The project's folder."""
    name: str
    url: str
    """With a slash at its end, or nothing."""
    notice: str
    """What the site is for and what not, in plain text; stands at the foot of every page."""
    language: str
    day: date | None
    """The day of the content, where it is known."""
    versions: tuple[str, ...]
    """What books are typeset for, by the word for it in a file's name; nothing: no books."""
    fonts: tuple[str, ...] = ()
    """Folders of the project, and packages, with fonts for scripts that the books' own lack."""
    snippets: tuple[str, ...] = ()
    """The folders of the files that pages take in, from the project's or whole paths."""


def read_settings(
    project: Path, written: Mapping[str, Any], language: str, environment: Mapping[str, str]
) -> Settings:
    """The settings of the project in a folder, from what its mkdocs.yml has `written`.

    `environment` may say the day of the content by `SOURCE_DATE_EPOCH` (seconds since 1970, after
    reproducible-builds.org), and by `PDF=0` that no books are wanted.
    """
    epoch = environment.get("SOURCE_DATE_EPOCH")
    url, extra = written["site_url"], written["extra"]
    versions = () if environment.get("PDF") == "0" else extra.get("versions", VERSIONS)
    return Settings(
        project=project,
        name=written["site_name"],
        url=url.rstrip("/") + "/" if url else "",
        notice=words(parse(written["copyright"] or "").text),
        language=language.partition("-")[0],
        day=datetime.fromtimestamp(int(epoch), UTC).date() if epoch else None,
        versions=tuple(versions),
        fonts=font_names(extra.get("fonts")),
        snippets=_snippets(written["mdx_configs"]),
    )


def _snippets(extensions: Mapping[str, Any]) -> tuple[str, ...]:
    """Where the Snippets extension looks for files, by default in the project's folder."""
    bases = extensions.get("pymdownx.snippets", {}).get("base_path", ".")
    return tuple(map(str, [bases] if isinstance(bases, str) else bases))
