"""The headers for other hosts: the same for each, and as strict as the pages' own policy."""

import re
import shutil
import socket
import subprocess
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from minisite import ROOT

NGINX = (ROOT / "hosting" / "nginx.conf").read_text("utf-8")
NETLIFY = (ROOT / "hosting" / "headers.txt").read_text("utf-8")
HEADERS = dict(re.findall(r'^add_header (\S+) "([^"]*)" always;$', NGINX, re.M))


def test_both_hosts_set_the_same() -> None:
    assert dict(re.findall(r"^  (\S+): (.*)$", NETLIFY, re.M)) == HEADERS
    assert len(HEADERS) == 7


def test_the_header_allows_what_the_pages_allow_and_the_script_of_search() -> None:
    template = (ROOT / "overrides" / "partials" / "policy.html").read_text("utf-8")
    (policy,) = re.findall(r'content="([^"{]*)', template)
    allowed = HEADERS["Content-Security-Policy"].split("; ")
    assert set(policy.split("; ")) < set(allowed)
    more = {"script-src 'self'", "worker-src 'self'", "frame-ancestors 'none'"}
    assert set(allowed) - set(policy.split("; ")) == more


@pytest.mark.skipif(not shutil.which("nginx"), reason="no nginx here")
def test_nginx_sets_them_for_every_answer(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    for name in ("index.html", "404.html", "a.svg"):
        (tmp_path / "site" / name).write_text(name)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid; error_log {tmp_path}/log; daemon off; master_process off;\n"
        "events {}\n"
        f"http {{ access_log off; server {{ listen 127.0.0.1:{port}; root {tmp_path}/site;\n"
        f"include {ROOT}/hosting/nginx.conf; }} }}\n"
    )
    server = subprocess.Popen(["nginx", "-p", tmp_path, "-c", tmp_path / "nginx.conf"])
    try:
        for path, body in (("", "index.html"), ("a.svg", "a.svg"), ("none", "404.html")):
            said = answer(f"http://127.0.0.1:{port}/{path}")
            assert said.pop("body") == body
            assert HEADERS.items() <= said.items()
    finally:
        server.terminate()
        server.wait()


def answer(address: str) -> dict[str, str]:
    """The headers of an answer, and its body."""
    for _ in range(100):
        try:
            with urlopen(address) as response:  # noqa: S310 (it is ours)
                return {**response.headers, "body": response.read().decode()}
        except HTTPError as error:
            with error:
                return {**error.headers, "body": error.read().decode()}
        except OSError:
            time.sleep(0.05)
    raise AssertionError("no answer")
