"""Synthetic sites: the same text every time, with as many pages and citations as asked for."""

import random
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
WORDS = ("back", "pain", "lupus", "joint", "stiff", "morning", "rest", "move", "sleep", "sign")
OUR_GUIDE = "lupus-back-pain"
SECTIONS = 5
PARAGRAPHS = 4
DECISION = """\
title: "Which way?"
about: A question that sorts them.
reviewed: none
start: q-new
not_sure: none
before_you_start:
  - text: A result is a hint. [@key1]
not_covered:
  - text: Anything else.
questions:
  q-new:
    ask: Is it new?
    short: New?
    why: What is new often goes by itself. [@key1]
    answers:
      - say: Yes
        go: o-wait
      - say: No
        go: o-ask
outcomes:
  o-wait:
    title: This can wait
    short: Wait
    now: Wait for a week. [@key1]
    text:
      - Most of them go. [@key2]
    next:
      - Look again.
  o-ask:
    title: Ask somebody
    short: Ask
    now: Ask this week. [@key2]
    text:
      - Few of them go. [@key2]
    next:
      - Ask.
"""
"""A decision guide of one question."""

PLAIN: Mapping[str, Any] = {
    "site_name": "Bench",
    "site_url": "https://example.org/",
    "use_directory_urls": False,
    "theme": {"name": "material", "font": False},
    "plugins": ["search"],
}
PRUNED: Mapping[str, Any] = {
    **PLAIN,
    "theme": {**PLAIN["theme"], "features": ["navigation.prune"]},
}
OURS = {**PLAIN, "hooks": [str(ROOT / "hooks" / "events.py")]}
PEER = {
    **PLAIN,
    "plugins": ["search", {"bibtex": {"bib_file": "references.bib", "bib_by_default": True}}],
    "markdown_extensions": ["footnotes"],
}


def write_site(
    folder: Path, settings: Mapping[str, Any], pages: int, keys: int, entries: int
) -> None:
    """Write a site of one guide: 20 citations a page, of `keys` different entries of `entries`."""
    guide = folder / "docs" / "guide"
    guide.mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(dict(settings)))
    (folder / "references.bib").write_text("".join(map(_entry, range(entries))))
    chance = random.Random(1)
    for page in range(pages):
        (guide / f"page-{page:04}.md").write_text(_page(page, keys, chance))
    (folder / "docs" / "index.md").write_text(_front_matter("Home"))
    (guide / "references.md").write_text(_front_matter("References"))


def write_copies(project: Path, guides: int, plain: Mapping[str, Any] | None = None) -> None:
    """Write a site of so many copies of our guide, with our settings or with `plain` ones."""
    shutil.copytree(ROOT / "docs", project / "docs")
    shutil.copytree(ROOT / "editors", project / "editors")
    shutil.copy(ROOT / "references.bib", project)
    for number in range(1, guides):
        shutil.copytree(ROOT / "docs" / OUR_GUIDE, project / "docs" / f"guide-{number:03}")
    settings = {**(plain or _ours())}
    settings.pop("nav", None)
    if plain is not None:
        (project / "docs" / "search.md").unlink()  # it needs our template
    (project / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")


def write_guides(project: Path, guides: int, plain: Mapping[str, Any] | None = None) -> None:
    """Write a site of so many guides of ten pages, in our settings or in `plain` ones.

    Eight pages have 20 citations each, of 500 entries that all guides share; one is a decision
    guide, which plain sites have as a page of words, and one has the references.
    """
    settings = {**(plain or _ours())}
    (project / "docs").mkdir(parents=True)
    if plain is None:
        settings = {name: settings[name] for name in settings if name not in ("nav", "watch")}
        shutil.copytree(ROOT / "docs" / "assets", project / "docs" / "assets")
    (project / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    (project / "references.bib").write_text("".join(map(_entry, range(500))))
    (project / "docs" / "index.md").write_text(_front_matter("Home"))
    for number in range(guides):
        folder, chance = project / "docs" / f"guide-{number:03}", random.Random(number)
        folder.mkdir()
        for page in range(8):
            text = _page(page, 500, chance).replace("title: ", f"title: Guide {number} ", 1)
            (folder / f"{f'page-{page}' if page else 'index'}.md").write_text(text)
        marker = "[decision-guide]" if plain is None else "Words."
        (folder / "decision-guide.md").write_text(f"{_front_matter(f'Ways {number}')}{marker}\n")
        (folder / "references.md").write_text(_front_matter(f"References {number}"))
        if plain is None:
            (folder / "decision-guide.yml").write_text(DECISION)


def _ours() -> dict[str, Any]:
    """The settings of our site, for a site anywhere."""
    ours = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    theme = {**ours["theme"], "custom_dir": str(ROOT / "overrides")}
    return {**ours, "theme": theme, "hooks": [str(ROOT / "hooks" / "events.py")]}


def _front_matter(title: str) -> str:
    return f"---\ntitle: {title}\ndescription: A page to measure with.\n---\n\n"


def _page(number: int, keys: int, chance: random.Random) -> str:
    sections = (
        f"## Section {section}\n\n"
        + "".join(_paragraph(chance.randrange(keys), chance) for _ in range(PARAGRAPHS))
        for section in range(SECTIONS)
    )
    return _front_matter(f"Page {number}") + "".join(sections)


def _paragraph(key: int, chance: random.Random) -> str:
    return f"{' '.join(chance.choices(WORDS, k=60))} [@key{key}].\n\n"


def _entry(number: int) -> str:
    return (
        f"@article{{key{number},\n"
        "  author = {Almehed, Katarina and Hetényi, Szabolcs and Ohlsson, Claes},\n"
        f"  title = {{A title of an article with number {number}}},\n"
        "  journal = {Journal of Titles},\n"
        "  year = {2010},\n  volume = {12},\n  number = {3},\n  pages = {10--20},\n"
        f"  doi = {{10.1000/title.{number}}},\n  checked = {{full record}},\n}}\n\n"
    )
