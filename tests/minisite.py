"""Small sites, built by the real mkdocs command, for tests to look at."""

import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from bs4 import BeautifulSoup

ROOT = Path(__file__).parent.parent

EXTENSIONS: list[Any] = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    {"pymdownx.arithmatex": {"generic": True}},
    "pymdownx.details",
    "pymdownx.superfences",
    {"pymdownx.tabbed": {"alternate_style": True}},
]


class Site(NamedTuple):
    """A built site."""

    folder: Path
    exit_code: int
    log: str

    def html(self, page: str) -> str:
        """The text of one built file."""
        return (self.folder / page).read_text(encoding="utf-8")

    def page(self, page: str) -> BeautifulSoup:
        """One built page, parsed."""
        return BeautifulSoup(self.html(page), "html.parser")

    @property
    def warnings(self) -> list[str]:
        """What fails a strict build, as the editor reads it, in its order."""
        return self._told("WARNING -  ") + self._told("ERROR   -  ")

    @property
    def notices(self) -> list[str]:
        """Findings that fail no build."""
        return [line for line in self._told("INFO    -  ") if line.endswith("]")]

    def _told(self, level: str) -> list[str]:
        lines = self.log.splitlines()
        return [line.removeprefix(level) for line in lines if line.startswith(level)]


def page(text: str, title: str = "A page") -> str:
    """A page's file with the front matter that every page needs; its text begins at line 6."""
    return f"---\ntitle: {title}\ndescription: A page to test with.\n---\n\n{text}\n"


def entries(*keys: str) -> str:
    """A bibliography with one flawless entry for each key."""
    return "".join(
        f"@online{{{key},\n  organization = {{A Body}},\n  title = {{About {key}}},\n"
        f"  url = {{https://example.org/{key}}},\n  checked = {{full record}},\n}}\n\n"
        for key in keys
    )


def build(folder: Path, files: Mapping[str, str | bytes], **settings: Any) -> Site:
    """Build a strict site in `folder` from `files`, by their paths, with this project's hooks."""
    theme = {"name": None, "custom_dir": str(ROOT / "tests" / "theme")}
    hooks = [str(ROOT / "hooks" / f"{name}.py") for name in ("report", "front_matter", "citations")]
    config = {
        "site_name": "Test",
        "theme": theme,
        "plugins": [],
        "hooks": hooks,
        "markdown_extensions": EXTENSIONS,
        "use_directory_urls": False,
        **settings,
    }
    for path, text in {"mkdocs.yml": yaml.safe_dump(config), **files}.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
    return run(folder, folder / "site")


def run(project: Path, folder: Path) -> Site:
    """Build the site of the project in `project` into `folder`."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    result = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    return Site(folder, result.returncode, result.stderr)


def texts(elements: Iterable[Any]) -> list[str]:
    """The words of elements, with single spaces."""
    return [" ".join(element.get_text().split()) for element in elements]
