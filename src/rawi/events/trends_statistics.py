"""Bursts and change points in weekly counts, with the numbers behind each. The same counts give the same finds.

Both are conservative: what speaks for a change is counted by its lower bound, what it is held against by its upper one.
Weeks in which the archive holds no article at all are no history: that nothing was told then says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, lgamma, log
from typing import Literal

import msgspec

from rawi.events.trends import Series, WeekCount

HISTORY_WEEKS = 8
LEAST_HISTORY = 4
# One more event than was told in the weeks before: a quiet history of a few weeks does not make one event a burst.
_PRIOR_EVENTS = 1
_LEAST_EVENTS = 3
# A year of a score of series tests a thousand weeks; one of them may be a burst by chance.
_RARE = 0.001
_LEAST_SEGMENT = 4


class Burst(msgspec.Struct, frozen=True, kw_only=True):
    """A week with more events than the series' own history lets expect.

    low: lower bound of the week. before: upper bounds of the covered weeks among the 8 before, oldest first. expected:
    events a week that they let expect, at most. p: chance of ``low`` or more of them (Poisson).
    """

    series: str
    week: str
    low: int
    before: tuple[int, ...]
    expected: float
    p: float


class Level(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of covered weeks between changes. low, high: mean bounds of events a week."""

    first: str
    last: str
    weeks: int
    low: float
    high: float


class ChangePoint(msgspec.Struct, frozen=True, kw_only=True):
    """The week from which on the level is another one.

    gain: log-likelihood that the change adds for the middles of the bounds; penalty: what it had to exceed (BIC).
    """

    series: str
    week: str
    direction: Literal["rise", "fall"]
    before: Level
    after: Level
    gain: float
    penalty: float


def bursts(series: Series) -> list[Burst]:
    """The weeks whose lower bound is too high for the upper bounds of the 8 before, of which 4 must be covered."""
    found: list[Burst] = []
    for number, week in enumerate(series.weeks):
        before = tuple(w.high for w in series.weeks[max(0, number - HISTORY_WEEKS) : number] if w.covered)
        if week.low < _LEAST_EVENTS or len(before) < LEAST_HISTORY:
            continue
        expected = (sum(before) + _PRIOR_EVENTS) / len(before)
        p = poisson_tail(week.low, expected)
        if p < _RARE:
            found.append(Burst(series=series.key, week=week.week, low=week.low, before=before, expected=expected, p=p))
    return found


def change_points(series: Series) -> list[ChangePoint]:
    """Binary segmentation of the middles of the bounds; told only where the bounds of both sides are apart."""
    weeks = [week for week in series.weeks if week.covered]
    if len(weeks) < 2 * _LEAST_SEGMENT:
        return []
    middles = [(week.low + week.high) / 2 for week in weeks]
    # A change adds two numbers to the model, its place and the new rate, and each costs half a log n.
    penalty = log(len(weeks))
    gains = _split(middles, 0, len(middles), penalty)
    edges = [0, *sorted(gains), len(weeks)]
    found: list[ChangePoint] = []
    for start, at, end in zip(edges, edges[1:], edges[2:], strict=False):
        before, after = _level(weeks[start:at]), _level(weeks[at:end])
        if after.low > before.high or after.high < before.low:
            found.append(
                ChangePoint(
                    series=series.key, week=after.first, direction="rise" if after.low > before.high else "fall",
                    before=before, after=after, gain=gains[at], penalty=penalty,
                )
            )  # fmt: skip
    return found


def poisson_tail(count: int, mean: float) -> float:
    """The chance of ``count`` events or more where ``mean`` are expected; mean above 0."""
    if count <= 0:
        return 1.0
    term = exp(count * log(mean) - mean - lgamma(count + 1))
    total, at = 0.0, count
    while term > total * 1e-12 or at < mean:
        total += term
        at += 1
        term *= mean / at
    return min(total, 1.0)


def binomial_tail(count: int, trials: int, share: float) -> float:
    """The chance of ``count`` hits or more in so many trials; share: chance of a hit, between 0 and 1."""
    chances = (
        exp(
            lgamma(trials + 1) - lgamma(hits + 1) - lgamma(trials - hits + 1)
            + hits * log(share) + (trials - hits) * log(1 - share)
        )
        for hits in range(max(count, 0), trials + 1)
    )  # fmt: skip
    return min(sum(chances), 1.0)


def _split(values: Sequence[float], start: int, end: int, penalty: float) -> dict[int, float]:
    """Where the values change, with the gain of each change."""
    whole = _fit(values[start:end])
    places = range(start + _LEAST_SEGMENT, end - _LEAST_SEGMENT + 1)
    gains = {at: _fit(values[start:at]) + _fit(values[at:end]) - whole for at in places}
    best = max(gains, key=lambda at: (gains[at], -at), default=0)
    if not gains or gains[best] <= penalty:
        return {}
    return {
        best: gains[best],
        **_split(values, start, best, penalty),
        **_split(values, best, end, penalty),
    }


def _fit(values: Sequence[float]) -> float:
    """Poisson log-likelihood at the best rate, but for a constant."""
    total = sum(values)
    return total * log(total / len(values)) - total if total else 0.0


def _level(weeks: Sequence[WeekCount]) -> Level:
    return Level(
        first=weeks[0].week, last=weeks[-1].week, weeks=len(weeks),
        low=sum(week.low for week in weeks) / len(weeks), high=sum(week.high for week in weeks) / len(weeks),
    )  # fmt: skip
