"""Mentions: the actors, places, times and quantities of an article, before any claim is made of them."""
