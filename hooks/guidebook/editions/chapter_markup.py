"""A chapter of a book as markup, for an EPUB or for one HTML file.

What a book leaves out, opens and can link to is decided in `book/`; here it is written.
"""

from collections.abc import Iterable

from guidebook import markup
from guidebook.book.book_links import resolve
from guidebook.book.boxes import Box, boxes
from guidebook.book.cover import described
from guidebook.book.html_tree import HEADINGS, Element, Node, is_block
from guidebook.book.inline_translator import QUIET_LINKS
from guidebook.book.manuscript import Chapter
from guidebook.book.page_translator import FOOTNOTE_MARK, shows
from guidebook.editions.edition import Edition, Note, anchor, named, note_anchor
from guidebook.editions.markup_writing import tagged, text
from guidebook.editions.pictures import flowchart, picture

_PLAIN = {"center": "div", "main": "div", "nav": "div", "search": "div", "tt": "code"}
"""What stands for elements that are obsolete, or that only a whole page has."""
_KEPT = {
    **dict.fromkeys(("data", "li"), ("value",)),
    **dict.fromkeys(("del", "ins", "time"), ("datetime",)),
    "ol": ("start", "type"),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan", "scope"),
}
_KEPT_EVERYWHERE = ("class", "dir", "lang", "role", "title")
"""Attributes that stay; no other does."""
_OF_TABLES = ("table", "thead", "tbody", "tfoot", "tr", "td", "th")
"""What says by its name what it is; the site's style makes something else of it on a phone."""
_UNSHOWN = ("script", "style", "template")
_TABLE_BOX = "table-box"
_NOTE_MARK, _NOTE = "doc-noteref", "doc-footnote"


def write_chapter(chapter: Chapter, edition: Edition) -> str:
    """The markup of a chapter: its title, who reviewed it, its text, and its notes."""
    writer = ChapterWriter(chapter, edition)
    review = chapter.page.review
    said = text(f"Reviewed by {described(review)}.") if review else ""
    return "\n".join(
        [
            writer.heading(chapter.title, 1),
            tagged("p", {"class": "review"}, said) if said else "",
            writer.nodes(chapter.body.children),
            writer.footnotes(),
            writer.references(),
        ]
    )


def read_notes(chapter: Chapter, edition: Edition) -> dict[str, Note]:
    """The references that the chapter with the full list has, by their labels."""
    writer = ChapterWriter(chapter, edition)
    lists = (found for found in chapter.body.find_all("ol") if markup.REFERENCES in found.classes)
    return {_label(item): writer.note(item) for found in lists for item in found.elements}


