"""An event from the accounts of it: what, who, where, when, how many, and what changed with each report."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

from rawi.events.accounts import Account
from rawi.events.contradictions import contradictions_of
from rawi.events.evidence import Days, day, party_words
from rawi.events.families import VAGUE
from rawi.events.history import history_of, tolls_of
from rawi.events.origins import origins_of
from rawi.events.sources import Sources, Told, copied
from rawi.events.support import support_of
from rawi.model.claim import ActorMention
from rawi.model.copy import CopyPair
from rawi.model.event import ClaimRef, CopyLink, Event, EventParty, EventPlace
from rawi.model.place import PlaceCandidate
from rawi.model.time import Interval
from rawi.model.vocabulary import EVENT_TYPES, EventType, Status

_MOST_WORDS = 6  # parties known by their words alone that are told of one event


def assemble(accounts: Sequence[Account], sources: Sources) -> Event:
    """The event that the accounts tell of. The same accounts in any order give the same event."""
    accounts = sorted(accounts, key=lambda account: account.key)
    told = sources.told(accounts)
    types = Counter(item.claim.event for item in told)
    reports = {account.article for account in accounts if not account.mention}
    named = list(dict.fromkeys(item.article.id for item in told))
    # Where no article does more than mention it, the first of them stands as its report.
    articles = tuple(name for name in named if name in reports) or tuple(named[:1])
    mentions = tuple(name for name in named if name not in articles)
    copies = sources.copies(item.article.id for item in told)
    place = _place(told)
    time, stated = _time(accounts)
    tolls = tolls_of(told)
    found = contradictions_of(told, copies)
    dated = sorted(item.article.published for item in told if item.article.published)
    return Event(
        id=event_id(item.ref for item in told),
        articles=articles,
        mentions=mentions,
        claims=tuple(item.ref for item in told),
        type=_type(types),
        types=dict(sorted(types.items())),
        status=_status(told),
        actors=_parties(m for item in told for m in item.claim.actors),
        targets=_parties(m for item in told for m in item.claim.targets),
        place=place,
        time=time,
        stated=stated,
        quantities=tolls,
        origins=origins_of(told, copies, mentions),
        support=support_of(told),
        copies=tuple(
            CopyLink(a=pair.a, b=pair.b, containment=pair.containment, earlier=_earlier(pair))
            for pair in copies
            if any(
                copied(pair, one, other)
                for one in told
                if one.article.id == pair.a
                for other in told
                if other.article.id == pair.b
            )
        ),
        contradictions=found,
        history=history_of(told, found),
        first_seen=dated[0] if dated else None,
        last_seen=dated[-1] if dated else None,
    )


def _earlier(pair: CopyPair) -> str | None:
    """The article whose text it is, where the evidence tells."""
    return {"a→b": pair.a, "b→a": pair.b}.get(pair.direction)


def event_id(claims: Iterable[ClaimRef]) -> str:
    """An id from the earliest claim, the first of them: the same for every event that begins with it."""
    first = next(iter(claims))
    return "ev-" + hashlib.sha256("\0".join((first.article, first.claim, first.part)).encode()).hexdigest()[:12]


def _type(types: Counter[EventType]) -> EventType:
    """The type that most claims give; a type that says how before one that says that somebody was hurt."""
    exact = {event: count for event, count in types.items() if event not in VAGUE}
    return min(exact or types, key=lambda event: (-types[event], EVENT_TYPES.index(event)))


def _status(told: Sequence[Told]) -> Status:
    """What most claims say; a denial decides only where nobody says that it happened."""
    counts = Counter(item.claim.status for item in told)
    asserted = {status: count for status, count in counts.items() if status != "denied"} or counts
    return min(asserted, key=lambda status: (-counts[status], status))


def _parties(mentions: Iterable[ActorMention]) -> tuple[EventParty, ...]:
    """Who is named how often, those with a neutral entry first; the others by their words, as far as there is room."""
    counts: Counter[tuple[str | None, str]] = Counter()
    for mention in mentions:
        counts[mention.party, party_words(mention)] += 1
    ranked = sorted(counts, key=lambda key: (key[0] is None, -counts[key], key[1]))
    known = [key for key in ranked if key[0] is not None]
    loose = [key for key in ranked if key[0] is None][:_MOST_WORDS]
    return tuple(EventParty(party=key[0], name=key[1], claims=counts[key]) for key in known + loose)


def _place(told: Sequence[Told]) -> EventPlace | None:
    """The place that most claims name, of those the most exact."""
    found: Counter[str] = Counter()
    best: dict[str, tuple[int, float, float, PlaceCandidate]] = {}
    for item in told:
        claim = item.claim
        for mention in claim.places or claim.destinations or claim.origins:
            if not mention.candidates or mention.lat is None or mention.lon is None or mention.precision_m is None:
                continue
            candidate = mention.candidates[0]
            if item.ref.part and candidate.id != item.ref.part:
                continue
            found[candidate.id] += 1
            value = (mention.precision_m, mention.lat, mention.lon)
            if candidate.id not in best or value < best[candidate.id][:3]:
                best[candidate.id] = (*value, candidate)
    if not found:
        return None
    exact = [name for name in found if best[name][3].level in ("point", "neighbourhood", "populated")]
    chosen = min(exact or found, key=lambda name: (-found[name], best[name][0], name))
    metres, lat, lon, candidate = best[chosen]
    return EventPlace(
        id=chosen, name=candidate.name, name_en=candidate.name_en, level=candidate.level, lat=lat, lon=lon,
        precision_m=metres, claims=found[chosen],
    )  # fmt: skip


def _time(accounts: Sequence[Account]) -> tuple[Interval | None, bool]:
    """The days that most accounts state; where none does, the days that all publication dates allow."""
    stated = Counter(account.days for account in accounts if account.days is not None and account.days.stated)
    if stated:
        best = min(stated, key=lambda days: (-stated[days], days.last - days.first, days.first))
        return _interval(best), True
    bounds = [account.days for account in accounts if account.days is not None]
    if not bounds:
        return None, False
    first, last = max(days.first for days in bounds), min(days.last for days in bounds)
    if first > last:
        first, last = min(days.first for days in bounds), max(days.last for days in bounds)
    return _interval(Days(first, last, False)), False


def _interval(days: Days) -> Interval:
    first, last = day(days.first), day(days.last)
    length = (last - first) // dt.timedelta(days=1)
    grain = "day" if length == 0 else "week" if length < 31 else "month" if length < 366 else "year"
    return Interval(first, last, grain)  # type: ignore[arg-type]
