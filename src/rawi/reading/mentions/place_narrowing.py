"""Wide places narrowed by the article: "shelling in the countryside of Idlib", and then the village it hit.

News tells the province first and the village later. Of a wide place we know only that the event lies somewhere in it;
its middle is the best guess as long as the article says no more. Where the article names a place inside it, that place
is the better guess. The level and the radius stay those of the words: only the point moves, and the rule says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import atan2, cos, degrees, radians
from typing import NamedTuple

from rawi.lexicon.gazetteer import GazetteerEntry, distance_km
from rawi.reading.mentions.place_parts import Part
from rawi.text.folding import fold_word

_SMALL = frozenset({"point", "neighbourhood", "populated"})
_WIDE = frozenset({"province", "region", "district", "subdistrict", "country"})
_EXACT_M = 8_000  # a place about which the phrase leaves more room narrows nothing
_LEAST_M = 10_000  # land around a place is wide from this radius on
_CLOSE_KM = 60.0
_TURN = 100.0  # degrees between the direction that the words tell and that of the place, at most
_AT_HAND_KM = 10.0  # so near the middle the direction says little


class Spot(NamedTuple):
    """What a phrase stands for. entry: its best place; part: its words; radius_m: of the place with the land around it
    that the words include; sure: whether the name itself is known and fits the phrase; seat: whether a province has the
    same name; end: of a way that begins at the place."""

    entry: GazetteerEntry
    part: Part
    radius_m: int
    sure: bool
    seat: bool
    end: GazetteerEntry | None = None


_folded = lru_cache(maxsize=4096)(fold_word)


class _Exact(NamedTuple):
    """A spot that may narrow others, with its number and its names ready to be compared."""

    number: int
    spot: Spot
    name: str
    admin: frozenset[str]


def narrowed(spots: Sequence[Spot | None]) -> dict[int, GazetteerEntry]:
    """For phrases by number: the place to which the article narrows the wide one that they name."""
    wide = [(n, s) for n, s in enumerate(spots) if s is not None and _is_wide(s)]
    if not wide:
        return {}
    exact = [
        _Exact(n, s, _folded(s.entry.name_ar), frozenset(map(_folded, s.entry.admin)))
        for n, s in enumerate(spots)
        if s is not None and _is_exact(s)
    ]
    inside_of: dict[tuple[str, str, bool, int, tuple[int, ...]], list[_Exact]] = {}
    found = {}
    for number, spot in wide:
        key = (spot.entry.id, spot.part.name, spot.seat, spot.radius_m, tuple(spot.part.bearings))
        inside = inside_of.get(key)
        if inside is None:
            inside = inside_of[key] = _inside(spot, exact)
        if inside and (spot.entry.level != "country" or spot.part.around or _are_close(inside)):
            found[number] = min(inside, key=lambda place: _rank(number, place)).spot.entry
    return found


def _are_close(places: Sequence[_Exact]) -> bool:
    """Whether all places lie near the first one: an article that names places here and there in a country may mean all
    of it when it names the country."""
    first = places[0].spot.entry
    return all(
        distance_km(first.lat, first.lon, place.spot.entry.lat, place.spot.entry.lon) <= _CLOSE_KM for place in places
    )


def _rank(wide: int, place: _Exact) -> tuple[bool, bool, bool, int]:
    """Places told with their kind come first ("the village X"), names that may be those of provinces last; then the
    place named next, else the last one before."""
    spot = place.spot
    return _may_be_province(spot), not spot.part.level, place.number < wide, abs(place.number - wide)


def _is_exact(spot: Spot) -> bool:
    return spot.sure and spot.entry.level in _SMALL and spot.radius_m <= _EXACT_M


def _is_wide(spot: Spot) -> bool:
    if spot.part.distance_m or spot.end is not None:
        return False
    around = spot.part.around and spot.radius_m >= _LEAST_M
    return spot.entry.level in _WIDE or around or _may_be_province(spot)


def _may_be_province(spot: Spot) -> bool:
    """Whether a bare name stands for a town and for its province ("in Aleppo")."""
    return not spot.part.level and spot.entry.level == "populated" and spot.seat


def _inside(wide: Spot, places: Sequence[_Exact]) -> list[_Exact]:
    """The places that lie in a wide one, on the side of it that the words tell."""
    centre = wide.entry
    names = {wide.part.name, _folded(centre.name_ar)}
    names |= {name.removeprefix("ريف ") for name in names}
    of_province = wide.seat or centre.level == "province" or centre.name_ar.startswith("ريف ")
    reach = max(wide.radius_m, _LEAST_M) / 1000
    found = []
    for place in places:
        entry = place.spot.entry
        if (
            entry.id == centre.id
            or place.name in names
            or (centre.country is not None and entry.country != centre.country)
        ):
            continue
        belongs = centre.level == "country" or not names.isdisjoint(place.admin)
        if not belongs and of_province and place.admin:
            continue
        distance = distance_km(centre.lat, centre.lon, entry.lat, entry.lon)
        if (belongs or distance <= reach) and (distance <= _AT_HAND_KM or _lies_towards(wide, entry)):
            found.append(place)
    return found


def _lies_towards(wide: Spot, place: GazetteerEntry) -> bool:
    if not wide.part.bearings:
        return True
    centre = wide.entry
    towards = degrees(atan2((place.lon - centre.lon) * cos(radians(centre.lat)), place.lat - centre.lat))
    return all(abs((towards - bearing + 180) % 360 - 180) <= _TURN for bearing in wide.part.bearings)
