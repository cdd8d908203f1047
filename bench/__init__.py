"""Measurements, each as a ratio to a plain build of the same text in the same run."""
