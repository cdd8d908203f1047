"""Makes tables readable by ear, by keyboard and on a phone."""

from mkdocs.config.defaults import MkDocsConfig

from guidebook.tables import TableExtension


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Let Markdown know them."""
    config.markdown_extensions.append(TableExtension())  # type: ignore[arg-type]
    return config
