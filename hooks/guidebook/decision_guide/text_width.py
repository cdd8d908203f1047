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
_EM = {character: width for width, characters in _WIDTHS for character in characters}
_OTHER = 1.40
"""Of any other character: scripts with wide letters, emoji."""


def width(text: str, size: float) -> float:
    """The width of `text` at the font size `size`, in the unit of `size`."""
    characters = unicodedata.normalize("NFD", text)
    return size * sum(_EM.get(c, _OTHER) for c in characters if not unicodedata.combining(c))


def wrap(text: str, size: float, room: float) -> tuple[str, ...]:
    """The text in lines no wider than `room`. A word wider than that is cut."""
    lines: list[str] = []
    for word in text.split():
        longer = " ".join((*lines[-1:], word))
        if width(longer, size) <= room:
            lines[-1:] = [longer]
        else:
            lines += _pieces(word, size, room)
    return tuple(lines)


def _pieces(word: str, size: float, room: float) -> list[str]:
    pieces = [""]
    for character in word:
        if pieces[-1] and width(pieces[-1] + character, size) > room:
            pieces.append("")
        pieces[-1] += character
    return pieces
