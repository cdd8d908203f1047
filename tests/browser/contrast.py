"""The contrast of words in pictures and of single signs, which axe can't measure, by WCAG 2.2."""

import re
from typing import NamedTuple

from playwright.sync_api import Page

WORDS = """() => [...document.querySelectorAll("main svg text, main .task")].map(words => {
    words.scrollIntoView({block: "center"});
    const {x, y, width, height} = words.getBoundingClientRect();
    const under = document.elementsFromPoint(x + width / 2, y + height / 2);
    const shape = under.find(element => element.matches("rect, circle, path"));
    const ground = getComputedStyle(shape ?? document.body)[shape ? "fill" : "backgroundColor"];
    const colour = getComputedStyle(words)[words.closest("svg") ? "fill" : "color"];
    return width ? [words.textContent, colour, ground] : null;
}).filter(Boolean)"""


class Words(NamedTuple):
    """Words in a picture, or a sign, with their colour and what they stand on, as CSS has them."""

    text: str
    colour: str
    ground: str


def words_in_pictures(page: Page) -> list[Words]:
    """Every piece of text that is shown in an SVG picture of the page, and every sign to tick."""
    return [Words(*found) for found in page.evaluate(WORDS)]


def contrast(words: Words) -> float:
    """The contrast ratio of words on their ground, from 1 to 21."""
    ground = _numbers(words.ground)[:3]
    *colour, alpha = [*_numbers(words.colour), 1.0][:4]
    seen = [alpha * part + (1 - alpha) * under for part, under in zip(colour, ground, strict=True)]
    darker, lighter = sorted((_luminance(seen), _luminance(ground)))
    return (lighter + 0.05) / (darker + 0.05)


def _numbers(css: str) -> list[float]:
    return [float(number) for number in re.findall(r"[\d.]+", css)]


def _luminance(colour: list[float]) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = [part / 255 for part in colour]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
