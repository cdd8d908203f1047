"""The decision guide: one YAML file beside a page becomes a picture and a step-by-step chart."""
