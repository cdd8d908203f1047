"""Gives tables their header cells."""

from mkdocs.config.defaults import MkDocsConfig

from guidebook.tables import TableHeaderExtension


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Let Markdown know them."""
    config.markdown_extensions.append(TableHeaderExtension())  # type: ignore[arg-type]
    return config
