"""Templates: short items that share a frame and tell of different things. A frame is no copy.

"A raid hit a house in X, killing three" is written every day of another X and another three. A shared passage that is
short is therefore looked at together with the sentences that it stands in: where each of the two has a place, a date or
a number that the other lacks, or where a name stands in the place of another name, they tell of two things.
"""

from __future__ import annotations

import re
from itertools import pairwise

from rawi.events.copies_facts import Facts, Word, facts, known_word
from rawi.events.passages import Aligned
from rawi.events.shingles import Body

# Words of an item or a passage past which it is no frame. Of the copied pairs that were measured (docs/copies.md), no
# copy of half an article and more is lost by it.
LONGEST_FRAME = 60
# An editor changes a word or two in a longer passage, and many words are not in the vocabulary.
_LONGEST_WITH_NAME = 40
_CONTEXT = 25  # words of a sentence that are looked at on each side of a passage
_SLOT = 4  # words that stand in the place of one another
_SENTENCE_END = re.compile(r"[.!?؟\n]")


def same_frame(a: Body, b: Body) -> bool:
    """Whether two short articles tell of different things, whatever words they share."""
    if max(len(a), len(b)) > LONGEST_FRAME:
        return False
    return _conflict(facts(a, 0, len(a)), facts(b, 0, len(b)))


def is_frame(a: Body, b: Body, passage: Aligned) -> bool:
    """Whether a passage is short, and its sentences in the two articles tell of different things."""
    if passage.words > LONGEST_FRAME:
        return False
    if _conflict(facts(a, *_sentences(a, *passage.a)), facts(b, *_sentences(b, *passage.b))):
        return True
    names = passage.words <= _LONGEST_WITH_NAME
    inner, outer = _gaps(a, b, passage)
    if any(_swapped(a, left, b, right, names=names) for left, right in inner):
        return True
    # Whoever takes a sentence over may put another speaker before it; in a short item that is the one it tells of.
    names = names and max(len(a), len(b)) <= LONGEST_FRAME
    return any(_swapped(a, left, b, right, names=names) for left, right in outer)


_Range = tuple[int, int]
_Gap = tuple[_Range, _Range]


def _gaps(a: Body, b: Body, passage: Aligned) -> tuple[list[_Gap], list[_Gap]]:
    """The words between two equal runs in both articles; and those of the sentence before the first and after the
    last."""
    (start_a, end_a), (start_b, end_b) = _sentences(a, *passage.a), _sentences(b, *passage.b)
    inner = [((i + size, to), (j + size, at)) for (i, j, size), (to, at, _) in pairwise(passage.runs)]
    outer = [((start_a, passage.a[0]), (start_b, passage.b[0])), ((passage.a[1], end_a), (passage.b[1], end_b))]
    return inner, outer


def _swapped(a: Body, left: _Range, b: Body, right: _Range, *, names: bool) -> bool:
    """Whether other facts stand in one and the same place of two passages. names: whether names count."""
    here, there = a.words[slice(*left)], b.words[slice(*right)]
    if not here or not there or max(len(here), len(there)) > _SLOT:
        return False
    one, other = facts(a, *left, everywhere=True), facts(b, *right, everywhere=True)
    if any(x and y and x != y for x, y in zip(one, other, strict=True)):
        return True
    place = bool(one.places or other.places)
    return (
        names
        and (bool(one.places) or _names(here, there, place=place))
        and (bool(other.places) or _names(there, here, place=place))
    )


def _conflict(one: Facts, other: Facts) -> bool:
    return any(left - right and right - left for left, right in zip(one, other, strict=True))


def _sentences(body: Body, first: int, last: int) -> tuple[int, int]:
    """The words of the sentences in which a passage begins and ends."""
    start, end = first, last
    while start > max(0, first - _CONTEXT) and not _SENTENCE_END.search(body.between(start - 1, start)):
        start -= 1
    while end < min(len(body), last + _CONTEXT) and not _SENTENCE_END.search(body.between(end - 1, end)):
        end += 1
    return start, end


def _names(words: list[str], other: list[str], *, place: bool) -> bool:
    """Whether there is a party, or a word that the vocabulary does not know, that is not in ``other``.

    place: a place stands in one of the two, so that a noun that the vocabulary knows may be part of a name too.
    """
    parties = {known_word(word).party for word in other}
    return any(
        (known.party is not None and known.party not in parties)
        or not (
            known.plain
            or known.figure
            or (known.noun and not place)
            or any(_same_word(known, known_word(word)) for word in other)
        )
        for known in map(known_word, words)
    )


def _same_word(one: Word, other: Word) -> bool:
    """Whether two words are one but for particles, a letter, or the order of letters ("أميركي", "أمريكي")."""
    return any(
        stem == against or (len(stem) > 3 and (sorted(stem) == sorted(against) or _one_letter_off(stem, against)))
        for stem in one.stems
        for against in other.stems
    )


def _one_letter_off(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    same = next((i for i, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    return len(long) - len(short) <= 1 and short[same + (len(short) == len(long)) :] == long[same + 1 :]
