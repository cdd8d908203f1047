"""The list of a site's guides, where a page has `[guides]` on a line of its own.

The navigation gives the order. Each guide stands there by its question, its first page's title, and
by its short answer, that page's description.
"""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby

from guidebook.page import Guide, Page, relative_url

MARKER = "<p>[guides]</p>"
"""As Markdown leaves it."""
LIST = '<h2 id="guides">All guides</h2>'
"""What the list begins with."""
MOST = 12
"""As many guides as a reader may look through; more of them stand under their subjects."""
OTHERS = "Other subjects"


def with_guide_list(page: Page, guides: Sequence[Guide]) -> str:
    """The page's HTML with the list; without it where there is one guide, which needs no choice."""
    if MARKER not in page.html:
        return page.html
    several = len(guides) > 1
    return page.html.replace(MARKER, "\n".join(_list(page, guides)) if several else "", 1)


def _list(page: Page, guides: Sequence[Guide]) -> Iterator[str]:
    yield LIST
    if len(guides) <= MOST:
        yield _cards(page, guides)
        return
    order = list(dict.fromkeys(filter(None, (guide.first.subject for guide in guides))))
    by_subject = sorted(guides, key=lambda guide: _place(guide, order))
    for subject, group in groupby(by_subject, lambda guide: guide.first.subject):
        yield f"<h3>{escape(subject or OTHERS)}</h3>"
        yield _cards(page, group)


def _place(guide: Guide, order: Sequence[str]) -> int:
    subject = guide.first.subject
    return order.index(subject) if subject else len(order)


def _cards(page: Page, guides: Iterable[Guide]) -> str:
    cards = (
        f'<li><a href="{escape(relative_url(guide.first.url, page.url))}">'
        f"{escape(guide.first.title)}</a> {escape(guide.first.description)}</li>"
        for guide in guides
    )
    return '<ul class="cards">\n' + "\n".join(cards) + "\n</ul>"
