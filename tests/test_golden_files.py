"""A small guide and all that it becomes, held to golden files, so that a change shows in review.

Run as a program it writes them anew: PYTHONPATH=.:hooks:tests python tests/test_golden_files.py
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from decision_guides import SAMPLE
from guidebook.book.typst_process import MAIN, MARKS, Press, Said
from minisite import PLAIN, ROOT, build, page
from torture import DRAWING, EXTENSIONS, png

GOLDEN = ROOT / "tests" / "data" / "golden"

DIFFERS = re.compile(r"<style>.*?</style>| \(\d+ kB\)|\r", re.S)
"""What changes with a style sheet, too; and what Git may change."""

TEXTS = (".bib", ".html", ".js", ".json", ".ris")

WORDS = """\
Emphasis *one*, **two**, `code`, <kbd>Ctrl</kbd>, H<sub>2</sub>O, x<sup>2</sup> and <q>words</q>.
A citation [@one], a run [@one; @two; @three], and a place [@two, pp. 7-9].

[No reference](../index.md){.source-mark} stands here, and the MRI[^a] there[^b].

*[MRI]: magnetic resonance imaging

## Links

To [a list](#lists), [a page](treatment.md#rest) and [the outside](https://example.org/a?b=c&d=e).

## Lists

- one
    - two

        A second paragraph.

7. seven
8. eight

Term
:   What it means.

> A quotation.

## Boxes

!!! note "A *title*"
    In the note.

!!! warning ""
    Without a title.

??? tip "Unfold"
    Folded words.

=== "First"
    First words.

=== "Second"
    Second words.

```python
def f(x): return "x"
```

---

### Cells

| Left | Right |
|:-----|------:|
| **A [@one]** | 1 |
| **B** | `2`[^b] |

<table>
<caption>A caption</caption>
<thead><tr><th rowspan="2">Both</th><th colspan="2">Two</th></tr>
<tr><th>x</th><th>y</th></tr></thead>
<tbody><tr><th scope="row">One</th><td>1</td><td>2</td></tr>
<tr><td colspan="3">All</td></tr></tbody>
</table>

#### Pictures

![A green box](box.png)

![A drawn day.](drawing.svg){.explains}

[![a linked box](box.png){ width="40" }](treatment.md)

[^a]: The first note [@one].
[^b]: The second.
"""

REFERENCES = """\
@article{one,
  author = {Lund, Ada and {van der Berg}, Bo and Holm, Cia},
  title = {An article & more},
  journal = {Bone},
  year = {2020},
  volume = {12},
  number = {3},
  pages = {4--9},
  doi = {10.1000/one},
  checked = {full record},
}

@book{two,
  editor = {Lund, Ada},
  title = {A book},
  edition = {2},
  publisher = {Press},
  address = {Lund},
  year = {2019},
  isbn = {978-0-306-40615-7},
  checked = {title and site},
}

@online{three,
  organization = {A Body},
  title = {A page},
  url = {https://example.org/three},
  urldate = {2026-01-02},
  note = {Archived},
  checked = {nothing},
}
"""

INDEX = """\
boxes: index.md#boxes
cells:
  of a table: [index.md#cells, treatment.md#rest]
tables: {see: cells}
"""

FILES: Mapping[str, str | bytes] = {
    "docs/index.md": page("Home [@three].\n\n[guides]", "Home"),
    "docs/glossary.md": page("Rest {#rest}\n:   Lying down.", "Words explained"),
    "docs/search.md": page("", "Search").replace("title", "template: search.html\ntitle"),
    "docs/g/a-to-z.yml": INDEX,
    "docs/g/index.md": page(WORDS, "What is a cough?"),
    "docs/g/decision-guide.md": page("[decision-guide]", "Decide"),
    "docs/g/decision-guide.yml": SAMPLE,
    "docs/g/treatment.md": page("Words.\n\n## Rest\n\nMore [@two].", "Treatment"),
    "docs/g/references.md": page("All of them.", "References"),
    "docs/g/box.png": png(60, 30),
    "docs/g/drawing.svg": DRAWING,
    "references.bib": REFERENCES,
}
PAGES = ("index", "decision-guide", "treatment", "references")
NAV = ["index.md", "glossary.md", "search.md", {"Cough": [f"g/{name}.md" for name in PAGES]}]


def made(folder: Path) -> Iterator[tuple[str, str]]:
    """All that the guide becomes and that is text, by the name of its golden file."""
    manuscripts: list[Mapping[str, bytes]] = []

    def typeset(
        files: Mapping[str, bytes], versions: Iterable[str], _: Press
    ) -> tuple[dict[str, bytes], list[Said]]:
        manuscripts.append(files)
        return dict.fromkeys(versions, b""), []

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("guidebook.book.typesetting.make_all", typeset)
        patch.setenv("SOURCE_DATE_EPOCH", "1800000000")
        address = "https://example.org/site/"
        settings = {**PLAIN, "markdown_extensions": EXTENSIONS, "site_url": address, "nav": NAV}
        site = build(folder, dict(FILES), **settings)
    assert site.warnings == []
    files = {
        name: DIFFERS.sub("", data.decode())
        for name, data in sorted(site.files.items())
        if name.endswith(TEXTS)
    }
    scripts = [f"== {name}\n{text}" for name, text in files.items() if name.startswith("search/")]
    yield "search.txt", "\n".join(scripts)
    yield from ((name, text) for name, text in files.items() if not name.startswith("search/"))
    for kind, manuscript in zip(("book", "sheet"), manuscripts, strict=True):
        for name in (MAIN, MARKS):
            yield f"{kind}/{name}", manuscript[name].decode()


def test_what_a_guide_becomes_is_in_its_golden_files(tmp_path: Path) -> None:
    golden = {
        file.relative_to(GOLDEN).as_posix(): file.read_text("utf-8")
        for file in GOLDEN.rglob("*")
        if file.is_file()
    }
    found = dict(made(tmp_path))
    assert sorted(found) == sorted(golden)
    for name, text in found.items():
        assert text == golden[name], name


if __name__ == "__main__":
    with TemporaryDirectory() as place:
        for path, content in made(Path(place)):
            file = GOLDEN / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, "utf-8")