class ChapterWriter:
    """A visitor of the elements of one chapter."""

    def __init__(self, chapter: Chapter, edition: Edition) -> None:
        self._page = chapter.page
        self._notes = chapter.notes
        self._edition = edition
        self._file = edition.files.get(chapter.labels[""], "")
        self._marks: dict[str, str] = {}
        """The label of each footnote's first mark, by the footnote's name."""
        self._cited: set[str] = set()
        """The labels of the references that the chapter cites."""

    def nodes(self, nodes: Iterable[Node]) -> str:
        """Texts and elements, one after the other."""
        return "".join(text(node) if isinstance(node, str) else self._any(node) for node in nodes)

    def _any(self, element: Element) -> str:
        """An element by its rule."""
        if found := boxes(element):
            return "".join(map(self._box, found))
        if markup.DECISION_PICTURE in element.classes:
            return flowchart(element, self._edition, self._address)
        if element.tag in HEADINGS:
            return self.heading(element, max(2, int(element.tag[1])))
        if element.tag in ("img", "svg"):
            return picture(element, self._page, self._edition)
        rules = {"a": self._link, "sup": self._raised}
        return rules.get(element.tag, self._plain)(element)

    def _plain(self, element: Element) -> str:
        """An element as it is; of one that books don't show, what it holds."""
        inner = "" if element.tag in _UNSHOWN else self.nodes(element.children)
        if not shows(element.tag):
            return tagged("span", named(element), inner) if element.label else inner
        tag = _PLAIN.get(element.tag, element.tag)
        if tag == "p" and any(map(is_block, element.children)):
            tag = "div"  # no paragraph holds a block
        return tagged(tag, self._attributes(element), inner)

    def _attributes(self, element: Element) -> dict[str, str]:
        given = element.attributes
        names = _KEPT_EVERYWHERE + _KEPT.get(element.tag, ())
        attributes = {name: given[name] for name in names if name in given}
        if "reversed" in given:
            attributes["reversed"] = "reversed"
        if "lang" in attributes and self._edition.is_epub:
            attributes["xml:lang"] = attributes["lang"]
        if element.tag in _OF_TABLES:
            attributes.pop("role", "")
        if "role" in attributes:
            attributes["aria-label"] = given.get("aria-label", "")
        if element.tag in ("td", "th"):
            side = markup.side_of(given)
            attributes["style"] = f"text-align: {side}" if side in markup.SIDES else ""
        if _TABLE_BOX in element.classes and not self._edition.is_epub:
            attributes["tabindex"] = "0"
        return attributes | named(element)

    def heading(self, element: Element, level: int) -> str:
        """A heading; in one file, the title of the guide stands above those of its chapters."""
        shown = min(6, level if self._edition.is_epub else level + 1)
        return tagged(f"h{shown}", self._attributes(element), self.nodes(element.children))

    def _box(self, box: Box) -> str:
        title = self.nodes(box.title.children) if box.title else ""
        place = named(box.title) if box.title else {}
        head = tagged("p", {"class": "box-title", **place}, title) if title.strip() else ""
        return tagged("div", {"class": "box"}, head + self.nodes(box.content)) + "\n"

    def _link(self, element: Element) -> str:
        """A link; one that leads nowhere, or that books show as words, is words."""
        href = element.attributes.get("href", "")
        inner = self.nodes(element.children)
        if element.attributes.get("role") == markup.CITATION_ROLE:
            return self._citation(element, href.removeprefix("#"), inner)
        label, address = resolve(href, self._page, self._edition.targets) or ("", "")
        if not label and (not address or element.classes & QUIET_LINKS):
            kept = {name: element.attributes.get(name, "") for name in ("class", "lang")}
            return tagged("span", kept | named(element), inner)
        way = self._edition.address(label, self._file) if label else address
        return tagged("a", self._attributes(element) | {"href": way}, inner)

    def _address(self, href: str) -> str:
        """Where a link leads that stands in a drawing."""
        label, address = resolve(href, self._page, self._edition.targets) or ("", "")
        return self._edition.address(label, self._file) if label else address

    def _citation(self, element: Element, name: str, inner: str) -> str:
        """A citation leads to the full list; in an EPUB, to a note that can pop up over the text.

        Reading systems look for such a note in the same file only.
        """
        label = self._edition.targets.citations.get(name)
        attributes = {"class": markup.CITATION, **named(element)}
        if not label:
            return tagged("span", attributes, inner)
        self._cited.add(label)
        if self._edition.is_epub:
            attributes |= self._edition.purpose("noteref", _NOTE_MARK)
            return tagged("a", attributes | {"href": f"#{note_anchor(label)}"}, inner)
        way = self._edition.address(label, self._file)
        return tagged("a", attributes | {"role": markup.CITATION_ROLE, "href": way}, inner)

    def note(self, item: Element) -> Note:
        """An item of the full list of references as a note; its ways back stand beside it."""
        where = [part for part in item.elements if markup.BACKLINKS in part.classes]
        after_label = item.children[1:]
        shown = self.nodes(node for node in after_label if node not in where)
        links = [link for part in where for link in part.find_all("a")]
        found = (
            (resolve(link.attributes.get("href", ""), self._page, self._edition.targets), link.text)
            for link in links
        )
        ways = {place[0]: letter for place, letter in found if place and place[0]}
        return Note(item.attributes.get("value", ""), shown, ways)

    def references(self) -> str:
        """The notes of an EPUB's chapter on what it cites, in the order of their numbers."""
        notes = [
            (label, note) for label, note in self._edition.notes.items() if label in self._cited
        ]
        items = "\n".join(self._reference(*each) for each in notes)
        listed = tagged("ol", {"class": markup.REFERENCES}, items)
        head = tagged("h2", {}, "References")
        return tagged("section", {"class": "page-references"}, head + listed) if notes else ""

    def _reference(self, label: str, note: Note) -> str:
        """A note is no `aside`, which some reading systems show nowhere but over the text."""
        here = {way: letter for way, letter in note.ways_back.items() if self._is_here(way)}
        back = " ".join(
            tagged("a", {"href": f"#{anchor(way)}", "role": markup.BACKLINK_ROLE}, letter)
            for way, letter in here.items()
        )
        purpose = self._edition.purpose("footnote", _NOTE)
        shown = tagged("div", {"id": note_anchor(label), **purpose}, note.markup)
        ways = tagged("p", {"class": markup.BACKLINKS}, f"Cited here at {back}")
        return tagged("li", {"value": note.number}, shown + ways)

    def _is_here(self, label: str) -> bool:
        return self._edition.files.get(label) == self._file

    def _raised(self, element: Element) -> str:
        """Raised text, or the mark of a footnote."""
        link = next((part for part in element.elements if FOOTNOTE_MARK in part.classes), None)
        name = link.attributes.get("href", "").removeprefix("#") if link else ""
        if not link or name not in self._notes:
            return "" if link else self._plain(element)
        self._marks.setdefault(name, element.label)
        way = {"href": f"#{self._footnote_anchor(name)}"}
        mark = tagged("a", self._edition.purpose("noteref", _NOTE_MARK) | way, text(link.text))
        return tagged("sup", named(element), mark)

    def _footnote_anchor(self, name: str) -> str:
        return anchor(f"{self._page.name}#{name}")

    def footnotes(self) -> str:
        """The footnotes of the chapter, each with a way back to its first mark."""
        notes = "\n".join(self._footnote(name, note) for name, note in self._notes.items())
        return tagged("ol", {"class": "footnotes"}, notes) if notes else ""

    def _footnote(self, name: str, note: Element) -> str:
        attributes = {"id": self._footnote_anchor(name)} | self._edition.purpose("footnote", _NOTE)
        shown = tagged("div", attributes, self.nodes(note.children))
        mark = self._marks.get(name, "")
        way = {"href": f"#{anchor(mark)}", "role": markup.BACKLINK_ROLE}
        back = tagged("a", way | {"aria-label": "Back to the text"}, "↩") if mark else ""
        return tagged("li", {}, shown + back)


def _label(item: Element) -> str:
    """What links call an item of a list; the label is at the beginning of its text."""
    return next((part.label for part in item.walk() if part.label), "")
