"""The lists of references of the build under way, kept until the pages and books take them."""

from guidebook.citations.listing import Section

sections: dict[str, Section] = {}
"""By the path of the page that a list ends."""
