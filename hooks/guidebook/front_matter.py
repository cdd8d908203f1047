"""Front matter: the lines between `---` at the head of a page, and what may stand in them."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import yaml

from guidebook.citations.citation_syntax import BRACKET
from guidebook.findings import Finding, did_you_mean
from guidebook.positions import FRONT_MATTER
from guidebook.reviews import FORM, parse_date, parse_review
from guidebook.yaml_mistakes import before_reading, explain

REQUIRED = ("title", "description")
TEXTS = frozenset({*REQUIRED, "reviewed", "review_by", "template"})
KEYS = TEXTS | {"hide", "search"}
"""What a page may say of itself; `hide`, `search` and `template` are Material's and MkDocs' own."""

_IN_CURLY = re.compile("[“„‘].*[”“’]", re.DOTALL)


class _Problem(NamedTuple):
    line: int
    column: int
    code: str
    message: str
    hint: str


def check(source: str, path: str) -> list[Finding]:
    """Findings for the head of a page; `source` is its whole file, `path` what they show."""
    match = FRONT_MATTER.match(source)
    if not match:
        hint = "Begin the file with three dashes, a title, a description and three dashes again."
        return [Finding(path, 1, 1, "F03", "the page has no front matter", hint)]
    above = source.count("\n", 0, match.start("yaml"))
    # Empty lines in front make YAML's line numbers those of the file.
    return [Finding(path, *problem) for problem in sorted(_check("\n" * above + match["yaml"]))]


def cut_broken(source: str) -> str | None:
    """The page without its front matter where that can't be read, and nothing where it can.

    MkDocs would print it as the page's text.
    """
    match = FRONT_MATTER.match(source)
    if not match or isinstance(_compose(match["yaml"]), yaml.MappingNode):
        return None
    return source[match.end() :]


def _compose(text: str) -> yaml.Node | _Problem | None:
    try:
        return yaml.compose(text, yaml.SafeLoader)
    except yaml.YAMLError as error:
        mistake = next(before_reading(text), None) or explain(error, text)
        message = f"the front matter can't be read: {mistake.message}"
        return _Problem(mistake.line + 1, mistake.column + 1, "F01", message, mistake.hint)


def _check(text: str) -> Iterator[_Problem]:
    root = _compose(text)
    if isinstance(root, _Problem):
        yield root
    elif not isinstance(root, yaml.MappingNode):
        yield _Problem(1, 1, "F01", "the front matter has no keys", "Write one a line: title: …")
    else:
        yield from _check_repeated(root)
        for key, value in root.value:
            yield from _check_entry(key, value)
        yield from _check_required({key.value: value for key, value in root.value})


def _check_repeated(root: yaml.MappingNode) -> Iterator[_Problem]:
    lines: dict[str, int] = {}
    for key, _ in root.value:
        first = lines.setdefault(key.value, key.start_mark.line + 1)
        if first != key.start_mark.line + 1:
            message = f"'{key.value}' stands here and in line {first}"
            yield _at(key, "F02", message, "Take one of them out.")


def _check_entry(key: yaml.Node, value: yaml.Node) -> Iterator[_Problem]:
    name = key.value
    if name not in KEYS:
        known = ", ".join(sorted(KEYS))
        yield _at(key, "F02", f"unknown key '{name}'", did_you_mean(name, KEYS) or f"Use {known}.")
    elif name in TEXTS and isinstance(value, yaml.ScalarNode):
        yield from _check_text(name, value)
    elif name in TEXTS:
        yield _at(value, "F05", f"'{name}' must be one text", "Put quotes round it.")


def _check_text(name: str, value: yaml.ScalarNode) -> Iterator[_Problem]:
    if _IN_CURLY.fullmatch(value.value) and not value.style:
        hint = 'Type straight quotes ("…") instead, or none.'
        yield _at(value, "F07", f"readers would see the quotes round '{name}'", hint)
    if BRACKET.search(value.value):
        hint = "Cite in the text of the page."
        yield _at(value, "C04", f"a citation in '{name}' does nothing", hint)
    try:
        if name == "reviewed":
            parse_review(value.value)
        if name == "review_by":
            parse_date(value.value)
    except ValueError as error:
        form = FORM if name == "reviewed" else "a day as in 2027-01-31"
        yield _at(value, "F04", str(error), f"Write {form}.")


def _check_required(values: Mapping[str, yaml.Node]) -> Iterator[_Problem]:
    misspelt = "".join(did_you_mean(name, KEYS) for name in values if name not in KEYS)
    for name in REQUIRED:
        value = values.get(name)
        if f"'{name}'" in misspelt:
            continue
        if value is None or (isinstance(value, yaml.ScalarNode) and not value.value.strip()):
            message = f"the page has no {name}"
            hint = f"Add a line to the front matter: {name}: …"
            place = (value.start_mark.line + 1, value.start_mark.column + 1) if value else (1, 1)
            yield _Problem(*place, "F03", message, hint)


def _at(node: yaml.Node, code: str, message: str, hint: str) -> _Problem:
    return _Problem(node.start_mark.line + 1, node.start_mark.column + 1, code, message, hint)
