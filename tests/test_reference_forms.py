"""Entries of every type in every form that they take, held to a golden file.

Run as a program it writes it anew: PYTHONPATH=.:hooks:tests python tests/test_reference_forms.py
"""

import json

from guidebook.bibliography.bibtex_reading import read_bibliography
from guidebook.bibliography.export_forms import to_bibtex, to_csl_json, to_ris
from guidebook.bibliography.reference import Reference
from guidebook.bibliography.vancouver import render
from guidebook.bibliography.vocabulary import SHOWN, TYPES, VARIABLES
from guidebook.source import Source
from minisite import ROOT

FOLDER = ROOT / "tests" / "data" / "references"
GOLDEN = FOLDER / "every-form.txt"

TEXT = (FOLDER / "every-type.bib").read_text("utf-8")
READ = read_bibliography(Source("references.bib", TEXT))
EVERY = READ.references.values()

CSL_VARIABLES = """
DOI ISBN PMCID PMID URL accessed author chapter-number collection-title container-title edition
editor event-place event-title genre issue issued note number number-of-pages number-of-volumes page
publisher publisher-place status title translator version volume
"""
"""Those that we use, as the schema of CSL's data spells them (version 1.0.2)."""


def forms(reference: Reference) -> str:
    """A reference as readers see it, and as it is exported."""
    (item,) = json.loads(to_csl_json([reference]))
    shown = (render(reference), to_bibtex([reference]), to_ris([reference]), json.dumps(item))
    return f"== {reference.key}\n" + "\n".join(text.replace("\r", "").strip() for text in shown)


def every_form() -> str:
    return "\n\n".join(map(forms, EVERY)) + "\n"


def test_every_type_and_every_field_is_among_them() -> None:
    assert READ.findings == ()
    assert {TYPES[entry.kind].ris for entry in EVERY} == {row.ris for row in TYPES.values()}
    assert {field for entry in EVERY for field in entry.fields} == SHOWN


def test_each_entry_has_the_forms_of_the_golden_file() -> None:
    assert every_form().split("\n\n") == GOLDEN.read_text("utf-8").split("\n\n")


def test_variables_have_the_names_of_their_schema() -> None:
    assert sorted(VARIABLES) == CSL_VARIABLES.split()


if __name__ == "__main__":
    GOLDEN.write_text(every_form(), "utf-8")
