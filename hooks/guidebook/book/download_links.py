"""The links that lead from a guide's first page to its PDFs."""

from collections.abc import Mapping
from urllib.parse import quote

from guidebook.book.versions import EDITIONS, LARGE, PAPERS, SHEET, STANDARD


def download_links(files: Mapping[str, bytes], others: str) -> str:
    """The HTML that leads from a guide's first page, in the guide's folder, to its PDFs.

    `others` are the words and links that lead to what the guide comes as besides.
    """
    named = {
        edition: {path: pdf for path, pdf in files.items() if _edition(path) == edition}
        for edition in EDITIONS
    }
    said = {STANDARD: "PDF to print or keep", LARGE: "In large print"}
    said[SHEET] = "A sheet to fill in for your appointment"
    pdf_links = [f"{said[edition]}: {_links(pdfs)}" for edition, pdfs in named.items() if pdfs]
    links = ". ".join([*pdf_links, others])
    return f'\n<p class="guide-pdf" data-search-exclude>{links}</p>\n'


def _links(files: Mapping[str, bytes]) -> str:
    named = ((quote(path.rpartition("/")[2]), path, pdf) for path, pdf in files.items())
    return ", ".join(
        f'<a href="{href}">{_paper_name(path)} ({len(pdf) / 1000:.0f} kB)</a>'
        for href, path, pdf in named
    )


def _edition(path: str) -> str:
    others = (edition for edition in EDITIONS if path.endswith(f"{EDITIONS[edition]}.pdf"))
    return max(others, key=lambda edition: len(EDITIONS[edition]))


def _paper_name(path: str) -> str:
    version = path.removesuffix(".pdf").removesuffix(EDITIONS[_edition(path)])
    return PAPERS[version.rpartition("-")[2]][1]
