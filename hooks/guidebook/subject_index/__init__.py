"""The index of a guide, as at the end of a book: its words, and the places that each leads to."""
