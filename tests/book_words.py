"""The words of a book against those of the pages it was made from: each of them, and in order.

Run as a program, it compares every book below some folders with the pages beside it.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from copy import copy
from pathlib import Path
from typing import NamedTuple

import yaml
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from pikepdf import Pdf

from reading_order import Item, read

NOT_IN_BOOKS = (
    ".headerlink, .footnote-backref, .decision-narrow, .decision-again, .decision-all, "
    ".guide-pdf, .page-date, .reference-files, .print-address, .backlinks, .page-status, "
    ".page-contents, .md-content__button, .md-source-file, .pager, .page-say, .rely, .sidenote, "
    ".cite, .reference-note, script, style, [hidden], svg"
)
_UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\ufeff]+")
_PAGES = re.compile(
    r"\(page\d+\)|,page\d+|Citedonpages?(?:\d+[–,]?)+|Yournotes$|Reviewedby\D+\d+\D+\d{4}\.|"
    r"Thepicture,continued|Continuedbeloworonthenextpage"
)
_FROM_THE_RIGHT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]+")
_LABEL = re.compile(r"[•‣–]|\d+[.)]|[a-zA-Z]\.|[ivxlcIVXLC]+\.")
"""What stands beside an item of a list, or marks a note."""
_AROUND_CELLS = ("table", "thead", "tbody", "tfoot", "tr")
_INDEX = "Index"
"""What begins the index at the end of a book, which no page has."""
_TOLD = 40
"""Characters of what differs that are told."""


class Difference(NamedTuple):
    """Where a book and its pages part."""

    page: int
    """Of the book, from 1."""
    expected: str
    found: str


def first_difference(pages: Sequence[Tag], pdf: Pdf) -> Difference | None:
    """Where a book parts from its pages, which come in its order, each with its title.

    What a book adds is passed over: the pages and addresses that links lead to, and what an
    abbreviation stands for.
    """
    written, places = _written([*read(pdf)])
    wanted = unturned("".join(map(_wanted, pages)))
    added = [unturned(text) for page in pages for text in _additions(page)]
    mine = theirs = 0
    while True:
        while mine < len(wanted) and written[theirs : theirs + 1] == wanted[mine]:
            mine, theirs = mine + 1, theirs + 1
        length = _addition(written, theirs, added)
        if not length and added:
            back = _begun_before(written, theirs, wanted, mine, added)
            mine, theirs = mine - back, theirs - back
            length = _addition(written, theirs, added) if back else 0
        if not length:
            break
        theirs += _before_a_number(written, theirs, length, wanted[mine : mine + 4])
    if mine == len(wanted) and (theirs == len(written) or written.startswith(_INDEX, theirs)):
        return None
    place = places[min(theirs, len(places) - 1)]
    return Difference(place, wanted[mine : mine + _TOLD], written[theirs : theirs + _TOLD])


def picture_words(pdf: Pdf) -> str:
    """The words in the pictures of a book, in their order, without spaces."""
    hidden, words = 0, list[str]()
    for item in read(pdf):
        if item.role.removeprefix("/") == "Figure":
            hidden += -1 if item.role.startswith("/") else 1
        elif hidden:
            words.append(item.text)
    return squeezed("".join(words))


def _addition(written: str, start: int, added: Sequence[str]) -> int:
    """The length of what a book adds at a place, or 0."""
    if match := _PAGES.match(written, start):
        return match.end() - start
    return max((len(text) for text in added if text and written.startswith(text, start)), default=0)


def _before_a_number(written: str, start: int, length: int, after: str) -> int:
    """The length of an addition, less the digits that belong to the page's own number behind it."""
    ends = range(start + length, start, -1)
    fits = (end for end in ends if _PAGES.fullmatch(written, start, end))
    return next((end for end in fits if written.startswith(after, end)), start + length) - start


