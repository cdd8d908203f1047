"""Signs in a text file that nobody sees: pasted by accident, or to say something else to a program.

The second is known as Trojan Source (CVE-2021-42574): what is reviewed is not what is read.
"""

from collections.abc import Iterator

from guidebook.findings import UNSEEN, Finding
from guidebook.source import Source


def check_unseen(source: Source) -> Iterator[Finding]:
    """A finding for each sign that nobody sees."""
    for found in UNSEEN.finditer(source.text):
        message = f"a sign that can't be seen stands here (U+{ord(found.group()):04X})"
        hint = "Type the word again, or paste it as plain text."
        yield source.finding(found.start(), "M11", message, hint)
