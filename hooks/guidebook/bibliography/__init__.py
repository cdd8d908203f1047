"""The bibliography: references.bib read, checked, and written out in the ways a reader needs."""
