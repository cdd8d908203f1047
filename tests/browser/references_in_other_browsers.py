"""How Firefox and WebKit open and end a reference in place: tries and faults of each browser.

What `test_citations.py` asserts of Chromium, by every device that a driver has, two seconds later.
Run by hand, on a built site (about ten minutes): `PYTHONPATH=.:hooks:tests xvfb-run -s
"-screen 0 1600x1200x24" python tests/browser/references_in_other_browsers.py site`. See
`drivers.py` for what it needs.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

from browser.drivers import Window, firefox, wait_for, webkit
from browser.search_in_other_browsers import served

START, PAGE = "lupus-back-pain/key-points.html", "lupus-back-pain/causes.html"
SIZES = [(320, 256), (360, 640), (1280, 800)]
LATER = 2
"""In seconds: what a browser delays has happened."""
PAINTED = 0.5
"""In seconds: what was scrolled to shows, also on a busy machine. A tap falls on what shows."""
ENTER, SPACE, ESCAPE, TAB = "\ue007", " ", "\ue00c", "\ue004"
_OPEN = ".reference-note:popover-open"
_CLOSE = f"{_OPEN} button"


class Box(NamedTuple):
    """Where something shows in the window."""

    left: float
    top: float
    right: float
    bottom: float


def box(window: Window, selector: str) -> Box:
    """Where the element shows that a selector finds."""
    script = f"""const box = document.querySelector({json.dumps(selector)}).getBoundingClientRect();
        return [box.left, box.top, box.right, box.bottom]"""
    return Box(*window.run(script))


def _middle(window: Window, selector: str) -> tuple[float, float]:
    """The middle of an element; a long reference is scrolled to its last line, which has Close."""
    if selector == _CLOSE:
        window.run(f"document.querySelector('{_OPEN}').scrollTop = 9999")
    shown = box(window, selector)
    return (shown.left + shown.right) / 2, (shown.top + shown.bottom) / 2


def _click(selector: str) -> Callable[[Window], None]:
    return lambda window: window.click(*_middle(window, selector))


def _tap(selector: str) -> Callable[[Window], None]:
    return lambda window: window.tap(*_middle(window, selector))


def _press(key: str, selector: str = "#the-number") -> Callable[[Window], None]:
    def press(window: Window) -> None:
        window.run(f"document.querySelector('{selector}').focus()")
        window.press(key)

    return press


def _close_by_keys(window: Window) -> None:
    """From its number, the Tab key leads through what an open reference holds, to its last."""
    window.run("document.querySelector('#the-number').focus()")
    for _ in range(6):
        window.press(TAB)
        if window.run(f"return document.activeElement.matches('{_CLOSE}')"):
            break
    window.press(ENTER)


NUMBER = "#the-number"
OPENS = {
    "click": _click(NUMBER),
    "tap": _tap(NUMBER),
    "Enter": _press(ENTER),
    "Space": _press(SPACE),
}
ENDS: dict[str, Callable[[Window], None]] = {
    "Escape": lambda window: window.press(ESCAPE),
    "a click on the number": _click(NUMBER),
    "a tap on the number": _tap(NUMBER),
    "Enter on the number": _press(ENTER),
    "a click on Close": _click(_CLOSE),
    "a tap on Close": _tap(_CLOSE),
    "Tab to Close": _close_by_keys,
    "a click elsewhere": lambda window: window.click(4, 4),
    "a tap elsewhere": lambda window: window.tap(4, 4),
    "Back": lambda window: window.back(),
}


def faults(window: Window, address: str, size: tuple[int, int], opening: str, ending: str) -> str:
    """What goes wrong when a reference is opened one way and ended in another."""
    window.open(f"{address}{START}")
    window.open(f"{address}{PAGE}")
    wait_for(window, f"innerWidth == {size[0]} && document.fonts.status == 'loaded'")
    number = list(ENDS).index(ending) % 5
    window.run(
        f"const number = document.querySelectorAll('.cite')[{number}]; number.id = 'the-number';"
        "number.scrollIntoView({block: 'center'})"
    )
    time.sleep(PAINTED)
    scrolled = window.run("return scrollY")
    OPENS[opening](window)
    time.sleep(LATER)
    found = list(_wrong_while_open(window, size, scrolled))
    if found:
        return ", ".join(found)
    ENDS[ending](window)
    time.sleep(LATER)
    return ", ".join(_wrong_after(window, scrolled, ending))


def _wrong_while_open(window: Window, size: tuple[int, int], scrolled: float) -> Iterator[str]:
    if window.run(f"return document.querySelectorAll('{_OPEN}').length") != 1:
        yield "doesn't show"
        return
    note, number = box(window, _OPEN), box(window, NUMBER)
    if abs(window.run("return scrollY") - scrolled) > 1:
        yield "scrolls when it opens"
    if note.bottom > number.top + 1 and note.top < number.bottom - 1:
        yield "covers its number"
    if note.left < 0 or note.top < 0 or note.right > size[0] or note.bottom > size[1]:
        yield "isn't whole in the window"
    if note.bottom - note.top > size[1] / 3 + 2:
        yield "is too high"


def _wrong_after(window: Window, scrolled: float, ending: str) -> Iterator[str]:
    if ending != "Back":
        if window.run(f"return document.querySelectorAll('{_OPEN}').length"):
            yield "doesn't end"
        if abs(window.run("return scrollY") - scrolled) > 1:
            yield "scrolls when it ends"
        is_focused = window.run("return document.activeElement.id == 'the-number'")
        if "elsewhere" not in ending and not is_focused:
            yield "loses the focus"
        window.back()
    try:
        wait_for(window, f"location.href.endsWith('{START}')", 5)
    except TimeoutError:
        yield "takes more than one Back to leave"


def main(folder: Path) -> None:
    """Print the faults, and the figures of each browser."""
    with served(folder) as address:
        for browser in (firefox, webkit):
            with browser() as window:
                name, tries, wrong = window.run("return navigator.userAgent"), 0, 0
                for size in SIZES:
                    window.resize(*size)
                    for opening, ending in product(OPENS, ENDS):
                        if "tap" in f"{opening} {ending}" and not window.has_touch:
                            continue
                        found = faults(window, address, size, opening, ending)
                        tries, wrong = tries + 1, wrong + bool(found)
                        if found:
                            sys.stdout.write(f"{size}, {opening}, then {ending}: {found}\n")
                sys.stdout.write(f"{tries} tries, {wrong} faults: {name}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
