"""Tokens and sentences of a folded text, as parallel lists: the reader walks them many times."""

from __future__ import annotations

import re

import msgspec

_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,:/]\d+)*|\n|\S")
_ENDERS = frozenset(".!?؟")
# Letters that stand before a full stop without ending a sentence: titles and initials.
_ABBREVIATIONS = frozenset(
    {"د", "أ", "ا", "م", "ص", "ج", "ق", "ب", "ه", "ت", "ط", "س", "ع", "U", "S", "N", "a", "p", "m", "Dr", "Mr", "No"}
)


class Tokens(msgspec.Struct, frozen=True):
    """Words, numbers and single punctuation marks in reading order.

    words: folded text of each token; starts, ends: its half-open range in the folded text.
    sentence: number of the sentence each token stands in, rising; bounds: token range of each sentence.
    Sentences end at a line feed, and at a full stop, exclamation or question mark that is followed by white space, by
    the
    end, or directly by an Arabic letter (news forgets the space). No line feed is a token.
    """

    words: list[str]
    starts: list[int]
    ends: list[int]
    sentence: list[int]
    bounds: list[tuple[int, int]]


def tokenize(folded: str) -> Tokens:
    """Cut a folded text into tokens and sentences in one pass, linear in its length."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    sentence: list[int] = []
    bounds: list[tuple[int, int]] = []
    number = first = 0
    size = len(folded)
    for match in _TOKEN.finditer(folded):
        word = match[0]
        if word == "\n":
            if len(words) > first:
                bounds.append((first, len(words)))
                number += 1
                first = len(words)
            continue
        end = match.end()
        words.append(word)
        starts.append(match.start())
        ends.append(end)
        sentence.append(number)
        if word in _ENDERS and (end >= size or _ends_sentence(folded, end, words)):
            bounds.append((first, len(words)))
            number += 1
            first = len(words)
    if len(words) > first:
        bounds.append((first, len(words)))
    return Tokens(words, starts, ends, sentence, bounds)


def _ends_sentence(folded: str, end: int, words: list[str]) -> bool:
    after = folded[end]
    before = words[-2] if len(words) > 1 else ""
    if words[-1] == "." and before in _ABBREVIATIONS:
        return False
    return after.isspace() or ("\u0621" <= after <= "\u064a" and "\u0621" <= before[:1] <= "\u064a")
