"""Readings made by hand for the tests of folding: short texts with planted claims, every phrase grounded in them."""

from __future__ import annotations

import datetime as dt

from rawi.model.article import Article
from rawi.model.claim import ActorMention, Claim, SourceLink
from rawi.model.copy import CopyPair, Passage
from rawi.model.place import PlaceCandidate, PlaceMention
from rawi.model.quantity import QuantityMention
from rawi.model.reading import Reading
from rawi.model.span import Quote
from rawi.model.time import Interval, TimeMention

# Invented villages; the two of Upper and Lower Kasra lie 2 km apart, Far Kasra 30 km, Qasr 200 km.
PLACES = {
    "الكسرة": ("kasra", 35.50, 39.90, 2500, "populated"),
    "الكسرة التحتا": ("kasra-low", 35.515, 39.905, 2500, "populated"),
    "الكسرة البعيدة": ("kasra-far", 35.50, 40.23, 2500, "populated"),
    "القصر": ("qasr", 34.00, 38.50, 2500, "populated"),
    "ريف الكسرة": ("kasra-land", 35.52, 39.95, 40_000, "region"),
}


def place(text: str, name: str) -> PlaceMention:
    key, lat, lon, metres, level = PLACES[name]
    candidate = PlaceCandidate(
        id=key, name=name, name_en=key, level=level, country="SY", lat=lat, lon=lon, precision_m=metres,
        layer="test", score=1.0,
    )  # fmt: skip
    return PlaceMention(
        quote=quote(text, name), lat=lat, lon=lon, precision_m=metres, level=level, candidates=(candidate,)
    )


def quote(text: str, words: str) -> Quote:
    start = text.index(words)
    return Quote(start, start + len(words), words)


def claim(
    text: str, trigger: str, *, event="shell", at=None, on=None, by=None, onto=None, killed=None, injured=None,
    source=None, status="happened", name="1",
):  # fmt: skip
    """One claim. by, onto: (words, party); killed, injured: (words, number); source: (words, kind, party)."""
    counts = [(of, told) for of, told in (("killed", killed), ("injured", injured)) if told]
    return Claim(
        id=name,
        event=event,
        trigger=quote(text, trigger),
        actors=(ActorMention(quote=quote(text, by[0]), party=by[1]),) if by else (),
        targets=(ActorMention(quote=quote(text, onto[0]), party=onto[1]),) if onto else (),
        places=(place(text, at),) if at else (),
        times=(TimeMention(quote=quote(text, on[0]), interval=Interval(day(on[1]), day(on[1]), "day")),) if on else (),
        quantities=tuple(
            QuantityMention(quote=quote(text, words), low=number, high=number, of=of) for of, (words, number) in counts
        ),
        sources=(SourceLink(quote=quote(text, source[0]), kind=source[1], party=source[2]),) if source else (),
        status=status,
        commitment="attributed" if source else "flat",
    )


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def reading(name: str, text: str, *claims: Claim, outlet="outlet.example", published="2021-03-05") -> Reading:
    return Reading(article=Article(id=name, text=text, outlet=outlet, published=published), claims=claims)


def shelling(
    name: str, *, at="الكسرة", on="2021-03-04", killed=3, by=("القوات", "sy-army"), source=None, outlet=None,
    published="2021-03-05", status="happened", extra="",
) -> Reading:  # fmt: skip
    """A report of one shelling in one sentence. source: (words, kind, party)."""
    said = f"قال {source[0]} إن " if source else ""
    denied = "نفى أن تكون " if status == "denied" else ""
    toll = f" وقتل {killed} أشخاص" if killed else ""
    text = f"{said}{denied}{by[0] if by else 'مجهولين'} قصفت بلدة {at} الخميس{toll}{extra}."
    return reading(
        name,
        text,
        claim(
            text, "قصفت", at=at, on=("الخميس", on) if on else None, by=by,
            killed=(f"{killed} أشخاص", killed) if killed else None, source=source, status=status, name=f"c-{name}",
        ),
        outlet=outlet or f"{name}.example",
        published=published,
    )  # fmt: skip


def copy(a: Reading, b: Reading, *, containment=0.9, direction="undetermined") -> CopyPair:
    """A copy of whole texts."""
    one, other = sorted((a, b), key=lambda item: item.article.id)
    whole = Passage(a=(0, len(one.article.text)), b=(0, len(other.article.text)), text=one.article.text, words=12)
    return CopyPair(
        a=one.article.id, b=other.article.id, containment=containment, level="article", passages=(whole,),
        direction=direction,
    )  # fmt: skip
