"""What pages say of themselves to programs, and where the link past the navigation leads."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils.templates import TemplateContext

TITLE = "title@page"
"""The id of a page's title. No heading's id holds an at sign."""


@event_priority(-100)
def on_page_context(
    context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
) -> TemplateContext:
    """Put the page's title above its headings, as if it stood in the Markdown."""
    title = AnchorLink(str(page.title), TITLE, 1)
    title.children = page.toc.items
    page.toc.items = [title]
    return context
