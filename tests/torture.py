"""A guide that holds every element that a page can, and texts that try to become something else.

Run as a program, it builds the guide into a folder, for checks of its books.
"""

import struct
import sys
import zlib
from pathlib import Path

from decision_guides import SAMPLE
from minisite import OURS, Site, build, entries

LONG_WORD = "Donaudampfschiff" * 437
LONG_ADDRESS = "https://example.org/" + "path/" * 60

HOSTILE = {
    "Typst's markup": "#panic() *b* _e_ = heading - item / term: <label> @reference ~ -- ...",
    "Typst's code": '#import "/book.typ": * #eval("1") #{ let x = 1 } #show: none',
    "backslashes": r"\ \\ \" \u{41} \n \#",
    "a formula": "$ x^2 / y $ and $5",
    "backticks": "` `` ```typ #x```",
    "quotes": '" \' ” „ « "); panic("',
    "comments": "// not /* a */ comment https://example.org",
    "brackets": "] ) } [ ( {",
    "right to left": "abc שלום עולם def مرحبا ghi",
    "combining marks": "z̈ q̣̇ ä ģ́ ñ̩ é",
    "characters of HTML": "<b>no</b> &amp; &lt; <!-- x -->",
    "a long word": LONG_WORD,
    "a long word with marks": "e\u0301x\u0323" * 500,
}
"""Texts that must come out as they are, by what they try to be."""


def escape(text: str) -> str:
    """A text as Markdown shows it, character by character."""
    return "".join(
        f"&#{ord(character)};" if character.isascii() and not character.isalnum() else character
        for character in text
    )


def png(width: int, height: int) -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = (b"\0" + b"\x00\x69\x5c" * width) * height
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 40" width="200" height="40" \
font-family="sans-serif">
<title>A drawn title</title><desc>A drawn description.</desc>
<defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/></linearGradient></defs>
<rect x="1" y="1" width="198" height="38" fill="url(#g)" stroke="#00695c"/>
<text x="10" y="25">Drawn words</text>
</svg>"""

_LONG_TABLE = "\n".join(f"| **Row {row}** | {row} |" for row in range(80))

ELEMENTS = f"""\
Emphasis *one*, **two**, ***three***, `code`, <kbd>Ctrl</kbd>, <mark>mark</mark>, <del>del</del>,
<ins>ins</ins>, H<sub>2</sub>O, x<sup>2</sup>, <small>small</small>, <q>quoted</q>,
<cite>work</cite>, <var>v</var>, <samp>out</samp>, <dfn>term</dfn>, <time>noon</time>, <s>old</s>,
<u>u</u>, line<br>
break, a&nbsp;space, an MRI and an MRI.

*[MRI]: magnetic resonance imaging

## Links {{#links}}

A citation [@one], a run [@one; @two; @three], a place [@two, p. 7]. A link [to a heading](#lists),
[to another page](second.md), [to a place there](second.md#same), [to the site](../index.md),
[outside](https://example.org/a?b=c&d=e#f), [far outside]({LONG_ADDRESS}),
<https://example.org/short>, <help@example.org>.

Read on: [Second](second.md)

## Lists {{#lists}}

- one
    - two
        1. three
        2. four
- five

    A second paragraph.

Then numbers:

7. seven
8. eight

Term
Another term
:   What they mean.

    And more.

:   Another meaning.

> A quotation.
>
> > Nested.

## Boxes {{#same}}

!!! note "A note *with* emphasis"
    In the note.

    - a list in it

!!! warning ""
    Without a title.

??? tip "Unfold"
    Folded words.

=== "First tab"
    First words.

=== "Second tab"
    Second words.

```python
def f(x):
    return "#panic()"  # {"long" * 40}
```

---

### Footnotes

Words[^a] and more[^b][^c] and again[^a].

[^a]: The first note [@one].

    With two paragraphs.

[^b]: The second.
[^c]: The third, with `code`.

#### Fourth

##### Fifth

###### Sixth [@three]

## Tables

| Left | Centre | Right |
|:-----|:------:|------:|
| **A [@one]** | b | c |
| **D** | `e` [second](second.md) | f[^b] |

| Row | Number |
|-----|--------|
{_LONG_TABLE}

<table>
<caption>A caption</caption>
<thead><tr><th rowspan="2">Both</th><th colspan="2">Two</th></tr>
<tr><th>x</th><th>y</th></tr></thead>
<tbody><tr><th scope="row">One</th><td>1</td></tr><tr><td colspan="3">All</td></tr></tbody>
</table>

## Pictures

![A green box](box.png)

Inline ![a small box](box.png){{ width="12" }} in text, and a linked one:
[![a linked box](box.png){{ width="40" }}](second.md)

<figure markdown>
![A drawing in a file](drawing.svg){{ width="300" }}
<figcaption markdown>What it shows [@two].</figcaption>
</figure>

{DRAWING}

<section id="holder" markdown>
### Held by a section

[Back to it](#holder)
</section>

This note stands under the section.
{{ .source-note }}
"""

_HOSTILE_PAGE = "\n".join(
    f"## {escape(words)[:400]} {{#h{index}}}\n\n{escape(words)}\n\n- *{escape(words)}*\n\n"
    f"| A | B |\n|---|---|\n| {escape(words)} | x |\n\n"
    f'[{escape(words)}](second.md) <abbr title="{escape(words)}">abbr{index}</abbr> '
    f"word[^{index}]\n\n"
    f"[^{index}]: {escape(words)}\n"
    for index, words in enumerate(HOSTILE.values())
)

_HEAD = "---\ntitle: {}\ndescription: A page to test with.\n---\n\n"

FILES: dict[str, str | bytes] = {
    "docs/index.md": _HEAD.format("Home") + "Home.\n",
    "docs/everything/index.md": _HEAD.format("Is everything here?") + ELEMENTS,
    "docs/everything/second.md": _HEAD.format("Second")
    + "Words.\n\n## Same {#same}\n\nMore [@two].\n",
    "docs/everything/decision-guide.md": _HEAD.format("Decide") + "[decision-guide]\n",
    "docs/everything/decision-guide.yml": SAMPLE,
    "docs/everything/treatment.md": _HEAD.format("Treatment") + "Words.\n",
    "docs/everything/hostile.md": _HEAD.format('"#panic() \\\\ $x$ `a` שלום"') + _HOSTILE_PAGE,
    "docs/everything/references.md": _HEAD.format("References") + "All of them.\n",
    "docs/everything/box.png": png(60, 30),
    "docs/everything/drawing.svg": DRAWING,
    "references.bib": entries("one", "two", "three"),
}

NAV = [
    "index.md",
    {
        "Everything": [
            f"everything/{name}.md"
            for name in ("index", "references", "second", "decision-guide", "treatment", "hostile")
        ]
    },
]

ADDRESS = "https://example.org/site/"

EXTENSIONS = [*OURS["markdown_extensions"], "md_in_html"]


def build_book(folder: Path, files: dict[str, str | bytes] = FILES, **settings: object) -> Site:
    """Build a site whose guides become books."""
    settings = {
        "site_url": ADDRESS,
        "copyright": "For education only.",
        "markdown_extensions": EXTENSIONS,
        **settings,
    }
    return build(folder, files, **settings)


if __name__ == "__main__":
    built = build_book(Path(sys.argv[1]).resolve(), nav=NAV)
    sys.exit(built.exit_code and built.log)
