"""The commands of TeX that stand in bibliographies: a table of what each does to the text."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache, partial

from pylatexenc.latex2text import get_default_latex_context_db

Finish = Callable[[str], str]
"""What a command does with the text of its argument."""

SUPERSCRIPT, SUBSCRIPT = "\ufdd0\ufdd1", "\ufdd2\ufdd3"
"""What stands around a script in a marked text: noncharacters (Unicode, 23.7), which none holds."""

MARKS = {"---": "—", "--": "–", "``": "“", "''": "”", "~": " ", "\\": ""}
VERBATIM = frozenset(("url", "path", "nolinkurl", "doi"))
"""Commands whose argument is an address."""

_KNOWN = get_default_latex_context_db()
_MARKED = "'`^\"~=.cvHukrdbt"
_COMBINING = "0301 0300 0302 0308 0303 0304 0307 0327 030c 030b 0306 0328 030a 0323 0331 0361"
_ACCENTS = {
    name: chr(int(mark, 16)) for name, mark in zip(_MARKED, _COMBINING.split(), strict=True)
}
_DOTLESS = {"ı": "i", "ȷ": "j"}
_NAMED = (
    "pounds £ sterling £ copyright © slash / TeX TeX LaTeX LaTeX BibTeX BibTeX textless < euro €"
    " textgreater > textasciicircum ^ textbraceleft { textbraceright } lbrace { rbrace } micro µ"
    " textbackslash \\ textbar | textperiodcentered · textonehalf ½ textquotesingle ' dag † ddag ‡"
    " textendash – textemdash — degree ° circ ° textasteriskcentered * textnumero № lq ‘ rq ’"
    ' textunderscore _ textquotedbl " permil ‰ hyphen -'
)
_SPACES = "newline par linebreak quad qquad space enspace thinspace"
_NOTHING = "left right relax protect xspace allowbreak nobreakdash"
_SYMBOLS: Mapping[str, str] = {
    **dict(zip(_NAMED.split()[::2], _NAMED.split()[1::2], strict=True)),
    **dict.fromkeys(("S", "textsection"), "§ "),
    **dict.fromkeys(("P", "textparagraph"), "¶ "),
    **dict.fromkeys([*" ,;:>\\", *_SPACES.split()], " "),
    **dict.fromkeys([*"-/!@", *_NOTHING.split()], ""),
}
"""Commands that are a text, beyond those that pylatexenc knows."""
_PLAIN = (
    "mbox hbox fbox makebox text texttt textsf textsc textup textmd textrm textnormal textit"
    " textsl uline em bf it rm sc sl tt sf bfseries itshape slshape scshape upshape mdseries"
    " rmfamily sffamily ttfamily normalfont tiny small footnotesize scriptsize normalsize large"
    " Large mathrm mathit mathbf mathsf mathtt mathcal mathbb boldmath boldsymbol bm mkbibemph"
    " mkbibbold mkbibitalic mkbibparens footnote nocase MakeUppercase MakeLowercase uppercase"
    " lowercase underline displaystyle limits big Big operatorname natexlab ensuremath LARGE huge"
    " Huge sout ce num MakeTextUppercase MakeTextLowercase"
)
"""Commands whose argument is simply text."""
_NOT_READ = (
    "noopsort Noopsort SortNoop sortnoop noop NOOP bibinfo begin end href hspace vspace textcolor"
    " color colorbox raisebox rotatebox foreignlanguage selectlanguage label texorpdfstring"
)
_NOT_TEXT: Mapping[str, int] = {
    **dict.fromkeys(_NOT_READ.split(), 1),
    **dict.fromkeys(("fcolorbox", "fontsize"), 2),
}
"""How many arguments of a command say how, where or in which order, and are no text."""


def as_mathematics(text: str) -> str:
    """The argument of a command that begins mathematics."""
    return text


def _accented(name: str, text: str) -> str:
    letter = _DOTLESS.get(text[:1], text[:1])
    if not letter.strip():
        return (name if name in "^~" else "") + text
    return unicodedata.normalize("NFC", letter + _ACCENTS[name]) + text[1:]


def _quoted(text: str) -> str:
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


def _between(marks: str, text: str) -> str:
    return text if text in ("", "°", "′") else f"{marks[0]}{text}{marks[1]}"


FINISHES: Mapping[str, Finish] = {
    **{name: partial(_accented, name) for name in _ACCENTS},
    **dict.fromkeys(("enquote", "mkbibquote", "textquote"), _quoted),
    **dict.fromkeys(("textsuperscript", "sp"), partial(_between, SUPERSCRIPT)),
    **dict.fromkeys(("textsubscript", "sb"), partial(_between, SUBSCRIPT)),
    **dict.fromkeys(("frac", "tfrac", "dfrac", "nicefrac", "sfrac"), "{}/".format),
    "sqrt": "√{}".format,
    "ensuremath": as_mathematics,
}
"""Commands that do something with their argument."""


def is_accent(name: str) -> bool:
    """Whether a command puts an accent on the letter after it."""
    return name in _ACCENTS


@lru_cache(maxsize=1024)
def symbol(name: str) -> str | None:
    """The text that a command stands for, if it stands for one."""
    if name in _NOT_TEXT:
        return None
    if name in _SYMBOLS:
        return _SYMBOLS[name]
    if len(name) == 1 and not name.isalpha():
        return name
    for known in (name, name.removeprefix("text")):
        text = getattr(_KNOWN.get_macro_spec(known), "simplify_repl", None)
        if isinstance(text, str) and re.fullmatch(r"[^%<]+|<", text.strip("\xad")):
            return text
    return None


def passed_over(name: str) -> int:
    """How many arguments of a command are no text."""
    return _NOT_TEXT.get(name, 0)


def is_known(name: str) -> bool:
    """Whether a command's text is all that it says; what an environment does isn't read."""
    is_mere_look = getattr(_KNOWN.get_macro_spec(name), "discard", None) is False
    return (
        name in _PLAIN.split()
        or is_mere_look
        or (name in _NOT_TEXT and name not in ("begin", "end"))
    )
