"""How many of the readers' queries Firefox and WebKit answer, from a server and from a disk.

Run by hand, on a built site: `PYTHONPATH=.:hooks:tests xvfb-run python
tests/browser/search_in_other_browsers.py site`. See `drivers.py` for what it needs.
"""

import functools
import json
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

from browser.drivers import Window, firefox, wait_for, webkit

QUERIES = Path(__file__).parent.parent / "data" / "queries.json"
_FOUND = """
  const items = [...document.querySelectorAll("#search-results > li")];
  return items.map((item) => [...item.querySelectorAll("a")].map((link) => link.href));
"""
_DONE = "!['', 'Searching…'].includes(document.getElementById('search-status').textContent)"


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that goes on before a file has come."""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its name there)
        """Say nothing of requests."""


def answered(window: Window, root: str, query: str, right: str) -> bool:
    """Whether one of the first three pages found is right."""
    window.open(f"{root}search.html?q={quote(query)}")
    wait_for(window, _DONE)
    return any(re.search(right, link) for links in window.run(_FOUND)[:3] for link in links)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder's files."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with _Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def main(folder: Path) -> None:
    """Print the figures of each browser."""
    queries = json.loads(QUERIES.read_text("utf-8"))
    with served(folder) as address:
        for browser in (firefox, webkit):
            with browser() as window:
                name = window.run("return navigator.userAgent")
                for root in (address, f"{folder.resolve().as_uri()}/"):
                    for kind, rows in queries.items():
                        count = sum(answered(window, root, *row) for row in rows)
                        place = root.partition(":")[0]
                        sys.stdout.write(f"{count} of {len(rows)} {kind}, {place}: {name}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
