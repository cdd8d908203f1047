"""TeX in a field to plain text, and back: accents, dashes, quotation marks, protecting braces."""

import re
from functools import lru_cache

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

_TEX = re.compile(r"[\\{}$~]|--|``|''")
_ACCENT = re.compile(
    r"""\\(?:
        [&%_\#]
        | (?: aa|AA|ae|AE|oe|OE|ss|[oOlL] )(?![a-zA-Z]) (?: \{\} | \s+ )?
        | (?: ["'`^~=.] | [cvHukrdb](?![a-zA-Z]) ) \s* (?: \{\\?[a-zA-Z]\} | \\?[a-zA-Z] )
    )""",
    re.VERBOSE,
)
"""An accent, a letter of its own or an escaped character: nearly all the TeX in bibliographies."""
_SPECIAL = re.compile(r"(?<!\\)[%&]")
"""Characters that editors write bare, and that TeX would read as a comment or a table's border."""
_MARKS = {"---": "—", "--": "–", "``": "“", "''": "”", "~": " ", "{": "", "}": ""}
_MARK = re.compile("|".join(map(re.escape, _MARKS)))
_MACROS = {
    "url": "%s",
    "textless": "<",
    "textgreater": ">",
    "textasciicircum": "^",
    "textbraceleft": "{",
    "textbraceright": "}",
}
"""Commands that pylatexenc leaves out or shows otherwise."""
_CONTEXT = get_default_latex_context_db()
_CONTEXT.add_context_category(
    "ours", prepend=True, macros=[MacroTextSpec(name, text) for name, text in _MACROS.items()]
)
_DECODER = LatexNodes2Text(latex_context=_CONTEXT, math_mode="text")
_DEEPEST = 40
"""More braces or commands than any name or title has; beyond it the decoder could recurse deep."""
_CONTROLS = dict.fromkeys([*range(32), *range(127, 160)], " ")

_NEVER_BARE = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "$": r"\$",
}
_OFTEN_BARE = {"^": r"{\textasciicircum}", "%": r"\%", "&": r"\&", "#": r"\#", "_": r"\_"}
"""What means something in TeX, and is understood from editors who don't escape it."""
_OURS = str.maketrans(_NEVER_BARE)
_SAFE = str.maketrans(_NEVER_BARE | _OFTEN_BARE)


@lru_cache(maxsize=16384)
def to_text(tex: str) -> str:
    """Plain text on one line. Takes anything; TeX that means nothing is left out."""
    text = _decoded(tex) if _TEX.search(tex) else tex
    return " ".join(text.translate(_CONTROLS).split())


def to_tex(text: str, *, as_editors_write: bool = False) -> str:
    """A plain text as TeX: safe for every program, or as it stands in our own file."""
    return text.translate(_OURS if as_editors_write else _SAFE)


def _decoded(tex: str) -> str:
    tex = _ACCENT.sub(lambda accent: _latex_to_text(accent.group()), tex)
    if "\\" not in tex and tex.count("$") < 2:
        return _MARK.sub(lambda mark: _MARKS[mark.group()], tex)
    if max(tex.count("{"), tex.count("\\")) > _DEEPEST:
        return re.sub(r"[\\{}$]", "", tex)
    return _latex_to_text(_SPECIAL.sub(r"\\\g<0>", tex))


@lru_cache(maxsize=1024)
def _latex_to_text(tex: str) -> str:
    return str(_DECODER.latex_to_text(tex))
