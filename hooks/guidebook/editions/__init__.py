"""A guide as an EPUB and as one HTML file, from the chapters that its PDFs are made from."""
