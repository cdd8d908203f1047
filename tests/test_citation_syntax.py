"""What may stand between the brackets of a citation, and what is said of anything else."""

import pytest

from guidebook.citations.citation_syntax import parse

GOOD = {
    "[@a]": [("a", "")],
    "[@a; @b]": [("a", ""), ("b", "")],
    "[@a;@b]": [("a", ""), ("b", "")],
    "[ @a ]": [("a", "")],
    "[@a, p. 4]": [("a", "p. 4")],
    "[@a, p. 4; @a, p. 9]": [("a", "p. 4"), ("a", "p. 9")],
    "[@a, pp. 4, 7 and table 2]": [("a", "pp. 4, 7 and table 2")],
    "[@smith:2010.b/c+d-e_f]": [("smith:2010.b/c+d-e_f", "")],
    "[@a;\n@b]": [("a", ""), ("b", "")],
}

BAD = {
    "[@]": ("C03", 1, "an at sign without a key"),
    "[@ a]": ("C03", 1, "an at sign without a key"),
    "[@a; @]": ("C03", 5, "an at sign without a key"),
    "[@a; b]": ("C02", 5, "'b' is no reference"),
    "[@a;]": ("C02", 4, "a semicolon with no reference beside it"),
    "[@a;; @b]": ("C02", 4, "a semicolon with no reference beside it"),
    "[@a p. 4]": ("C02", 1, "'p. 4' does not belong after '@a'"),
    "[@a,]": ("C02", 1, "a comma with nothing after it in '@a,'"),
    "[@a, @b]": ("C02", 1, "', @b' does not belong after '@a'"),
    "[@a @b]": ("C02", 1, "'@b' does not belong after '@a'"),
    "[@a; @a]": ("C06", 6, "'a' stands twice in one bracket"),
}


@pytest.mark.parametrize(("raw", "expected"), GOOD.items())
def test_a_citation_is_read(raw: str, expected: list[tuple[str, str]]) -> None:
    bracket = parse(raw)
    assert [citation[:2] for citation in bracket.citations] == expected
    assert bracket.problems == ()
    for citation in bracket.citations:
        assert raw[citation.offset :].startswith(citation.key)


@pytest.mark.parametrize(("raw", "expected"), BAD.items())
def test_a_malformed_citation_is_told_with_its_place(
    raw: str, expected: tuple[str, int, str]
) -> None:
    (problem,) = parse(raw).problems
    assert (problem.code, problem.offset, problem.message) == expected
    assert problem.hint.endswith(".")


def test_what_is_right_in_a_bracket_survives_what_is_wrong() -> None:
    assert [citation.key for citation in parse("[@a; b; @c]").citations] == ["a", "c"]
