"""TeX in references.bib: no word is lost, and nothing that stands there raises."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidebook.bibliography.bibtex_reading import read_bibliography
from guidebook.bibliography.names import parse_name, split_names
from guidebook.bibliography.reference import Reference
from guidebook.bibliography.tex import to_tex, to_text, unknown_commands
from guidebook.bibliography.vancouver import render
from guidebook.source import Source

TEXTS = {
    "a link": (r"See \href{https://a.org/b}{the leaflet} here", "See the leaflet here"),
    "an address": (r"See \url{https://a.org/~b/c\_d}", "See https://a.org/~b/c_d"),
    "a box": (r"A \mbox{B-2} and \fbox{C}", "A B-2 and C"),
    "fonts": (r"\textsf{A} \texttt{B} {\em C} {\bf D} \textup{E} \mathrm{F}", "A B C D E F"),
    "a colour": (r"\textcolor{red}{A} \colorbox{blue}{B} \fcolorbox{a}{b}{C}", "A B C"),
    "a sort key": (r"\noopsort{1973}1975", "1975"),
    "quotation marks": (r"\enquote{A \enquote{b}}", "“A ‘b’”"),
    "an accent and a space": (r"\H o \v C \'\i \c c \" u", "ő Č íç ü"),
    "letters": (r"\o re, stra\ss e, \L{}\'od\'z, \AA", "øre, straße, Łódź, Å"),
    "signs": (
        r"\pounds 5, \S 3, \copyright{}, \textalpha, \LaTeX{}, \&",
        "£5, § 3, ©, α, LaTeX, &",
    ),
    "money": (r"$5 to $10, US$5/US$10, \$3", "$5 to $10, US$5/US$10, $3"),
    "dashes": ("a---b, 1--2", "a—b, 1–2"),
    "money without an amount": ("in $ and in US$", "in $ and in US$"),
    "money around an underscore": ("$5 for a_b, or $10", "$5 for a_b, or $10"),
    "money with one digit": ("$5 to $1 a day", "$5 to $1 a day"),
    "mathematics": (r"$p < 0.05$, p$<$1, $\alpha$, \(x\), $\frac12$", "p < 0.05, p<1, α, x, 1/2"),
    "text behind mathematics": (r"$p$ in a_b -- c", "p in a_b – c"),
    "mathematics with room": (r"$ \alpha $ rises, $ x^2 $", "α rises, x²"),
    "room without mathematics": (r"$ 5 and 6 $", "$ 5 and 6 $"),
    "subscripts": (r"CO$_2$, H$_{2}$O, \textsubscript{3}", "CO₂, H₂O, ₃"),
    "superscripts": (r"$^{13}$C, 10$^{-3}$, CD4$^+$", "¹³C, 10⁻³, CD4⁺"),
    "scripts that Unicode lacks": (r"T$_{max}$, 5\textsuperscript{th}", "Tmax, 5th"),
    "bare signs": ("a_b, 2^3, 50% & #1", "a_b, 2^3, 50% & #1"),
    "HTML": ("<i>A</i> &amp; B<sub>2</sub> &lt;3 <25 and >30", "A & B₂ <3 <25 and >30"),
    "HTML with attributes": (
        '<em>A</em><br/>b <span class="nocase">C</span> <sub id="x">2</sub> p <b and c> d',
        "A b C 2 p <b and c> d",
    ),
    "a bare address": ("(http://a.org/~b/c--d) --", "(http://a.org/~b/c--d) –"),
    "two readings": (
        r"\texorpdfstring{$\beta$}{beta}-blocker \label{x}\vspace*{2pt}A",
        "beta-blocker A",
    ),
    "degrees": (r"37$^\circ$C", "37°C"),
    "unknown": (r"a \foo{b c} d", "a b c d"),
    "an environment": (r"\begin{array}a\end{array}", "a"),
}


@pytest.mark.parametrize(("tex", "text"), TEXTS.values(), ids=TEXTS)
def test_tex_is_read_as(tex: str, text: str) -> None:
    assert to_text(tex) == text


@pytest.mark.parametrize(
    "tex",
    [
        *(r"\footnote", r"\author", r"\title", r"\date", r"\sqrt", r"\input", r"\href", r"\url"),
        *(r"\textcolor", r"\colorbox", r"\fcolorbox", r"\frac", r"\'", "\\", "}{", "$$", r"\url{a"),
    ],
)
def test_a_bare_command_raises_nothing(tex: str) -> None:
    assert to_text(f"A {tex}").startswith("A")


def test_readers_see_real_scripts() -> None:
    shown = render(Reference("a", "misc", {"title": r"CO$_2$ and 10\textsuperscript{th} <b>"}))
    assert "CO<sub>2</sub> and 10<sup>th</sup></span>" in shown


def test_a_script_in_a_script_is_well_formed() -> None:
    shown = render(Reference("a", "misc", {"title": "a$^{b_{c}}$ \ufdd0 &#xfdd0;"}))
    assert "a<sup>b<sub>c</sub></sup> \N{REPLACEMENT CHARACTER}" in shown


def test_a_command_that_nobody_knows_is_told_at_its_place() -> None:
    entry = "@misc{a, title = {A \\textbf{B}\n  \\foo{C} \\foo{D}}, url = {https://a.org/\\foo}}"
    findings = read_bibliography(Source("r.bib", entry)).findings
    assert [str(finding) for finding in findings if finding.code == "B23"] == [
        r"r.bib:2:3: nobody knows the TeX command '\foo', so only what follows it is shown. "
        "Write the character or the words themselves. [B23]"
    ]


WORDS = st.text("kwyz ", max_size=6)
"""Of letters that no command below has: an address keeps a command as it is written."""
PIECES = st.one_of(
    WORDS,
    st.sampled_from(
        [
            *(r"\foo", r"\textbf", r"\mbox{", r"\emph{", r"\'", r"\v ", r"\H{", r"\alpha", r"\\"),
            *(r"\enquote{", r"\textsuperscript{", r"\frac{", r"\footnote", r"\input", r"\url{"),
            *("{", "}", "$", "$$", "^", "_", "~", "--", "``", "%", "&", "&#38;", "<sub>", "5"),
            *(r"\(", r"\)", r"\[", "[", "]", r"\$", r"\ ", r"\,", r"\%", "\n"),
        ]
    ),
)


@given(st.lists(PIECES, max_size=14))
def test_every_letter_that_is_no_command_stays(pieces: list[str]) -> None:
    spaced = [f"{piece} " if piece[-1:].isalpha() and "\\" in piece else piece for piece in pieces]
    letters = [
        letter for piece in spaced if "\\" not in piece for letter in piece if letter in "kwyz"
    ]
    text = unicodedata.normalize("NFKD", to_text("".join(spaced)))
    assert [letter for letter in text if letter in "kwyz"] == letters


@given(st.text("\\{}$^_~&;<>'`\"-abHvrl 1\n\t\ufdd0", max_size=40))
def test_nothing_raises(tex: str) -> None:
    to_text(tex)
    unknown_commands(tex)
    render(Reference("a", "misc", {"title": tex, "author": tex, "note": tex}))


@given(st.text(max_size=30), st.booleans())
def test_what_is_written_as_tex_reads_back_the_same(text: str, as_editors_write: bool) -> None:
    written = to_text(text.replace("--", "-").replace("``", "`").replace("''", "'"))
    assert to_text(to_tex(written, as_editors_write=as_editors_write)) == written


NAMES = st.lists(
    st.sampled_from(
        [
            *("A", "B", "Lund", "von", "Jr.", "MD", "and", "others", ",", ";", "{", "}", r"\'e"),
            *(r"\H ", "PhD", "family=Lund", "given=", "prefix=", "III", "Dr.", "=", '"', "-", "\n"),
        ]
    ),
    max_size=12,
)


@given(NAMES)
def test_no_name_raises_and_no_person_goes_without_a_word(pieces: list[str]) -> None:
    author = " ".join(pieces)
    render(Reference("a", "misc", {"title": "T", "author": author}))
    entry = f"@misc{{a, title = {{T}}, author = {{{author}}}, url = {{https://a.org}}}}"
    bibliography = read_bibliography(Source("r.bib", entry))
    named, _ = split_names(author)
    told = [finding for finding in bibliography.findings if finding.code in ("B01", "B21")]
    parts = [" ".join(parse_name(name).values()) for name in named]
    assert told or all(
        "und" in text for name, text in zip(named, parts, strict=True) if "Lund" in name
    )
