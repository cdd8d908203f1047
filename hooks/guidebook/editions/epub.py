"""A guide as an EPUB (W3C, EPUB 3.3), with what EPUB Accessibility 1.1 asks to be told of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path, PurePosixPath
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from guidebook.book.cover import Cover
from guidebook.book.manuscript import Chapter
from guidebook.editions.chapter_markup import write_chapter
from guidebook.editions.edition import Edition
from guidebook.editions.markup_writing import tagged, text
from guidebook.editions.opening import Entry, entries, nested, opening
from guidebook.editions.pictures import MEDIA_TYPES, draw_cover, picture_file

_STYLE = Path(__file__).parents[3] / "print" / "epub.css"
_FOLDER = "EPUB"
_PACKAGE, _STYLES, _COVER = "package.opf", "book.css", "cover.png"
_COVER_PAGE, _TITLE_PAGE, _NAVIGATION = "cover.xhtml", "title.xhtml", "nav.xhtml"
_MEDIA_TYPES = {**MEDIA_TYPES, ".woff2": "font/woff2"}
_XHTML = "application/xhtml+xml"
_CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    f'<rootfile full-path="{_FOLDER}/{_PACKAGE}" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>\n"
)
_TIME = (1980, 1, 1, 0, 0, 0)
"""Of every file in it: the first that ZIP knows."""
_FEATURES = (
    *("alternativeText", "displayTransformability", "readingOrder"),
    *("structuralNavigation", "tableOfContents", "ARIA"),
)
_SUMMARY = (
    "All of this guide is text that can be enlarged, restyled and read aloud. Headings, lists and "
    "tables are marked as such, pictures are described, and each reference opens from its number."
)


def chapter_files(chapters: Sequence[Chapter]) -> dict[str, str]:
    """By every label in the chapters, the file that holds it."""
    return {
        label: f"chapter-{number}.xhtml"
        for number, chapter in enumerate(chapters, 1)
        for label in chapter.labels.values()
    }


def write_epub(
    chapters: Sequence[Chapter], edition: Edition, about: Cover, fonts: Mapping[str, bytes]
) -> bytes:
    """The EPUB of a guide, from the chapters of its book and what the book says of itself."""
    names = [edition.files[chapter.labels[""]] for chapter in chapters]
    written = [_page(about, chapter.page.title, _chapter(chapter, edition)) for chapter in chapters]
    listed = [entry for chapter in chapters for entry in entries(chapter)]
    pages = {
        _COVER_PAGE: _page(about, about.title, _cover_page(about)),
        _TITLE_PAGE: _page(about, about.title, _title_page(chapters, about)),
        _NAVIGATION: _page(about, "Contents", _navigation(listed, names, edition)),
        **dict(zip(names, written, strict=True)),
    }
    pictures = {picture_file(path, edition): data for path, data in edition.pictures.items()}
    others = {**fonts, **pictures}
    return _packed(
        {
            "META-INF/container.xml": _CONTAINER.encode(),
            f"{_FOLDER}/{_PACKAGE}": _package(about, pages, others).encode(),
            f"{_FOLDER}/{_STYLES}": _STYLE.read_bytes(),
            f"{_FOLDER}/{_COVER}": draw_cover(about),
            **{f"{_FOLDER}/{name}": page.encode() for name, page in pages.items()},
            **{f"{_FOLDER}/{name}": data for name, data in others.items()},
        }
    )


def _packed(files: Mapping[str, bytes]) -> bytes:
    """A ZIP whose first file says what it is (EPUB 3.3, 4.2.3).

    Nothing is packed, because what packing gives depends on the machine's zlib.
    """
    target = BytesIO()
    with ZipFile(target, "w", ZIP_STORED) as archive:
        for name, data in {"mimetype": b"application/epub+zip", **files}.items():
            info = ZipInfo(name, _TIME)
            info.create_system, info.external_attr = 3, 0o644 << 16
            archive.writestr(info, data)
    return target.getvalue()


def _page(about: Cover, title: str, body: str) -> str:
    """A file of XHTML."""
    style = tagged("link", {"rel": "stylesheet", "href": _STYLES, "type": "text/css"}, "")
    head = tagged("head", {}, tagged("title", {}, text(title)) + style)
    attributes = {
        "xmlns": "http://www.w3.org/1999/xhtml",
        "xmlns:epub": "http://www.idpf.org/2007/ops",
        "lang": about.language,
        "xml:lang": about.language,
    }
    html = tagged("html", attributes, f"{head}\n{tagged('body', {}, body)}")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n{html}\n'


def _chapter(chapter: Chapter, edition: Edition) -> str:
    return tagged(
        "section", edition.purpose("chapter", "doc-chapter"), write_chapter(chapter, edition)
    )


def _cover_page(about: Cover) -> str:
    said = f"Cover: {about.title}"
    shown = tagged("img", {"src": _COVER, "alt": said, "role": "doc-cover"}, "")
    return tagged("section", {"epub:type": "cover"}, shown)


def _title_page(chapters: Sequence[Chapter], about: Cover) -> str:
    return tagged("section", {"epub:type": "titlepage"}, opening(chapters, about))


def _navigation(listed: Sequence[Entry], names: Sequence[str], edition: Edition) -> str:
    """The contents, and the landmarks that reading systems offer (EPUB 3.3, 7.4)."""
    contents = nested(listed, lambda label: edition.address(label, ""))
    purpose = {"epub:type": "toc", "role": "doc-toc", "id": "toc"}
    toc = tagged("nav", purpose, tagged("h1", {}, "Contents") + contents)
    landmarks = {
        "cover": (_COVER_PAGE, "Cover"),
        "toc": (f"{_NAVIGATION}#toc", "Contents"),
        "bodymatter": (names[0], "Start of the text"),
    }
    if edition.notes:
        landmarks["bibliography"] = (edition.files[next(iter(edition.notes))], "References")
    places = "".join(
        tagged("li", {}, tagged("a", {"epub:type": kind, "href": way}, words))
        for kind, (way, words) in landmarks.items()
    )
    known = tagged("h2", {}, "Landmarks") + tagged("ol", {}, places)
    return toc + tagged("nav", {"epub:type": "landmarks", "hidden": "hidden"}, known)


def _package(about: Cover, pages: Mapping[str, str], others: Iterable[str]) -> str:
    """The package document: what the EPUB is, what is in it, and in which order."""
    attributes = {
        "xmlns": "http://www.idpf.org/2007/opf",
        "version": "3.0",
        "unique-identifier": "id",
        "xml:lang": about.language,
    }
    files = [
        _file(_STYLES, "text/css"),
        _file(_COVER, "image/png", "cover-image"),
        *(_file(name, _XHTML, _properties(name, page)) for name, page in pages.items()),
        *(_file(name, _MEDIA_TYPES[PurePosixPath(name).suffix]) for name in others),
    ]
    has_pictures = any("<svg" in page or 'src="picture' in page for page in pages.values())
    told = [*_about(about), *_accessibility(has_pictures=has_pictures)]
    order = (tagged("itemref", {"idref": _item_id(name)}, "") for name in pages)
    parts = [
        tagged("metadata", {"xmlns:dc": "http://purl.org/dc/elements/1.1/"}, "\n".join(told)),
        tagged("manifest", {}, "\n".join(files)),
        tagged("spine", {}, "".join(order)),
    ]
    package = tagged("package", attributes, "\n".join(parts))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{package}\n'


def _file(name: str, media_type: str, properties: str = "") -> str:
    known = {"id": _item_id(name), "href": name, "media-type": media_type}
    return tagged("item", {**known, "properties": properties}, "")


def _item_id(name: str) -> str:
    return name.replace(".", "-")


def _properties(name: str, page: str) -> str:
    """What a reading system is to know of a file before it opens it."""
    return "nav" if name == _NAVIGATION else "svg" if "<svg" in page else ""


def _about(about: Cover) -> Iterator[str]:
    day = about.date or datetime.now(UTC).date()
    name = uuid5(NAMESPACE_URL, about.address or f"{about.site}/{about.title}")
    yield tagged("dc:identifier", {"id": "id"}, name.urn)
    yield tagged("dc:language", {}, about.language)
    known = {
        "title": about.title,
        "creator": about.author or about.site,
        "publisher": about.site,
        "description": about.description,
        "source": about.address,
        "date": day.isoformat(),
    }
    yield from (tagged(f"dc:{key}", {}, text(value)) for key, value in known.items() if value)
    yield from (tagged("dc:subject", {}, text(word)) for word in about.keywords)
    yield _meta("dcterms:modified", f"{day.isoformat()}T00:00:00Z")


def _accessibility(*, has_pictures: bool) -> Iterator[str]:
    """What anybody can find the EPUB by who needs it (EPUB Accessibility 1.1, 2).

    Conformance is not claimed: somebody has to evaluate that.
    """
    yield _meta("schema:accessMode", "textual")
    if has_pictures:
        yield _meta("schema:accessMode", "visual")
    yield _meta("schema:accessModeSufficient", "textual")
    yield from (_meta("schema:accessibilityFeature", feature) for feature in _FEATURES)
    yield _meta("schema:accessibilityHazard", "none")
    yield _meta("schema:accessibilitySummary", _SUMMARY)


def _meta(name: str, value: str) -> str:
    return tagged("meta", {"property": name}, text(value))
