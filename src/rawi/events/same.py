"""Do two accounts tell of one event? A sum of what speaks for it and against it, with vetoes.

Weights are about the natural logarithm of how much more often the finding is seen in two accounts of one event than in
accounts of two events of one family and neighbourhood; they were set by reasoning, not fitted. Above 0 it is more
likely one event than not. Text is not compared as such: shared uncommon words add a little to what the facts say, and
never lift a pair that place, days, parties or numbers refuse.
"""

from __future__ import annotations

from math import log, log1p
from typing import Final, NamedTuple

from rawi.events.accounts import Account, disjoint
from rawi.events.evidence import Days, Point, kilometres
from rawi.events.families import SPOKEN, same_type
from rawi.events.sides import kinship
from rawi.model.event import ContradictionKind

# What a pair starts with: of the accounts in one neighbourhood most tell of different events.
PRIOR: Final = -3.0
VETO: Final = -8.0
# Names and odd numbers that agree may outweigh a place or a day that does not: then one of the two is mistaken.
OVERRULES: Final = 4.0
_EXACT_KM = 3.0
_MISTAKEN_KM = 60.0  # a place told wrongly is still told as one of the region
_MISTAKEN_DAYS = 3


class Judgement(NamedTuple):
    """score: above 0 for one event. refused: what vetoed it. despite: what does not fit though it is one event."""

    score: float
    refused: tuple[ContradictionKind, ...] = ()
    despite: tuple[ContradictionKind, ...] = ()


def judge(a: Account, b: Account) -> Judgement:
    """How much speaks for the two accounts telling of one event. Symmetric."""
    if a.family != b.family or a.real != b.real or a.period != b.period:
        return Judgement(VETO)
    if a.family in SPOKEN and a.types[0] != b.types[0]:
        return Judgement(VETO)
    place, far = _place(a, b)
    time, gap = _time(a, b)
    if (far is not None and (gap or far > _MISTAKEN_KM)) or gap > _MISTAKEN_DAYS:
        return _refused(far, gap)
    party, number = _party(a, b), _number(a, b)
    if party is None or number is None:
        return Judgement(VETO, ("party",) if party is None else ("number",))
    rare = _details(a, b)
    score = PRIOR + place + time + party + number + rare
    score += 0.5 * max([same_type(one, other) for one in a.types for other in b.types])
    if far is None and not gap:
        return Judgement(score)
    if rare + number >= OVERRULES and score > 0:
        return Judgement(score, (), ("date",) if gap else ("place",))
    return _refused(far, gap)


def _refused(far: float | None, gap: int) -> Judgement:
    return Judgement(VETO, (*(("place",) if far is not None else ()), *(("date",) if gap else ())))


def _place(a: Account, b: Account) -> tuple[float, float | None]:
    """The weight of the places, and how far apart they are where they cannot be one."""
    if a.points and b.points:
        best, gap = -9.0, 1e9
        for one in a.points:
            for other in b.points:
                apart = kilometres(one, other)
                worth, over = _near(one, other, apart)
                best = max(best, worth)
                gap = min(gap, over)
        if gap <= 0:
            return best, None
        named = [(one, other) for one in a.points for other in b.areas] + [
            (one, other) for one in b.points for other in a.areas
        ]
        if any(kilometres(one, other) <= other.km for one, other in named):
            return 0.25, None
        return 0.0, gap
    spots, areas = (a.points or a.areas), (b.points or b.areas)
    if not spots or not areas:
        return 0.0, None
    gaps = [kilometres(one, other) - one.km - other.km for one in spots for other in areas]
    inside = min(gaps)
    return (0.5, None) if inside <= 0 else (0.0, inside)


def _near(one: Point, other: Point, apart: float) -> tuple[float, float]:
    """What two exact places say: a village counts for more than a city, where much happens on one day."""
    if one.id == other.id or apart <= 1.0:
        return (2.5 if max(one.km, other.km) <= _EXACT_KM * 2 else 1.0), 0.0
    # A quarter of a city and the city itself, a farm at its edge.
    reach = max(one.km, other.km, _EXACT_KM)
    if apart <= reach:
        return 0.75, 0.0
    return 0.0, apart - reach


def _time(a: Account, b: Account) -> tuple[float, int]:
    """The weight of the days, and how many days lie between them where they cannot be the same."""
    if a.days is None or b.days is None:
        return -1.0, 0
    gap = max(a.days.first, b.days.first) - min(a.days.last, b.days.last)
    sure, bounded = (a.days, b.days) if a.days.stated else (b.days, a.days)
    if gap > 0:
        # A late report of a day just outside its window; one published before the day cannot be of it.
        after = gap == 1 and sure.stated and not bounded.stated and bounded.first > sure.last
        return (0.5, 0) if after else (0.0, gap)
    stated = a.days.stated + b.days.stated
    if stated == 2:
        return (2.0 if _days(a.days) == _days(b.days) == 1 else 1.0), 0
    if a.published is not None and b.published is not None:
        late = abs(a.published - b.published)
        if stated == 1:
            return (1.5 if bounded.last - sure.last <= 1 else 0.75), 0
        return (1.5 if late == 0 else 1.0 if late == 1 else 0.25), 0
    return 0.5, 0


def _days(days: Days) -> int:
    return days.last - days.first + 1


def _party(a: Account, b: Account) -> float | None:
    """The weight of the parties; None where the one who acts in one account is the one who suffers in the other."""
    if _swapped(a, b):
        return None
    weight = 0.0
    if a.actors and b.actors:
        kin = max(kinship(one, other) for one in a.actors for other in b.actors)
        weight += 1.0 * kin if kin else -1.5
    if a.targets and b.targets:
        kin = max(kinship(one, other) for one in a.targets for other in b.targets)
        weight += 1.0 * kin if kin else -1.0
    return weight


def _swapped(a: Account, b: Account) -> bool:
    """A clash has two sides; else "A shelled B" and "B shelled A" are two events."""
    if "clash" in a.types or "clash" in b.types or a.family in ("meet", "agree", "release"):
        return False
    if not (a.actors and b.actors) or any(kinship(one, other) for one in a.actors for other in b.actors):
        return False
    return any(kinship(one, other) for one in a.actors for other in b.targets) or any(
        kinship(one, other) for one in a.targets for other in b.actors
    )


def _number(a: Account, b: Account) -> float | None:
    """The weight of the counts; None where they are too far apart for one event."""
    weight = 0.0
    for of in a.counts.keys() & b.counts.keys():
        one, other = a.counts[of], b.counts[of]
        if disjoint(one, other):
            low, high = sorted((max(one.low, one.high or 0), max(other.low, other.high or 0)))
            if a.shared_counts or b.shared_counts:
                continue
            if high >= 10 and high >= 5 * max(low, 1):
                return None
            weight -= min(1.5, 0.6 * log(high / max(low, 1)))
        elif one.low == other.low and one.low > 0:
            weight += min(3.0, 0.4 + log1p(one.low) * (0.3 if one.approx or other.approx else 0.8))
    return weight


def _details(a: Account, b: Account) -> float:
    """The weight of details that reports of other events hardly share."""
    mine, other = a.details, b.details
    names = len(mine.names & other.names)
    ages = len(mine.ages & other.ages)
    rare = len(mine.rare & other.rare)
    smaller = min(len(mine.rare), len(other.rare))
    words = min(1.0, 2.0 * rare / smaller) if smaller >= 4 and rare >= 2 else 0.0
    words += min(2.0, 0.75 * len(a.headline & b.headline))
    return min(5.0, 2.5 * names) + min(2.0, 1.0 * ages) + words
