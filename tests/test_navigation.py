"""The navigation: every entry leads to a page, every page has an entry, and only `nav` is ours."""

import pytest

from guidebook.checks.navigation import check_navigation, place_of_setting, read_settings
from guidebook.source import Position, Source

PAGES = {"index.md": "docs/index.md", "a/index.md": "docs/a/index.md"}
FILES = {*PAGES, "a/box.png"}
WHOLE = "site_name: A\nnav:\n  - Home: index.md\n  - A:\n      - a/index.md\n"


def _told(settings: str) -> list[str]:
    source = Source("mkdocs.yml", settings)
    unreadable = read_settings(source)[1]
    return [str(finding) for finding in (*unreadable, *check_navigation(source, PAGES, FILES))]


GOOD = {
    "every page": WHOLE,
    "no navigation": "site_name: A\n",
    "an empty one": "site_name: A\nnav:\n",
    "an address of another site": f"{WHOLE}  - Elsewhere: https://example.org/\n",
    "a file that is no page": f"{WHOLE}  - A picture: a/box.png\n",
    "a list in one line": "nav: [index.md, {A: [a/index.md]}]\n",
    "tags elsewhere": f"{WHOLE}extra: !ENV [A, b]\nslugify: !!python/name:a.b\n",
    "anchors elsewhere": f"extra: &extra\n  b: c\nmore:\n  <<: *extra\n{WHOLE}",
    "comments and tabs": WHOLE.replace("site_name: A", "site_name:\tA # a comment"),
    "keys twice elsewhere": f"site_name: B\n{WHOLE}",
    "many levels elsewhere": f"extra: {'[' * 40}{']' * 40}\n{WHOLE}",
}

BAD = {
    "a page that stands twice": (
        f"{WHOLE}  - Again: index.md\n",
        ["mkdocs.yml:6:12: 'index.md' stands in line 3, too. Take one of the two lines out. [N07]"],
    ),
    "a page that was renamed": (
        WHOLE.replace("a/index.md", "a/indexes.md"),
        [
            "mkdocs.yml:5:9: the navigation names 'a/indexes.md', and there is no such page. "
            "Did you mean 'a/index.md'? [N02]",
            "docs/a/index.md:1:1: no reader finds this page by the navigation. "
            "Add it under nav in mkdocs.yml: a/index.md [N03]",
        ],
    ),
    "a page that is nowhere": (
        f"{WHOLE}  - nothing.md\n",
        [
            "mkdocs.yml:6:5: the navigation names 'nothing.md', and there is no such page. "
            "It may have been renamed or removed. [N02]",
        ],
    ),
    "a colon in a title": (
        WHOLE.replace("- A:", "- A: what?:"),
        [
            "mkdocs.yml:4:13: it can't be read: a colon followed by a space inside a text. "
            "Put the whole text in straight double quotes. [N01]"
        ],
    ),
    "a tab before an entry": (
        WHOLE.replace("      - a", "\t- a"),
        ["mkdocs.yml:5:1: it can't be read: a tab. Write spaces instead. [N01]"],
    ),
    "nothing at all": (
        "# Later.\n",
        ["mkdocs.yml:1:1: it can't be read: the file is empty. Write one setting a line. [N01]"],
    ),
    "two titles behind one dash": (
        f"{WHOLE}  - Box: a/box.png\n    Picture: a/box.png\n",
        ["mkdocs.yml:6:5: 2 titles in one entry. Begin each with a dash of its own. [N05]"],
    ),
    "a list in a list": (
        f"{WHOLE}  - - a/box.png\n",
        ["mkdocs.yml:6:5: a list here, where a text or keys with values must stand. [N05]"],
    ),
    "keys below a title": (
        f"{WHOLE}  - B:\n      C: a/box.png\n",
        ["mkdocs.yml:7:7: keys with values here, where a text or a list must stand. [N05]"],
    ),
    "a title without a page": (
        f"{WHOLE}  - B:\n",
        ["mkdocs.yml:6:7: an entry without a page. [N05]"],
    ),
}


@pytest.mark.parametrize("settings", GOOD.values(), ids=GOOD)
def test_nothing_is_said_of(settings: str) -> None:
    assert _told(settings) == []


@pytest.mark.parametrize(("settings", "told"), BAD.values(), ids=BAD)
def test_the_editor_is_told_of(settings: str, told: list[str]) -> None:
    assert _told(settings) == told


def test_a_setting_has_its_place() -> None:
    source = Source("mkdocs.yml", "extra:\n  nav: 1\n# nav: 2\nnav: [index.md]\n")
    assert place_of_setting(source, "nav") == Position(4, 1)
    assert place_of_setting(source, "plugins") == Position(1, 1)
    assert place_of_setting(Source("mkdocs.yml", "a: b: c"), "a") == Position(1, 1)


def test_a_site_without_a_home_page_is_told() -> None:
    settings = "nav:\n  - a/index.md\n"
    pages = {"a/index.md": "docs/a/index.md"}
    told = list(check_navigation(Source("mkdocs.yml", settings), pages, set(pages)))
    assert [(finding.code, finding.message) for finding in told] == [
        ("N08", "the site has no home page")
    ]
