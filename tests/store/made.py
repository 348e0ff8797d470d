"""Captures, articles and readings made by hand; imports the store alone, so that processes start quickly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from rawi.errors import InputError
from rawi.model.article import Article
from rawi.model.capture import Capture, CaptureProblem
from rawi.model.claim import ActorMention, Claim, SourceLink
from rawi.model.place import PlaceCandidate, PlaceMention
from rawi.model.reading import Reading
from rawi.model.time import Interval, TimeMention
from rawi.store.capture_writer import Kept
from rawi.store.store import Store

NOON = dt.datetime(2024, 5, 1, 12, tzinfo=dt.UTC)
NO_ARTICLE = "لا مقال هنا"


def capture(locator: str, text: str, *, at: dt.datetime = NOON, source: str = "outlet", **more: object) -> Capture:
    return Capture(
        source=source, locator=locator, content=text.encode(), media_type="text/html", captured_at=at, **more
    )


def article_of(capture: Capture) -> Article:
    """The content is the text; the address is the locator, or for a part of an archive what stands after the ``!``."""
    text = capture.content.decode()
    if text == NO_ARTICLE:
        raise InputError("there is no article in it", subject=capture.locator, advice="give another")
    url = capture.locator.split("!")[-1]
    return Article(text=text, url=url, title="خبر", outlet="صحيفة العرض", published="2024-04-30")


def keep(store: Store, *captures: Capture | CaptureProblem) -> list[Kept]:
    return list(store.keep(captures, article_of))


def outcomes(kept: Iterable[Kept]) -> list[str]:
    return [one.outcome for one in kept]


def read(article: Article, reader: str = "1", word: str = "قصف") -> Reading:
    """A claim for each time the word stands in the text."""
    claims = []
    start = article.text.find(word)
    village = PlaceCandidate(
        id="p1", name="الكسرة", name_en="Al Kasrah", level="populated", country="SY", lat=35.5, lon=39.9,
        precision_m=1500, layer="geonames", score=0.9,
    )  # fmt: skip
    while start >= 0:
        trigger = article.quote(start, start + len(word))
        before = article.quote(max(0, start - 6), start) if start else trigger
        claims.append(
            Claim(
                id=f"c{start}",
                event="shell",
                trigger=trigger,
                actors=(ActorMention(quote=before, party="faction", name="الفصيل"), ActorMention(quote=trigger)),
                places=(PlaceMention(quote=trigger, lat=35.5, lon=39.9, candidates=(village,)),),
                times=(
                    TimeMention(quote=trigger, interval=Interval(dt.date(2024, 4, 28), dt.date(2024, 4, 29), "day")),
                ),
                sources=(SourceLink(quote=before, kind="local_source"),),
                commitment="attributed",
            )
        )
        start = article.text.find(word, start + 1)
    return Reading(article=article, claims=tuple(claims), reader=reader)


def read_all(store: Store, reader: str = "1", word: str = "قصف") -> int:
    """Read what is unread; how many articles."""
    total = 0
    while unread := store.unread(reader, 8):
        total += store.add_readings(
            [(u.version, read(u.article, reader, word)) for u in unread], reader=reader
        ).articles
    return total
