"""What the archive shows of an asserted rise or fall: two stretches of days, their bounds, and the rule that decides.

The 28 days up to the publication of the article are held against the 56 days before them. What speaks for the claim is
counted by its lower bound and what speaks against it by its upper one (``low`` and ``high`` as in
:mod:`rawi.events.trends`). If the rate had not changed, a third of the events would lie in the recent days; the claim
is supported where so many (so few) of them do that chance gives it in one of twenty cases. It is not supported where
even the bounds that favour it do not show that. Where the bounds leave it open, the archive has too little data.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from rawi.events.sides import line
from rawi.events.trends import disputed, lies
from rawi.events.trends_statistics import binomial_tail
from rawi.events.trends_words import Direction
from rawi.model.event import Event
from rawi.model.vocabulary import EventType

TrendVerdict = Literal["supported", "not_supported", "too_little_data"]
RECENT_DAYS, BEFORE_DAYS = 28, 56
_SHARE = RECENT_DAYS / (RECENT_DAYS + BEFORE_DAYS)
_RARE = 0.05
_LEAST_EVENTS = 5  # fewer in both stretches show nothing, whatever they are
_LEAST_RECENT, _LEAST_BEFORE = 3, 6  # weeks, of 4 and of 8, in which the archive holds any other article


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """Events in a stretch of days, both ends included. covered: its weeks in which another article was published."""

    first: dt.date
    last: dt.date
    low: int
    high: int
    covered: int


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A verdict with its numbers.

    recent, before: None where the article is undated. p: chance of what was counted had nothing changed, for the bounds
    that the verdict rests on. why: the rule in words.
    """

    verdict: TrendVerdict
    recent: Window | None = None
    before: Window | None = None
    p: float | None = None
    why: str


class Archive:
    """Events and the days of publication of all articles, for the question what others than one article report."""

    def __init__(self, events: Iterable[Event], published: Mapping[str, dt.date]) -> None:
        self._events = list(events)
        self._published = published

    def finding(self, article: str, direction: Direction, event: EventType, party: str | None) -> Finding:
        """What the archive shows of an assertion in ``article``, without the article itself and copies of it."""
        day = self._published.get(article)
        if day is None:
            return Finding(verdict="too_little_data", why="the date of publication is not known")
        fitting = [item for item in self._events if event in item.types and _acts(item, party)]
        recent = self._window(article, day, RECENT_DAYS, fitting, event, party)
        edge = recent.first - dt.timedelta(days=1)
        before = self._window(article, edge, BEFORE_DAYS, fitting, event, party)
        verdict, p, why = _judged(direction, recent, before)
        if direction == "record" and verdict == "supported":
            earlier: list[Window] = []
            while (found := self._window(article, edge, RECENT_DAYS, fitting, event, party)).covered >= _LEAST_RECENT:
                earlier.append(found)
                edge = found.first - dt.timedelta(days=1)
            verdict, why = _record(recent, earlier, why)
        return Finding(verdict=verdict, recent=recent, before=before, p=p, why=why)

    def _window(
        self, article: str, last: dt.date, days: int, events: Iterable[Event], kind: EventType, party: str | None
    ) -> Window:
        first = last - dt.timedelta(days=days - 1)
        low = high = 0
        for event in events:
            found = lies(event, first, last, _with_copies(event, article))
            high += found != "no"
            low += found == "surely" and event.type == kind and not (party and disputed(event, "party"))
        others = (day for name, day in self._published.items() if name != article)
        covered = len({(last - day).days // 7 for day in others if first <= day <= last})
        return Window(first=first, last=last, low=low, high=high, covered=covered)


def _acts(event: Event, party: str | None) -> bool:
    """Whether the party, or one that belongs to it, acts in the event."""
    return party is None or any(actor.party is not None and party in line(actor.party) for actor in event.actors)


def _with_copies(event: Event, article: str) -> frozenset[str]:
    """The article, and those of the event that share its text: they vouch for nothing that it does not."""
    return frozenset(
        {article, *(name for link in event.copies if article in (link.a, link.b) for name in (link.a, link.b))}
    )


def _judged(direction: Direction, recent: Window, before: Window) -> tuple[TrendVerdict, float | None, str]:
    if recent.covered < _LEAST_RECENT or before.covered < _LEAST_BEFORE:
        told = f"other articles cover {recent.covered} of the 4 recent weeks and {before.covered} of the 8 before"
        return "too_little_data", None, f"{told}; {_LEAST_RECENT} and {_LEAST_BEFORE} are needed"
    if recent.high + before.high < _LEAST_EVENTS:
        return "too_little_data", None, f"at most {recent.high + before.high} events; {_LEAST_EVENTS} are needed"
    if direction == "fall":
        against, favoured = (recent.high, before.low), (recent.low, before.high)
    else:
        against, favoured = (recent.low, before.high), (recent.high, before.low)
    strict, lenient = _chance(direction, *against), _chance(direction, *favoured)
    if strict <= _RARE:
        return "supported", strict, _told(against, strict, "even by the bounds that speak against it")
    if lenient > _RARE:
        return "not_supported", lenient, _told(favoured, lenient, "even by the bounds that favour it")
    return (
        "too_little_data",
        strict,
        f"{_told(against, strict, 'by the bounds against it')}, but by those for it: {lenient:.2g}",
    )


def _record(recent: Window, earlier: list[Window], why: str) -> tuple[TrendVerdict, str]:
    """Whether the recent days hold more than any 28 days before them that the archive covers."""
    most = max((window.high for window in earlier), default=0)
    told = f"{why}; of {len(earlier)} earlier stretches of 28 days none may hold more than {most}"
    if len(earlier) >= BEFORE_DAYS // RECENT_DAYS and recent.low > most:
        return "supported", told
    if any(window.low >= recent.high for window in earlier):
        return "not_supported", f"{why}, but an earlier stretch of 28 days surely holds as many"
    return "too_little_data", told


def _chance(direction: Direction, recent: int, before: int) -> float:
    """The chance of so many (for a fall: so few) of all events in the recent days, had nothing changed."""
    if direction == "fall":
        return binomial_tail(before, recent + before, 1 - _SHARE)
    return binomial_tail(recent, recent + before, _SHARE)


def _told(numbers: tuple[int, int], p: float, how: str) -> str:
    return f"{numbers[0]} in 28 days against {numbers[1]} in the 56 before, {how}: chance {p:.2g}"
