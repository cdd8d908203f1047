"""Words as the search compares them: without accents, capitals and endings.

`docs/assets/search.js` does the same with what a reader types; a test holds the two together.
"""

import re
from functools import lru_cache
from unicodedata import category, normalize

_COMMON = """
a an and are as at be by can could did do does for from had has have how i if in is it its me my
need not of on or should so than that the their them then there these they this those to up was we
were what when where which who why will with would you your
"""
IGNORED = frozenset(_COMMON.split())
"""Words that nobody looks for."""

_WORD = re.compile(r"[^\W_]+")
_SOFT_END = re.compile(r"(?:ies|y)$")
_END = re.compile(r"(?:(?<=...)e?ments?|ness(?:es)?|ings?|edl?y?|ed|es|s|e)$")


def words(text: str) -> list[str]:
    """The words of a text in small letters, without accents and apostrophes."""
    text = re.sub("['’]", "", text.lower())
    if not text.isascii():
        text = "".join(sign for sign in normalize("NFD", text) if category(sign)[0] != "M")
    return _WORD.findall(text)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A word of `words` without the ending of its form, so that its forms meet."""
    return word if len(word) < 4 else _END.sub("", _SOFT_END.sub("i", word))


def stems(text: str) -> list[str]:
    """The stems of the words in a text that somebody may look for."""
    return [stem(word) for word in words(text) if word not in IGNORED]
