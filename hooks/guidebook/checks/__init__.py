"""Checks of what editors write: the heads of pages and the navigation."""
