"""What the gazetteer knows of one place."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import Literal

import msgspec

Level = Literal[
    "point", "neighbourhood", "populated", "subdistrict", "district", "province", "region", "country", "water"
]

# Radius in metres within which the true spot lies when only the level is known; larger towns carry their own.
DEFAULT_PRECISION_M: dict[Level, int] = {
    "point": 1500,
    "neighbourhood": 1500,
    "populated": 2500,
    "subdistrict": 10_000,
    "district": 20_000,
    "province": 60_000,
    "region": 60_000,
    "country": 400_000,
    "water": 100_000,
}


class GazetteerEntry(msgspec.Struct, frozen=True, array_like=True):
    """One place.

    ``aliases`` are further names, all for the same place, no side's name preferred. ``country`` is an ISO 3166
    two-letter code, None for a place of several countries or of the sea. ``admin`` holds plain Arabic names upward,
    nearest first (district, province). ``lat`` and ``lon`` are WGS 84 degrees of the centre; the place lies within
    ``precision_m`` metres of it. ``population`` is None where the source knows none. ``layer`` names the source.
    ``feature`` tells what a point or region is ("airport", "camp", "crossing", "mountain" ...). ``common_word`` marks a
    name that is also an everyday word or a person's name: believe it only where the text says that it is a place.
    """

    id: str
    name_ar: str
    name_en: str
    aliases: tuple[str, ...]
    level: Level
    country: str | None
    admin: tuple[str, ...]
    lat: float
    lon: float
    precision_m: int
    population: int | None
    layer: str
    feature: str | None
    common_word: bool


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in kilometres between two points in degrees."""
    a = sin(radians(lat2 - lat1) / 2) ** 2
    b = sin(radians(lon2 - lon1) / 2) ** 2
    return 12_742 * asin(sqrt(a + cos(radians(lat1)) * cos(radians(lat2)) * b))
