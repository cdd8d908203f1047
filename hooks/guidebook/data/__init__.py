"""Our YAML: read with the place of every part, explained, and held against a schema."""
