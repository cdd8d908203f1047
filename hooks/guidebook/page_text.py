"""A page's text on its way: from its file to Markdown, through it, and to the finished page."""

from collections.abc import Callable, Mapping
from functools import partial

from guidebook.build import PAGE_CACHE, Build
from guidebook.checks.allowed_markup import check_markup
from guidebook.checks.front_matter import read_front_matter
from guidebook.checks.last_net import check_finished, cleaned
from guidebook.checks.limits import check_limits
from guidebook.checks.links import check_links
from guidebook.checks.unmeant_text import check_unmeant
from guidebook.citations.placeholder import with_marks
from guidebook.decision_guide import decision_page
from guidebook.findings import Finding
from guidebook.kept import digest, installed, once, own_code
from guidebook.markup import mistake
from guidebook.site.inline_drawings import show
from guidebook.source import Source


def read_page(build: Build, path: str, data: bytes) -> str:
    """The Markdown of a page's file, with the places of its citations marked.

    Its head is checked and kept. What is broken, or too much to be read in time, is not read on.
    """
    source = build.read(path, data)
    head = read_front_matter(source)
    build.report(head.findings)
    build.heads[source.path] = head
    if build.check(check_limits, source.path, source):  # nobody else shall read it either
        build.sources[source.path] = Source(source.path, source.text[: source.body])
        return mistake("there is too much of something in the text of this page")
    text = with_marks(source)
    if not head.is_broken:
        return text
    return f"{mistake('the head of this page is broken')}\n\n{text[source.body :]}"


def with_decision_guide(
    build: Build,
    page: str,
    source: Source,
    markdown: str,
    addresses: Mapping[str, str],
) -> str:
    """A page's Markdown with its decision guide where the marker stands.

    `page` is its path in `docs/`. `addresses` are those of the pages that the data of its decision
    guide may name.
    """
    data = build.decision_data.get(page)
    build.report(decision_page.check_marker(source, has_data=bool(data)))
    if not (data and decision_page.markers(markdown)):
        return markdown
    filled = _filled(build, markdown, data, addresses)
    build.report(filled.findings)
    build.decisions[page] = filled
    return filled.markdown


def _filled(
    build: Build, markdown: str, data: Source, addresses: Mapping[str, str]
) -> decision_page.Filled:
    """A page with its decision guide, or as it was made of the same before."""
    key = digest("filled", own_code(), installed(), markdown, data, addresses)
    make = partial(decision_page.fill, markdown, data, addresses)
    text, flowchart, review, found = once(build.settings.project / PAGE_CACHE, key, make)
    return decision_page.Filled(text, flowchart, review, tuple(Finding(*each) for each in found))


def after_markdown(
    build: Build, page: str, source: Source, html: str, picture: Callable[[str], bytes | None]
) -> str:
    """What Markdown made, checked, with what it must not see: drawings, a decision guide.

    `picture` gives the bytes of a picture of the site by the address that the page has for it.
    """
    build.check(check_unmeant, page, html, source)
    wrong = build.check(check_markup, page, html, source)
    drawn = show(cleaned(html) if wrong else html, source, picture)
    build.report(drawn.findings)
    filled = build.decisions.get(page)
    if not filled:
        return drawn.html
    build.report(decision_page.check_ids(drawn.html, source.path))
    return decision_page.insert(drawn.html, filled)


def check_finished_pages(build: Build) -> None:
    """Check the links of all pages, and what none of them may have in the end."""
    pages = [page for page in build.pages.values() if page.url in build.published]
    links = partial(check_links, pages, build.published, build.memory)
    wrong_links = build.flawless.check("links", (pages, build.published), links)
    build.report(wrong_links)
    told = {finding.path for finding in wrong_links}
    for page in pages:
        build.check(check_finished, page.path, page.html, page.source, page.source.path in told)
    build.flawless.save()
