"""What a claim says, in the terms in which two claims can be held against each other."""

from __future__ import annotations

import datetime as dt
import re
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

import msgspec

from rawi.events.details import NONE, Details, details_of, sentence_around
from rawi.events.families import FAMILY, REAL
from rawi.events.sides import outlet, party_name
from rawi.model.article import Article
from rawi.model.claim import ActorMention, Claim
from rawi.model.event import ClaimRef
from rawi.model.place import PlaceMention
from rawi.model.quantity import QuantityMention
from rawi.model.vocabulary import EventType, QuantityOf

# A report without a day of its own is of the day of publication or of these days before it: news tells of the day and
# the evening before, and a third day takes in what was published after midnight of another time zone.
WINDOW_DAYS = 2
# A count over more days than these ("since the beginning of the year") is a sum of many events and no event.
LONGEST_EVENT_DAYS = 7
# A place that is known no better than this is an area: many things happen in it on one day.
AREA_M = 15_000
# Places of one claim that lie farther apart than this are places of several events.
APART_KM = 5.0
_EARTH_KM = 12742.0  # diameter
_WIDER = frozenset({"province", "district", "subdistrict", "region"})
_AMONG = re.compile(r"(?:بينهم|بينهن|منهم|منهن|من بينهم|بينها|من ضمنهم)\s*\W?\s*$")
_COUNTED: frozenset[QuantityOf] = frozenset(
    {"killed", "injured", "casualties", "detained", "abducted", "defectors", "displaced"}
)


class Point(NamedTuple):
    """A place with its degrees and the radius in kilometres that holds it."""

    id: str
    lat: float
    lon: float
    km: float


class Days(NamedTuple):
    """Days as ordinals, both included. stated: the claim says so; else they are bounded by publication alone."""

    first: int
    last: int
    stated: bool


class Count(NamedTuple):
    """The total of one kind of count in a claim; high is None where the words leave it open."""

    low: float
    high: float | None
    approx: bool


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """One claim, or its part at one place. voices: the sources nearest the event; empty for the outlet's own voice."""

    ref: ClaimRef
    event: EventType
    family: str
    real: bool
    denied: bool
    start: int
    sentence: tuple[int, int]
    definite: bool
    points: tuple[Point, ...] = ()
    areas: tuple[Point, ...] = ()
    days: Days | None = None
    period: bool = False
    actors: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    counts: dict[QuantityOf, Count] = {}
    shared_counts: bool = False
    details: Details = NONE
    voices: frozenset[str] = frozenset()


def kilometres(a: Point, b: Point) -> float:
    """Great-circle distance."""
    lat_a, lat_b = radians(a.lat), radians(b.lat)
    h = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin(radians(b.lon - a.lon) / 2) ** 2
    return _EARTH_KM * asin(sqrt(min(1.0, h)))


def facts_of(article: Article, claim: Claim) -> list[Facts]:
    """The facts of a claim: one, or one for each place where it tells of several that lie apart."""
    points, areas = places_of(claim.places or claim.destinations or claim.origins)
    days, period = _days(article, claim)
    sentence = sentence_around(article.text, claim.trigger.start, claim.trigger.end)
    common = Facts(
        ref=ClaimRef(article.id, claim.id),
        event=claim.event,
        family=FAMILY[claim.event],
        real=claim.status in REAL,
        denied=claim.status == "denied",
        start=claim.trigger.start,
        sentence=sentence,
        definite=_definite(claim.trigger.text),
        areas=tuple(areas),
        days=days,
        period=period,
        actors=_parties(claim.actors),
        targets=_parties(claim.targets),
        counts=totals(article.text, claim.quantities),
        details=details_of(article.text[sentence[0] : sentence[1]]),
        voices=frozenset(link_key(link.party, link.quote.text) for link in claim.sources[:1]),
    )
    sites = _sites(points)
    if len(sites) <= 1:
        return [msgspec.structs.replace(common, points=tuple(points))]
    return [
        msgspec.structs.replace(
            common, ref=ClaimRef(article.id, claim.id, site[0].id), points=tuple(site), shared_counts=True
        )
        for site in sites
    ]


def link_key(party: str | None, words: str) -> str:
    """A source by what it is: its party, the outlet it is, or its words."""
    if party is not None:
        return party
    known = outlet(words)
    return known.id if known else " ".join(words.split())


