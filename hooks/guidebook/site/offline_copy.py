"""Offline copies: a built site in one ZIP file, the same bytes from the same pages."""

from collections.abc import Mapping
from datetime import datetime
from io import SEEK_END, BytesIO
from pathlib import Path
from shutil import copyfileobj
from typing import BinaryIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

MOST = 50_000_000
"""More bytes than these are no single download: at the 1.6 Mbit/s of a slow phone (Lighthouse's
measure) these take four minutes. A guide with all its books has two million."""

_EARLIEST = datetime(1980, 1, 1).timetuple()[:6]
"""Before it, ZIP knows no time."""


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
