"""A drawing's file may hold what draws something, and nothing that runs or is loaded."""

from pathlib import Path

import pytest

from guidebook.checks.allowed_drawing import check_drawing
from guidebook.source import Source
from minisite import ROOT, build, page

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
DOCTYPE = '"-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"'


def drawing(inside: str, before: str = "") -> list[str]:
    source = Source("docs/a.svg", f"{before}{OPEN}\n{inside}\n</svg>\n")
    return [str(finding) for finding in check_drawing(source)]


GOOD = {
    "shapes and words": '<g fill="red"><path d="M0 0"/><text x="1"><tspan>ä</tspan></text></g>',
    "a title": "<title>a</title><desc>b</desc>",
    "a gradient": '<defs><linearGradient id="a"><stop offset="0" stop-color="#fff"/>'
    '</linearGradient></defs><rect fill="url(#a)" filter="url(\'#b\')"/>',
    "a style": "<style>.a { fill: url(#b) } /* c */</style><rect style='fill:#fff'/>",
    "what is used again": '<use href="#a"/><use xlink:href="#a"/>',
    "links": '<a href="b.html"><text>c</text></a><a xlink:href="https://d.example"/>',
    "a picture within": '<image xlink:href="data:image/png;base64,iVBORw0KGgo="/>',
    "what programs keep": '<metadata><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'
    '</metadata><i:x xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:y="z" a="b"/>',
    "remarks": "<!-- <script> -->",
    "names for people who hear it": '<g role="img" aria-label="a" data-name="b"/>',
}


@pytest.mark.parametrize("inside", GOOD.values(), ids=GOOD)
def test_a_drawing_passes(inside: str) -> None:
    assert drawing(inside, f'<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC {DOCTYPE}>\n') == []


def test_drawings_of_our_site_pass() -> None:
    files = [*(ROOT / "docs").rglob("*.svg")]
    assert files
    for file in files:
        assert check_drawing(Source(file.name, file.read_text("utf-8"))) == []


BAD = {
    "a script": ("<script>a()</script>", "2:1", "the element 'script'"),
    "what runs": ('<g>ä<path onload="a()"/></g>', "2:5", "the attribute 'onload'"),
    "HTML": ("<foreignObject/>", "2:1", "the element 'foreignObject'"),
    "HTML by its own name": (
        '<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>',
        "2:1",
        "the element 'script'",
    ),
    "what moves": ('<animate attributeName="href"/>', "2:1", "the element 'animate'"),
    "an address that runs": (
        '<a xlink:href="javascript:b()"/>',
        "2:1",
        "'href=\"javascript:b()\"'",
    ),
    "a part of another file": ('<use href="b.svg#c"/>', "2:1", "'href=\"b.svg#c\"'"),
    "a picture from elsewhere": (
        '<image href="https://a.example/b"/>',
        "2:1",
        "'href=\"https://a.example/b\"'",
    ),
    "a drawing within": ('<image href="data:image/svg+xml,a"/>', "2:1", "'href=\"data:image/svg"),
    "a colour from elsewhere": ('<g fill="url(//a.example/b)"/>', "2:1", "'fill=\"url(//a."),
    "a style from elsewhere": ("<style>@imp<!-- -->ort 'a'</style>", "2:27", "a style that leads"),
    "a font from elsewhere": ("<style>a { b: url(\n'c')}</style>", "3:6", "a style that leads"),
}


@pytest.mark.parametrize(("inside", "place", "what"), BAD.values(), ids=BAD)
def test_what_runs_or_is_loaded_is_found(inside: str, place: str, what: str) -> None:
    (said, *more) = drawing(inside)
    assert more == []
    assert said.startswith(f"docs/a.svg:{place}: a drawing can't hold {what}")
    assert said.endswith(". Take it out, or save the drawing as a plain SVG. [T05]")


def test_definitions_and_instructions_are_found() -> None:
    definitions = drawing("<g/>", '<!DOCTYPE svg [<!ENTITY a "b">]>')
    assert "docs/a.svg:1:15: a drawing can't hold definitions of its own" in definitions[0]
    instruction = drawing("<g/>", '<?xml-stylesheet href="https://a.example"?>')
    assert "docs/a.svg:1:1: a drawing can't hold the instruction 'xml-stylesheet'" in instruction[0]


def test_many_definitions_cost_no_time() -> None:
    definitions = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 20}">' for n in range(20))
    said = drawing("<text>&a20;</text>", f'<!DOCTYPE svg [<!ENTITY a0 "ha">{definitions}]>')
    assert any("can't be read as XML" in line for line in said)


def test_what_is_no_xml_is_found_at_its_place() -> None:
    assert drawing("<g a=b/>") == [
        "docs/a.svg:2:6: the drawing can't be read as XML: not well-formed (invalid token). "
        "Save it again with a drawing program. [T05]"
    ]


def test_a_build_tells_it(tmp_path: Path) -> None:
    files = {"docs/index.md": page("Words."), "docs/a/b.svg": f"{OPEN}<script/></svg>"}
    (warning,) = build(tmp_path, files).warnings
    assert warning.startswith(f"docs/a/b.svg:1:{len(OPEN) + 1}: a drawing can't hold the element")
