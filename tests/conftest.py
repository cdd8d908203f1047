"""Our own book, and one of every element and hostile text, each for both papers."""

import pytest

from books import OUR_PAGES, TORTURE_PAGES, Book
from minisite import OURS, ROOT, Site, run
from torture import ADDRESS, NAV, build_book


@pytest.fixture(scope="session")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Our own site, built once for all tests."""
    return run(ROOT, tmp_path_factory.mktemp("ours"))


@pytest.fixture(scope="session")
def torture(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The book of every element, of a day that no setting of the caller's changes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1790000000")
        return build_book(tmp_path_factory.mktemp("torture"), nav=NAV)


@pytest.fixture(params=["ours-a4", "ours-letter", "torture-a4", "torture-letter"])
def book(request: pytest.FixtureRequest) -> Book:
    name, _, paper = request.param.partition("-")
    site = request.getfixturevalue(name)
    if name == "ours":
        return Book(site, "lupus-back-pain", paper, OUR_PAGES, "article", OURS["site_url"])
    return Book(site, "everything", paper, TORTURE_PAGES, "article", ADDRESS)
