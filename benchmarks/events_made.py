"""Made-up readings for the benchmarks of folding: a set number of claims a day, over as many days as that takes.

Nothing is read: the claims are made beside their texts, so that the benchmark measures folding alone. The same seed
gives the same readings.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

from rawi.model.article import Article
from rawi.model.claim import ActorMention, Claim, SourceLink
from rawi.model.place import PlaceCandidate, PlaceMention
from rawi.model.quantity import QuantityMention
from rawi.model.reading import Reading
from rawi.model.span import Quote
from rawi.model.time import Interval, TimeMention
from rawi.model.vocabulary import EventType

CLAIMS_A_DAY = 400
_FIRST_DAY = dt.date(2015, 1, 1)
_OUTLETS = [f"outlet-{number}.example" for number in range(60)]
_ACTS: tuple[tuple[EventType, str], ...] = (
    ("shell", "قصفت"), ("airstrike", "أغارت"), ("attack", "هاجمت"), ("arrest", "اعتقلت"), ("capture", "سيطرت"),
)  # fmt: skip
_PARTIES = (
    ("sy-army", "قوات الجيش"), ("sy-sdf", "قوات سوريا"), ("tr-army", "القوات التركية"), ("ru-airforce", "طائرات روسية"),
    ("x-is", "عناصر التنظيم"), ("sy-sna", "فصائل الجيش الوطني"),
)  # fmt: skip
_SOURCES = (
    ("local_source", "مصادر محلية"),
    ("medical", "مصدر طبي"),
    ("rescue", "الدفاع المدني"),
    ("monitor", "المرصد"),
)


def readings(claims: int, *, seed: int = 7, first: int = 0, prefix: str = "") -> Iterator[Reading]:
    """About ``claims`` claims (never fewer), two to an article, by day.

    A day always tells the same events; with another prefix other articles of other outlets tell them.

    first: the day of the first ones, counted from 0; prefix: begins the names of the articles.
    """
    random_ = random.Random(f"{seed}-{first}-{prefix}")
    places = _places(random.Random(seed))
    made = number = 0
    day = first
    while made < claims:
        told: list[tuple[str, Claim, int]] = []
        of_day = random.Random(f"{seed}-{day}")
        while len(told) < CLAIMS_A_DAY:
            told += _event(of_day, places, _FIRST_DAY + dt.timedelta(days=day))
        random_.shuffle(told)
        for pair in zip(told[::2], told[1::2], strict=False):
            yield _article(
                pair, f"{prefix}a{first}-{number}", random_.choice(_OUTLETS), _FIRST_DAY + dt.timedelta(days=day)
            )
            number += 1
            made += 2
            if made >= claims:
                return
        day += 1


def day_of(reading: Reading) -> int:
    """The day that a made-up reading tells of, counted from 0."""
    return (dt.date.fromisoformat(reading.article.published or "") - _FIRST_DAY).days - 1


def _places(random_: random.Random) -> list[PlaceCandidate]:
    return [
        PlaceCandidate(
            id=f"p{number}", name=f"قرية {number}", name_en=f"Village {number}", level="populated", country="SY",
            lat=round(random_.uniform(33, 37), 4), lon=round(random_.uniform(36, 42), 4), precision_m=2500,
            layer="made", score=1.0,
        )
        for number in range(1500)
    ]  # fmt: skip


def _event(random_: random.Random, places: list[PlaceCandidate], day: dt.date) -> list[tuple[str, Claim, int]]:
    """The sentences of one to six articles on one event, each with its claim and the event's number."""
    event, verb = random_.choice(_ACTS)
    party, name = random_.choice(_PARTIES)
    place = random_.choice(places)
    killed = random_.choice((0, 0, 1, 2, 3, 5, 8, 13))
    found = []
    for _ in range(random_.choice((1, 1, 1, 2, 3, 6))):
        kind, source = random_.choice(_SOURCES)
        said = max(0, killed + random_.choice((0, 0, 0, 1, -1)))
        toll = f"{said} قتلى" if said else ""
        sentence = f"قالت {source} إن {name} {verb} بلدة {place.name} أمس" + (f" وسقط {toll}" if toll else "") + "."

        def quote(words: str, sentence: str = sentence) -> Quote:
            start = sentence.index(words)
            return Quote(start, start + len(words), words)

        claim = Claim(
            id="",
            event=event,
            trigger=quote(verb),
            actors=(ActorMention(quote=quote(name), party=party, name=name),),
            places=(
                PlaceMention(
                    quote=quote(f"بلدة {place.name}"), lat=place.lat, lon=place.lon, precision_m=2500,
                    level="populated", candidates=(place,),
                ),
            ),
            times=(TimeMention(quote=quote("أمس"), interval=Interval(day, day, "day")),),
            quantities=(QuantityMention(quote=quote(toll), low=said, high=said, of="killed"),) if toll else (),
            sources=(SourceLink(quote=quote(source), kind=kind, verb=quote("قالت")),),  # type: ignore[arg-type]
            commitment="attributed",
        )  # fmt: skip
        found.append((sentence, claim, 0))
    return found


def _article(told: tuple[tuple[str, Claim, int], ...], name: str, outlet: str, day: dt.date) -> Reading:
    text = ""
    claims: list[Claim] = []
    for sentence, claim, _ in told:
        claims.append(_moved(claim, len(text), f"{name}-{len(claims)}"))
        text += sentence + "\n"
    published = (day + dt.timedelta(days=1)).isoformat()
    return Reading(article=Article(id=name, text=text, outlet=outlet, published=published), claims=tuple(claims))


def _moved(claim: Claim, by: int, name: str) -> Claim:
    """The claim with its quotes moved along in the text."""

    def moved(quote: Quote) -> Quote:
        return Quote(quote.start + by, quote.end + by, quote.text)

    source = claim.sources[0]
    assert source.verb is not None
    return Claim(
        id=name,
        event=claim.event,
        trigger=moved(claim.trigger),
        actors=tuple(ActorMention(quote=moved(m.quote), party=m.party, name=m.name) for m in claim.actors),
        places=tuple(
            PlaceMention(
                quote=moved(m.quote), lat=m.lat, lon=m.lon, precision_m=m.precision_m, level=m.level,
                candidates=m.candidates,
            )
            for m in claim.places
        ),
        times=tuple(TimeMention(quote=moved(m.quote), interval=m.interval) for m in claim.times),
        quantities=tuple(
            QuantityMention(quote=moved(q.quote), low=q.low, high=q.high, of=q.of) for q in claim.quantities
        ),
        sources=(SourceLink(quote=moved(source.quote), kind=source.kind, verb=moved(source.verb)),),
        commitment=claim.commitment,
    )  # fmt: skip