def _definite(trigger: str) -> bool:
    """Whether the trigger points back to something told before: "القصف", "the shelling"."""
    return bool(re.match(r"[وفبلك]{0,2}ال", trigger)) or trigger.startswith(("لل", "ذلك", "وذلك"))


def _parties(mentions: tuple[ActorMention, ...]) -> frozenset[str]:
    return frozenset(mention.party for mention in mentions if mention.party is not None)


def party_words(mention: ActorMention) -> str:
    """What to call somebody: the neutral name where there is one, else the article's words."""
    if mention.party is not None:
        return mention.name or party_name(mention.party)
    return " ".join(mention.quote.text.split())


def places_of(mentions: tuple[PlaceMention, ...]) -> tuple[list[Point], list[Point]]:
    """The exact places, and the areas; an area that only says where an exact place lies is no place of its own."""
    points: list[Point] = []
    areas: list[Point] = []
    for mention in mentions:
        if mention.lat is None or mention.lon is None or not mention.candidates:
            continue
        metres = mention.precision_m or 0
        point = Point(mention.candidates[0].id, mention.lat, mention.lon, metres / 1000)
        exact = mention.level in ("point", "neighbourhood", "populated") and metres <= AREA_M
        wider = [
            Point(other.id, other.lat, other.lon, other.precision_m / 1000)
            for other in mention.candidates[1:]
            if other.level in _WIDER and other.precision_m > metres
        ]
        if exact and wider and "محافظ" in mention.quote.text:
            areas += wider
            continue
        kept = points if exact else areas
        if point not in kept:
            kept.append(point)
        if exact:
            # "Idlib" may be the town or what is named after it; a report that says no more may be of either.
            areas += wider
    return points, areas


def _sites(points: list[Point]) -> list[list[Point]]:
    """Points in groups that lie together, in the order of the text."""
    sites: list[list[Point]] = []
    for point in points:
        near = next((site for site in sites if any(kilometres(point, other) <= APART_KM for other in site)), None)
        if near is None:
            sites.append([point])
        else:
            near.append(point)
    return sites


def _days(article: Article, claim: Claim) -> tuple[Days | None, bool]:
    """The days of the event, and whether they are a period over which events were counted."""
    told = [time.interval for time in claim.times if time.interval is not None and not time.weekday_conflict]
    if told:
        best = min(told, key=lambda interval: interval.last - interval.first)
        days = Days(best.first.toordinal(), best.last.toordinal(), True)
        return days, days.last - days.first >= LONGEST_EVENT_DAYS
    published = article.published_day
    if published is None:
        return None, False
    last = published.toordinal()
    return Days(last - WINDOW_DAYS, last, False), False


def is_part(text: str, start: int) -> bool:
    """Whether what begins at ``start`` is told as a part of something counted before it: "five, among them ..."."""
    return bool(_AMONG.search(text, max(0, start - 16), start))


def totals(text: str, quantities: tuple[QuantityMention, ...]) -> dict[QuantityOf, Count]:
    """The total of each kind of count.

    Several counts of one kind are a total and its parts ("five, among them two children") or a list ("three civilians
    and two fighters"); the words do not always tell which, so the total runs from the largest to the sum. Counts over
    a longer time or a wider area are left out.
    """
    found: dict[QuantityOf, list[Count]] = {}
    for quantity in quantities:
        low, high = quantity.low, quantity.high
        if quantity.of not in _COUNTED or (low is None and high is None):
            continue
        if is_part(text, quantity.quote.start):
            continue
        start, end = sentence_around(text, quantity.quote.start, quantity.quote.end)
        if details_of(text[start:end]).wider:
            continue
        found.setdefault(quantity.of, []).append(Count(low or 0, high, quantity.approx or high is None))
    result: dict[QuantityOf, Count] = {}
    for of, counts in found.items():
        if len(counts) == 1:
            result[of] = counts[0]
        else:
            known = [count.high for count in counts if count.high is not None]
            high = sum(known) if len(known) == len(counts) else None
            result[of] = Count(max(count.low for count in counts), high, any(count.approx for count in counts))
    return result


def day(ordinal: int) -> dt.date:
    """The date of an ordinal."""
    return dt.date.fromordinal(ordinal)
