"""What readers see where a citation is wrong, and that all such mistakes are told in one run.

The catalogue of mistakes has what an editor is told of each.
"""

import re
from pathlib import Path

import pytest

from guidebook.page import included
from guidebook.source import Source
from minisite import OURS, Site, build, entries, page, texts

BROKEN = "@article{torn,\n  title = {A\n\n@online{after,\n  title = {B},\n"

# The text of a page, from line 6 of its file; where its mistakes are; the marks that stand there.
MISTAKES = {
    "unknown": ("Words [@almhed2010].", ["6:9 C01"], ["[unknown reference 'almhed2010']"]),
    "not-near-any": ("Words [@zzz].", ["6:9 C01"], ["[unknown reference 'zzz']"]),
    "another-case": ("Words [@Almehed2010].", ["6:9 C01"], ["[unknown reference 'Almehed2010']"]),
    "one-of-two": (
        "Words [@almehed2010; @nobody, p. 4].",
        ["6:23 C01"],
        ["[unknown reference 'nobody']"],
    ),
    "the-same-twice": (
        "Words [@zzz].\n\nCode `[@zzz]` and\nmore [@zzz].",
        ["6:9 C01", "9:8 C01"],
        ["[unknown reference 'zzz']", "[unknown reference 'zzz']"],
    ),
    "over-two-lines": (
        "> Words [@almehed2010;\n> @zzz].",
        ["7:4 C01"],
        ["[unknown reference 'zzz']"],
    ),
    "malformed": (
        "Words [@almehed2010 p. 4].",
        ["6:8 C02"],
        ["['p. 4' does not belong after '@almehed2010']"],
    ),
    "not-closed": (
        "Words [@almehed2010 and more.",
        ["6:7 C02"],
        ["[citation: almehed2010 and more.]"],
    ),
    "empty": ("Words [@].", ["6:8 C03"], ["[an at sign without a key]"]),
    "image": (
        "Words [@almehed2010].\n\n![A spine [@almehed2010]](spine.png)",
        ["8:11 C04"],
        ["[citation: almehed2010]"],
    ),
    "raw-html": (
        "Words [@almehed2010].\n\n<div>More [@almehed2010].</div>",
        ["8:11 C04"],
        ["[citation: almehed2010]"],
    ),
    "attribute": (
        'Words <b title="[@almehed2010]">bold</b>.',
        ["6:17 C04"],
        ["[citation: almehed2010]"],
    ),
    "inside-a-link": (
        "Words [a link [@almehed2010]](https://x.org/).",
        ["6:15 C04"],
        ["[a citation inside the words of a link]"],
    ),
    "broken-entry": (
        "Words [@torn].",
        ["6:9 C05"],
        ["[the entry of 'torn' in references.bib is broken]"],
    ),
    "minus": (
        "Words [-@almehed2010].",
        ["6:8 C08"],
        ["[a minus before an at sign leaves out an author, whom numbers don't show anyway]"],
    ),
    "bare": ("As @almehed2010 says, (@almehed2010).", ["6:4 C08", "6:24 C08"], []),
    "also-bare": ("[@almehed2010] as @almehed2010.", ["6:19 C08"], []),
    "turned": ("Words @[almehed2010].", ["6:7 C08"], []),
    "braces": ("Words @{almehed2010}.", ["6:7 C08"], []),
    "tex": (r"Words \citep{almehed2010}, \cite{nobody}.", ["6:7 C08", "6:28 C08"], []),
    "commands": (r"A \citep[p. 4]{almehed2010}, \cite {a,b}.", ["6:3 C08", "6:30 C08"], []),
    "roles": ("{cite}`a` and :cite:p:`a`, `{cite}`.", ["6:1 C08", "6:15 C08"], []),
    "lists": (
        "\\full\\_bibliography\n\n\\bibliography\n\n::: {#refs}\n:::\n\n```{bibliography}\n```",
        ["6:1 C09", "8:1 C09", "10:1 C09", "13:4 C09"],
        [],
    ),
    "half-escaped": (
        "[@almehed2010\\] and @@almehed2010",
        ["6:1 C02", "6:22 C08"],
        ["[citation: almehed2010]"],
    ),
    "alternative": (
        "Words [@almehed2010].\n\n![Of @almehed2010](spine.png)",
        ["8:6 C08"],
        [],
    ),
    "emphasis": ("Words [*@almehed2010*].", ["6:9 C08"], []),
    "backslash": ("Words [\\@almehed2010].", ["6:8 C08"], []),
    "link-of-a-key": ("Words [@almehed2010](https://x.org/).", ["6:8 C08"], []),
    "brackets-twice": (
        "Words [[@almehed2010]].",
        ["6:8 C08"],
        ["[a citation in a second pair of brackets]"],
    ),
    "note-in-a-bracket": (
        "Words [@almehed2010[^n]].\n\n[^n]: A note.",
        ["6:8 C02"],
        ["[a footnote inside the brackets of a citation]"],
    ),
    "twice-in-one-bracket": (
        "Words [@almehed2010; @almehed2010].",
        ["6:23 C06"],
        ["['almehed2010' stands twice in one bracket]"],
    ),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    pages = {f"docs/{name}.md": page(text) for name, (text, *_) in MISTAKES.items()}
    files = {**pages, "docs/spine.png": "", "references.bib": entries("almehed2010") + BROKEN}
    return build(tmp_path_factory.mktemp("site"), files)


def test_every_mistake_is_told_in_one_run_with_its_place(site: Site) -> None:
    told = re.findall(r"^docs/(\S+): .* \[(C\d+)\]$", "\n".join(site.warnings), re.M)
    assert [f"{place} {code}" for place, code in told] == [
        f"{name}.md:{finding}"
        for name, (_, findings, _) in sorted(MISTAKES.items())
        for finding in findings
    ]
    assert site.exit_code == 1
    assert "Traceback" not in site.log


@pytest.mark.parametrize(("name", "marks"), [(name, m) for name, (_, _, m) in MISTAKES.items()])
def test_the_page_shows_where(site: Site, name: str, marks: list[str]) -> None:
    built = site.page(f"{name}.html")
    assert texts(built.select("mark.guidebook-mistake")) == marks
    assert built.select("a a") == []
    code = texts(built.select("code"))
    assert site.html(f"{name}.html").count("[@") == sum(text.count("[@") for text in code)


ALONE = (
    "Write to almehed2010@almehed2010 or a.b@almehed2010.org.\n\nSee <https://x.org/@almehed2010>.\n\n"
    "Ask @almehed2010@x.org, @home, @almehed2011 or [see @home].\n\n"
    "`@almehed2010` and \\[@almehed2010] and \\[@almehed2010\\].\n\n    Code @almehed2010\n\n"
    "<!-- @almehed2010 -->\n\n[a page](https://x.org/?a=@almehed2010)"
)
READ = {
    "Words [see @almehed2010, p. 4].": ["[see 1, p. 4]"],
    "Words [see @almehed2010; and also @b, ch. 2; @c].": ["[see 1]", "[and also 2, ch. 2]", "[3]"],
    "Words [@almehed2010]{.big} and [@b].": ["[1]", "[2]"],
    "Words [see\n@almehed2010].": ["[see 1]"],
}


def test_names_and_addresses_are_left_alone(tmp_path: Path) -> None:
    files = {"docs/index.md": page(ALONE), "references.bib": entries("almehed2010")}
    site = build(tmp_path, files)
    assert site.warnings == []
    text = site.page("index.html").get_text()
    assert "[see @home]" in text
    assert text.count("@almehed2010") == 8


def test_prefixes_and_suffixes_are_read_as_in_pandoc(tmp_path: Path) -> None:
    pages = {f"docs/{number}.md": page(text) for number, text in enumerate(READ)}
    files = {
        **pages,
        "docs/index.md": page("A"),
        "references.bib": entries("almehed2010", "b", "c"),
    }
    site = build(tmp_path, files)
    assert site.warnings == []
    for number, shown in enumerate(READ.values()):
        assert texts(site.page(f"{number}.html").select("a[role=doc-biblioref]")) == shown


SNIPPETS = {
    "docs/index.md": page(
        'Words [@a] and [@nobody].\n\n--8<-- "more.md"\n\n--8<--\nparts/b.md\n--8<--\n\n'
        '```\n--8<-- "parts/code.md"\n```'
    ),
    "docs/parts/more.md": "[@a] [@nobody].\n\n[@a; @nobody],\n[@nobody] @a\n\n--8<-- 'c.md:2:4'\n",
    "docs/parts/c.md": "[@nobody]\n[@c]\n> [@a;\n> @d]\n",
    "parts/b.md": "[@a] @a \\cite{a}\n\n<div>[@none]</div>\n\n\\[@a\\] [@a\n",
    "parts/code.md": "[@code] @a\n",
    "references.bib": entries("a"),
}


def test_what_is_wrong_in_an_included_file_is_told_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    bases = {"base_path": ["docs/parts", "."]}
    extensions = [*OURS["markdown_extensions"], {"pymdownx.snippets": bases}]
    site = build(tmp_path, SNIPPETS, markdown_extensions=extensions, exclude_docs="parts/")
    assert [re.sub("[.,] [A-Z].*", "", told) for told in site.warnings] == [
        "docs/index.md:6:18: unknown reference 'nobody'",
        "docs/parts/c.md:2:3: unknown reference 'c'",
        "docs/parts/c.md:4:4: unknown reference 'd'",
        "docs/parts/more.md:1:8: unknown reference 'nobody'",
        "docs/parts/more.md:3:7: unknown reference 'nobody'",
        "docs/parts/more.md:4:3: unknown reference 'nobody'",
        "docs/parts/more.md:4:11: '@a' is no citation",
        "parts/b.md:1:6: '@a' is no citation",
        r"parts/b.md:1:9: '\cite{a}' is no citation",
        "parts/b.md:3:6: a citation inside raw HTML",
        "parts/b.md:5:8: a citation without its closing bracket",
    ]


def test_files_that_take_in_each_other_end_somewhere() -> None:
    files = {name: Source(name, f'--8<-- "{other}"') for name, other in ("ab", "ba", "cc")}
    for name, names in {"a": "ba", "b": "ab", "c": "c"}.items():
        found = included(files[name], files.get)
        assert [file.path for file in found] == list(names)


def test_an_empty_bibliography_is_told_once(tmp_path: Path) -> None:
    files = {
        "docs/index.md": page("Words [@a] [@b; @c]."),
        "docs/more.md": page("Words [@a]."),
        "references.bib": "% Gone.\n",
    }
    site = build(tmp_path, files)
    assert site.warnings == [
        "references.bib:1:1: pages cite sources, but references.bib holds none. "
        "Put its entries back, or add the first one: make cite ID=10.1186/ar3104. [C01]"
    ]


def test_what_is_right_beside_a_mistake_still_works(site: Site) -> None:
    assert texts(site.page("one-of-two.html").select("a[role=doc-biblioref]")) == ["[1]"]


def test_a_never_cited_entry_is_a_notice_and_fails_nothing(tmp_path: Path) -> None:
    files = {"docs/index.md": page("Words [@a]."), "references.bib": entries("a", "b")}
    site = build(tmp_path, files)
    assert site.exit_code == 0
    assert site.warnings == []
    (notice,) = site.notices
    assert notice.startswith("references.bib:8:")
    assert notice.endswith("[B15]")


def test_a_file_outside_the_project_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "outside.md").write_bytes(b"\xff")
    text = 'Words [@a].\n\n--8<-- "../outside.md"'
    site = build(
        tmp_path / "project", {"docs/index.md": page(text), "references.bib": entries("a")}
    )
    (told,) = site.warnings  # no extension fills it in here
    assert told.startswith("docs/index.md:8:1: readers would see '--8<--'")
