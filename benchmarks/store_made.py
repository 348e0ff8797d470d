"""Articles and readings made up by the thousand, as large and as varied as real ones. The same seed gives the same.

Words, parties and places are drawn by Zipf's law, as in news: a few are in nearly every article, most in very few.
"""

from __future__ import annotations

import bisect
import datetime as dt
import itertools
import random
from collections.abc import Iterator
from typing import NamedTuple

from rawi.model.article import Article
from rawi.model.claim import ActorMention, Claim, SourceLink, Trace
from rawi.model.place import PlaceCandidate, PlaceMention
from rawi.model.reading import Reading
from rawi.model.span import Quote
from rawi.model.time import Interval, TimeMention
from rawi.model.vocabulary import EVENT_TYPES, Commitment, SourceKind, Status

CLAIMS_OF_AN_ARTICLE = 10
FIRST_DAY, DAYS = dt.date(2019, 1, 1), 2000
_LETTERS = "ابتجحدرسشصضطعفقكلمنهوي"
TRIGGERS = "هجوم قصف اشتباك انفجار اعتقال نزوح اجتماع تصريح انسحاب اغتيال اتفاق احتجاج".split()
_KINDS_OF_PARTY = "لواء كتيبة فصيل جبهة جيش حركة مجلس تجمع".split()
_KINDS: tuple[SourceKind, ...] = ("local_source", "military", "official", "monitor", "media", "witness")
_STATUSES: tuple[Status, ...] = ("happened", "happened", "happened", "ongoing", "planned", "denied")
_COMMITMENTS: tuple[Commitment, ...] = ("attributed", "flat", "hedged")
_OUTLETS = tuple(f"صحيفة العرض {number}" for number in range(1, 21))


class Zipf:
    """Draws from a list so that the n-th has the n-th part of the chance of the first."""

    def __init__(self, count: int) -> None:
        self._sums = list(itertools.accumulate(1 / (number + 1) for number in range(count)))

    def draw(self, dice: random.Random) -> int:
        """A place in the list."""
        return bisect.bisect(self._sums, dice.random() * self._sums[-1])


class World(NamedTuple):
    """What articles tell of. names: of parties; places: with names of their own."""

    words: list[str]
    names: list[str]
    places: list[PlaceCandidate]


def world(dice: random.Random) -> World:
    """A vocabulary of 30,000 words, 2,000 parties and 4,000 places."""
    words = _words(dice, 30_000)
    names = [f"{_KINDS_OF_PARTY[n % len(_KINDS_OF_PARTY)]} {word}" for n, word in enumerate(_words(dice, 2000))]
    places = [
        PlaceCandidate(
            id=f"gn:{170_000 + number}", name=f"تل {word}" if number % 20 == 9 else word,
            name_en=f"Village {number}", level="populated",
            country="SY", lat=round(32 + 4 * dice.random(), 4), lon=round(36 + 5 * dice.random(), 4), precision_m=1500,
            layer="geonames", score=0.87,
        )
        for number, word in enumerate(_words(dice, 4000))
    ]  # fmt: skip
    return World(words, names, places)


def _words(dice: random.Random, count: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(dice.choices(_LETTERS, k=dice.randint(4, 7)))] = None
    return list(found)


def readings(count: int, seed: int = 1) -> Iterator[Reading]:
    """Readings of so many articles, in the order of their days."""
    dice = random.Random(seed)
    made = world(dice)
    zipf = {size: Zipf(size) for size in (len(made.words), len(made.names), len(made.places), len(EVENT_TYPES))}
    for number in range(count):
        day = FIRST_DAY + dt.timedelta(days=number * DAYS // count)
        yield _reading(number, day, dice, made, zipf)


def _reading(number: int, day: dt.date, dice: random.Random, made: World, zipf: dict[int, Zipf]) -> Reading:
    text: list[str] = []
    size = 0

    def say(words: str) -> Quote:
        nonlocal size
        text.append(words)
        quote = Quote(size, size + len(words), words)
        size += len(words) + 1
        return quote

    def fill(count: int) -> str:
        of = zipf[len(made.words)]
        return " ".join([made.words[of.draw(dice)] for _ in range(count)])

    claims = []
    for order in range(CLAIMS_OF_AN_ARTICLE):
        verb, source = say("وقالت"), say(f"مصادر {fill(1)}")
        who = zipf[len(made.names)].draw(dice)
        trigger, actor = say(dice.choice(("", "ال", "و", "ب")) + dice.choice(TRIGGERS)), say(made.names[who])
        candidate = made.places[zipf[len(made.places)].draw(dice)]
        place, time = say(candidate.name), say("أمس")
        say(f"{fill(9)}.")
        event = EVENT_TYPES[zipf[len(EVENT_TYPES)].draw(dice)]
        before = day - dt.timedelta(days=dice.choice((0, 1, 1, 1, 2, 7)))
        claims.append(
            Claim(
                id=f"{number * CLAIMS_OF_AN_ARTICLE + order:012x}", event=event, trigger=trigger,
                actors=(ActorMention(quote=actor, party=f"party_{who}", name=made.names[who]),),
                places=(
                    PlaceMention(
                        quote=place, lat=candidate.lat, lon=candidate.lon, precision_m=1500, level="populated",
                        ucdp_precision=1, acled_precision=1, candidates=(candidate,), rule="name",
                    ),
                ),
                times=(TimeMention(quote=time, interval=Interval(before, before, "day"), rule="yesterday"),),
                sources=(SourceLink(quote=source, kind=dice.choice(_KINDS), verb=verb),),
                status=dice.choice(_STATUSES), commitment=dice.choice(_COMMITMENTS),
                confidence=round(dice.random(), 3), confidences={"event": round(dice.random(), 3), "status": 0.913},
                trace=(
                    Trace(field="event", rule="verb", entry=f"{event}: {trigger.text}", weight=round(dice.random(), 3)),
                    Trace(field="actor", rule="subject phrase", entry=actor.text, weight=round(dice.random(), 3)),
                    Trace(field="source", rule="verb of saying before"),
                    Trace(field="commitment", rule="a source is named"),
                ),
            )
        )  # fmt: skip
    article = Article(
        text=" ".join(text), title=f"خبر {fill(4)}", outlet=_OUTLETS[number % len(_OUTLETS)],
        url=f"https://news.example/{day:%Y/%m}/{number}", published=day.isoformat(), id=f"{number:016x}",
    )  # fmt: skip
    return Reading(article=article, claims=tuple(claims), reader="1")
