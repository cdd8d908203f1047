"""Our own site, one of other fields, and one of every element and hostile text; and their books."""

import pytest

from books import OUR_PAGES, TORTURE_PAGES, Book
from minisite import OURS, ROOT, Site, run
from other_fields import PAGES as OTHER_PAGES
from other_fields import SETTINGS as OTHERS
from other_fields import build_others
from torture import ADDRESS, NAV, build_book


@pytest.fixture(scope="session")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Our own site, built once for all tests."""
    return run(ROOT, tmp_path_factory.mktemp("ours"))


@pytest.fixture(scope="session")
def others(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of two guides in other fields, built once for all tests."""
    return build_others(tmp_path_factory.mktemp("others"))


@pytest.fixture(scope="session")
def torture(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The book of every element, of a day that no setting of the caller's changes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1790000000")
        return build_book(tmp_path_factory.mktemp("torture"), nav=NAV)


BOOKS = {
    "ours": ("ours", "lupus-back-pain", OUR_PAGES, OURS["site_url"]),
    "torture": ("torture", "everything", TORTURE_PAGES, ADDRESS),
    **{guide: ("others", guide, pages, OTHERS["site_url"]) for guide, pages in OTHER_PAGES.items()},
}


@pytest.fixture(
    params=[
        "ours-a4",
        "ours-letter",
        "torture-a4",
        "torture-letter",
        "licence-a4",
        "fatigue-letter",
    ]
)
def book(request: pytest.FixtureRequest) -> Book:
    name, _, paper = request.param.rpartition("-")
    site, guide, pages, address = BOOKS[name]
    return Book(request.getfixturevalue(site), guide, paper, pages, "article", address)
