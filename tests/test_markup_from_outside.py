"""What a page may hold is a list: ordinary Markdown passes, and nothing else is ever published."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from markdown import Markdown

from guidebook.checks.allowed_markup import check_markup
from guidebook.checks.last_net import check_finished, cleaned
from guidebook.citations.citation_extension import CitationExtension
from guidebook.findings import Finding
from guidebook.site.link_looks import LinkLookExtension
from guidebook.site.readable_tables import TableExtension
from guidebook.source import Source
from minisite import OURS, build, page

OUR_EXTENSIONS = [
    *(next(iter(each)) if isinstance(each, dict) else each for each in OURS["markdown_extensions"]),
    *(CitationExtension(), TableExtension(), LinkLookExtension()),
]
OUR_SETTINGS = {"pymdownx.tabbed": {"alternate_style": True}}


def told(text: str) -> list[str]:
    """What is said of a page's text, from the file's first line on."""
    page = Source("docs/a.md", text)
    html = Markdown(extensions=OUR_EXTENSIONS, extension_configs=OUR_SETTINGS).convert(text)

    def found() -> Iterator[Finding]:
        yield from check_markup(html, page)
        yield from check_finished(html, page, has_told_links=False)

    return [str(finding) for finding in found()]


ORDINARY = {
    "headings": "## One\n\n### Two {#two .wide}\n\nThree\n-----\n",
    "emphasis": "*a* **b** ***c*** _d_ `e` ``f ` g``",
    "lists": "- a\n    - b\n\n1. c\n2. d\n\n5. e\n",
    "a list that begins elsewhere": "3. a\n4. b\n",
    "definitions": "Word\n:   What it means.\n",
    "a table": "| a | b |\n| --- | --- |\n| c | d |\n",
    "a table with columns to the right": "| a | b |\n| :-: | --: |\n| c | d |\n",
    "a cell over two columns": "| a | b |\n| --- | --- |\n| c { colspan=2 } | d |\n",
    "a bold first column": "| a | b |\n| --- | --- |\n| **c** | d |\n",
    "a quotation": "> Words\n> and more.\n",
    "rules and breaks": "a  \nb<br>c<br/>d<wbr>\n\n---\n",
    "links": "[a](b.md) [c](https://d.example 'title') <https://e.example> <f@g.example>",
    "a link by name": "[a][b]\n\n[b]: https://c.example (Title)\n",
    "a link to a new window": '[a](https://b.example){ target=_blank rel="noopener" }',
    "a button": "[a](b.md){ .md-button .md-button--primary }",
    "a download": "[a](b.pdf){ download }",
    "a mark of ours": "[no reference](about.md#x){.source-mark}",
    "images": '![a](b.png) ![c](d.svg "e"){ width=300 loading=lazy align=left .explains }',
    "an image that leads on": "[![a](b.png)](c.md)",
    "an image in HTML": '<img src="a.png" alt="b" width="1" height=2>',
    "a figure": '<figure markdown="span">\n<img src="a.png" alt="b">\n'
    "<figcaption>c</figcaption>\n</figure>",
    "footnotes": "a[^1] b[^2] c[^1]\n\n[^1]: d\n[^2]: e\n\n    f\n",
    "an abbreviation": "The HTML.\n\n*[HTML]: Hyper Text\n",
    "boxes": '!!! warning "Go now"\n    Words.\n\n!!! note\n    More.\n',
    "folded boxes": "??? tip\n    Words.\n\n???+ note\n    More.\n",
    "tabs": '=== "One"\n\n    a\n\n=== "Two"\n\n    b\n',
    "code": "```python\na < b\n```\n\n    <script>c</script>\n\n`<meta>`",
    "code with lines": '``` { .yaml title="a.yml" linenums="1" hl_lines="1" }\na: b\n```',
    "HTML in a fence": '```html\n<form onsubmit="x"><input></form>\n```',
    "attributes in code": "`{ onclick=x }`\n\n```\n{: style=a }\n```",
    "a remark": "a\n\n<!-- <script> -->\n\n<!--\nb --- c\n-->\n",
    "entities": "&copy; &lt;script&gt; &#60;b&#62; AT&T &amp; a < b > c",
    "what is escaped": r"\{ onclick=x } 1 <2 and 3> 2 \[a](b)",
    "keys and small letters": "<kbd>Ctrl</kbd> H<sub>2</sub>O x<sup>2</sup> <small>a</small>",
    "changes": '<del cite="b.md">a</del> <ins cite="b.md" datetime="2027-01-01">b</ins>',
    "marks": "<s>c</s> <mark>d</mark> <u>e</u>",
    "words": "<abbr title=a>b</abbr> <cite>c</cite> <dfn>d</dfn> <q>e</q> <var>f</var> <i>g</i>",
    "other languages": '<span lang="de">a</span> <bdo dir="rtl">b</bdo> <bdi>c</bdi>',
    "characters with readings": "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>",
    "a time": '<time datetime="2027-01-01">a</time>',
    "folded text": "<details open>\n<summary>a</summary>\n<p>b</p>\n</details>",
    "divisions": '<div class="wide" id="a">\n<p>b</p>\n</div>\n\n<section>\n<p>c</p>\n</section>',
    "a table in HTML": "<table><caption>a</caption><colgroup><col span=2></colgroup><tr>"
    '<th scope="row" abbr="b">c</th><td rowspan=2 headers="d">e</td></tr></table>',
    "a drawing": '<div>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" role="img" '
    'aria-label="a" style=""><title>a</title><defs><linearGradient id="b"><stop offset="0"/>'
    '</linearGradient></defs><g fill="url(#b)"><use href="#b"/><text x="1">c</text></g></svg>\n'
    "</div>".replace(' style=""', ""),
    "citations": "a [@b] c [@d, p. 4; @e] [*f* [@g]](h.md)",
    "contents": "[TOC]\n\n## a\n\n## b\n",
    "left out of search": "## a { data-search-exclude }\n\nb\n",
    "curly brackets in words": "a {b} c and {d: e}\n\nf {{ g }} h",
    "names of attributes in words": "Its onclick=x and style=y are words, and src=https://a.example.",
    "a mailto and a telephone": "[a](mailto:b@c.example) [d](tel:+4912345)",
    "a class that begins like one of ours": "a\n{ .citation-rules .references-here .mdx }",
}


@pytest.mark.parametrize("text", ORDINARY.values(), ids=ORDINARY)
def test_ordinary_markdown_has_no_finding(text: str) -> None:
    assert told(text) == []


ELEMENT = "Write it as Markdown, or take it out. [T01]"
RUNS = "No script runs on a page. Take it out. [T02]"
OUT = "Take it out. [T02]"
CURLY = "Take it out; words in curly brackets are attributes. [T02]"
LOADED = "Put the file into docs/, and name it there; or link to it. [T03]"

BAD = {
    "a script": (
        "a\n\n<script>alert(1)</script>",
        [f"3:1: a page can't hold the element 'script'. {ELEMENT}"],
    ),
    "a second one": (
        "`<style>`\n\n<style>a{}</style>\n\nb\n\n<STYLE>c{}</STYLE>",
        [
            f"3:1: a page can't hold the element 'style'. {ELEMENT}",
            f"7:1: a page can't hold the element 'style'. {ELEMENT}",
        ],
    ),
    "the same one twice": (
        "<style>a{}</style>\n\nb\n\n<style>c{}</style>",
        [
            f"1:1: a page can't hold the element 'style'. {ELEMENT}",
            f"5:1: a page can't hold the element 'style'. {ELEMENT}",
        ],
    ),
    "another address at once": (
        'a <meta http-equiv="refresh" content="0;url=https://b.example">',
        [f"1:3: a page can't hold the element 'meta'. {ELEMENT}"],
    ),
    "a form": (
        '<form action="https://a.example"><input name="b"></form>',
        [
            f"1:1: a page can't hold the element 'form'. {ELEMENT}",
            f"1:34: a page can't hold a field to fill in. {ELEMENT}",
        ],
    ),
    "another page in it": (
        '<iframe src="https://a.example"></iframe>',
        [f"1:1: a page can't hold the element 'iframe'. {ELEMENT}"],
    ),
    "what runs, in a list of attributes": (
        'Words.\n{ onclick="a()" }',
        [f"2:3: the element 'p' can't have the attribute 'onclick'. {RUNS}"],
    ),
    "what runs, in HTML": (
        "<b\n onmouseover='a()'>b</b>",
        [f"2:2: the element 'b' can't have the attribute 'onmouseover'. {RUNS}"],
    ),
    "a style": (
        '## a {style="position:fixed"}',
        [f"1:7: the element 'h2' can't have the attribute 'style'. {CURLY}"],
    ),
    "a style of a cell": (
        '<table><tr><td style="text-align: left">a</td></tr></table>',
        [f"1:16: the element 'td' can't have the attribute 'style'. {CURLY}"],
    ),
    "words taken for attributes": (
        "## Results {draft}",
        [f"1:13: the element 'h2' can't have the attribute 'draft'. {CURLY}"],
    ),
    "an attribute misspelt": (
        "![a](b.png){ widht=3 }",
        ["1:14: the element 'img' can't have the attribute 'widht'. Did you mean 'width'? [T02]"],
    ),
    "a picture from elsewhere": (
        "![a](https://b.example/c.png)",
        [f"1:6: 'https://b.example/c.png' would be loaded from another site. {LOADED}"],
    ),
    "more than one picture from elsewhere": (
        '<img alt="a" srcset="https://b.example/c.png" src="d.png">',
        ["1:14: the element 'img' can't have the attribute 'srcset'. " + CURLY],
    ),
    "a part that covers the page": (
        '<div class="a md-overlay">b</div>',
        [f"1:6: the attribute 'class' can't be 'a md-overlay'. {OUT}"],
    ),
    "a number that looks like a source's": (
        "[\\[1\\]](https://a.example){.citation}",
        [f"1:28: the attribute 'class' can't be 'citation'. {OUT}"],
    ),
    "a role of our citations": (
        '<a role="doc-biblioref" href="b.md">[1]</a>',
        [f"1:4: the attribute 'role' can't be 'doc-biblioref'. {OUT}"],
    ),
    "a placeholder of ours": (
        '<cite data-citation="[@a]" data-mark="9999"></cite>',
        [
            f"1:7: the attribute 'data-citation' has a meaning of its own here. {OUT}",
            f"1:28: the attribute 'data-mark' has a meaning of its own here. {OUT}",
        ],
    ),
    "what opens over the page": (
        '<div popover id="a">b</div>',
        [f"1:6: the element 'div' can't have the attribute 'popover'. {CURLY}"],
    ),
    "HTML in a drawing": (
        "<svg><foreignObject><b>a</b></foreignObject></svg>",
        [f"1:6: a page can't hold the element 'foreignobject'. {ELEMENT}"],
    ),
    "a drawing that moves": (
        '<svg><a href="#b"><set attributeName="href" to="javascript:c()"/></a></svg>',
        [f"1:19: a page can't hold the element 'set'. {ELEMENT}"],
    ),
    "a drawing from elsewhere": (
        '<svg><use href="https://a.example/b.svg#c"/></svg>',
        [f"1:11: the attribute 'href' can't be 'https://a.example/b.svg#c'. {OUT}"],
    ),
    "a colour from elsewhere": (
        '<svg><path fill="url(https://a.example/b#c)"/></svg>',
        [f"1:12: the attribute 'fill' can't be 'url(https://a.example/b#c)'. {OUT}"],
    ),
    "a remark that ends at once": (
        "<!--><b onclick=a>c</b> -->",
        [f"1:1: '<!-->' is no remark. {ELEMENT}"],
    ),
}


@pytest.mark.parametrize(("text", "said"), BAD.values(), ids=BAD)
def test_anything_else_is_found_where_it_is_written(text: str, said: list[str]) -> None:
    of_the_list = [line for line in told(text) if not line.endswith("[T04]")]
    assert of_the_list == [f"docs/a.md:{line}" for line in said]


HOSTILE = {
    "a script": "<script>alert(1)</script>",
    "what runs": "<img src=x onerror=alert(1)>",
    "signs that end nothing": '<img src="x"/onerror="alert(1)">',
    "an address that runs": "<a href='java\tscript:alert(1)'>a</a>",
    "one in entities": "<a href='&#106;avascript:alert(1)'>a</a>",
    "a sign in a value": '<a title=">" href="javascript:alert(1)">a</a>',
    "a remark that ends at once": "<!--><script>alert(1)</script> -->",
    "a mark that ends at once": "<![CDATA[ > <script>alert(1)</script> ]]>",
    "words that are none": '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "a formula": '<math><mi xlink:href="javascript:alert(1)">a</mi></math>',
    "a drawing's link": '<svg><a xlink:href="javascript:alert(1)"><text>a</text></a></svg>',
    "a drawing's style": "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "a template": "<template><script>alert(1)</script></template>",
}


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE)
def test_the_last_net_holds_what_slipped_through(html: str) -> None:
    (finding,) = check_finished(f"<p>a</p>{html}", Source("docs/a.md", "b"), has_told_links=False)
    assert finding.code == "T04"


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE)
def test_a_preview_shows_none_of_it(html: str) -> None:
    safe = cleaned(html)
    assert "<script" not in safe
    assert "onerror=a" not in safe.replace("onerror=alert(1)&gt;", "")


SCRIPT = "</script></title><script>alert(1)</script>"


def test_titles_and_names_stay_text_wherever_they_go(tmp_path: Path) -> None:
    head = f"---\ntitle: 'A {SCRIPT} & \"b\"'\ndescription: '\">{SCRIPT}'\n---\n\nWords.\n"
    nav = [{f"Home {SCRIPT}": "index.md"}, {f"Guide {SCRIPT}": ["a/index.md", "a/b.md"]}]
    heading = page("## c < d & e `<script>alert`\n\n## More")
    files = {"docs/index.md": head, "docs/a/index.md": head, "docs/a/b.md": heading}
    search = head.replace("\n---\n\n", "\ntemplate: search.html\n---\n\n")
    site = build(tmp_path, {**files, "docs/search.md": search}, nav=[*nav, "search.md"])
    assert site.warnings == []
    for name in ("index.html", "a/index.html", "a/b.html", "search.html", "404.html"):
        assert "<script>alert" not in site.html(name)
        assert "&amp;lt;" not in site.html(name)
    (title,) = site.page("a/index.html").select("h1")
    assert title.get_text() == f'A {SCRIPT} & "b"'
    (here,) = site.page("index.html").select("nav.menu [aria-current=page]")
    assert here.get_text() == f"Home {SCRIPT}"
    shown = [element.get_text() for element in site.page("a/b.html").select("h2, nav a")]
    assert shown.count("c < d & e <script>alert") >= 2


def test_a_page_in_no_guide_is_held_to_the_list_as_well(tmp_path: Path) -> None:
    (warning,) = build(tmp_path, {"docs/index.md": page("<script>alert(1)</script>")}).warnings
    assert warning == f"docs/index.md:6:1: a page can't hold the element 'script'. {ELEMENT}"