def _begun_before(written: str, theirs: int, wanted: str, mine: int, added: Sequence[str]) -> int:
    """How many characters before an addition began that looked like the page's own text."""
    for back in range(1, min(mine, theirs, 400) + 1):
        if _addition(written, theirs - back, added) > back:
            return back
    return 0


def _written(items: Sequence[Item]) -> tuple[str, list[int]]:
    """The text of a book after its contents, without labels and pictures, and each one's page."""
    text: list[str] = []
    places: list[int] = []
    hidden = begun = 0
    label: list[Item] | None = None
    for item in items:
        if item.role.removeprefix("/") == "Figure":
            hidden += -1 if item.role.startswith("/") else 1
        elif item.role == "H1":
            begun += 1  # the first one is that of the contents
        elif item.role == "Lbl":
            label = []
        elif item.role == "/Lbl":
            words = squeezed("".join(part.text for part in label or ()))
            if not _LABEL.fullmatch(words):
                text.append(words)
                places += [(label or [item])[0].page] * len(words)
            label = None
        elif not item.role and label is not None:
            label.append(item)
        elif not item.role and not hidden and begun > 1:
            shown = squeezed(item.text)
            text.append(shown)
            places += [item.page] * len(shown)
    return unturned("".join(text)), places


def unturned(text: str) -> str:
    """A text in which words that run from right to left are the same from either end."""
    return _FROM_THE_RIGHT.sub(lambda run: "".join(sorted(run.group())), text)


def squeezed(words: str) -> str:
    """A text in Unicode's form C, without spaces and what shows nothing."""
    return _UNSEEN.sub("", unicodedata.normalize("NFC", words))


def _wanted(page: Tag) -> str:
    """The text of a page as its book is to have it: notes where they are first mentioned."""
    page = copy(page)
    for element in page.select(NOT_IN_BOOKS):
        element.decompose()
    notes = {str(note.get("id")): note for note in page.select(".footnote li[id]")}
    for holder in page.select(".footnote"):
        holder.extract()
    for mark in page.select("sup:has(> .footnote-ref)"):
        (link,) = mark.select(".footnote-ref")
        note = notes.pop(str(link["href"]).removeprefix("#"), None)
        mark.replace_with(*([note] if note else []))
    for note in notes.values():
        page.append(note)
    for quote in page.select("q"):
        quote.insert(0, "“")
        quote.append("”")
    for table in page.select("table"):
        for text in list(_between_cells(table)):
            table.insert_before(text.extract())
    for term in page.select("dt:has(+ dt)"):
        term.append(",")
    for tabs in reversed(page.select(".tabbed-set")):
        unfold(tabs)
    return squeezed(page.get_text())


def _between_cells(table: Tag) -> Iterator[NavigableString]:
    """The texts of a table that are in no cell of it; browsers show them before the table."""
    for text in table.find_all(string=True):
        is_stray = text.parent is not None and text.parent.name in _AROUND_CELLS
        if is_stray and text.find_parent("table") is table:
            yield text


def unfold(tabs: Tag) -> None:
    """Put each tab's name before its text."""
    names = [
        name
        for holder in tabs.select(":scope > .tabbed-labels")
        for name in holder.select(":scope > label")
    ]
    texts = [
        text
        for holder in tabs.select(":scope > .tabbed-content")
        for text in holder.select(":scope > div")
    ]
    for name, text in zip(names, texts, strict=False):
        text.insert(0, name.extract())


def _additions(page: Tag) -> Iterator[str]:
    """What a book may add to a page."""
    for link in page.select("a[href]"):
        address = str(link["href"]).removeprefix("mailto:").removeprefix("tel:")
        shown = squeezed(re.sub("^https?://", "", address).removesuffix("/"))
        shown = re.sub(r"(?<=\?).*", lambda query: query.group().replace("%20", "+"), shown)
        if not str(link["href"]).startswith("#"):
            yield f"({shown})"
    for short in page.select("abbr[title]"):
        yield squeezed(f"({short['title']})")
        yield squeezed(f", {short['title']}")


