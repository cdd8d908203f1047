"""Small changes of code, each at one place: what `mutants.py` draws from.

Left alone, because no test can see a change there: docstrings, annotations, decorators (the sizes
of caches), imports, what runs only as a program, and `strict` of `zip`, which is a check of its
own; and the parts of f-strings, because Python 3.11 doesn't say where they stand.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PAIRS = (
    *((ast.Lt, ast.LtE), (ast.Gt, ast.GtE), (ast.Eq, ast.NotEq), (ast.Is, ast.IsNot)),
    *((ast.In, ast.NotIn), (ast.And, ast.Or), (ast.Add, ast.Sub), (ast.Mult, ast.Div)),
    *((ast.FloorDiv, ast.Mod), (ast.BitOr, ast.BitAnd)),
)
OTHERS: dict[type[ast.AST], ast.AST] = {
    one: other() for pair in PAIRS for one, other in (pair, pair[::-1])
}
"""What is written in the place of an operator."""
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}


class Mutant(NamedTuple):
    """A change of a file: from where to where in its bytes, and what is written there."""

    path: str
    line: int
    function: int
    """The first line of the function that it is in, or 0."""
    statement: tuple[int, int]
    """The first and the last line of its statement, or of the head of one with a body."""
    begin: int
    end: int
    after: str

    def source(self) -> bytes:
        """The file with the change."""
        data = (ROOT / self.path).read_bytes()
        return data[: self.begin] + self.after.encode() + data[self.end :]

    def __str__(self) -> str:
        before = (ROOT / self.path).read_bytes()[self.begin : self.end].decode()
        texts = (" ".join(text.split()) for text in (before, self.after))
        return f"{self.path}:{self.line}: {'  ->  '.join(texts)}"


class Place(NamedTuple):
    """Something that may change."""

    node: ast.expr | ast.stmt
    function: int
    statement: tuple[int, int]
    is_condition: bool


def mutants(path: str) -> Iterator[Mutant]:
    """Every mutant of a file that is still Python."""
    data = (ROOT / path).read_bytes()
    starts = [0]
    for line in data.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for node, function, statement, is_condition in places(ast.parse(data), 0, (0, 0)):
        begin = starts[node.lineno - 1] + node.col_offset
        end = starts[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)
        others = list(changes(node))
        if is_condition and not isinstance(node, ast.Compare | ast.UnaryOp):
            others.append(f"(not ({data[begin:end].decode()}))")
        for after in others:
            mutant = Mutant(path, node.lineno, function, statement, begin, end, after)
            if is_python(mutant.source()):
                yield mutant


def places(node: ast.AST, function: int, statement: tuple[int, int]) -> Iterator[Place]:
    """What may change in a node."""
    inside = function
    if isinstance(node, ast.FunctionDef):
        inside = min([node.lineno, *(item.lineno for item in node.decorator_list)])
    if isinstance(node, ast.stmt | ast.match_case | ast.ExceptHandler):
        statement = lines_of(node)
    for name, value in ast.iter_fields(node):
        if name not in {"annotation", "returns", "decorator_list"}:
            within = function if name == "args" else inside  # where defaults are worked out
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST) and not is_left_alone(child):
                    yield from places(child, within, statement)
                    if isinstance(child, ast.expr | ast.stmt):
                        lines = lines_of(child) if isinstance(child, ast.stmt) else statement
                        yield Place(child, within, lines, name in {"test", "ifs"})


def lines_of(node: ast.stmt | ast.match_case | ast.ExceptHandler) -> tuple[int, int]:
    """The first and the last line of a statement, or of what it has before its body."""
    parts = [part for part in ast.walk(node) if isinstance(part, ast.expr | ast.stmt | ast.pattern)]
    first = node.pattern.lineno if isinstance(node, ast.match_case) else node.lineno
    body: list[ast.stmt] = getattr(node, "body", [])
    last = body[0].lineno - 1 if body else max(part.end_lineno or 0 for part in parts)
    return first, max(first, last)


def is_left_alone(node: ast.AST) -> bool:
    match node:
        case ast.Expr(value=ast.Constant()) | ast.JoinedStr() | ast.Import() | ast.ImportFrom():
            return True
        case ast.If(test=ast.Compare(left=ast.Name(id="__name__"))) | ast.keyword(arg="strict"):
            return True
    return False


def is_python(source: bytes) -> bool:
    try:
        compile(source, "", "exec")
    except SyntaxError:
        return False
    return True


def changes(node: ast.AST) -> Iterator[str]:
    """What may be written in the place of an expression or a statement."""
    match node:
        case ast.Constant(value=bool() as value):
            yield str(not value)
        case ast.Constant(value=int() as number):
            yield from (str(number + 1), f"({number - 1})")
        case ast.Constant(value=str() as text):
            yield repr(f"XX{text}")
        case ast.Name(id=name, ctx=ast.Load()) if name in NAMES:
            yield NAMES[name]
        case ast.Compare(ops=[operator]):
            yield with_field(node, ops=[OTHERS[type(operator)]])
        case ast.BoolOp(op=operator) | ast.BinOp(op=operator) if type(operator) in OTHERS:
            yield with_field(node, op=OTHERS[type(operator)])
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield f"({ast.unparse(operand)})"
        case ast.Slice(lower=lower, upper=upper) if lower and upper:
            yield from (with_field(node, lower=None), with_field(node, upper=None))
        case ast.Return(value=value) if value and not isinstance(value, ast.Constant):
            yield "return None"
        case ast.Expr() | ast.AugAssign() | ast.Raise():
            yield "pass"
        case ast.Continue():
            yield "break"


def with_field(node: ast.AST, **fields: object) -> str:
    """The code of a node with other fields, in parentheses where they are allowed."""
    code = ast.unparse(type(node)(**{**dict(ast.iter_fields(node)), **fields}))
    return code if isinstance(node, ast.Slice) else f"({code})"


def users(mutant: Mutant) -> dict[str, set[int]]:
    """By file, the lines that use what a change outside of functions says; none if all may.

    It says what a constant is, from which others may come, or a default of a function.
    """
    tree = ast.parse((ROOT / mutant.path).read_bytes())
    said = next(node for node in ast.walk(tree) if is_statement(node, mutant.statement))
    if isinstance(said, ast.FunctionDef):
        return {mutant.path: {*range(said.lineno, (said.end_lineno or 0) + 1)}}
    if said not in tree.body:
        return {}
    found: dict[str, set[int]] = {}
    waiting = [(mutant.path, frozenset(bound(said)))]
    for path, names in waiting:
        files = {path: ast.parse((ROOT / path).read_bytes()) for path in [path, *importers(path)]}
        for file, code in files.items():
            more = coming_from(names, code)
            found.setdefault(file, set()).update(lines_with(names | more, code))
            if more and (file, more) not in waiting:
                waiting.append((file, more))
    return {path: lines for path, lines in found.items() if lines}


def is_statement(node: ast.AST, lines: tuple[int, int]) -> bool:
    return isinstance(node, ast.stmt) and lines_of(node) == lines


def bound(node: ast.AST) -> set[str]:
    """The names that a statement gives to something."""
    parts = ast.walk(node)
    return {part.id for part in parts if isinstance(part, ast.Name) and not is_read(part)}


def is_read(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Load)


def coming_from(names: frozenset[str], tree: ast.Module) -> frozenset[str]:
    """The other names of a module that come from these."""
    found = names
    while more := {
        name
        for node in tree.body
        if not isinstance(node, ast.FunctionDef | ast.ClassDef) and reads(node, found)
        for name in bound(node) - found
    }:
        found |= more
    return found - names


def lines_with(names: frozenset[str], tree: ast.Module) -> set[int]:
    """The lines of functions that read these names."""
    return {
        line
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for part in ast.walk(node)
        if isinstance(part, ast.stmt) and reads(part, names)
        for line in range(lines_of(part)[0], lines_of(part)[1] + 1)
    }


def reads(node: ast.AST, names: frozenset[str]) -> bool:
    """Whether one of these names stands in it, by itself or behind that of its module."""
    return any(
        (isinstance(part, ast.Name) and part.id in names)
        or (isinstance(part, ast.Attribute) and part.attr in names)
        for part in ast.walk(node)
    )


def importers(path: str) -> list[str]:
    """The files of code that import a module."""
    module = path.removeprefix("hooks/").removesuffix(".py").replace("/", ".")
    folder, _, name = module.rpartition(".")
    wanted = re.compile(
        rf"^from {re.escape(module)} import|^import {re.escape(module)}$"
        rf"|^from {re.escape(folder)} import .*\b{name}\b",
        re.MULTILINE,
    )
    files = [*ROOT.glob("hooks/**/*.py"), *ROOT.glob("commands/*.py")]
    found = [file for file in files if wanted.search(file.read_text("utf-8"))]
    return [file.relative_to(ROOT).as_posix() for file in found]
