"""Firefox and WebKit, driven without a driver of their own: opening pages and running scripts.

Firefox is spoken to by its own protocol, Marionette, and WebKitGTK by its `WebKitWebDriver` (W3C
WebDriver). On Debian: `apt install firefox-esr webkit2gtk-driver xvfb`. Both need a display, which
`xvfb-run` gives.
"""

import json
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol


class Window(Protocol):
    """A window of a browser."""

    def open(self, url: str) -> None:
        """Open an address, and wait until it is loaded."""

    def run(self, script: str) -> Any:
        """What a function's body returns in the page."""


def wait_for(window: Window, condition: str, seconds: float = 10) -> None:
    """Wait until a condition in JavaScript holds."""
    end = time.monotonic() + seconds
    while not window.run(f"return Boolean({condition})"):
        if time.monotonic() > end:
            raise TimeoutError(condition)
        time.sleep(0.02)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class _Firefox:
    """A message is its length, a colon and JSON: `[0, number, command, parameters]`."""

    def __init__(self, connection: socket.socket) -> None:
        self._file = connection.makefile("rwb")
        self._number = 0
        self._receive()
        self.call("WebDriver:NewSession")

    def call(self, command: str, **parameters: object) -> Any:
        self._number += 1
        message = json.dumps([0, self._number, command, parameters]).encode()
        self._file.write(b"%d:%s" % (len(message), message))
        self._file.flush()
        _, _, error, result = self._receive()
        if error:
            raise RuntimeError(error["message"])
        return result

    def _receive(self) -> Any:
        length = b""
        while (sign := self._file.read(1)) != b":":
            length += sign
        return json.loads(self._file.read(int(length)))

    def open(self, url: str) -> None:
        self.call("WebDriver:Navigate", url=url)

    def run(self, script: str) -> Any:
        return self.call("WebDriver:ExecuteScript", script=script, args=[])["value"]


class _WebKit:
    def __init__(self, address: str) -> None:
        self._address = address
        options = {"binary": _mini_browser(), "args": ["--automation"]}
        asked = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        self._session = self._post("/session", asked)["sessionId"]

    def _post(self, path: str, data: object) -> Any:
        request = urllib.request.Request(  # noqa: S310 (it is on this machine)
            f"{self._address}{path}",
            json.dumps(data).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            return json.load(answer)["value"]

    def open(self, url: str) -> None:
        self._post(f"/session/{self._session}/url", {"url": url})

    def run(self, script: str) -> Any:
        return self._post(f"/session/{self._session}/execute/sync", {"script": script, "args": []})


def _mini_browser() -> str:
    (path,) = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser"))
    return str(path)


@contextmanager
def firefox() -> Iterator[Window]:
    """A window of Firefox."""
    port = _free_port()
    with TemporaryDirectory() as profile:
        Path(profile, "user.js").write_text(f'user_pref("marionette.port", {port});\n')
        command = ["firefox-esr", "--headless", "--marionette", "--no-remote", "--profile", profile]
        with _process(command, port) as connection:
            yield _Firefox(connection)


@contextmanager
def webkit() -> Iterator[Window]:
    """A window of WebKitGTK's MiniBrowser."""
    port = _free_port()
    with _process(["WebKitWebDriver", f"--port={port}"], port):
        yield _WebKit(f"http://127.0.0.1:{port}")


@contextmanager
def _process(command: list[str], port: int) -> Iterator[socket.socket]:
    """A program that listens at a port, and a connection to it."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield _connect(port)
    finally:
        process.terminate()
        process.wait()


def _connect(port: int) -> socket.socket:
    for _ in range(600):
        try:
            return socket.create_connection(("127.0.0.1", port))
        except ConnectionRefusedError:
            time.sleep(0.1)
    raise TimeoutError(f"nothing listens at port {port}")
