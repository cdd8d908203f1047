"""Which lines of ours each test runs: run as a program with a file of tests and an output.

A test runs what its fixtures run, too. Caches of functions are emptied before each test, so that
each shows all that it needs. What runs in a process of its own isn't seen.
"""

import json
import sys
import time
from collections import defaultdict
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import coverage
import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("hooks", "commands")
PARTS = ("guidebook", "commands", "events")
IN_COLLECTION = ""
"""The name under which is kept what runs while tests are looked for."""


class Tracer:
    """A plugin of pytest that keeps what each test and each shared fixture runs, and how long."""

    def __init__(self) -> None:
        self.coverage = coverage.Coverage(
            data_file=None,
            config_file=False,
            include=[str(ROOT / folder / "*") for folder in SOURCES],
        )
        self.seconds: dict[str, float] = defaultdict(float)
        self.fixtures: dict[str, set[str]] = {IN_COLLECTION: set()}
        """The names of the fixtures of each test."""
        self.failing: list[str] = []
        self.now = self.test = IN_COLLECTION

    @contextmanager
    def within(self, name: str) -> Iterator[None]:
        before, self.now = self.now, name
        self.coverage.switch_context(name)
        start = time.monotonic()
        try:
            yield
        finally:
            taken = time.monotonic() - start
            self.seconds[name] += taken
            self.seconds[before] -= taken
            self.now = before
            self.coverage.switch_context(before)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Function) -> Generator[None, object, object]:
        empty_caches()
        self.test = item.nodeid
        self.fixtures[item.nodeid] = set(item.fixturenames)
        with self.within(item.nodeid):
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(
        self, fixturedef: pytest.FixtureDef[object]
    ) -> Generator[None, object, object]:
        if fixturedef.scope == "function":
            return (yield)
        with self.within(fixturedef.argname):
            return (yield)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failing.append(report.nodeid)

    def watch_requests(self, patch: pytest.MonkeyPatch) -> None:
        """Keep the fixtures that a test asks for by name."""
        ask = pytest.FixtureRequest.getfixturevalue

        def asked(request: pytest.FixtureRequest, argname: str) -> object:
            self.fixtures[self.test].add(argname)
            return ask(request, argname)

        patch.setattr(pytest.FixtureRequest, "getfixturevalue", asked)

    def lines(self) -> dict[str, dict[int, str]]:
        """For each file and line, the tests that run it, as the bits of a hexadecimal number."""
        bits = dict.fromkeys((*self.fixtures, *self.seconds), 0)
        for number, (test, fixtures) in enumerate(self.fixtures.items()):
            for name in {test, *fixtures} & bits.keys():
                bits[name] |= 1 << number
        data = self.coverage.get_data()
        found: dict[str, dict[int, str]] = {}
        for file in data.measured_files():
            within = found.setdefault(Path(file).relative_to(ROOT).as_posix(), {})
            for line, names in data.contexts_by_lineno(file).items():
                mask = 0
                for name in names:
                    mask |= bits[name]
                within[line] = f"{mask:x}"
        return found

    def taken(self) -> dict[str, float]:
        """The seconds of each test, with those of its shared fixtures."""
        return {
            test: self.seconds[test] + sum(self.seconds.get(name, 0) for name in fixtures)
            for test, fixtures in self.fixtures.items()
        }


def empty_caches() -> None:
    modules = [module for name, module in sys.modules.items() if name.split(".")[0] in PARTS]
    for value in [value for module in modules for value in vars(module).values()]:
        if hasattr(value, "cache_clear"):
            value.cache_clear()


def main(path: str, out: Path) -> None:
    tracer = Tracer()
    with pytest.MonkeyPatch.context() as patch:
        tracer.watch_requests(patch)
        tracer.coverage.start()
        tracer.coverage.switch_context(IN_COLLECTION)
        pytest.main(["-q", "-p", "no:cacheprovider", path], plugins=[tracer])
        tracer.coverage.stop()
    seen = {"seconds": tracer.taken(), "lines": tracer.lines(), "failing": tracer.failing}
    out.write_text(json.dumps(seen))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
