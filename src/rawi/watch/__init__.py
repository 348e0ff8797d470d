"""Collecting into the store: once from what the user names, or again and again from the feeds of outlets."""
