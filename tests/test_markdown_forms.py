"""Every form of Markdown that the manual shows works: built, it tells nothing and hides nothing."""

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from time import perf_counter

import pytest
from markdown import markdown

from catalogue import DAY, lay_out
from commands.check import check
from guidebook.checks.list_form import check_mixed_lists
from guidebook.checks.page_form import check_loose_ends
from guidebook.checks.unmeant_text import check_unmeant
from guidebook.source import Source
from minisite import ROOT, Site, build, entries, page, texts
from other_fields import PAGES as OTHER_PAGES

MANUAL = (ROOT / "editors" / "markdown.md").read_text("utf-8")
EXAMPLES = re.findall(r"^(`{3,})markdown\n(.*?)^\1$", MANUAL, re.S | re.M)
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0H9"/></svg>'


def files() -> dict[str, str]:
    pages = {
        f"docs/guide/p{number}.md": page(example, title=f"Example {number}")
        for number, (_, example) in enumerate(EXAMPLES)
    }
    return pages | {
        "docs/index.md": page("Words.", title="Home"),
        "docs/guide/other.md": page("## A place {#place}\n\nWords.", title="Another page"),
        "docs/guide/references.md": page("All of them.", title="References"),
        "docs/guide/line.svg": DRAWING,
        "references.bib": entries("one", "two").rstrip("\n") + "\n",
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build(tmp_path_factory.mktemp("forms"), files())


def test_the_manual_shows_many_forms() -> None:
    assert len(EXAMPLES) >= 20


def test_no_form_of_the_manual_is_told(tmp_path: Path) -> None:
    lay_out(tmp_path, files())
    assert [str(found) for found in check(tmp_path, DAY) if not found.is_notice] == []


def test_every_form_is_built_into_the_site_and_its_books(site: Site) -> None:
    assert site.warnings == []
    names = set(site.files)
    assert {"guide/guide-a4.pdf", "guide/guide.epub", "guide/guide-in-one-file.html"} <= names


WANTED = {
    "crossed-out words": ("del", "crossed out"),
    "lowered words": ("sub", "2"),
    "raised words": ("sup", "-3"),
    "what is to do": (".task[aria-label='To do:']", "☐"),
    "what is done": (".task[aria-label='Done:']", "☑"),
    "a column to the right": ("td.to-right", "246"),
    "a column in the middle": ("td.to-center", "half"),
    "bold words in HTML": ("details strong", "weight"),
}


@pytest.mark.parametrize(("selector", "words"), WANTED.values(), ids=WANTED)
@pytest.mark.parametrize("edition", ["pages", "one file"])
def test_readers_get_what_is_meant(site: Site, selector: str, words: str, edition: str) -> None:
    if edition == "one file":
        found = list(
            site.page("guide/guide-in-one-file.html").select(selector.replace("details", ".box"))
        )
    else:
        pages = [name for name in site.files if re.fullmatch(r"guide/p\d+\.html", name)]
        found = [each for name in pages for each in site.page(name).select(f"article {selector}")]
    assert words in texts(found)


def test_no_page_has_a_style_or_a_field(site: Site) -> None:
    for name in (name for name in site.files if re.fullmatch(r"guide/p\d+\.html", name)):
        assert site.page(name).select("article [style], article [type=checkbox]") == []


def test_the_guides_in_other_fields_have_every_form(site: Site, others: Site) -> None:
    """So all that is asked of their pages and books is asked of each form."""
    examples = [name for name in site.files if re.fullmatch(r"guide/p\d+\.html", name)]
    pages = [f"{guide}/{page}.html" for guide, names in OTHER_PAGES.items() for page in names]
    assert _forms(site, examples) - _forms(others, pages) == set()


def _forms(site: Site, pages: Iterable[str]) -> set[tuple[str, str]]:
    """The elements of pages' texts, each with its classes."""
    elements = (each for page in pages for each in site.page(page).select("article *"))
    return {(each.name, str(each.get("class"))) for each in elements}


RIGHT = {
    "money": "It costs $5 and $10, or $5/$10 a day; US$5 (A$7).",
    "times": "At 10:30:15, a:b:c and C++ or C++11.",
    "escaped signs": r"\*\*not bold\*\*, \~\~no\~\~, \$x\$, \[1\] and \:smile\:",
    "code": "`**open`, `~~x~~`, `:smile:`, `$x$` and `{{ x }}`.",
    "a bracket's end": "The answers (0 or\n1) are two.",
    "names with underscores": "The file my_file_name and _stress_.",
    "a list in a quotation": "> Words:\n>\n> - One\n> - Two",
    "a list with looks": "- **Pain** at night\n- *Fever*\n- [A link](index.md)\n- `code`",
    "a bar in words": "Either | or.",
    "a link by a name": "See [the page][page] and [page][].\n\n[page]: index.md",
    "addresses": "See <https://example.org/a>, [https://example.org/b](https://example.org/b), "
    "`https://example.org/c` and [d]. The words [at https://example.org/f](https://example.org/f), "
    "and <https://example.org/d> again.\n\n[d]: https://example.org/d",
    "numbers in brackets": "The cell `a[i][j]`, or a[i][j], and [x].",
    "a minus": "-5 °C and - a dash.",
    "a definition": "Word\n:   Its meaning.",
    "a paragraph in an item": "1. One\n\n    More.\n\n2. Two",
}


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT)
def test_what_is_right_is_not_told(text: str, tmp_path: Path) -> None:
    lay_out(tmp_path, {"docs/index.md": page(f"Words [@source].\n\n{text}")})
    assert [str(found) for found in check(tmp_path, DAY)] == []


