"""What stands in a page's HTML where a citation is, until the whole guide is known."""

import html
import re

PLACEHOLDER = re.compile(r'<cite data-citation="([^"]*)"(?: data-place="([^"]*)")?></cite>')
"""A placeholder in rendered HTML: the bracket as written, and its place where that is known."""


def placeholder(raw: str, place: str = "") -> str:
    """The placeholder for the bracket `raw`.

    `place` is `path:line:column` of the bracket, for texts that come from another file than the
    page's own, such as a decision guide's data. Without it the bracket is looked up in the page.
    """
    at = f' data-place="{html.escape(place)}"' if place else ""
    return f'<cite data-citation="{html.escape(raw)}"{at}></cite>'
