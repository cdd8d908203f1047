"""The offline copy: one ZIP file of a built site, the same bytes from the same pages."""

from datetime import datetime
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

_EARLIEST = datetime(1980, 1, 1).timetuple()[:6]
"""Before it, ZIP knows no time."""


def write_copy(site: Path, copy: Path, time: datetime) -> None:
    """Write every file of the folder `site` into `copy`, which may stand in it.

    Names are in order, times all `time`, and nothing is packed, because what packing gives
    depends on the machine's zlib.
    """
    moment = max(_EARLIEST, time.timetuple()[:6])
    files = sorted(path for path in site.rglob("*") if path.is_file() and path != copy)
    with ZipFile(copy, "w", ZIP_STORED) as archive:
        for file in files:
            name = f"{copy.stem}/{file.relative_to(site).as_posix()}"
            info = ZipInfo(name, (*moment,))
            info.create_system, info.external_attr = 3, 0o644 << 16
            archive.writestr(info, file.read_bytes())