LISTS = {
    "begins with one space": " 1. one\n 2. two",
    "one space deeper in a box": '!!! info "A box"\n    Words:\n\n     1. one\n     2. two',
    "nested by five": "- a\n     - b\n     - c",
    "nested by four, twice": "- a\n    - b\n        - c",
}


@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS)
def test_a_list_that_markdown_reads_as_meant_is_not_told(text: str, tmp_path: Path) -> None:
    lay_out(tmp_path, {"docs/index.md": page(f"Words [@source].\n\n{text}")})
    assert [str(found) for found in check(tmp_path, DAY)] == []


MIXED = {
    "right below": "- a\n- b\n1. c\n2. d",
    "below an empty line": "- a\n\n1. c\n2. d",
    "signs below numbers": "1. a\n2. b\n\n- c",
    "below a paragraph of an item": "- a\n\n    More.\n\n1. c",
    "in an item": "- a\n    - b\n\n    1. c",
    "below a list in an item": "- a\n    - b\n1. c",
    "in a box": "!!! info\n    - a\n\n    1. b",
    "below a line that goes on": "- a\nmore\n1. b",
}
APART = {
    "words between": "- a\n\nWords:\n\n1. c",
    "a heading between": "- a\n\n## H\n\n1. c",
    "a heading right below": "- a\n## H\n1. c",
    "a line between": "- a\n\n---\n\n1. c",
    "code between": "- a\n\n```text\n- x\n1. y\n```\n\n1. c",
    "a remark between": "- a\n\n<!-- x -->\n\n1. c",
    "one in the other": "1. a\n    - b\n    - c\n2. d\n\n    - e",
    "in two items": "- a\n    - b\n- c\n    1. d",
    "other signs": "- a\n- b\n\n* c\n+ d",
    "in two tabs": '=== "One"\n\n    - a\n\n=== "Two"\n\n    1. b',
    "before and in a box": "- a\n\n!!! info\n    1. b\n    2. c\n\n- d",
    "words between in a box": "!!! info\n    - a\n\n    Words:\n\n    1. b",
}


@pytest.mark.parametrize("text", [*MIXED.values(), *APART.values()], ids=[*MIXED, *APART])
def test_lists_that_run_together_are_told_and_no_others(text: str) -> None:
    html = markdown(text, extensions=["admonition", "pymdownx.superfences", "pymdownx.tabbed"])
    meant = {"<ul"} | ({"<ol"} if "1." in text else set())
    assert (set(re.findall("<[ou]l", html)) == meant) == (text in APART.values())
    found = [finding.code for finding in check_mixed_lists(Source("docs/a.md", text))]
    assert found == ["M24"] * (text in MIXED.values())


@pytest.mark.parametrize("sign", ["*a", "**", "a" * 40, "a**", "[a](", "$a", "\\(", "- a\n", "|"])
def test_no_text_keeps_the_check_busy(sign: str) -> None:
    text = sign * (15_000 // len(sign))
    start = perf_counter()
    list(check_unmeant(f"<p>{text}</p>", Source("docs/a.md", text)))
    assert perf_counter() - start < 5


def test_what_reads_only_a_line_of_the_findings_gets_no_traceback(tmp_path: Path) -> None:
    lay_out(tmp_path, {f"docs/p{n}.md": page("TODO\n\n" * 900, title=f"P {n}") for n in range(3)})
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'hooks'}"}
    command = [sys.executable, "-m", "commands.check"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=pipe, stderr=pipe) as run:
        assert run.stdout
        assert run.stderr
        run.stdout.readline()
        run.stdout.close()
        assert b"Error" not in run.stderr.read()


DRAWN = "asciimath d2 dot flow graphviz katex latex math mermaid plantuml sequence tex tikz"


@pytest.mark.parametrize("kind", DRAWN.split())
def test_code_that_other_programs_draw_is_found(kind: str) -> None:
    source = Source("docs/a.md", f"```{kind}\na -> b\n```\n")
    assert [finding.code for finding in check_loose_ends(source)] == ["M21"]


OPEN = ("**open", "open**", "__open", "~~open", "open~~", "*open", "_open", "`open")


@pytest.mark.parametrize("text", OPEN)
def test_a_sign_that_is_open_at_one_end_is_found(text: str) -> None:
    found = check_unmeant(f"<p>Words {text} more.</p>", Source("docs/a.md", f"Words {text} more."))
    assert [finding.code for finding in found] == ["M20"]
