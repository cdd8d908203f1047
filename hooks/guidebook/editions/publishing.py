"""A guide's EPUB and its one HTML file, and the links that lead to them."""

from collections.abc import Mapping
from urllib.parse import quote

from guidebook.book.book_links import Site
from guidebook.book.manuscript import Book, read_chapters
from guidebook.book.typst_manuscript import Manuscript
from guidebook.editions.chapter_markup import read_notes
from guidebook.editions.edition import Edition
from guidebook.editions.epub import chapter_files, write_epub
from guidebook.editions.one_file import write_one_file

_EPUB, _ONE_FILE = ".epub", "-in-one-file.html"
_LINKS = (("For an e-reader", "EPUB"), ("All in one file", "HTML"))
"""What each edition is for, and its form, in their order."""


def publish_editions(book: Book, site: Site, fonts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The editions of a guide by their address from the site's root.

    `fonts` are those of the site's typeface, by the names that its stylesheet has for them. What
    is wrong on the guide's pages the book for print tells.
    """
    chapters, excerpts, targets = read_chapters(book, site, Manuscript())
    every = [*chapters, *excerpts]
    whole = Edition(targets, {})
    epub = Edition(targets, chapter_files(every))
    if book.references:
        epub.notes.update(read_notes(chapters[-1], epub))
    name = book.guide.name
    return {
        f"{name}/{name}{_EPUB}": write_epub(every, epub, book.cover, fonts),
        f"{name}/{name}{_ONE_FILE}": write_one_file(every, whole, book.cover, fonts),
    }


def edition_links(files: Mapping[str, bytes]) -> str:
    """The HTML that leads from a guide's first page, in the guide's folder, to its editions."""
    named = ((quote(path.rpartition("/")[2]), data) for path, data in files.items())
    return ". ".join(
        f'{purpose}: <a href="{href}">{form} ({len(data) / 1000:.0f} kB)</a>'
        for (purpose, form), (href, data) in zip(_LINKS, named, strict=False)
    )
