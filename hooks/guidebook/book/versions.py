"""What books are typeset for: each paper in each edition."""

from itertools import product

PAPERS = {"a4": ("a4", "A4"), "letter": ("us-letter", "US Letter")}
"""Typst's name for each paper and the readers' name, by the word for it in a file's name."""
STANDARD, LARGE, SHEET = "standard", "large-print", "sheet"
EDITIONS = {STANDARD: "", LARGE: f"-{LARGE}", SHEET: f"-{SHEET}"}
"""What stands in a file's name for each edition that the page design knows."""
BY_NAME = {
    f"{paper}{ending}": (PAPERS[paper][0], edition)
    for (edition, ending), paper in product(EDITIONS.items(), PAPERS)
}
"""Paper, by Typst's name, and edition, by the words for both in a file's name."""
VERSIONS = tuple(BY_NAME)
"""Every paper in every edition, by the words for it in a file's name."""
