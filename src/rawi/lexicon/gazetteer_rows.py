"""Rows of users' tables of places, and the places they tell of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from rawi.lexicon.gazetteer_entry import DEFAULT_PRECISION_M, GazetteerEntry, Level
from rawi.lexicon.place_names import clean_names, plain


class PlaceRow(msgspec.Struct, frozen=True):
    """One row, whatever kind of file it stood in.

    name_ar, lat and lon are needed. also_ar: further names. chain_ar: names upward, beginning with its own. date: day
    of the last change of the row, as the file has it (ISO 8601).
    """

    name_ar: str
    lat: float
    lon: float
    name_en: str = ""
    also_ar: tuple[str, ...] = ()
    chain_ar: tuple[str, ...] = ()
    level: Level = "populated"
    country: str | None = None
    population: int | None = None
    precision_m: int | None = None
    feature: str | None = None
    id: str | int | None = None
    date: str = ""

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise ValueError(f"lat {self.lat}, lon {self.lon} is no place on Earth")
        if self.lat == 0 == self.lon:
            raise ValueError("lat 0, lon 0 stands for an unknown place")
        if not clean_names(self.name_ar, self.chain_ar).names:
            raise ValueError(f"name_ar {self.name_ar!r} holds no Arabic name")


class BadRow(msgspec.Struct, frozen=True):
    """A row that is no place. number: of its line or row in the file, counted from 1. reason: what kind of fault.
    detail: what it is in this row. fault: False where the row is sound but of no use, such as one without an Arabic
    name in a table of all the world's names."""

    number: int
    reason: str
    detail: str = ""
    fault: bool = True

    def __str__(self) -> str:
        """``line 7: reason (detail)``."""
        return f"line {self.number}: {self.reason}" + (f" ({self.detail})" if self.detail else "")


NumberedRow = tuple[int, PlaceRow]


def entry_of_row(row: PlaceRow, number: int, layer: str) -> GazetteerEntry:
    """The place that a row tells of; its id is made of the layer's name and the row's own id or number."""
    cleaned = clean_names(row.name_ar, row.chain_ar)
    further = (name for raw in row.also_ar for name in clean_names(raw).names)
    name, *aliases = dict.fromkeys((*cleaned.names, *_unqualified(cleaned.names, row.chain_ar), *further))
    above = (clean_names(n).names for n in row.chain_ar[1:])
    admin = dict.fromkeys((*cleaned.within, *(names[0] for names in above if names)))
    return GazetteerEntry(
        id=f"{layer}:{row.id if row.id not in (None, '') else number}",
        name_ar=name,
        name_en=re.sub(r"\s*\(.*?\)", "", row.name_en).rpartition(" : ")[2].strip(),
        aliases=tuple(aliases),
        level=row.level,
        country=row.country.upper() if row.country else None,
        admin=tuple(admin),
        lat=row.lat,
        lon=row.lon,
        precision_m=row.precision_m or DEFAULT_PRECISION_M[row.level],
        population=row.population or None,
        layer=layer,
        feature=row.feature,
        common_word=False,
    )


def _unqualified(names: Iterable[str], chain: Sequence[str]) -> Iterator[str]:
    """Names without a last word that only tells which of its namesakes a place is ("مريمين عفرين" in the chain of
    "عفرين")."""
    upward = {plain(word) for step in chain[1:] for word in step.split()}
    for name in names:
        rest, _, last = name.rpartition(" ")
        if len(plain(rest)) >= 4 and (plain(last) in upward or f"ال{plain(last)}" in upward):
            yield rest
