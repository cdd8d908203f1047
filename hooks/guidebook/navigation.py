"""The navigation in mkdocs.yml: it names pages that exist, and every page."""

import re
from collections.abc import Iterator, Mapping, Set

import yaml

from guidebook.findings import Finding, did_you_mean

_MERGE = re.compile(r"^(?:<{7}|>{7})(?: |$)", re.MULTILINE)


def check(settings: str, path: str, pages: Mapping[str, str], files: Set[str]) -> list[Finding]:
    """Findings for the `nav` of mkdocs.yml, whose text is `settings` and whose path is `path`.

    `pages` holds the file of every page, as findings show it, by its path in `docs/`; `files`
    are the paths of all files there. Without a `nav` MkDocs makes one, and nothing is wrong.
    """
    nav = _nav(settings)
    if nav is None:
        return []
    listed = list(_targets(nav))
    return [
        *_missing(listed, path, pages, files),
        *_omitted({node.value for node in listed}, path, pages),
    ]


def unreadable(settings: str, path: str) -> list[Finding]:
    """The finding for a mkdocs.yml that is no YAML, without which nothing can be built."""
    try:
        yaml.compose(settings, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        hint = "Compare the line with its neighbours: the spaces before it, its colon, its quotes."
        if _MERGE.search(settings):
            hint = "A merge left its markers: take out the lines of <<<<<<<, ======= and >>>>>>>."
        return [Finding(path, *place, "N01", f"it can't be read: {error.problem}", hint)]
    except yaml.reader.ReaderError as error:
        line = settings.count("\n", 0, error.position) + 1
        return [Finding(path, line, 1, "N01", "it holds a sign that can't be seen", "Take it out.")]
    return []


def with_guide(settings: str, name: str) -> str:
    """The text of mkdocs.yml with the guide `name` as the last entry of its `nav`, if it has one.

    `name` is the guide's folder.
    """
    nav = _nav(settings)
    if not isinstance(nav, yaml.SequenceNode) or nav.flow_style:
        return settings
    lines = settings.split("\n")
    end = max(node.end_mark.line for node in _targets(nav)) + 1
    dash = " " * nav.start_mark.column + "- "
    title = name.replace("-", " ").capitalize()
    pages = [f"{dash}{title}:", f"    {dash}{name}/index.md", f"    {dash}{name}/references.md"]
    return "\n".join([*lines[:end], *pages, *lines[end:]])


def _nav(settings: str) -> yaml.Node | None:
    root = yaml.compose(settings, yaml.SafeLoader)
    entries = root.value if isinstance(root, yaml.MappingNode) else []
    return next((value for key, value in entries if key.value == "nav"), None)


def _targets(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """Every page or address that the navigation names."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _targets(item)
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _targets(value)


def _missing(
    listed: list[yaml.ScalarNode], path: str, pages: Mapping[str, str], files: Set[str]
) -> Iterator[Finding]:
    for node in listed:
        if node.value not in files and "://" not in node.value:
            place = (node.start_mark.line + 1, node.start_mark.column + 1)
            unlisted = pages.keys() - {other.value for other in listed}
            hint = did_you_mean(node.value, unlisted) or "It may have been renamed or removed."
            message = f"the navigation names '{node.value}', and there is no such page"
            yield Finding(path, *place, "N02", message, hint)


def _omitted(listed: Set[str], path: str, pages: Mapping[str, str]) -> Iterator[Finding]:
    for page in sorted(pages.keys() - listed):
        hint = f"Add it under nav in {path}: {page}"
        yield Finding(pages[page], 1, 1, "N03", "no reader finds this page by the navigation", hint)
