"""Measuring readings against annotations: the scorer, and the quality gate."""
