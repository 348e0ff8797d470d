"""How many claims there are over time."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Literal

import msgspec
from sqlalchemy import Executable, Select, select, text

from rawi.store.query import Part, Query, claim_parts
from rawi.store.search import EVERY_ID, only, rarest
from rawi.store.store import Store
from rawi.store.tables import claim_days

# How long a period is. Weeks begin on Monday.
Grain = Literal["day", "week", "month"]


class Period(msgspec.Struct, frozen=True):
    """A day, week or month with claims. start: its first day."""

    start: dt.date
    claims: int


class Timeline(msgspec.Struct, frozen=True):
    """Periods with claims, the earliest first; those without are left out. undated: claims without any day."""

    grain: Grain
    periods: list[Period]
    undated: int


def timeline(store: Store, query: Query, grain: Grain) -> Timeline:
    """Count the claims that a search would find, each on its day (see ``Query``). Raises InputError."""
    with store.database.reading(snapshot=True) as connection:
        # Also where only the kept counts are looked at: it refuses what cannot be asked.
        parts, values = claim_parts(connection, query)
        if query == Query(event=query.event, since=query.since, until=query.until):
            statement: Executable = _kept_counts(query)
        else:
            statement = text(_counting(parts, only(parts) or rarest(connection, parts, values)[0]))
        counted = connection.execute(statement, values | EVERY_ID).all()
    counts: Counter[int] = Counter()
    undated = 0
    for row in counted:
        day, claims = row[0], int(row[1])
        if day:
            counts[_start(day if isinstance(day, dt.date) else dt.date.fromisoformat(day), grain)] += claims
        else:
            undated += claims
    return Timeline(grain, [Period(dt.date.fromordinal(start), counts[start]) for start in sorted(counts)], undated)


def _kept_counts(query: Query) -> Select[tuple[str, int]]:
    """Counts by day, from those that are kept; of several types, several of a day."""
    chosen = select(claim_days.c.day, claim_days.c.claims).where(claim_days.c.claims > 0)
    chosen = chosen.where(claim_days.c.event.in_(query.event or ("",)))
    if query.since or query.until:
        chosen = chosen.where(claim_days.c.day != "")
    if query.since:
        chosen = chosen.where(claim_days.c.day >= query.since.isoformat())
    if query.until:
        chosen = chosen.where(claim_days.c.day <= query.until.isoformat())
    return chosen


def _counting(parts: list[Part], first: Part | None) -> str:
    conditions = " AND ".join(part.holds for part in parts if part is not first or first.dated)
    where = f" WHERE {conditions}" if conditions else ""
    if first is None or first.dated:
        # Days and event types stand in an index, which is counted without a look at the claims.
        return f"SELECT c.day, count(*) FROM claims c{where} GROUP BY c.day"
    # CROSS JOIN tells SQLite where to begin.
    where = f"{where} AND c.id = s.id" if where else " WHERE c.id = s.id"
    return f"SELECT c.day, count(*) FROM ({first.ids}) s CROSS JOIN claims c{where} GROUP BY c.day"


def _start(day: dt.date, grain: Grain) -> int:
    """The number of the first day of its period."""
    number = day.toordinal()
    if grain == "week":
        return number - (number - 1) % 7
    return number - day.day + 1 if grain == "month" else number