def built_pages(
    folder: Path, names: Sequence[str], address: str = "", *, is_guide: bool = True
) -> list[Tag]:
    """The articles of a guide's built pages, or of pages in none.

    Each link to the site has its whole address.
    """
    base = Path("/", folder.name if is_guide else "")
    pages = []
    for name in names:
        soup = BeautifulSoup((folder / f"{name}.html").read_text("utf-8"), "html.parser")
        (article,) = soup.select("article")
        for link in article.select("a[href]"):
            if not re.match("[a-z]+:|#", str(link["href"])):
                link["href"] = address + str(Path(base, str(link["href"])).resolve())
        if name != "references":
            for listed in article.select("[role=doc-bibliography]"):
                listed.decompose()
        pages.append(article)
    return pages


def taken_along(site: Path, settings: Path, pages: Sequence[Tag], address: str) -> list[Tag]:
    """What a book takes along: of each page in no guide, the sections and terms that are linked."""
    ids: dict[str, set[str]] = {}
    for link in (link for page in pages for link in page.select("a[href]")):
        path, _, name = str(link["href"]).removeprefix(f"{address}/").partition("#")
        if name and "/" not in path and (site / path).is_file():
            ids.setdefault(path, set()).add(name)
    nav = yaml.safe_load(settings.read_text("utf-8"))["nav"]
    listed = [Path(path).with_suffix(".html").name for part in nav for path in _paths(part)]
    found = []
    for name in (name for name in listed if name in ids):
        (page,) = built_pages(site, [name.removesuffix(".html")], address, is_guide=False)
        for link in page.select('a[href^="#"]'):
            link["href"] = f"{address}/{name}{link['href']}"
        found.append(_excerpt(page, ids[name]))
    return found


def _excerpt(page: Tag, ids: set[str]) -> Tag:
    """A page with nothing but its beginning and what is linked of it, under the headings above."""
    above: list[Tag] = []
    places: list[tuple[Tag, list[Tag]]] = []
    for part in page.find_all(recursive=False):
        if re.fullmatch("h[2-6]", part.name):
            above = [heading for heading in above if heading.name < part.name] + [part]
        places.append((part, [*above]))
        for term in part.select("dt"):
            meaning = term.find_next_sibling("dd")
            if term.get("id") not in ids and meaning:
                meaning.extract()
                term.extract()
    linked = [(part, over) for part, over in places if any(each.get("id") in ids for each in over)]
    for part, over in places:
        is_kept = any(part is each for _, under in linked for each in under)
        if over and not is_kept and not any(part is each for each, _ in linked):
            part.extract()
    return page


def order(settings: Path, guide: str) -> list[str]:
    """The names of a guide's pages as its book has them: as in the navigation, references last."""
    nav = yaml.safe_load(settings.read_text("utf-8"))["nav"]
    listed = [path for part in nav if isinstance(part, dict) for path in _paths(part)]
    names = [Path(path).stem for path in listed if path.startswith(f"{guide}/")]
    return sorted(names, key=lambda name: name == "references")


def _paths(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    for below in (
        part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    ):
        yield from _paths(below)


def main(sites: Sequence[str]) -> int:
    """Tell where a book differs from its pages; the exit code is 1 where one does."""
    failed = 0
    for site in map(Path, sites):
        settings = next(
            file for file in (site / "mkdocs.yml", site.parent / "mkdocs.yml") if file.exists()
        )
        address = str(yaml.safe_load(settings.read_text("utf-8")).get("site_url", "")).rstrip("/")
        for file in sorted(site.rglob("*.pdf")):
            if file.stem.endswith("-sheet"):
                continue
            pages = built_pages(file.parent, order(settings, file.parent.name), address)
            pages += taken_along(site, settings, pages, address)
            with Pdf.open(file) as pdf:
                difference = first_difference(pages, pdf)
            failed += bool(difference)
            sys.stdout.write(f"{file}: {difference or 'the words of its pages'}\n")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
