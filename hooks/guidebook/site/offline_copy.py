"""Offline copies: a built site, or one guide, in a ZIP file; the same bytes from the same pages.

A guide takes along its books and all that its pages need of the site. Pages in no guide come too,
but for those that list all guides: with them the copies of a site would grow by the square. What a
copy doesn't have is linked where it is published.
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import datetime
from functools import lru_cache
from html import escape, unescape
from io import SEEK_END, BytesIO
from pathlib import Path
from posixpath import dirname, join, normpath
from shutil import copyfileobj
from typing import BinaryIO, NamedTuple
from urllib.parse import quote, unquote, urlsplit
from zipfile import ZIP_STORED, ZipFile, ZipInfo

MOST = 50_000_000
"""More bytes than these are no single download: at the 1.6 Mbit/s of a slow phone (Lighthouse's
measure) these take four minutes. A guide with all its books has two million."""

_EARLIEST = datetime(1980, 1, 1).timetuple()[:6]
"""Before it, ZIP knows no time."""
HOME = "index.html"
"""What a reader opens first: in a copy, the page that says which guide it has."""
SEARCH = "search/"
"""The folder of the files that the search page reads; a copy has its own."""
_FOR_SERVERS = frozenset(("robots.txt", "sitemap.xml", "sitemap.xml.gz"))
_TAG = re.compile(r"<(?:a|form|image|img|link|script)\b[^>]*>", re.IGNORECASE)
_TARGET = re.compile(
    r"""\s(?P<name>href|src|action)=(?P<mark>["']?)(?!#|https?:)(?P<target>[^"'<>]+?)(?P=mark)"""
    r"(?=[\s>])",
    re.IGNORECASE,
)
"""An attribute that may name a file of the site, by the way from the page."""


def write_copy(site: Path, copy: Path, time: datetime) -> None:
    """Write every file of the folder `site` into `copy`, which may stand in it."""
    files = (path for path in site.rglob("*") if path.is_file() and path != copy)
    write_archive(copy, {file.relative_to(site).as_posix(): file for file in files}, time)


def write_archive(archive: Path, contents: Mapping[str, Path | bytes], time: datetime) -> None:
    """Write a ZIP file of files and texts, by their names in a folder that is called as it is.

    Names are in order, times all `time`, and nothing is packed, because what packing gives
    depends on the machine's zlib. A file is never in memory as a whole.
    """
    moment = max(_EARLIEST, time.timetuple()[:6])
    with ZipFile(archive, "w", ZIP_STORED) as made:
        for name, content in sorted(contents.items(), key=lambda item: Path(item[0])):
            info = ZipInfo(f"{archive.stem}/{name}", (*moment,))
            info.create_system, info.external_attr = 3, 0o644 << 16
            with _open(content) as source:
                info.file_size = source.seek(0, SEEK_END)
                source.seek(0)
                with made.open(info, "w") as target:
                    copyfileobj(source, target)


def _open(content: Path | bytes) -> BinaryIO:
    return content.open("rb") if isinstance(content, Path) else BytesIO(content)


class Around(NamedTuple):
    """What the copies of all guides of a site have in common."""

    site: Path
    """The folder of the whole site."""
    address: str
    """Where the site is published, with a slash at its end, or nothing."""
    guides: Mapping[str, Sequence[str]]
    """The files in the folder of each guide, by its name, as paths from the site's root."""
    shared: Sequence[str]
    """The other files that every copy has."""


def look_around(site: Path, address: str, guides: Set[str], pages: Set[str]) -> Around:
    """What is in a site's folder; `pages` are the files of pages in no guide that copies have."""
    groups: dict[str, list[str]] = {guide: [] for guide in guides}
    shared: list[str] = []
    for file in filter(Path.is_file, site.rglob("*")):
        path = file.relative_to(site).as_posix()
        if (guide := path.partition("/")[0]) in guides:
            groups[guide].append(path)
        elif path in pages if path.endswith(".html") else _is_shared(path):
            shared.append(path)
    return Around(site, address, groups, shared)


def _is_shared(path: str) -> bool:
    return path not in _FOR_SERVERS and not path.startswith(SEARCH)


def copy_path(guide: str) -> str:
    """The path of a guide's copy from the site's root."""
    return f"{guide}/{guide}-offline.zip"


def guide_copy(
    guide: str, around: Around, start: str, search: Mapping[str, str]
) -> dict[str, Path | bytes]:
    """The files of a guide's copy, by their paths in it.

    `start` is the page that it begins with, or nothing where the theme has none; `search` has the
    texts of its search's files.
    """
    files = {path: around.site / path for path in (*around.guides[guide], *around.shared)}
    files.pop(copy_path(guide), None)
    pages = {path: file for path, file in files.items() if path.endswith(".html")}
    texts = {path: file.read_text("utf-8") for path, file in pages.items()}
    texts |= {HOME: start} if start else {}
    for path, html in texts.items():
        shown = {name: around.site / name for name in _pictures(html, path)}
        files |= {name: file for name, file in shown.items() if file.is_file()}
    made = {path: text.encode() for path, text in search.items()}
    known = files.keys() | made.keys() | texts.keys()
    for path, html in texts.items():
        made[path] = _leading_out(html, path, known, around.address).encode()
    return {**files, **made}


def _pictures(html: str, page: str) -> Iterator[str]:
    """The files that a page shows, also those of another guide."""
    for tag in _TAG.findall(html):
        if tag.startswith("<im") and (found := _TARGET.search(tag)):
            yield from filter(None, [_inside(found["target"], dirname(page))])


def _leading_out(html: str, page: str, known: Set[str], site: str) -> str:
    """A page on which a link to a file that isn't `known` leads to the site, or nowhere."""
    folder = dirname(page)

    def led(found: re.Match[str]) -> str:
        path = _inside(found["target"], folder)
        if not path or path in known:
            return found.group()
        out = urlsplit(unescape(found["target"]))._replace(path=site + quote(path))
        return f' {found["name"]}="{escape(out.geturl())}"' if site else ""

    return _TAG.sub(lambda tag: _TARGET.sub(led, tag.group()), html)


@lru_cache(maxsize=4096)
def _inside(target: str, folder: str) -> str:
    """The path of the file that a page in a folder leads to, or nothing for what is elsewhere."""
    url = urlsplit(unescape(target))
    if url.scheme or url.netloc or not url.path:
        return ""
    path = normpath(join(folder, unquote(url.path)))
    return "" if path.startswith(("/", "..")) else path
