"""Neighbourhoods: which accounts are worth holding against each other.

An account is kept under a key for each day and cell of its places, and looked for under those keys and the ones beside
them, so that it finds another exactly when the other finds it. Accounts without an exact place are kept by party and
day, and all are kept by what is rare in them: names, and counts of two or more.
"""

from __future__ import annotations

from itertools import combinations
from math import floor

from rawi.events.accounts import Account
from rawi.events.evidence import AREA_M
from rawi.events.families import SPOKEN
from rawi.events.sides import root

Block = tuple[str, int, str] | tuple[str, int, int, int]
# Cells are as high as the least exact place that counts as one, so that two places of one event lie in cells that
# touch; and so wide up to 60 degrees of latitude, where a degree of longitude is half as long as at the equator.
_CELL_LAT = AREA_M / 111_000
_CELL_LON = 2 * _CELL_LAT
# A count from here on is rare enough to bring accounts together over any distance; smaller ones are where two agree.
_ODD = 10
_DETAIL_DAYS = 3  # a mistaken day is at most so far from the true one
_FAR = 10_000_000  # more than any ordinal


def kept_under(account: Account) -> set[Block]:
    """The keys under which an account is kept."""
    return _blocks(account, 0)


def looked_under(account: Account) -> set[Block]:
    """The keys under which an account finds those it may belong with."""
    return _blocks(account, 1)


def _blocks(account: Account, beside: int) -> set[Block]:
    days = _days(account, beside)
    scope = f"{account.family}{'' if account.real else '?'}{'~' if account.period else ''}"
    found: set[Block] = set()
    for point in account.points:
        for row, column in _cells(point.lat, point.lon, beside):
            found.update((scope, day, row, column) for day in days)
    if not account.points or account.family in SPOKEN:
        parties = {root(party) for party in account.actors | account.targets}
        found.update((scope, day, party) for day in days for party in parties)
    if not account.shared_counts:
        told = sorted((of, int(count.low)) for of, count in account.counts.items() if count.low and not count.approx)
        rare = [f"{of}:{low}" for of, low in told if low >= _ODD]
        rare += [f"{one[0]}:{one[1]}+{other[0]}:{other[1]}" for one, other in combinations(told, 2)]
        found.update((scope, day, key) for key in rare for day in days)
    if account.headline:
        found.update((scope, day, f"title:{word}") for word in account.headline for day in days)
    found.update(
        (scope, day, f"name:{name}") for name in account.details.names for day in _days(account, _DETAIL_DAYS * beside)
    )
    return found


def _days(account: Account, reach: int) -> list[int]:
    if account.days is None:
        return [0]
    first, last = account.days.first, account.days.last
    if account.period:
        return [first * _FAR + last]  # counts over a period are compared with those over the same period alone
    return list(range(first - reach, last + reach + 1))


def _cells(lat: float, lon: float, beside: int) -> list[tuple[int, int]]:
    row, column = floor(lat / _CELL_LAT), floor(lon / _CELL_LON)
    return [(r, c) for r in range(row - beside, row + beside + 1) for c in range(column - beside, column + beside + 1)]
