"""How likely a place is what a name stands for: the points for and against it, each of which can be told in words.

Set by hand on the training articles. What the phrase itself says outweighs everything: the kind of place its head noun
names, the wider place it lies in. Then the country of the article, then the places around, then prominence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import log10
from typing import NamedTuple

from rawi.lexicon.gazetteer import Gazetteer, GazetteerEntry, distance_km
from rawi.reading.mentions.place_parts import Part
from rawi.text.folding import fold_word

_LEVEL_FITS, _LEVEL_NEAR = 5.0, 1.0
_NAMED_ADMIN, _INSIDE_WIDER, _OUTSIDE_WIDER = 4.0, 3.0, -8.0
_ARTICLE_ADMIN, _COUNTRY, _SAME_AGAIN = 1.5, 3.0, 1.5
_AMONG_OTHERS = 3.0
_PER_DIGIT_OF_POPULATION = 0.35
_PER_RANK = -0.1
_NAMESAKE_OF_TOWN = -3.0
_TOWN = 10_000  # people
_SMALL_HEADS = frozenset({"قرية", "مزرعة", "مخيم", "حي", "تل", "تلة", "جبل", "معبر", "مطار"})
_AMONG_KM = 75.0  # how far places of one event's surroundings lie apart
_REACH_KM = 60.0  # "the village X in the countryside of Y": how far X may lie from a town Y
_SLACK = 1.5  # how far beyond its radius a wide place may still hold another, for few of them are round
# "The countryside of Aleppo" holds what the province of Aleppo holds.
_LAND = "ريف "
# Countries between which land is disputed or occupied: a phrase that names one of them does not exclude the other.
_DISPUTED = frozenset(
    map(frozenset, ("IL PS".split(), "IL SY".split(), "IL LB".split(), "MA EH".split(), "RU UA".split()))
)

CLOSE_LEVELS: dict[str, frozenset[str]] = {
    "populated": frozenset({"neighbourhood", "subdistrict", "district", "point"}),
    "neighbourhood": frozenset({"point", "populated"}),
    "district": frozenset({"subdistrict", "province", "region", "populated"}),
    "subdistrict": frozenset({"district", "populated"}),
    "province": frozenset({"region", "district", "populated"}),
    "region": frozenset({"province", "country", "district", "water"}),
    "point": frozenset({"neighbourhood", "populated", "region"}),
    "country": frozenset({"region"}),
    "water": frozenset({"region", "point"}),
}
_BARE_LEVEL: dict[str, float] = {"country": 2.0, "province": 0.7, "populated": 1.0, "region": 0.8, "district": 0.5}
_AROUND: frozenset[str] = frozenset({"province", "district", "populated", "subdistrict"})


class Term(NamedTuple):
    """Points for (or against) a place, and why in words."""

    points: float
    why: str


class Scored(NamedTuple):
    """A candidate with its points, and its number in the gazetteer."""

    score: float
    entry: GazetteerEntry
    number: int


class Choice(NamedTuple):
    """What a phrase was taken for: the part of it that counts and its ranked candidates, none where it is unknown.
    parent: what the next wider part was taken for."""

    part: Part
    ranked: list[Scored]
    rule: str
    parent: GazetteerEntry | None = None


@dataclass(slots=True)
class Surroundings:
    """What an article tells of where it plays.

    shares: weight of each country, 1 for the foremost. named: folded names of places in the article. anchors: places
    that are certain, because nothing else bears their name. state: words that name the country the article is about.
    known: what a name was taken for before. within: for names that the gazetteer lacks, the wider place they lie in.
    """

    shares: dict[str, float] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    anchors: list[GazetteerEntry] = field(default_factory=list)
    state: Part | None = None
    known: dict[str, GazetteerEntry] = field(default_factory=dict)
    within: dict[str, Choice] = field(default_factory=dict)


class Ranking:
    """Ranks the places that a name may stand for."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._admin: dict[int, frozenset[str]] = {}

    def rank(
        self, part: Part, around: Surroundings, wider: set[str], parent: GazetteerEntry | None, kept: int
    ) -> list[Scored]:
        """The likeliest ``kept`` places of a part, best first.

        wider: folded names of the wider parts of its phrase; parent: what the next wider part stands for.
        """
        scored = []
        for rank, index in enumerate(part.candidates):
            scored.append((-self.points(part, rank, index, around, wider, parent), rank, index))
        scored.sort()
        return [Scored(-score, self._gazetteer.entry(index), index) for score, _, index in scored[:kept]]

    def points(
        self, part: Part, rank: int, index: int, around: Surroundings, wider: set[str], parent: GazetteerEntry | None,
        told: list[Term] | None = None,
    ) -> float:  # fmt: skip
        """The points of the place that is the ``rank``-th of its name. told: receives each of them, with its reason."""
        entry = self._gazetteer.entry(index)
        admin = self._admin_of(index, entry)
        score = _told(told, _PER_RANK * rank, "less prominent than its namesakes") if rank else 0.0
        if part.level:
            if entry.level == (part.level if not part.distance_m else "populated") or (
                part.around and entry.level in _AROUND and not part.distance_m
            ):
                score += _told(told, _LEVEL_FITS, "the kind of place that the words before the name tell")
            elif entry.level in CLOSE_LEVELS.get(part.level, ()):
                score += _told(told, _LEVEL_NEAR, "nearly the kind of place that the words before the name tell")
        elif entry.level in _BARE_LEVEL:
            score += _told(told, _BARE_LEVEL[entry.level], "such a place is often named without a word for its kind")
        if wider and not admin.isdisjoint(wider):
            score += _told(told, _NAMED_ADMIN, "belongs to the wider place that the phrase names")
        if parent is not None:
            if holds(parent, entry, admin):
                score += _told(told, _INSIDE_WIDER, "lies within reach of ", parent.name_ar)
            else:
                score += _told(told, _OUTSIDE_WIDER, "lies out of reach of ", parent.name_ar)
        if not (admin - {part.name}).isdisjoint(around.named):
            score += _told(told, _ARTICLE_ADMIN, "belongs to a place that the text names")
        share = around.shares.get(entry.country or "", 0.0)
        if share:
            score += _told(told, _COUNTRY * share, "lies in a country that the text is about")
        if entry.population:
            score += _told(told, _PER_DIGIT_OF_POPULATION * log10(entry.population), "has people, by the gazetteer")
        if rank and _may_be_hamlet(entry) and part.head not in _SMALL_HEADS and self._has_town(part):
            score += _told(told, _NAMESAKE_OF_TOWN, "is not known to have people, and a town has its name")
        known = around.known.get(part.name)
        if known is not None and known.id == entry.id:
            score += _told(told, _SAME_AGAIN, "was meant by the name before")
        if around.anchors and len(part.candidates) > 1 and entry.level != "country":
            near = _support(entry, around.anchors)
            if near:
                score += _told(told, _AMONG_OTHERS * near, "lies near places that the text names and that are certain")
        return score

    def _has_town(self, part: Part) -> bool:
        return any((self._gazetteer.entry(i).population or 0) >= _TOWN for i in part.candidates)

    def holds(self, parent: GazetteerEntry, narrow: Scored) -> bool:
        """Whether a place lies in a wider one, as far as the gazetteer can tell."""
        return holds(parent, narrow.entry, self._admin_of(narrow.number, narrow.entry))

    def _admin_of(self, index: int, entry: GazetteerEntry) -> frozenset[str]:
        admin = self._admin.get(index)
        if admin is None:
            admin = self._admin[index] = frozenset(fold_word(name) for name in entry.admin)
        return admin


