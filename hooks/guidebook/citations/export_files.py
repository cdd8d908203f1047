"""The files of a guide's references that a reader takes along to a reference manager."""

from collections.abc import Sequence

from guidebook.bibliography.export_forms import FORMS
from guidebook.bibliography.reference import Reference


def export_path(guide: str, form: str) -> str:
    """Where a guide's references in this form are, from the site's root."""
    return f"{guide}/{guide}{FORMS[form][0]}"


def export_files(guide: str, references: Sequence[Reference]) -> dict[str, str]:
    """The text of every file, by its path from the site's root."""
    return {export_path(guide, form): write(references) for form, (_, write) in FORMS.items()}
