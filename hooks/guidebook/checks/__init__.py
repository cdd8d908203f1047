"""Checks of what editors write: heads, navigation, links, and how pages are written."""
