"""`make fix`: what it mends, that it mends it once, and that nothing is ever lost."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue import Mistake, lay_out, said_of
from commands.fix import fix
from guidebook.bibliography.bibtex_reading import read_bibliography
from guidebook.bibliography.bibtex_writing import canonical_form
from guidebook.source import Source
from test_mistakes import MISTAKES

NOTHING = "Nothing to mend."

ALL_FIELDS = [
    f"  {name} = {{{2000 + number}}},\n"
    for number, name in enumerate(
        (
            *("author", "editor", "organization", "institution", "title", "subtitle", "journal"),
            *("journaltitle", "booktitle", "edition", "publisher", "address", "location"),
            *("howpublished", "year", "date", "volume", "number", "issue", "pages", "eid"),
            *("keywords", "isbn", "doi", "pmid", "eprint", "eprinttype", "archiveprefix"),
            *("url", "urldate", "note", "checked"),
        )
    )
]
"""In their order: who, what, where, when; any other one; what finds it; what is said of it."""

FORMED = {
    "capitals, quotes and spaces": (
        '@ARTICLE{a , Title="An {A}" ,\n\tyear=2010}',
        "@article{a,\n  title = {An {A}},\n  year = {2010},\n}\n",
    ),
    "an empty line between entries, whose order stays": (
        "@misc{b,\n  title = {B},\n}\n@misc{a,\n  title = {A},\n}\n",
        "@misc{b,\n  title = {B},\n}\n\n@misc{a,\n  title = {A},\n}\n",
    ),
    "the order of fields": (
        "@misc{a,\n  checked = {nothing},\n  keywords = {k},\n  title = {A},\n}\n",
        "@misc{a,\n  title = {A},\n  keywords = {k},\n  checked = {nothing},\n}\n",
    ),
    "the order of all fields": (
        f"@misc{{a,\n{''.join(reversed(ALL_FIELDS))}}}\n",
        f"@misc{{a,\n{''.join(ALL_FIELDS)}}}\n",
    ),
    "a remark right above an entry stays there": (
        "% All.\n\n\n@misc{b, title = {B}}\n\n\n% About a.\n@misc{a,\n  title = {A},\n}\n",
        "% All.\n\n@misc{b,\n  title = {B},\n}\n\n% About a.\n@misc{a,\n  title = {A},\n}\n",
    ),
    "a remark behind an entry stays there": (
        "@misc{b, title = {B}} % About b.\n\n@misc{a, title = {A}}\n",
        "@misc{b,\n  title = {B},\n} % About b.\n\n@misc{a,\n  title = {A},\n}\n",
    ),
    "a remark that stands alone stays alone": (
        "@misc{b, title = {B}}\n\n% Part two.\n\n@misc{a, title = {A}}\n",
        "@misc{b,\n  title = {B},\n}\n\n% Part two.\n\n@misc{a,\n  title = {A},\n}\n",
    ),
    "lines of a value stand below each other": (
        "@misc{a, title = {A\nB}}\n",
        "@misc{a,\n  title = {A\n           B},\n}\n",
    ),
    "names of strings stay": (
        "@string{j = {A Journal}}\n@misc{a, title = j # { B}}\n",
        "@string{j = {A Journal}}\n\n@misc{a,\n  title = j # { B},\n}\n",
    ),
}
BROKEN = {
    "an open entry": "@misc{a, title = {A}\n\n@misc{b, title = {B}}\n",
    "a field twice": "@misc{a, title = {A}, title = {B}}\n",
    "a key twice": "@misc{a, title = {A}}\n@misc{a, title = {B}}\n",
    "an undefined name": "@misc{a, title = nothing}\n",
    "a merge": "<<<<<<< HEAD\n@misc{a, title = {A}}\n=======\n@misc{a, title = {B}}\n>>>>>>> b\n",
    "a lost at sign": "misc{a, title = {A}}\n@misc{b, title = {B}}\n",
    "a remark inside an entry": "@misc{a,\n  % A remark.\n  title = {A},\n}\n",
}


@pytest.mark.parametrize(("before", "after"), FORMED.values(), ids=FORMED)
def test_references_get_our_form(before: str, after: str) -> None:
    assert canonical_form(before) == after
    assert canonical_form(after) == after


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_references_that_cannot_be_read_keep_their_form(text: str) -> None:
    assert canonical_form(text) == text


_PIECES = st.sampled_from(
    [
        *("@misc{a, title = {A}}", "@online{B, title = {B {C}}, url = {https://x.org/}}"),
        *('@article{c, author = "D, E and\n F, G", year = 2010,}', "@string{s = {S}}"),
        *("@misc{d, title = s # { T}}", "% A remark.", "@comment{C}", "@misc{torn, title = {A"),
        *("@misc{a, title = {Again}}", "Words.", "=======", "@misc{e, title {E}}"),
    ]
)
_GAPS = st.sampled_from(["", " ", "\n", "\n\n", "\n\n\n"])


@given(st.lists(st.tuples(_PIECES, _GAPS), max_size=7))
def test_our_form_loses_nothing_and_twice_changes_no_more(parts: list[tuple[str, str]]) -> None:
    text = "".join(piece + gap for piece, gap in parts)
    formed = canonical_form(text)
    assert canonical_form(formed) == formed
    assert _content(formed) == _content(text)
    for remark in ("% A remark.", "@comment{C}", "Words.", "torn"):
        assert formed.count(remark) == text.count(remark)


def _content(text: str) -> object:
    bibliography = read_bibliography(Source("", text))
    entries = {
        key: (reference.kind, {name: " ".join(at.split()) for name, at in reference.fields.items()})
        for key, reference in bibliography.references.items()
    }
    return entries, bibliography.broken, sorted(finding.code for finding in bibliography.findings)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mending_a_mistake_makes_no_new_one(mistake: Mistake, tmp_path: Path) -> None:
    lay_out(tmp_path, mistake.files)
    said = fix(tmp_path)
    if said != NOTHING:
        assert fix(tmp_path) == NOTHING
        left = [code for code in _codes(mistake.said) if code != "B22"]
        assert _codes(said_of(tmp_path)) == left


def _codes(said: str) -> list[str]:
    return sorted(line[-4:-1] for line in said.splitlines())
