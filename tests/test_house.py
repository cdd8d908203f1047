"""How the code is laid out: the events know MkDocs, nothing at module level changes, no circles.

These tests read the syntax trees of `hooks/` and `commands/`.
"""

import ast
from collections import Counter
from collections.abc import Iterator, Set
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from minisite import ROOT

PACKAGE = ROOT / "hooks" / "guidebook"
CODE = sorted([*ROOT.glob("hooks/**/*.py"), *ROOT.glob("commands/**/*.py")])
KNOW_MKDOCS = {ROOT / "hooks" / "events.py", *ROOT.glob("hooks/preview/*.py")}
CHANGES = {
    *("add", "append", "appendleft", "clear", "discard", "extend", "insert", "pop", "popitem"),
    *("remove", "reverse", "setdefault", "sort", "update"),
}
"""Methods that change a list, dictionary, set or queue."""

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda

every_file = pytest.mark.parametrize("file", CODE, ids=lambda file: str(file.relative_to(ROOT)))


def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


def imported(tree: ast.Module) -> Iterator[str]:
    """The modules that a module imports, with the names it takes from them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            assert not node.level, "an import names its module in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def changed_names(function: ast.AST, modules: Set[str]) -> Iterator[ast.Name]:
    """The names of what a function changes in place; to ask a module for something is no change."""
    for node in ast.walk(function):
        match node:
            case ast.Subscript(value=ast.Name() as name, ctx=ast.Store() | ast.Del()):
                yield name
            case ast.Attribute(value=ast.Name() as name, ctx=ast.Store() | ast.Del()):
                yield name
            case ast.AugAssign(target=ast.Name() as name):
                yield name
            case ast.Call(func=ast.Attribute(value=ast.Name() as name, attr=method)):
                if method in CHANGES and name.id not in modules:
                    yield name


def own_names(function: Function) -> set[str]:
    """The names that a function gives itself: its parameters and what it assigns."""
    return {node.arg for node in ast.walk(function.args) if isinstance(node, ast.arg)} | {
        node.id
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


def modules(tree: ast.Module) -> set[str]:
    """The names under which a module knows other modules."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.asname or alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            folder = (node.module or "").replace(".", "/")
            for alias in node.names:
                paths = [root / folder / alias.name for root in (ROOT, ROOT / "hooks")]
                if any(path.is_dir() or path.with_suffix(".py").exists() for path in paths):
                    names.add(alias.asname or alias.name)
    return names


def changed_from_outside(tree: ast.Module) -> Iterator[str]:
    """What functions change that belongs to no function."""
    functions = [node for node in ast.walk(tree) if isinstance(node, Function)]
    known = modules(tree)
    enclosing: dict[ast.Name, set[str]] = {}
    for function in functions:
        for name in changed_names(function, known):
            enclosing.setdefault(name, set()).update(own_names(function))
    for name, own in enclosing.items():
        if name.id not in own:
            yield f"line {name.lineno}: {name.id}"


@every_file
def test_nothing_at_module_level_changes(file: Path) -> None:
    tree = tree_of(file)
    assert list(changed_from_outside(tree)) == []
    assert [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Global)] == []


@every_file
def test_the_events_alone_know_mkdocs(file: Path) -> None:
    names = {name.partition(".")[0] for name in imported(tree_of(file))}
    allowed = {"mkdocs"} if file in KNOW_MKDOCS or file.parent.name == "commands" else set()
    assert names & {"mkdocs", "material"} <= allowed


def test_no_folder_imports_its_neighbour_in_both_directions() -> None:
    """A folder counts as one, and each module that is in no folder as itself."""
    graph: dict[str, set[str]] = {}
    for file in PACKAGE.rglob("*.py"):
        room = file.relative_to(PACKAGE).with_suffix("").parts[0]
        modules = (name.split(".") for name in imported(tree_of(file)))
        uses = {parts[1] for parts in modules if parts[0] == "guidebook" and len(parts) > 1}
        graph.setdefault(room, set()).update(uses - {room})
    try:
        list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        circle = " <- ".join(error.args[1])
        pytest.fail(f"imports go round: {circle}")


def test_no_two_files_share_a_name() -> None:
    folders = ("hooks", "commands", "tests", "bench", "print")
    names = Counter(file.name for folder in folders for file in (ROOT / folder).rglob("*.py"))
    # The first marks a package, the second is pytest's.
    names.subtract({"__init__.py": names["__init__.py"], "conftest.py": names["conftest.py"]})
    assert [name for name, count in names.items() if count > 1] == []


LEAKS = {
    "an entry": "kept = {}\n\ndef f(key):\n    kept[key] = 1\n",
    "a method": "from room import kept\n\ndef f(key):\n    kept.update(key)\n",
    "a slice": "kept = []\n\ndef f(key):\n    kept[:] = [key]\n",
    "a method of a class": "kept = []\n\nclass A:\n    def f(self):\n        kept.append(self)\n",
    "an attribute": "import room\n\ndef f(key):\n    room.kept = key\n",
}
KEEPS = {
    "a list of its own": "def f(key):\n    kept = []\n    kept.append(key)\n",
    "a parameter": "def f(kept):\n    kept[1] = 2\n",
    "the list of the function around it": (
        "def f(key):\n    kept = []\n    def g():\n        kept.append(key)\n    g()\n"
    ),
    "what a module is asked for": "import os\n\ndef f(key):\n    os.remove(key)\n",
    "a table that is made once": "kept = {}\nkept[1] = 2\n",
}


@pytest.mark.parametrize("code", LEAKS.values(), ids=LEAKS)
def test_a_change_at_module_level_is_seen(code: str) -> None:
    assert len(list(changed_from_outside(ast.parse(code)))) == 1


@pytest.mark.parametrize("code", KEEPS.values(), ids=KEEPS)
def test_a_change_of_what_is_a_functions_own_is_none(code: str) -> None:
    assert list(changed_from_outside(ast.parse(code))) == []
