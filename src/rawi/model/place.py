"""Where: the words, and the places they may stand for."""

from __future__ import annotations

from typing import Literal

import msgspec

from rawi.model.span import Quote

PlaceLevel = Literal[
    "point", "neighbourhood", "populated", "subdistrict", "district", "province", "region", "country", "water"
]


class PlaceCandidate(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One reading of a place name. lat, lon: degrees, WGS 84. precision_m: radius in metres that holds the place."""

    id: str
    name: str
    name_en: str
    level: PlaceLevel
    country: str | None
    lat: float
    lon: float
    precision_m: int
    layer: str
    score: float


class PlaceMention(msgspec.Struct, frozen=True, kw_only=True):
    """A place phrase, as full as the article has it.

    candidates: ranked, best first, empty where the gazetteer knows none: never 0,0, never a capital for its country.
    lat, lon: of the best candidate, moved where the words say so ("20 km north-east of ..."); for a wide area, of a
        place within it that the article names, if one stands out: ``rule`` says so, and level and radius stay the
        area's.
    ucdp_precision: UCDP GED where_prec, 1 (exact) to 7 (international waters or airspace).
    acled_precision: ACLED geo_precision, 1 (the town) to 3 (the region).
    """

    quote: Quote
    lat: float | None = None
    lon: float | None = None
    precision_m: int | None = None
    level: PlaceLevel | None = None
    ucdp_precision: int | None = None
    acled_precision: int | None = None
    candidates: tuple[PlaceCandidate, ...] = ()
    rule: str = ""

    @property
    def name(self) -> str | None:
        """The name of the best candidate, or None where the place is unknown."""
        return self.candidates[0].name if self.candidates else None
