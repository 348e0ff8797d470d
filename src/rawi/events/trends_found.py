"""All that is found of trends in an archive: series with their bursts and change points, and the trend claims."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import msgspec

from rawi.events.indicators import Indicators, members_of, read_indicators
from rawi.events.sides import line
from rawi.events.trend_claims import TrendClaim, trend_claims
from rawi.events.trends import WEEK, Grouping, Series, counts, monday
from rawi.events.trends_statistics import Burst, ChangePoint, bursts, change_points
from rawi.model.event import Event
from rawi.model.reading import Reading


class SeriesFound(msgspec.Struct, frozen=True, kw_only=True):
    """One series with what stands out in it."""

    series: Series
    bursts: tuple[Burst, ...] = ()
    changes: tuple[ChangePoint, ...] = ()


class Trends(msgspec.Struct, frozen=True, kw_only=True):
    """What ``rawi trends`` shows. undated: events that could be put into no week."""

    by: Grouping
    found: tuple[SeriesFound, ...]
    claims: tuple[TrendClaim, ...]
    undated: int


def find_trends(
    events: Sequence[Event],
    readings: Mapping[str, Reading],
    *,
    by: Grouping = "type",
    indicators: Indicators | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> Trends:
    """Count, look for what stands out, and check the trend claims.

    since, until: only weeks, and claims published, between these days are given; what they are held against is the
    whole archive all the same.
    """
    first, last = since or dt.date.min, until or dt.date.max
    members = members_of(indicators or read_indicators(), readings) if by == "indicator" else None
    published = [day for reading in readings.values() if (day := reading.article.published_day) is not None]
    days = {event.id: event.time for event in events if event.time is not None}
    found: list[SeriesFound] = []
    for series in _told_apart(counts(events, by=by, members=members, published=published)):
        weeks = tuple(week for week in series.weeks if monday(first) <= week.monday <= last)
        if not any(week.high for week in weeks):
            continue
        shown = {week.week for week in weeks}
        end = weeks[-1].monday + WEEK
        inside = tuple(name for name in series.events if days[name].last >= weeks[0].monday and days[name].first < end)
        found.append(
            SeriesFound(
                series=msgspec.structs.replace(series, weeks=weeks, events=inside),
                bursts=tuple(burst for burst in bursts(series) if burst.week in shown),
                changes=tuple(change for change in change_points(series) if change.week in shown),
            )
        )
    return Trends(
        by=by,
        found=tuple(sorted(found, key=lambda item: (-item.series.low, -item.series.high, item.series.key))),
        claims=tuple(
            claim
            for claim in trend_claims(readings, events)
            if (day := readings[claim.words.article].article.published_day) is None or first <= day <= last
        ),
        undated=sum(event.time is None for event in events),
    )


def _told_apart(found: Sequence[Series]) -> list[Series]:
    """Without the series of a body that does nothing but what one part of it does."""
    same: dict[tuple[str, tuple[str, ...]], set[str]] = {}
    for series in found:
        name, _, party = series.key.rpartition("/")
        same.setdefault((name, series.events), set()).add(party)
    return [
        series
        for series in found
        if not any(
            series.key.rpartition("/")[2] in line(part)[1:]
            for part in same[series.key.rpartition("/")[0], series.events]
        )
    ]
