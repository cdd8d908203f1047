"""Checks of files, one at a time: a text goes in, findings come out."""
