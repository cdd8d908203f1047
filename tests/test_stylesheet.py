"""The stylesheet keeps what the pages use and loses the rest; the fonts have what pages show."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from guidebook.site.stylesheet import Names, combine, dark_by_system, without_unused
from guidebook.site.typeface import ALWAYS, subset_fonts
from minisite import Site

PAGE = (
    '<html dir="ltr"><body><article class="text wide" id="top"><p>Words <mark>here</mark></p>'
    "<ul><li>One</li></ul><details><summary>More</summary></details></article></body></html>"
)
KEPT = {
    "an element": "p{color:red}",
    "a class and an element": ".text p{color:red}",
    "an id": "#top{color:red}",
    "one of several": "p{color:red}",
    "a choice of which one is there": ":is(.gone,.text) p{color:red}",
    "what is not": "p:not(.gone){color:red}",
    "a part that comes by itself": "p::before,li::marker{color:red}",
    "what a reader does": "summary:is(:hover,:focus-visible){color:red}",
    "an attribute that pages have": "[dir=ltr] p{color:red}",
    "a rule for narrow screens": "@media (max-width: 20em){p{color:red}}",
    "a rule within a rule": "@media screen{@supports (display: grid){p{color:red}}}",
    "a brace in a text": 'p::after{content:"}{;"}',
    "a font": '@font-face{font-family:"A";src:url("a.woff2")}',
    "an animation that is used": "p{animation:turn 1s}@keyframes turn{from{left:0}to{left:1px}}",
    "a property that is read": ":root{--ink:#000}p{color:var(--ink)}",
}
CUT = {
    "an element": "video{color:red}",
    "a class": ".gone p{color:red}",
    "all that is in a group": "@media print{.gone{color:red}}",
    "an id": "#gone{color:red}",
    "a choice of none": ":is(.gone,.lost) p{color:red}",
    "another direction": "[dir=rtl] p{color:red}",
    "a script's state": "[data-md-state=open] p{color:red}",
    "all that a condition holds": "@media print{.gone{color:red}}",
    "an animation": "@keyframes turn{from{left:0}to{left:1px}}",
    "an animation in a layer": "@layer theme{@keyframes turn{from{left:0}to{left:1px}}}",
    "a table that a script sorts": "table th[role=columnheader]{color:red}",
}


def cut(css: str, html: str = PAGE) -> str:
    names = Names()
    names.add(html)
    return without_unused(css, names)


@pytest.mark.parametrize("css", KEPT.values(), ids=KEPT)
def test_a_rule_stays_that_pages_use(css: str) -> None:
    assert cut(css) == css


@pytest.mark.parametrize("css", CUT.values(), ids=CUT)
def test_a_rule_goes_that_no_page_uses(css: str) -> None:
    assert cut(f"{css}p{{color:red}}") == "p{color:red}"


def test_of_several_selectors_those_stay_that_pages_use() -> None:
    assert cut(".gone,p,.lost p{color:red}") == "p{color:red}"


def test_what_only_a_lost_property_reads_goes_with_it() -> None:
    css = ":root{--a:1px;--b:var(--a);--ink:#000;--picture:url(\"data:,<svg a='1;2'>\")}"
    assert cut(f"{css}p{{color:var(--ink)}}") == ":root{--ink:#000;}p{color:var(--ink)}"


def test_a_rule_for_texts_stays_where_a_text_has_what_it_is_for() -> None:
    rule = ".md-typeset summary{color:red}"
    page = '<nav><details><summary>All</summary></details></nav><article class="md-typeset">'
    assert cut(rule, f"{page}<p>One</p></article>") == ""
    assert cut(rule, f"{page}<details><summary>More</summary></details></article>") == rule
    inner = "<article>One</article><details><summary>More</summary></details></article>"
    assert cut(rule, f"{page}{inner}") == rule


def test_any_rule_of_ours_is_stronger_than_the_themes() -> None:
    theme = ":root{--a:red;--b:var(--a)}.b .c{color:var(--b)}[data-md-color-scheme=slate]{--a:blue}"
    assert combine(theme, theme, [":root{--a:green}p{color:var(--a)}"]).split("\n")[1:] == [
        "@layer theme{:root{--b:var(--a)}.b .c{color:var(--b)}[data-md-color-scheme=slate]{}"
        "@media screen and (prefers-color-scheme: dark){:root{}}}",
        ":root{--a:green}p{color:var(--a)}",
    ]


def test_remarks_and_spaces_of_our_own_rules_go() -> None:
    css = combine(
        "", "a{}[data-md-color-scheme=slate]{--a:b}", ["/* Why { */\np > a {\n  b: c;\n}\n"]
    )
    assert css.endswith("}\np>a{b:c}")


def test_a_theme_that_changes_its_dark_colours_is_told() -> None:
    with pytest.raises(ValueError, match="no dark colours"):
        dark_by_system("[data-md-color-scheme=night]{--a:b}")


def test_ours_is_small_and_keeps_a_rule_for_all_that_pages_wear(ours: Site) -> None:
    css = (ours.folder / "assets/stylesheets/site.css").read_text("utf-8")
    assert len(css) < 50_000
    for needed in (".reference-note", ".cite", ".doors", ".compare", ".pager", "#search-results"):
        assert needed in css
    assert "md-search" not in css


def test_fonts_have_every_letter_that_pages_show_and_are_the_same_each_time(tmp_path: Path) -> None:
    made = subset_fonts({"ő", "—", "\u4f1f"}, tmp_path)
    assert subset_fonts({"—", "\u4f1f", "ő"}, tmp_path / "other") == made
    for data in made.values():
        letters = set(map(chr, TTFont(BytesIO(data)).getBestCmap()))
        assert letters >= {"ő", "—", *ALWAYS - {"\xa0", "≤", "≥", "←", "→"}}
        assert set(map(chr, range(ord(" "), ord("~") + 1))) <= letters
        assert "я" not in letters
        assert len(data) < 8_000


def test_a_font_that_was_torn_in_the_cache_is_made_again(tmp_path: Path) -> None:
    made = subset_fonts(frozenset(), tmp_path)
    for file in tmp_path.iterdir():
        file.write_bytes(file.read_bytes()[:100])
    assert subset_fonts(frozenset(), tmp_path) == made


def test_the_fonts_that_pages_load_ahead_are_those_of_the_stylesheet(ours: Site) -> None:
    sheets = ours.folder / "assets" / "stylesheets"
    named = re.findall(r'url\("(atkinson[^"]*)"', (sheets / "site.css").read_text("utf-8"))
    ahead = ours.page("index.html").select("link[rel=preload]")
    assert sorted(Path(str(link["href"])).name for link in ahead) == sorted(named)
    assert all((sheets / name).exists() for name in named)
