"""Counts of independent events by ISO week, each with a lower and an upper bound.

An event counts once, however many articles report it. In a stretch of days

* ``low`` counts what surely lies in it: the event's days lie wholly in the stretch, it happened or is ongoing, nobody
  says that it did not occur, and at least one of its origins is known by name. An outlet that tells it in its own voice
  stands for it with its name; an event that goes back to unnamed sources alone is not counted here.
* ``high`` counts what may lie in it: any of its days does, and it is not merely called for or denied.

An event whose days are not known at all can be put into no week and is counted nowhere.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from rawi.errors import InputError
from rawi.events.sides import line
from rawi.model.event import ContradictionKind, Event
from rawi.model.vocabulary import Status

Grouping = Literal["type", "party", "place", "indicator"]
Member = tuple[str, bool]  # key of a series, and whether the event surely belongs to it
Members = Callable[[Event], Iterable[Member]]

WEEK = dt.timedelta(days=7)
_SURE: frozenset[Status] = frozenset({"happened", "ongoing"})
_MAY: frozenset[Status] = frozenset({"happened", "ongoing", "possible", "planned"})


class WeekCount(msgspec.Struct, frozen=True, kw_only=True):
    """One ISO week. monday: its first day. covered: whether any article of the archive was published in it."""

    week: str
    monday: dt.date
    low: int
    high: int
    covered: bool = True


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """The counts of one type, party, place or indicator in every week of the archive, without a gap.

    events: ids of the events that were counted, in ``low`` or in ``high``, in the order of their days.
    """

    by: Grouping
    key: str
    weeks: tuple[WeekCount, ...]
    events: tuple[str, ...]

    @property
    def low(self) -> int:
        """The sum of the lower bounds."""
        return sum(week.low for week in self.weeks)

    @property
    def high(self) -> int:
        """The sum of the upper bounds: an event that may lie in two weeks adds to both."""
        return sum(week.high for week in self.weeks)


def counts(
    events: Iterable[Event],
    *,
    by: Grouping = "type",
    members: Members | None = None,
    published: Iterable[dt.date] = (),
) -> list[Series]:
    """One series for each key that any event has, those with the most events first.

    members: the keys of an event, needed for ``by="indicator"`` (see :mod:`rawi.events.indicators`). published: days of
    publication of the articles, which tell the weeks that the archive covers; without them, the first and the last
    report of each event tell. Raises InputError where an indicator is wanted and ``members`` is not given.
    """
    members = members or _MEMBERS.get(by)
    if members is None:
        raise InputError("counts by indicator need the members of each", subject=by, advice="hand over members=")
    found = sorted((event for event in events if event.time is not None), key=_order)
    covered = {monday(day) for day in (list(published) or _seen(found))}
    if not covered:
        return []
    mondays = list(_mondays(min(covered), max(covered)))
    low: defaultdict[str, defaultdict[dt.date, int]] = defaultdict(lambda: defaultdict(int))
    high: defaultdict[str, defaultdict[dt.date, int]] = defaultdict(lambda: defaultdict(int))
    names: defaultdict[str, list[str]] = defaultdict(list)
    for event in found:
        assert event.time is not None
        first, last = max(monday(event.time.first), mondays[0]), min(monday(event.time.last), mondays[-1])
        if event.status not in _MAY or first > last:
            continue
        belongs: dict[str, bool] = {}
        for key, sure in members(event):
            belongs[key] = belongs.get(key, False) or sure
        for key, sure in belongs.items():
            names[key].append(event.id)
            for start in _mondays(first, last):
                high[key][start] += 1
                low[key][start] += sure and lies(event, start, start + WEEK - dt.timedelta(days=1)) == "surely"
    series = [
        Series(
            by=by,
            key=key,
            weeks=tuple(
                WeekCount(
                    week=week_name(day), monday=day, low=low[key][day], high=high[key][day], covered=day in covered
                )
                for day in mondays
            ),
            events=tuple(ids),
        )
        for key, ids in names.items()
    ]
    return sorted(series, key=lambda item: (-item.low, -item.high, item.key))


def _count(day: dt.date, low: int, high: int, covered: bool) -> WeekCount:
    return WeekCount(week=week_name(day), monday=day, low=low, high=high, covered=covered)


def lies(
    event: Event, first: dt.date, last: dt.date, without: frozenset[str] = frozenset()
) -> Literal["surely", "may", "no"]:
    """Whether an event lies in the days from ``first`` to ``last``, both included.

    without: articles whose word does not count, as if they had not been published.
    """
    if event.time is None or event.time.last < first or event.time.first > last or event.status not in _MAY:
        return "no"
    if without and not set(event.articles) - without:
        return "no"
    within = first <= event.time.first and event.time.last <= last
    sure = within and event.status in _SURE and not disputed(event, "occurrence") and _named(event, without)
    return "surely" if sure else "may"


def disputed(event: Event, kind: ContradictionKind) -> bool:
    """Whether accounts of the event contradict each other in this."""
    return any(found.kind == kind for found in event.contradictions)


def _named(event: Event, without: frozenset[str]) -> bool:
    return any(
        (origin.named or origin.key.startswith("outlet:")) and set(origin.articles) - without
        for origin in event.origins.origins
    )


def of_type(event: Event) -> Iterator[Member]:
    """Every type that any account gives the event; surely only the one that most of them give."""
    return ((kind, kind == event.type) for kind in event.types)


def of_party(event: Event) -> Iterator[Member]:
    """Those who act, with all that they belong to: what an army does counts for its state too.

    Surely only where no account names another party. An event whose actor nobody names counts for none.
    """
    sure = not disputed(event, "party")
    return ((upper, sure) for actor in event.actors if actor.party for upper in line(actor.party))


def of_place(event: Event) -> Iterator[Member]:
    """The place that most accounts give, at its own level; surely only where no account names another place."""
    if event.place is not None:
        yield event.place.id, not disputed(event, "place")


_MEMBERS: dict[Grouping, Members] = {"type": of_type, "party": of_party, "place": of_place}


def monday(day: dt.date) -> dt.date:
    """The first day of the ISO week that holds the day."""
    return day - dt.timedelta(days=day.weekday())


def week_name(day: dt.date) -> str:
    """The ISO week of the day, as in ``2021-W09``."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def _mondays(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    while first <= last:
        yield first
        first += WEEK


def _seen(events: Sequence[Event]) -> Iterator[dt.date]:
    """Days of publication as far as the events know them."""
    for event in events:
        for told in (event.first_seen, event.last_seen):
            if told and len(told) >= len("2021-01-01"):
                yield dt.date.fromisoformat(told[:10])


def _order(event: Event) -> tuple[dt.date, dt.date, str]:
    assert event.time is not None
    return event.time.first, event.time.last, event.id
