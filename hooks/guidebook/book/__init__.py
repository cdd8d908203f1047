"""A guide as a book: one PDF to print or keep, set by Typst from the pages' rendered HTML."""
