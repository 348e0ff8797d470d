"""Readings written out: a readable list, JSON Lines, a web page, and the format of the annotation guidelines.

Every format is a function from a stream of readings and failures to pieces of text, in the order they came.
"""
