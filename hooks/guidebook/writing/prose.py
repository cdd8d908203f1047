"""What of a Markdown file is prose that readers see, with every sign where it was."""

import re

from guidebook.positions import FRONT_MATTER, without_code

_NOT_PROSE = re.compile(
    r"(?<=\])\([^)\n]*\)"  # a link's target
    r"|^ {0,3}\[[^\]\n]+\]:.*$"  # a link's definition
    r"|\[@[^\]]*\]"  # a citation
    r"|\{[:#.][^}\n]*\}"  # attributes
    r"|<[^>\n]*>"  # HTML
    r"|https?://\S+|\S+@\S+",
    re.MULTILINE,
)
_FRONT_MATTER_TEXT = re.compile(r"^(?:title|description):(.*)$", re.MULTILINE)


def prose(source: str) -> str:
    """The words of a page, its title and its description; everything else is blank."""
    text = _NOT_PROSE.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), without_code(source))
    head = FRONT_MATTER.match(source)
    for found in _FRONT_MATTER_TEXT.finditer(source, 0, head.end() if head else 0):
        text = text[: found.start(1)] + found[1] + text[found.end(1) :]
    return text
