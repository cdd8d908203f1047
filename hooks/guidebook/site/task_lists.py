"""Lists of things to do: the boxes that Markdown's extension writes, as signs with a name.

A field of a form has to have a name (WCAG 2.2, 4.1.2), and nothing could be ticked in it: what
stands on paper and in an EPUB is a sign, so it is one on the screen, too.
"""

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor

from guidebook.markup import TASK

_AFTER_RAW_HTML_IS_BACK = 25
_SIGNS = {
    '<input type="checkbox" disabled/>': ("\N{BALLOT BOX}", "To do:"),
    '<input type="checkbox" disabled checked/>': ("\N{BALLOT BOX WITH CHECK}", "Done:"),
}
"""By what PyMdown's `tasklist` writes, the sign and its name."""


class TaskListExtension(Extension):
    """Show boxes to tick as signs."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's own name)
        """Register the processor."""
        md.postprocessors.register(TaskListProcessor(md), "tasks", _AFTER_RAW_HTML_IS_BACK)


class TaskListProcessor(Postprocessor):
    """Puts a sign in the place of each field."""

    def run(self, text: str) -> str:
        """The HTML of a page with signs."""
        for field, (sign, name) in _SIGNS.items():
            shown = f'<span class="{TASK}" role="img" aria-label="{name}">{sign}</span>'
            text = text.replace(field, shown)
        return text
