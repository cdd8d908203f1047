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
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol


class Window(Protocol):
    """A window of a browser, with what a person does in it. Places are in the page's pixels."""

    has_touch: bool
    """Whether the driver can touch the page."""

    def open(self, url: str) -> None:
        """Open an address, and wait until it is loaded."""

    def run(self, script: str) -> Any:
        """What a function's body returns in the page."""

    def resize(self, width: int, height: int) -> None:
        """Give the page so much room, from the next address on."""

    def click(self, x: float, y: float) -> None:
        """Press and release the mouse's button at a place."""

    def tap(self, x: float, y: float) -> None:
        """Touch a place for a moment."""

    def press(self, key: str) -> None:
        """Press and release a key: a letter, or WebDriver's sign for another key."""

    def back(self) -> None:
        """Go one step back in the history."""


def wait_for(window: Window, condition: str, seconds: float = 10) -> None:
    """Wait until a condition in JavaScript holds."""
    end = time.monotonic() + seconds
    while not window.run(f"return Boolean({condition})"):
        if time.monotonic() > end:
            raise TimeoutError(condition)
        time.sleep(0.02)


def _clicking(x: float, y: float) -> dict[str, object]:
    """The actions of a click, as section 17 of W3C WebDriver has them."""
    move = {"type": "pointerMove", "x": round(x), "y": round(y)}
    return _actions(
        "pointer", move, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}
    )


def _pressing(key: str) -> dict[str, object]:
    return _actions("key", {"type": "keyDown", "value": key}, {"type": "keyUp", "value": key})


def _actions(kind: str, *steps: Mapping[str, object]) -> dict[str, object]:
    return {"actions": [{"type": kind, "id": kind, "actions": steps}]}


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class _Firefox:
    """A message is its length, a colon and JSON: `[0, number, command, parameters]`."""

    has_touch = True

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

    def _run_around(self, script: str) -> None:
        """Run a script in the browser's own window, around the page."""
        self.call("Marionette:SetContext", value="chrome")
        self.run(script)
        self.call("Marionette:SetContext", value="content")

    def resize(self, width: int, height: int) -> None:
        """No window is narrower than 450 pixels: the page gets its size within the window."""
        self.call("WebDriver:SetWindowRect", width=width + 300, height=height + 300)
        self._run_around(
            "const {style} = gBrowser.selectedBrowser;"
            f"style.minWidth = style.maxWidth = '{width}px';"
            f"style.minHeight = style.maxHeight = '{height}px';"
        )

    def click(self, x: float, y: float) -> None:
        self.call("WebDriver:PerformActions", **_clicking(x, y))

    def tap(self, x: float, y: float) -> None:
        """Touch as the system does it: WebDriver's touches are not known as taps."""
        self._run_around(
            "const page = gBrowser.selectedBrowser;"
            f"const x = page.screenX + {x}, y = page.screenY + {y};"
            "windowUtils.sendNativeTouchTap("
            "    x * devicePixelRatio, y * devicePixelRatio, false);"
        )

    def press(self, key: str) -> None:
        self.call("WebDriver:PerformActions", **_pressing(key))

    def back(self) -> None:
        self.call("WebDriver:Back")


class _WebKit:
    has_touch = False  # its driver knows touches on phones only

    def __init__(self, address: str) -> None:
        self._address = address
        self._is_framed = False
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

    def _ask(self, path: str, data: object) -> Any:
        return self._post(f"/session/{self._session}/{path}", data)

    def open(self, url: str) -> None:
        if not self._is_framed:
            self._ask("url", {"url": url})
            return
        self.run(f"location = {json.dumps(url)}")
        wait_for(self, f"location == {json.dumps(url)} && document.readyState == 'complete'")
        self.click(4, 4)  # before, nothing in a frame takes the focus

    def run(self, script: str) -> Any:
        if self._is_framed:
            self._ask("frame", {"id": 0})
        result = self._ask("execute/sync", {"script": script, "args": []})
        self._ask("frame", {"id": None})
        return result

    def resize(self, width: int, height: int) -> None:
        """No window is narrower than its bar of 447 pixels: the page gets its size in a frame."""
        self._ask("window/rect", {"width": width + 300, "height": height + 300})
        style = f"position: fixed; inset: 0; border: 0; width: {width}px; height: {height}px"
        self._ask("url", {"url": f"data:text/html,<iframe style='{style}'>"})
        self._is_framed = True

    def click(self, x: float, y: float) -> None:
        self._ask("actions", _clicking(x, y))

    def tap(self, x: float, y: float) -> None:
        raise NotImplementedError

    def press(self, key: str) -> None:
        self._ask("actions", _pressing(key))

    def back(self) -> None:
        self.run("history.back()")  # the driver's own would wait for the page around the frame


def _mini_browser() -> str:
    (path,) = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser"))
    return str(path)


@contextmanager
def firefox() -> Iterator[Window]:
    """A window of Firefox."""
    port = _free_port()
    with TemporaryDirectory() as profile:
        Path(profile, "user.js").write_text(f'user_pref("marionette.port", {port});\n')
        ours = ["--marionette", "--remote-allow-system-access", "--no-remote", "--profile", profile]
        command = ["firefox-esr", "--headless", *ours]
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
