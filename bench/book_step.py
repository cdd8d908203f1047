"""One step of the measurement of books, in a process of its own; see `books.py`.

`record FILE` builds our site and notes down what its guide's book is made of; `typst FILE COPIES`
and `weasyprint FILE COPIES` set that content so many times over, and print the seconds it took.
"""

import json
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from unittest.mock import patch

from mkdocs.commands.build import build
from mkdocs.config import load_config

from guidebook.book import publishing
from guidebook.book.model import Cover, Guide, Page, Site
from guidebook.guides import is_references_page

ROOT = Path(__file__).parent.parent


def main(step: str, file: Path, copies: int) -> None:
    """Run a step and print what it measured."""
    if step == "record":
        record(file)
        return
    guide = read(file, copies)
    start = time.perf_counter()
    {"typst": set_with_typst, "weasyprint": set_with_weasyprint}[step](guide)
    print(time.perf_counter() - start)


def record(file: Path) -> None:
    """Build our site without its books, and write its guide to `file`."""
    guides: list[Guide] = []

    def publish(guide: Guide, _: Site) -> publishing.Published:
        guides.append(guide)
        return publishing.Published({}, [])

    with tempfile.TemporaryDirectory() as folder, patch.object(publishing, "publish", publish):
        build(load_config(str(ROOT / "mkdocs.yml"), site_dir=folder))
    (guide,) = guides
    pages = [page._asdict() | {"source": None} for page in guide.pages]
    cover = guide.cover._replace(date=None)
    file.write_text(json.dumps([guide.name, cover, pages, guide.references]))


def read(file: Path, copies: int) -> Guide:
    """The guide in `file` with its pages so many times over; the references stay one list."""
    name, cover, pages, references = json.loads(file.read_text())
    originals = [Page(**page | {"source": str}) for page in pages]
    copied = [_copy(page, number) for number in range(copies) for page in originals]
    unique = [page for page in copied if not is_references_page(page.path)]
    unique += [page for page in originals if is_references_page(page.path)]
    return Guide(name, Cover(*cover), unique, references)


def _copy(page: Page, number: int) -> Page:
    """The page in a folder of its own, but the first one in its own place."""
    folder, _, path = page.path.partition("/")
    place = f"{folder}/copy-{number}/" if number else f"{folder}/"
    return page._replace(path=place + path, url=place + page.url.partition("/")[2])


def set_with_typst(guide: Guide) -> None:
    """Make the guide's PDFs for both papers, as a build does."""
    published = publishing.publish(guide, Site("https://example.org/", lambda _: None))
    if not published.files:
        raise SystemExit(str(published.findings))


def set_with_weasyprint(guide: Guide) -> None:
    """Make one PDF of the same HTML."""
    weasyprint = import_module("weasyprint")
    html = "".join(f"<h1>{page.title}</h1>{page.html}" for page in guide.pages)
    weasyprint.HTML(string=html + guide.references).write_pdf(pdf_variant="pdf/ua-1")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1)
