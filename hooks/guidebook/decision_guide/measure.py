"""How wide a text may become, in the widest of the fonts a reader is likely to have.

A page's font is whatever the reader's device has. The widths are those of Verdana and DejaVu
Sans, the widest common fonts for screens, rounded up: a text drawn in any other one is narrower.
"""

import unicodedata

_WIDTHS = (
    (0.37, " .,|'ijlf"),
    (0.46, ":;!Irt‘’·"),
    (0.50, '()[]-/\\"J`°'),
    (0.58, "cszLF“”–?"),
    (0.65, "abdeghknopquvxy0123456789*_$€£«»"),
    (0.70, "PSYTEKZABCRXV{}"),
    (0.80, "DGHNU&§†"),
    (0.87, "w+=<>~^#OQ×≤≥±"),
    (1.08, "mMW@%—…"),
)
_EM = {sign: width for width, signs in _WIDTHS for sign in signs}
_OTHER = 1.40
"""Of any other sign: scripts with wide letters, emoji."""


def width(text: str, size: float) -> float:
    """The width of `text` at the font size `size`, in the unit of `size`."""
    plain = unicodedata.normalize("NFD", text)
    return size * sum(_EM.get(sign, _OTHER) for sign in plain if not unicodedata.combining(sign))


def wrap(text: str, size: float, room: float) -> tuple[str, ...]:
    """The text in lines no wider than `room`. A word wider than that is cut."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if width(longer, size) <= room:
            lines[-1] = longer
            continue
        pieces = _pieces(word, size, room)
        lines = [*lines, *pieces] if lines[-1] else list(pieces)
    return tuple(lines)


def _pieces(word: str, size: float, room: float) -> list[str]:
    pieces = [""]
    for sign in word:
        if pieces[-1] and width(pieces[-1] + sign, size) > room:
            pieces.append("")
        pieces[-1] += sign
    return pieces
