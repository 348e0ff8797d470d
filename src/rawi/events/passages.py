"""Where two articles say the same in the same words: passages, aligned word by word.

Runs of five equal words are the seeds. A passage grows from the longest seed outwards over short gaps in which words
were dropped, put in or changed, as long as equal runs go on behind them; then the next seed that no passage covers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rawi.events.shingles import SEED, Body
from rawi.model.copy import Passage

# (equal words that must follow, the most words that may be skipped in either article). Two equal words behind a gap of
# a few are no chance once a passage has begun; behind a gap of a clause it takes four.
_LEAPS = ((2, 6), (4, 15))
_SIGHT = max(run + most for run, most in _LEAPS)
# A sentence of news rarely has fewer words; what is shorter is a name with its titles, or a stock phrase.
LEAST_WORDS = 12
_DENSITY = 0.5  # equal words of a passage, of its words in the longer of its two places

_MOSTLY = 0.8  # of the words of a quotation; an introducing word or two may be the same as well
_MOST_MARKS = 3  # punctuation marks that belong to the first and the last word

_Run = tuple[int, int, int]  # first word in a, first word in b, number of words


class Aligned(NamedTuple):
    """A passage in words: half-open ranges in both bodies, and its runs of equal words in order."""

    a: tuple[int, int]
    b: tuple[int, int]
    runs: tuple[_Run, ...]

    @property
    def words(self) -> int:
        """Number of equal words."""
        return sum(run[2] for run in self.runs)


def align(a: Body, b: Body, *, least: int = LEAST_WORDS) -> list[Aligned]:
    """The passages that two bodies share, in the order of ``a``, none overlapping another in either.

    least: equal words that make a passage. Time is linear in the number of words. align(b, a) gives the same passages
    but for ties between places that fit equally well.
    """
    growing = _Growing(a.words, b.words)
    found: list[Aligned] = []
    for run in sorted(_seeds(a, b), key=lambda run: (-run[2], run[0], run[1])):
        for free in growing.free(run):
            passage = growing.grow(free)
            longest = max(passage.a[1] - passage.a[0], passage.b[1] - passage.b[0])
            if passage.words >= least and passage.words >= _DENSITY * longest:
                growing.take(passage)
                found.append(passage)
    return sorted(found)


def _seeds(a: Body, b: Body) -> list[_Run]:
    """Runs of five and more equal words that cannot be made longer."""
    left, right = a.words, b.words
    if left == right:
        return [(0, 0, len(left))] if len(left) >= SEED else []
    here, there = a.seeds, b.seeds
    spots = sorted((j, i) for key in here.keys() & there.keys() for j in there[key] for i in here[key])
    done: dict[int, int] = {}  # diagonal to the first word of b behind its last run
    found: list[_Run] = []
    for j, i in spots:
        if done.get(j - i, 0) > j:
            continue
        before = 0
        while i > before and j > before and left[i - before - 1] == right[j - before - 1]:
            before += 1
        size = SEED
        while i + size < len(left) and j + size < len(right) and left[i + size] == right[j + size]:
            size += 1
        done[j - i] = j + size
        found.append((i - before, j - before, before + size))
    return found


class _Growing:
    """The words of two articles, and which words passages have taken."""

    def __init__(self, a: list[str], b: list[str]) -> None:
        self._a, self._b = a, b
        self._taken_a, self._taken_b = bytearray(len(a)), bytearray(len(b))

    def take(self, passage: Aligned) -> None:
        """No later passage may use these words."""
        for taken, (start, end) in ((self._taken_a, passage.a), (self._taken_b, passage.b)):
            taken[start:end] = b"\1" * (end - start)

    def free(self, run: _Run) -> Iterator[_Run]:
        """The parts of a run that no passage has taken in either article, as they are when each is asked for."""
        i, j, size = run
        at = 0
        while at < size:
            if self._taken_a[i + at] or self._taken_b[j + at]:
                at += 1
                continue
            end = at
            while end < size and not (self._taken_a[i + end] or self._taken_b[j + end]):
                end += 1
            if end - at >= SEED:
                yield i + at, j + at, end - at
            at = end

    def grow(self, run: _Run) -> Aligned:
        """The passage around a run."""
        i, j, size = run
        after = _gain(run, self._onward(i + size, j + size, 1))
        before = _gain(run, self._onward(i - 1, j - 1, -1))
        return _aligned([*reversed(before), run, *after])

    def _onward(self, i: int, j: int, step: int) -> list[_Run]:
        """The runs that follow in one direction. i, j: the first words that are not equal; step: 1 or -1."""
        found: list[_Run] = []
        while (leap := self._leap(i, j, step)) is not None:
            i, j = leap
            size = 0
            while self._same(i + step * size, j + step * size):
                size += 1
            found.append((i, j, size) if step > 0 else (i - size + 1, j - size + 1, size))
            i, j = i + step * size, j + step * size
        return found

    def _leap(self, i: int, j: int, step: int) -> tuple[int, int] | None:
        """Where equal words go on after the smallest gap, the more even one of two that are as small."""
        ahead_a = self._ahead(self._a, self._taken_a, i, step)
        ahead_b = self._ahead(self._b, self._taken_b, j, step)
        places: dict[str, list[int]] = {}
        for y, word in enumerate(ahead_b):
            places.setdefault(word, []).append(y)
        met = sorted(
            (x + y, abs(x - y), x, y) for x, word in enumerate(ahead_a) for y in places.get(word, ()) if x or y
        )
        for run, most in _LEAPS:
            for _, _, x, y in met:
                if x <= most and y <= most and x + run <= len(ahead_a) and ahead_a[x : x + run] == ahead_b[y : y + run]:
                    return i + step * x, j + step * y
        return None

    def _ahead(self, words: list[str], taken: bytearray, at: int, step: int) -> list[str]:
        """The next words in one direction, up to the end of the article or words that are taken."""
        end = at
        while abs(end - at) < _SIGHT and 0 <= end < len(words) and not taken[end]:
            end += step
        return words[at:end] if step > 0 else words[end + 1 : at + 1][::-1]

    def _same(self, i: int, j: int) -> bool:
        """Whether two words are there, free and equal."""
        a, b = self._a, self._b
        if not (0 <= i < len(a) and 0 <= j < len(b)):
            return False
        return a[i] == b[j] and not (self._taken_a[i] or self._taken_b[j])


def _gain(start: _Run, runs: list[_Run]) -> list[_Run]:
    """The runs in one direction up to where they are worth most: equal words, less half of those skipped."""
    best = kept = score = 0
    before = start
    for number, run in enumerate(runs, 1):
        first, last = sorted((before, run))
        score += 2 * run[2] - max(last[0] - first[0], last[1] - first[1]) + first[2]
        if score > best:
            best, kept = score, number
        before = run
    return runs[:kept]


def pieces(a: Body, b: Body, aligned: Aligned) -> list[Aligned]:
    """The passage cut in several where site furniture stands in the midst of it."""
    found: list[list[_Run]] = []
    before: tuple[int, int] | None = None
    for i, j, size in aligned.runs:
        first = 0
        for at in range(size):
            here = (a.parts[i + at], b.parts[j + at])
            if here != before:
                if at > first:
                    found[-1].append((i + first, j + first, at - first))
                found.append([])
                before, first = here, at
        found[-1].append((i + first, j + first, size - first))
    return [_aligned(runs) for runs in found]


def _aligned(runs: list[_Run]) -> Aligned:
    first, last = runs[0], runs[-1]
    return Aligned((first[0], last[0] + last[2]), (first[1], last[1] + last[2]), tuple(runs))


def passages_of(a: Body, b: Body, aligned: Aligned) -> list[Passage]:
    """The pieces of a passage in the stored texts."""
    return [_passage(a, b, piece) for piece in pieces(a, b, aligned)]


def _passage(a: Body, b: Body, piece: Aligned) -> Passage:
    opening = _marks(a, b, piece.a[0], piece.b[0], -1)
    closing = _marks(a, b, piece.a[1], piece.b[1], 1)
    start, end = a.span(*piece.a, opening, closing)
    return Passage(
        a=(start, end),
        b=b.span(*piece.b, opening, closing),
        text=a.article.text[start:end],
        words=piece.words,
        quoted=_quoted(a, b, piece),
    )


def _marks(a: Body, b: Body, i: int, j: int, step: int) -> int:
    """How many punctuation marks stand right before (step -1) the words ``i`` and ``j``, or right after (step 1) the
    words before them, the same in both texts."""
    left, right = a.between(i - 1, i)[::step], b.between(j - 1, j)[::step]
    same = 0
    for x, y in zip(left[:_MOST_MARKS], right, strict=False):
        if x != y or x.isspace():
            break
        same += 1
    return same


def _quoted(a: Body, b: Body, piece: Aligned) -> bool:
    """Whether nearly all equal words stand within quotation marks in both articles."""
    within = sum(a.quoted[i + at] and b.quoted[j + at] for i, j, size in piece.runs for at in range(size))
    return within >= _MOSTLY * piece.words
