"""Passages of an article with the words that were looked for marked in them."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

import msgspec

from rawi.model.claim import Claim
from rawi.store.query_words import Sought, Words
from rawi.text.folding import fold

_BETWEEN = r"[\W_]+"
_ENDS = re.compile(r"[.!?؟\n]")
# A passage is a line or two of a terminal, and shows the words around what it is about.
_LETTERS = 200
_BEFORE = 80


class Snippet(msgspec.Struct, frozen=True):
    """A passage. hits: half-open ranges of code points in ``text`` that are what was looked for."""

    text: str = ""
    hits: tuple[tuple[int, int], ...] = ()


def claim_snippet(text: str, claim: Claim, words: Words) -> Snippet:
    """The sentence around the trigger of a claim; a long one is cut."""
    at = claim.trigger.start
    ends = [match.end() for match in _ENDS.finditer(text, max(0, at - 2 * _LETTERS), at)]
    first = ends[-1] if ends else max(0, at - _BEFORE)
    ended = _ENDS.search(text, claim.trigger.end, claim.trigger.end + 2 * _LETTERS)
    return _passage(text, first, ended.end() if ended else len(text), at, words)


def article_snippet(title: str | None, text: str, words: Words) -> Snippet:
    """The passage of the text with the first hit; without one in the text, that of the title, else how it begins."""
    hits = _hits(text, words, most=1)
    if not hits and title and (in_title := _hits(title, words)):
        return _passage(title, 0, len(title), in_title[0][0], words)
    at = hits[0][0] if hits else 0
    return _passage(text, 0, len(text), at, words)


def _passage(text: str, first: int, last: int, at: int, words: Words) -> Snippet:
    """At most so many letters from ``first`` to ``last`` with what stands at ``at``, cut between words."""
    if last - first > _LETTERS:
        start = max(first, min(at - _BEFORE, last - _LETTERS))
        first, last = _word_start(text, start, at) if start > first else first, min(last, start + _LETTERS)
        if last < len(text):
            cut = text.rfind(" ", max(first, at) + 1, last)
            last = cut if cut > 0 else last
    before = "…" if first and text[first - 1] not in "\n.!?؟" and text[:first].strip() else ""
    after = "…" if text[last:].strip() and text[last - 1] not in "\n.!?؟" else ""
    # One line, whatever the text has; each letter stays where it is.
    shown = re.sub(r"\s", " ", text[first:last])
    shown = before + shown.strip() + after
    return Snippet(shown, tuple(_hits(shown, words)))


def _word_start(text: str, start: int, at: int) -> int:
    """The beginning of the first word after ``start`` that is not after ``at``."""
    blank = text.find(" ", start, at)
    return blank + 1 if blank >= 0 else start


def _hits(text: str, words: Words, most: int = 1000) -> list[tuple[int, int]]:
    """Where the words stand, in order and without overlaps; at most so many."""
    if not words.all:
        return []
    folded = fold(text)
    found = islice(_pattern(words.all).finditer(folded.text), most)
    return [folded.source_span(match.start(), match.end()) for match in found]


@lru_cache(maxsize=256)
def _pattern(wanted: tuple[Sought, ...]) -> re.Pattern[str]:
    """All that is looked for, in folded text; the same words as ``words_of`` makes."""
    terms = (
        _BETWEEN.join("(?:" + "|".join(sorted(choice, key=len, reverse=True)) + ")" for choice in term.forms)
        for term in wanted
    )
    # Phrases first: their first word may be looked for alone as well.
    choices = "|".join(sorted(terms, key=lambda term: -term.count(_BETWEEN)))
    return re.compile(f"(?<![^\\W_])(?:{choices})(?![^\\W_])", re.IGNORECASE)
