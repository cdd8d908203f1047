"""What each page needs beyond its text: ways in, its address, what it tells search engines."""

from fnmatch import filter as matching

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils.templates import TemplateContext

from guidebook.guides import guide_of, name_in_guide
from guidebook.reviews import Review, parse_review
from guidebook.site_index import Entry, a_to_z
from guidebook.structured_data import Described, structured_data

SEARCH_ENGINE = "assets/javascripts/workers/search.*.min.js"


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Let the search page know every page and heading, and the theme's search engine."""
    pages = [file.page for file in files.documentation_pages() if file.page]
    for page in pages:
        page.canonical_url = (page.canonical_url or "").removesuffix("index.html")
    env.globals["site_index"] = a_to_z(entry for page in pages for entry in _entries(page))
    (env.globals["search_engine"],) = matching(files.src_uris, SEARCH_ENGINE)
    return env


def _entries(page: Page) -> list[Entry]:
    """The page, and its headings at every level."""
    entries = [Entry(str(page.title), page.url)]
    headings = list(page.toc)
    while headings:
        heading = headings.pop()
        entries.append(Entry(heading.title, f"{page.url}{heading.url}", str(page.title)))
        headings.extend(heading.children)
    return entries


@event_priority(-100)
def on_page_context(
    context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
) -> TemplateContext:
    """Describe the page, and put its title above its headings, as if it stood in the Markdown."""
    # No heading's id holds an at sign, so none can be the same.
    title = AnchorLink(str(page.title), f"title@{name_in_guide(page.file.src_uri)}", 1)
    title.children = page.toc.items
    page.toc.items = [title]
    page.meta["structured_data"] = structured_data(_describe(page, config))
    return context


def _describe(page: Page, config: MkDocsConfig) -> Described:
    in_guide = bool(guide_of(page.file.src_uri))
    return Described(
        title=str(page.meta.get("title", page.title)),
        description=str(page.meta.get("description", "")),
        url=page.canonical_url or "",
        site_name=config.site_name,
        site_url=config.site_url or "",
        topic=page.parent.title if in_guide and page.parent else "",
        html=page.content or "",
        references=page.meta.get("references", ()),
        review=_review(page),
    )


def _review(page: Page) -> Review | None:
    """The review that a person made; a mistake in it is another hook's finding."""
    try:
        return parse_review(str(page.meta.get("reviewed", "none")))
    except ValueError:
        return None
