"""Kinds of what stands at a word (context classes, kinds of phrase) as bits: all kinds near a word are one number."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

# Kinds of phrase that tell a fact, and the same where the article has not had the phrase before.
MARKS = ("number", "party", "place", "time", "toll")
_bits: dict[str, int] = {}
_next = count()


def bit_of(kind: str) -> int:
    """The bit of a kind; the same as long as the program runs."""
    bit = _bits.get(kind)
    return _bits.setdefault(kind, 1 << next(_next)) if bit is None else bit


def bits_of(kinds: Iterable[str]) -> int:
    """The bits of several kinds."""
    bits = 0
    for kind in kinds:
        bits |= bit_of(kind)
    return bits


def kinds_of(bits: int) -> list[str]:
    """The kinds that bits stand for, sorted."""
    return sorted(kind for kind, bit in _bits.items() if bits & bit)


# One bit for each mark, in their order, and above them one for each that is new.
MARKED = bits_of(MARKS)
NEW = bits_of(f"new {mark}" for mark in MARKS)
PHRASES = MARKED | NEW


def mark_bits(mark: str, new: bool) -> int:
    """The bits of a phrase of some kind."""
    return bit_of(mark) | (bit_of(f"new {mark}") if new else 0)