_folded = lru_cache(maxsize=4096)(fold_word)


def _told(told: list[Term] | None, points: float, *why: str) -> float:
    if told is not None:
        told.append(Term(points, "".join(why)))
    return points


def _may_be_hamlet(entry: GazetteerEntry) -> bool:
    return not entry.population and entry.level in ("populated", "neighbourhood", "point")


def holds(parent: GazetteerEntry, entry: GazetteerEntry, admin: frozenset[str]) -> bool:
    """Whether a place lies in a wider one, as far as the gazetteer can tell."""
    if parent.level == "country":
        return entry.country in (parent.country, None) or frozenset((entry.country, parent.country)) in _DISPUTED
    if _folded(parent.name_ar).removeprefix(_LAND) in admin and (
        parent.country == entry.country or parent.country is None
    ):
        return True
    reach = max(_SLACK * parent.precision_m / 1000, _REACH_KM if parent.level == "populated" else 0.0)
    return distance_km(entry.lat, entry.lon, parent.lat, parent.lon) <= reach


def _support(entry: GazetteerEntry, anchors: Sequence[GazetteerEntry]) -> float:
    """The share of the anchors that lie near a place, other than itself."""
    reach = max(_AMONG_KM, entry.precision_m / 1000)
    degrees = reach / 111.0
    others = near = 0
    for anchor in anchors:
        if anchor.id != entry.id:
            others += 1
            # Most anchors of another country are too far north or south to be asked for their distance.
            if abs(anchor.lat - entry.lat) <= degrees:
                near += distance_km(entry.lat, entry.lon, anchor.lat, anchor.lon) <= reach
    return near / others if others else 0.0
